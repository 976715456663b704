"""What a message's words wish of a plan: when to start, when not to study, how many courses at once, what is done.

Only what is said is read: vague words ("in spring", "soon"), ends ("finish by May") and questions read as nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from advising.planning.courses import CourseLoad
from advising.planning.dates import COUNT, WEEKDAYS, Span, easter, month_of, months_later, number_of, pattern, span
from advising.planning.order import named
from advising.planning.weeks import monday_from
from advising.planning.wishes import MAX_AT_ONCE, Break

_NEXT_DAY = timedelta(days=1)
_BEGIN = r"(?:(?:re)?start(?:ing|s)?|strat(?:ing)?|begin(?:ning|ing|s)?|commenc\w+|kick(?:ing)? off|set(?:ting)? off|as of|as from|from|beginning)"
_BETWEEN = r"(?:[ ,:]+(?:it|this|that|studying|learning|with it|with the (?:first )?course|the (?:first )?course|only|again|around|about|on|in|at|from|of|the|my|plan|programme|study|studies|this coming|coming)){0,4}?[ ,:]+"
_RELATIVE = (
    rf"(?P<now>(?:right )?now|today|right away|straight away|immediately|asap|tonight)\b|(?P<tomorrow>tomm?orr?ow)\b"
    rf"|(?:in|after) (?P<n>{COUNT}) (?P<unit>days?|weeks?|wks?|months?)(?:'?s? time)?\b(?! (?:off|break|holiday|each|per|a week|long))"
    rf"|next (?P<next>week|month|year|{'|'.join(WEEKDAYS)})\b|(?:on )?(?P<weekday>{'|'.join(WEEKDAYS)})\b"
    rf"|(?:the )?(?P<newyear>new year)\b"
)
_WHEN = rf"(?:{_RELATIVE}|(?:next )?{pattern()})"
_STARTS = re.compile(rf"\b{_BEGIN}{_BETWEEN}{_WHEN}(?=(?P<rest>.*))", re.I)
_ALONE = re.compile(
    rf"^\W*(?:(?:ok|okay|yes|well|maybe|probably|let'?s say|say|um+|i think|from|in|on|around|about)[ ,]+)*{_WHEN}(?:[ ,]+(?:please|pls|then|maybe|i think))?\W*$", re.I
)  # fmt: skip
_PLANS = re.compile(
    rf"\b(?:plan|schedule|timetable)\b(?:(?!\b(?:finish|done|complete|by|until|till|end|ready|off|except)\b).)*?\b(?:for|in|on) (?:the )?{_WHEN}", re.I
)  # fmt: skip
_NOT = r"\b(?:not|never|cannot|unable to|(?:ca|do|wo|would|could)n'?t)\b"
_NOT_BEFORE = re.compile(
    rf"{_NOT}(?: \w+){{0,3}} (?:start|begin)\w*(?: \w+)? (?:before|until|till|earlier than) (?:the )?{_WHEN}", re.I
)  # fmt: skip
_NEGATED = re.compile(rf"{_NOT}(?: \w+){{0,2}} *$", re.I)
_IN_BREAK = re.compile(r"\b(?:holidays?|vacations?|break|off|away|pause|travel\w*|abroad|free|trip)\b[^.;,]*$", re.I)
_RANGE_ENDS = re.compile(r"^\W*(?:to|until|till|through|-|\u2013)\W", re.I)
_ASKS = re.compile(
    r"\b(?:which|what|when|does|do|is|are|was|price\w*|costs?|figures?|sources?|listed)\b(?!.*\b(?:i|i'm|we|if|about)\b)[^.;,]*$",
    re.I,
)
_IN_FINISH = re.compile(r"\b(?:finish\w*|done|complete\w*|ready|end\w*|deadline|take[sn]?)\b[^.;,]*$", re.I)


def read_start(text: str, today: date) -> date | None:
    """The day to start on; None where the words tell none, or only one that has passed."""
    for expression in (_ALONE, _NOT_BEFORE, _STARTS, _PLANS):
        for found in expression.finditer(text):
            before = text[: found.start()]
            if expression is _STARTS and (_NEGATED.search(before) or _ASKS.search(before) or _is_break(found, before)):
                continue
            day = _start(found, today)
            if day is not None:
                return day
    return None


def _is_break(found: re.Match[str], before: str) -> bool:
    """Whether "from ..." begins a break or an interval rather than the plan."""
    if not found[0].lower().startswith(("from", "begin", "start")):
        return False
    is_from = found[0].lower().startswith("from")
    return bool(
        _IN_BREAK.search(before) or (is_from and (_IN_FINISH.search(before) or _RANGE_ENDS.match(found["rest"])))
    )


def _start(found: re.Match[str], today: date) -> date | None:
    group = {name: (value or "").lower() for name, value in found.groupdict().items()}
    weekday = "monday" if group["next"] == "week" else group["next"] or group["weekday"]
    if group["now"] or group["tomorrow"]:
        day = today if group["now"] else today + _NEXT_DAY
    elif group["n"]:
        day = _later(today, number_of(group["n"]), group["unit"])
    elif group["next"] == "month":
        day = months_later(today.replace(day=1), 1)
    elif group["next"] == "year" or group["newyear"]:
        day = date(today.year + 1, 1, 1)
    elif weekday:
        day = today + timedelta(days=(WEEKDAYS.index(weekday) - today.weekday() - 1) % 7 + 1)
    else:
        meant = _means(found, today)
        return meant.first if meant else None
    return day


def _later(today: date, count: int, unit: str) -> date:
    if unit.lower().startswith("mon"):
        return months_later(today, count)
    return today + timedelta(days=count * (1 if unit.lower().startswith("d") else 7))


def _means(found: re.Match[str], after: date, prefix: str = "") -> Span | None:
    """The days of a match; "may" without a sign of a date is a verb."""
    word = found.groupdict().get(f"{prefix}month") or ""
    return (
        None
        if word == "may" and _VERB.match(found.string[found.end(f"{prefix}month") :])
        else span(found, after, prefix)
    )


_VERB = re.compile(r" (?:be|not|have|i|we|start|do|take|also|need|want)\b", re.I)

# --- breaks -------------------------------------------------------------------------------------------------

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
    last = _means(match, after, "b")
    is_list = match["to"] == "and" and "between" not in match[0].lower()
    if last is None or is_list:
        return
    if match["bareday"]:
        day = int(match["bareday"])
        if 1 <= day <= last.last.day:
            yield (last.last.replace(day=day), last.last)
        return
    first = _means(match, after, "a")
    if first is not None:
        end = _means(match, first.first, "b")  # "from 20 Dec to 3 Jan" ends after it begins
        yield from [(first.first, end.last)] if end else []


def _weeks_at(match: re.Match[str], after: date) -> Iterator[Break]:
    feast, count = match["feast"].lower(), number_of(match["n"] or "one")
    first = next(day for day in (_feast_day(feast, year) for year in range(after.year, after.year + 3)) if day >= after)
    monday = first - timedelta(days=first.weekday())
    yield (monday, _later(monday, count, match["unit"]) - _NEXT_DAY)


def _weeks_beside(match: re.Match[str], after: date) -> Iterator[Break]:
    """So many weeks at a feast beside another time off: "except August and two weeks at Christmas"."""
    if _TIME_OFF.search(match.string[: match.start()]):
        yield from _weeks_at(match, after)


def _feast_day(feast: str, year: int) -> date:
    if "easter" in feast:
        return easter(year)
    return date(year, 1, 1) if "new year" in feast else date(year, 12, 25)


def _weeks_from(match: re.Match[str], after: date) -> Iterator[Break]:
    meant = _means(match, after)
    if meant is not None:
        is_day = meant.first == meant.last
        first = meant.first if is_day else monday_from(meant.first)
        yield (first, _later(first, number_of(match["n"]), match["unit"]) - _NEXT_DAY)


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

# --- how many at once, and what is done ---------------------------------------------------------------------

_THINGS = r"(?:courses?|classes|class|modules?|subjects?|of them)"
_TOGETHER = (
    r"(?:at (?:once|a time|the same time)|in parallel|parallel|simultaneous\w*|side by side|concurrent\w*|together)"
)
_AT_ONCE = re.compile(rf"\b(?P<n>{COUNT}|both) (?:{_THINGS} )?{_TOGETHER}\b", re.I)
_PARALLEL = re.compile(rf"\b(?:{_THINGS} {_TOGETHER}|in parallel)\b", re.I)
_IN_TURN = re.compile(rf"\bone (?:{_THINGS} )?(?:after (?:another|the other)|by one|at a time|at once)\b|\bback to back\b|\bin sequence\b", re.I)  # fmt: skip


def read_at_once(text: str) -> int | None:
    """How many courses may run at once, 1 to 3; None where nothing is said."""
    found = _AT_ONCE.search(text) or _PARALLEL.search(text)
    if found and _NEGATED.search(text[: found.start()]):
        return 1
    if _IN_TURN.search(text):
        return 1
    if found is None:
        return None
    count = found.groupdict().get("n") or "two"
    return max(1, min(MAX_AT_ONCE, 2 if count.lower() == "both" else number_of(count)))


_FINISHED = r"(?:done|did|finished|complet\w+|passed|taken|took|through with)"
_FIRST = re.compile(
    rf"\b(?:have |'ve |ve |i |already |just )+{_FINISHED}(?: with)? (?:the |my )?first(?: (?P<n>{COUNT}))?\b"
    rf"|\bfirst (?:(?P<m>{COUNT}) )?(?:{_THINGS} )?(?:is|are) (?:already )?{_FINISHED}\b", re.I
)  # fmt: skip
_ALL_BUT = re.compile(rf"\b{_FINISHED} (?:with )?(?:all|everything)(?: the courses| courses| of them)? (?:but|except)(?: for)? (?:the )?(?P<left>last|final|capstone|exam)\b", re.I)  # fmt: skip
_HAVE = re.compile(rf"\b(?:i have|i've|ive|i|already|have)(?: already| just)? {_FINISHED}\b(?P<what>[^.;?!]*)", re.I)


def read_done(text: str, courses: Sequence[CourseLoad]) -> tuple[str, ...]:
    """Ids of the courses that the words say are finished: "the first two", all but the last, or by title.

    `courses` stand in the order of the plan. "Two of them" does not say which, and reads as nothing.
    """
    all_but = _ALL_BUT.search(text)
    if all_but:
        is_final = all_but["left"].lower() in ("capstone", "exam") and any(course.is_final for course in courses)
        kept = [course for course in courses if not course.is_final] if is_final else list(courses[:-1])
        return tuple(course.id for course in kept)
    first = _FIRST.search(text)
    if first and not _NEGATED.search(text[: first.start()]):
        count = number_of(first["n"] or first["m"] or "one")
        return tuple(course.id for course in courses[:count])
    told = " ".join(found["what"] for found in _HAVE.finditer(text) if not _NEGATED.search(text[: found.start()]))
    return tuple(course.id for course in named(told, courses)) if told else ()
