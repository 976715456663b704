"""Money, hours a week and durations in a message, in words and digits, with their bounds; knows nothing of Rasa."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12, "a dozen": 12, "couple": 2, "a couple": 2, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "hundred": 100, "couple of": 2, "a couple of": 2, "few": 3, "a few": 3, "half a": 0.5,
    "half an": 0.5, "one and a half": 1.5,
}  # fmt: skip
TENS, ONES = (
    ("twenty", "thirty", "forty", "fifty"),
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
)
WORDS |= {f"{ten}{joint}{one}": WORDS[ten] + WORDS[one] for ten in TENS for one in ONES for joint in "- "}
_WORD = "|".join(sorted(map(re.escape, WORDS), key=len, reverse=True))
# Never begins inside a number, and never gives a digit back: a long row of digits is read once.
_NUMBER = rf"(?:(?<![\d.,])\d++(?:,\d{{3}})*+(?:\.\d+)?|\b(?:{_WORD})\b)"
_TO = r"\s*(?:-|\u2013|to|or|and)\s*"
_RANGE = rf"(?P<low>{_NUMBER})(?:{_TO}(?P<high>{_NUMBER}))?"
_KILO = r"\s?(?P<%s>k|grand|thousand|hundred)\b"
_CURRENCY = r"(?:[$\u20ac\u00a3]|(?:usd|us dollars?|dollars?|bucks|euros?|eur|pounds?|gbp)\b)"

_HOURS = re.compile(
    rf"{_RANGE}\s*-?(?:hours?|hrs?|hr|h)\b(?P<per>[\s/]*(?:a|per|each|every|/|the)?\s*(?P<unit>day|week|wk|weekend|evening|month))?",
    re.I,
)
_DURATION = re.compile(rf"{_RANGE}\s*-?(?P<unit>days?|weeks?|wks?|months?|mos?|years?|yrs?|semesters?)\b", re.I)
_MONEY = re.compile(
    rf"(?P<sign>[$\u20ac\u00a3]\s?)?(?P<low>{_NUMBER})(?:{_KILO % 'low_k'})?"
    rf"(?:{_TO}[$\u20ac\u00a3]?\s?(?P<high>{_NUMBER})(?:{_KILO % 'high_k'})?)?(?P<currency>\s?{_CURRENCY})?",
    re.I,
)
_TIMES = {"k": 1000, "grand": 1000, "thousand": 1000, "hundred": 100}
_BELOW = re.compile(
    r"(under|below|less than|at most|max(?:imum)?(?: of)?|up to|no more than|within|only|not more than|cheaper than|around|about|budget(?: is| of)?)\s*$",
    re.I,
)
_NOT_ABOVE = re.compile(r"(?:n'?t|not|nothing|no|never)\b[\w\s']{0,25}\b(?:more than|over|above)\s*$", re.I)
_ABOVE = re.compile(r"(over|above|more than|at least|min(?:imum)?(?: of)?)\s*$", re.I)
_LIMIT_AFTER = re.compile(r"^\s*(max|maximum|at most|or less|tops|budget)\b", re.I)
_EACH = re.compile(r"\b(?:every|each|per)\s+(?P<unit>day|evening|weekend)\s*(?:,|for|about|maybe)?\s*$", re.I)
# "Three evenings of two hours", "twice a week 3 hours".
_OFTEN = re.compile(
    rf"(?:(?P<times>{_NUMBER}) (?:evenings|days|nights|mornings|times|sessions)|\b(?P<word>once|twice))(?: (?:a|per|each|every) week)?[,:]?\s+(?:of |with |for |at |each |about |maybe )?$",
    re.I,
)
_PER_WEEK = {"day": 7.0, "evening": 5.0, "weekend": 1.0, "week": 1.0, "wk": 1.0, "month": 1 / 4.33}
_MONTHS = {"d": 1 / 30.4, "w": 1 / 4.35, "m": 1.0, "y": 12.0, "s": 5.0}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a message.

    `kind` is "money" (USD as written), "hours" (a week) or "duration" (in months); `bound` is "max", "min" or "about".
    """

    kind: str
    low: float
    high: float
    bound: str
    start: int
    end: int


def find_quantities(text: str) -> list[Quantity]:
    """Return the figures of a message from left to right; none overlaps another."""
    found: list[Quantity] = []
    for find in (_money, _hours, _durations):
        for quantity in find(text):
            if all(quantity.end <= other.start or quantity.start >= other.end for other in found):
                found.append(quantity)
    return sorted(found, key=lambda quantity: quantity.start)


def _hours(text: str) -> Iterator[Quantity]:
    for match in _HOURS.finditer(text):
        each = match["unit"] or _each_before(text[: match.start()])
        factor = _PER_WEEK.get(each.lower(), 1.0)
        if not match["unit"] and (often := _OFTEN.search(text[: match.start()])):
            factor = number_of(often["times"]) if often["times"] else {"once": 1.0, "twice": 2.0}[often["word"].lower()]
        yield _quantity("hours", match, text, factor)


def _each_before(text: str) -> str:
    """The unit that goes before its hours: "every day 1 hour"."""
    found = _EACH.search(text)
    return found["unit"] if found else "week"


def _durations(text: str) -> Iterator[Quantity]:
    for match in _DURATION.finditer(text):
        if match["low"].lower() in ("a", "an") and match["unit"][0].lower() in "dw":
            continue  # "ten hours a week" is no duration
        yield _quantity("duration", match, text, _MONTHS[match["unit"][0].lower()])


def _money(text: str) -> Iterator[Quantity]:
    for match in _MONEY.finditer(text):
        if not any(match[name] for name in ("sign", "currency", "low_k", "high_k")):
            continue
        low_times, high_times = (_TIMES.get((match[name] or "").lower(), 1) for name in ("low_k", "high_k"))
        low, high = number_of(match["low"]), number_of(match["high"] or match["low"])
        if _is_sum(match, high):
            low = high = low * low_times + high
            low_times = high_times = 1
        elif match["high"] is None:
            high_times = low_times
        elif high_times > 1 and low_times == 1 and low <= high:
            low_times = high_times  # "$1-2k" means both
        low, high = sorted((low * low_times, high * high_times))
        yield Quantity("money", low, high, _bound(text, match.start(), match.end()), match.start(), match.end())


def _is_sum(match: re.Match[str], rest: float) -> bool:
    """Whether a number goes on: "two hundred and fifty"."""
    times = _TIMES.get((match["low_k"] or "").lower(), 1)
    return bool(match["high"]) and not match["high_k"] and " and " in match.group() and rest < times


def _quantity(kind: str, match: re.Match[str], text: str, factor: float) -> Quantity:
    low = number_of(match["low"]) * factor
    high = number_of(match["high"]) * factor if match["high"] else low
    low, high = min(low, high), max(low, high)
    return Quantity(kind, low, high, _bound(text, match.start(), match.end()), match.start(), match.end())


def _bound(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - 60) : start], text[end : end + 20]
    if _NOT_ABOVE.search(before):
        return "max"
    if _ABOVE.search(before):
        return "min"
    return "max" if _BELOW.search(before) or _LIMIT_AFTER.search(after) else "about"


def number_of(text: str) -> float:
    """Read "1,350" as 1350.0 and "ten" as 10.0."""
    folded = text.lower().strip()
    return float(WORDS[folded]) if folded in WORDS else _plain(folded)


def _plain(text: str) -> float:
    return float(text.replace(",", "").rstrip("."))
