"""Days and months in a message's words, given today; a month alone is the next such month. Vague words read as nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rapidfuzz.distance import OSA

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
_SHORT = {name[:3]: n for n, name in enumerate(MONTHS, 1)} | {"sept": 9}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
           "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "couple of": 2, "a couple of": 2}  # fmt: skip
COUNT = r"(?:\d{1,2}|an?(?: couple of)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_FUZZY_FROM, _TWO_EDITS_FROM = 5, 8  # letters of a month's name from which one, and two, may be wrong
_NOT_MONTHS = frozenset({"match", "marsh", "merch", "much"})
_PART = r"(?:the )?(?:early|mid(?:dle of)?|late|end of|beginning of|start of)"
_MONTH_LIKE = "(?:ja|fe|ma|ap|ju|au|ag|se|sp|oc|ok|no|de)[a-z]{1,9}"  # `month_of` decides
_VERB = re.compile(r" (?:be|not|have|i|we|start|do|take|also|need|want)\b", re.I)
# A day or a month; every ~ stands for the prefix of the groups, & for a word that may name a month.
_TEMPLATE = (
    r"(?P<~iso>20\d\d-\d\d-\d\d)"
    r"|(?P<~d>\d{1,2})\.(?P<~m>\d{1,2})\.(?P<~y>20\d\d)"
    r"|(?P<~day>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<~dm>&)\b\.?(?:,? (?P<~year>20\d\d))?"
    r"|(?P<~md>&)\b\.? (?:the )?(?P<~mday>\d{1,2})(?:st|nd|rd|th)?(?![\d.])(?:,? (?P<~myear>20\d\d))?"
    rf"|(?:(?P<~part>{_PART})[ -])?(?P<~month>&)\b\.?(?:,? (?P<~monthyear>20\d\d))?"
)


@dataclass(frozen=True, slots=True)
class Span:
    """Days that words mean: one, or a whole month."""

    first: date
    last: date


def pattern(prefix: str = "") -> str:
    """The pattern of a day or month; its groups carry the prefix. `span` reads what it matched."""
    return f"(?:{_TEMPLATE.replace('~', prefix).replace('&', _MONTH_LIKE)})"


def span(found: re.Match[str], after: date, prefix: str = "") -> Span | None:
    """What a match of `pattern` means, from a day on; None if its words are no date or it is past."""
    group = {name.removeprefix(prefix): value for name, value in found.groupdict().items() if name.startswith(prefix)}
    if group.get("iso"):
        return _day(group["iso"][:4], group["iso"][5:7], group["iso"][8:], after)
    if group.get("d"):
        return _day(group["y"], group["m"], group["d"], after)
    if group.get("dm") or group.get("md"):
        month, day = month_of(group.get("dm") or group.get("md") or ""), group.get("day") or group.get("mday")
        return _day(group.get("year") or group.get("myear"), month, day, after) if month else None
    month = month_of(group.get("month") or "")
    return _whole(month, group.get("monthyear"), group.get("part") or "", after) if month else None


def month_of(word: str) -> int:
    """The number of a month from its name, its short name or a misspelling; 0 if it is none."""
    word = word.lower().rstrip(".")
    if word in _SHORT:
        return _SHORT[word]
    if word in _NOT_MONTHS:
        return 0
    for n, name in enumerate(MONTHS, 1):
        edits = 0 if len(name) < _FUZZY_FROM else 1 if len(name) < _TWO_EDITS_FROM else 2
        if word[:1] == name[:1] and OSA.distance(word, name) <= edits:
            return n
    return 0


def number_of(text: str) -> int:
    """A count of COUNT: "3", "three", "a" or "a couple of"."""
    return int(text) if text.isdigit() else NUMBERS[text.strip().lower()]


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, _last_of(year, month + 1).day))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm in Meeus 1991, "Astronomical Algorithms", ch. 8)."""
    golden, (century, years) = year % 19, divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (years // 4) - moon - years % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def later(today: date, count: int, unit: str) -> date:
    """The day so many days, weeks or months later."""
    if unit.lower().startswith("mon"):
        return months_later(today, count)
    return today + timedelta(days=count * (1 if unit.lower().startswith("d") else 7))


def means(found: re.Match[str], after: date, prefix: str = "") -> Span | None:
    """The days of a match; "may" without a sign of a date is a verb."""
    word = found.groupdict().get(f"{prefix}month") or ""
    is_verb = word.lower() == "may" and _VERB.match(found.string[found.end(f"{prefix}month") :])
    return None if is_verb else span(found, after, prefix)


def _day(year: str | None, month: int | str | None, day: str | None, after: date) -> Span | None:
    """A day; without a year the next such day. None for a day that does not exist or has passed."""
    for candidate in [int(year)] if year else _next_years(after):
        try:
            found = date(candidate, int(month or 0), int(day or 0))
        except ValueError:
            continue
        if found >= after:
            return Span(found, found)
    return None


def _whole(month: int, year: str | None, part: str, after: date) -> Span | None:
    """A month, or its beginning, middle or end; the current month counts from the day itself."""
    for candidate in [int(year)] if year else _next_years(after):
        first, last = date(candidate, month, 1), _last_of(candidate, month)
        part = part.lower().removeprefix("the ")
        if part.startswith("mid"):
            first = first.replace(day=15)
        elif part in ("late", "end of"):
            first = first.replace(day=22)
        elif part:
            last = first.replace(day=7)
        if last >= after:
            return Span(max(first, after), last)
    return None


def _next_years(after: date) -> Iterator[int]:
    yield from range(after.year, after.year + 9)  # the next 29 February is at most eight years away


def _last_of(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
