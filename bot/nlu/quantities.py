"""Money, hours a week and durations in a message, in words and digits, with their bounds; knows nothing of Rasa."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "hundred": 100, "couple of": 2, "a couple of": 2, "few": 3, "a few": 3, "half a": 0.5,
    "half an": 0.5, "one and a half": 1.5,
}  # fmt: skip
_WORD = "|".join(sorted(map(re.escape, WORDS), key=len, reverse=True))
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|\b(?:{_WORD})\b)"
_RANGE = rf"(?P<low>{_NUMBER})(?:\s*(?:-|\u2013|to|or|and)\s*(?P<high>{_NUMBER}))?"
_CURRENCY = r"(?:usd|us dollars?|dollars?|bucks|euros?|eur|pounds?|gbp)"

_HOURS = re.compile(
    rf"{_RANGE}\s*-?(?:hours?|hrs?|hr|h)\b(?P<per>[\s/]*(?:a|per|each|every|/|the)?\s*(?P<unit>day|week|wk|weekend|evening|month))?",
    re.I,
)
_DURATION = re.compile(rf"{_RANGE}\s*-?(?P<unit>days?|weeks?|wks?|months?|mos?|years?|yrs?|semesters?)\b", re.I)
_MONEY = re.compile(
    rf"(?:[$€£]\s?(?P<sign>\d[\d,]*(?:\.\d+)?)\s?(?P<signk>k|grand)?(?:\s*(?:-|\u2013|to)\s*[$€£]?\s?(?P<sign2>\d[\d,]*(?:\.\d+)?)\s?(?P<sign2k>k)?)?"
    rf"|(?P<amount>{_NUMBER})\s?(?P<kilo>k\b|grand\b|thousand\b|hundred\b)(?:\s*{_CURRENCY})?"
    rf"|(?P<plain>\d[\d,]*(?:\.\d+)?)\s?{_CURRENCY}\b)",
    re.I,
)
_BELOW = re.compile(
    r"(under|below|less than|at most|max(?:imum)?(?: of)?|up to|no more than|within|only|not more than|cheaper than|around|about|budget(?: is| of)?)\s*$",
    re.I,
)
_ABOVE = re.compile(r"(over|above|more than|at least|min(?:imum)?(?: of)?)\s*$", re.I)
_LIMIT_AFTER = re.compile(r"^\s*(max|maximum|at most|or less|tops|budget)\b", re.I)
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
        factor = _PER_WEEK.get((match["unit"] or "week").lower(), 1.0)
        yield _quantity("hours", match, text, factor)


def _durations(text: str) -> Iterator[Quantity]:
    for match in _DURATION.finditer(text):
        if match["low"].lower() in ("a", "an") and match["unit"][0].lower() in "dw":
            continue  # "ten hours a week" is no duration
        yield _quantity("duration", match, text, _MONTHS[match["unit"][0].lower()])


def _money(text: str) -> Iterator[Quantity]:
    for match in _MONEY.finditer(text):
        if match["sign"]:
            low = _plain(match["sign"]) * (1000 if match["signk"] else 1)
            high = _plain(match["sign2"]) * (1000 if match["sign2k"] else 1) if match["sign2"] else low
        elif match["amount"]:
            low = high = number_of(match["amount"]) * (100 if match["kilo"].lower() == "hundred" else 1000)
        else:
            low = high = _plain(match["plain"])
        yield Quantity("money", low, high, _bound(text, match.start(), match.end()), match.start(), match.end())


def _quantity(kind: str, match: re.Match[str], text: str, factor: float) -> Quantity:
    low = number_of(match["low"]) * factor
    high = number_of(match["high"]) * factor if match["high"] else low
    low, high = min(low, high), max(low, high)
    return Quantity(kind, low, high, _bound(text, match.start(), match.end()), match.start(), match.end())


def _bound(text: str, start: int, end: int) -> str:
    before, after = text[:start], text[end:]
    if _ABOVE.search(before) and not re.search(r"no(t)? more than\s*$", before, re.I):
        return "min"
    return "max" if _BELOW.search(before) or _LIMIT_AFTER.search(after) else "about"


def number_of(text: str) -> float:
    """Read "1,350" as 1350.0 and "ten" as 10.0."""
    folded = text.lower().strip()
    return float(WORDS[folded]) if folded in WORDS else _plain(folded)


def _plain(text: str) -> float:
    return float(text.replace(",", "").rstrip("."))
