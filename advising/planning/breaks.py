"""The days off that a message's words name: holidays, feasts, months without study."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from advising.planning.dates import COUNT, Span, easter, later, means, month_of, number_of, pattern, span
from advising.planning.weeks import monday_from
from advising.planning.wishes import Break

_NEXT_DAY = timedelta(days=1)

_OFF = r"(?:off|breaks?|holidays?|vacations?|pause[sd]?|away|abroad|free|leave|out|trip|travell?ing|gap)"
_FEAST = r"(?:christmas|x-?mas|chrismas|cristmas|the new year|new year'?s?|easter)"
_OVER = r"(?:at|over|around|for|during|in|on|from|of)"
_EXCEPT = r"(?:except(?: for| in| during)?|but not(?: in| during)?|not (?:in|during|over|at)|without|skip(?:ping)?|no (?:study(?:ing)?|courses?|time|classes) (?:in|during|over|at|from|between)|(?:can'?t|cannot|won'?t|don'?t|do not|will not)(?: want to| be able to)? (?:study|learn|work|do (?:anything|any|it)) (?:in|during|over|at|from|between))"
_TO = r"(?: ?(?P<to>to|until|till|through|and|-|\u2013) ?)"
_INTERVAL = re.compile(
    rf"\b(?:{_OFF}|{_EXCEPT})\b[ ,:]*(?:from |between |is |are |will be |in |of |over |at |me )*"
    rf"(?:(?P<bareday>\d{{1,2}})(?:st|nd|rd|th)?|{pattern('a')}){_TO}{pattern('b')}", re.I
)  # fmt: skip
_INTERVAL_OFF = re.compile(
    rf"\b(?:from |between )?(?:(?P<bareday>\d{{1,2}})(?:st|nd|rd|th)?|{pattern('a')}){_TO}{pattern('b')},? "
    rf"(?:i (?:am|will be|have) |i'?m |i'll be )?(?:on |a |my )?{_OFF}\b", re.I
)  # fmt: skip
_WEEKS_AT = re.compile(rf"\b(?P<n>{COUNT}|(?<!\d )) ?(?P<unit>weeks?|wks?|days?|months?)(?:'s?)? (?:{_OFF}|of {_OFF}) {_OVER}? ?(?P<feast>{_FEAST})\b", re.I)  # fmt: skip
_WEEKS_BESIDE = re.compile(rf"\b(?P<n>{COUNT}) (?P<unit>weeks?|wks?|days?) {_OVER} (?P<feast>{_FEAST})\b", re.I)
_WEEKS_FROM = re.compile(rf"\b(?P<n>{COUNT}) (?P<unit>weeks?|wks?|days?|months?)(?:'s?)? (?:{_OFF}|of {_OFF})(?: starting| beginning)?,? (?:from|in|on|at|during|of) (?:the )?{pattern()}", re.I)  # fmt: skip
_PART_OF = re.compile(rf"\b(?P<which>first|last) (?:(?P<n>{COUNT}) )?weeks? of (?P<month>[a-z]{{3,11}})(?: (?P<year>20\d\d))? {_OFF}\b", re.I)  # fmt: skip
_FEAST_OFF = re.compile(rf"\b(?:{_FEAST}(?: \w+)? {_OFF}|(?:{_OFF}|{_EXCEPT}) (?:{_OVER} )?{_FEAST})\b", re.I)
_MONTHS_OUT = re.compile(
    rf"\b(?:{_EXCEPT}|{_OFF} (?:in|for|during|all|the whole of)(?: of)?) (?:all of |all |the whole of |the month of |in )?"
    rf"(?P<list>[a-z]{{3,11}}(?: 20\d\d)?(?:(?:,| and| or|, and) [a-z]{{3,11}}(?: 20\d\d)?)*)", re.I
)  # fmt: skip
_MONTH_OFF = re.compile(r"\b(?P<list>[a-z]{3,11}(?: 20\d\d)?(?: and [a-z]{3,11}(?: 20\d\d)?)?) (?:completely |all )?(?:off|free)\b", re.I)  # fmt: skip
_TIME_OFF = re.compile(rf"\b(?:{_EXCEPT}|{_OFF})\b", re.I)
CHRISTMAS_EVE, NEW_YEAR = (12, 24), (1, 1)


def read_breaks(text: str, after: date) -> tuple[Break, ...]:
    """The days off that the words name, as (first, last), each the next such from a day on; what overlaps is kept.

    "Christmas" alone is 24 December to 1 January, "easter" Good Friday to Easter Monday; so many weeks off at a feast
    are those from its Monday on, so many weeks off in a month those from its first Monday.
    """
    found: list[Break] = []
    for expression, reader in _READERS:
        for match in expression.finditer(text):
            read = [one for one in reader(match, after) if one[0] <= one[1]]
            found += read
            if read:  # what was read once is not read again by another expression
                text = text[: match.start()] + "." * len(match[0]) + text[match.end() :]
    return tuple(sorted(dict.fromkeys(found)))


def _interval(match: re.Match[str], after: date) -> Iterator[Break]:
    """From a day to a day; the first may leave month and year to the last: "1-14 August"."""
    last = means(match, after, "b")
    is_list = match["to"] == "and" and "between" not in match[0].lower()
    if last is None or is_list:
        return
    if match["bareday"]:
        day = int(match["bareday"])
        if 1 <= day <= last.last.day:
            yield (last.last.replace(day=day), last.last)
        return
    first = means(match, after, "a")
    if first is not None:
        end = means(match, first.first, "b")  # "from 20 Dec to 3 Jan" ends after it begins
        yield from [(first.first, end.last)] if end else []


def _weeks_at(match: re.Match[str], after: date) -> Iterator[Break]:
    feast, count = match["feast"].lower(), number_of(match["n"] or "one")
    first = next(day for day in (_feast_day(feast, year) for year in range(after.year, after.year + 3)) if day >= after)
    monday = first - timedelta(days=first.weekday())
    yield (monday, later(monday, count, match["unit"]) - _NEXT_DAY)


def _weeks_beside(match: re.Match[str], after: date) -> Iterator[Break]:
    """So many weeks at a feast beside another time off: "except August and two weeks at Christmas"."""
    if _TIME_OFF.search(match.string[: match.start()]):
        yield from _weeks_at(match, after)


def _feast_day(feast: str, year: int) -> date:
    if "easter" in feast:
        return easter(year)
    return date(year, 1, 1) if "new year" in feast else date(year, 12, 25)


def _weeks_from(match: re.Match[str], after: date) -> Iterator[Break]:
    meant = means(match, after)
    if meant is not None:
        is_day = meant.first == meant.last
        first = meant.first if is_day else monday_from(meant.first)
        yield (first, later(first, number_of(match["n"]), match["unit"]) - _NEXT_DAY)


def _part_of(match: re.Match[str], after: date) -> Iterator[Break]:
    whole = _month(match["month"], match["year"], after)
    if whole is None:
        return
    length = timedelta(weeks=number_of(match["n"] or "one")) - _NEXT_DAY
    first, last = whole.first, whole.last
    yield (first, first + length) if match["which"].lower() == "first" else (last - length, last)


def _feast_off(match: re.Match[str], after: date) -> Iterator[Break]:
    is_easter = "easter" in match[0].lower()
    for year in range(after.year - 1, after.year + 3):
        first, last = date(year, *CHRISTMAS_EVE), date(year + 1, *NEW_YEAR)
        if is_easter:
            first, last = easter(year) - timedelta(days=2), easter(year) + _NEXT_DAY
        if last >= after:
            yield (max(first, after), last)
            return


def _months_out(match: re.Match[str], after: date) -> Iterator[Break]:
    for word, year in re.findall(r"([a-z]+)(?: (20\d\d))?", match["list"], re.I):
        whole = _month(word, year, after)
        if whole is not None:
            yield (whole.first, whole.last)


def _month(word: str, year: str | None, after: date) -> Span | None:
    found = re.fullmatch(pattern(), f"{word} {year}" if year else word, re.I)
    return span(found, after) if found and month_of(word) else None


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Iterator[Break]]], ...] = (
    (_INTERVAL, _interval), (_INTERVAL_OFF, _interval), (_WEEKS_AT, _weeks_at), (_WEEKS_BESIDE, _weeks_beside), (_PART_OF, _part_of),
    (_WEEKS_FROM, _weeks_from), (_FEAST_OFF, _feast_off), (_MONTHS_OUT, _months_out), (_MONTH_OFF, _months_out),
)  # fmt: skip
