"""Numbers, ranges and ISO 8601 durations as text, and back without loss."""

from __future__ import annotations

import re
import sys
from decimal import Decimal

from advising.model import Value

Number = int | float

NUMBER = re.compile(r"-?[0-9]{1,400}(?:\.[0-9]{1,400})?")
DURATION = re.compile(r"P(?:([0-9][0-9.]{0,400})Y)?(?:([0-9][0-9.]{0,400})M)?(?:([0-9][0-9.]{0,400})W)?(?:([0-9][0-9.]{0,400})D)?"
                      r"(?:T([0-9][0-9.]{0,400})H)?")  # fmt: skip
LARGEST = sys.float_info.max
UNITS = ("years", "months", "weeks", "days", "hours")
PATTERNS = {"year": "P{}Y", "month": "P{}M", "week": "P{}W", "day": "P{}D", "hour": "PT{}H"}


def number_text(number: Number) -> str:
    """The number without exponent; a float keeps its point: 7.0 -> "7.0"."""
    if isinstance(number, int):
        return str(number)
    plain = f"{Decimal(repr(number)):f}"
    return plain if "." in plain else f"{plain}.0"


def number_from(text: str) -> Number | None:
    """The finite number that the text is, or None."""
    if not NUMBER.fullmatch(text):
        return None
    number = float(text) if "." in text else int(text)
    return number if abs(number) <= LARGEST else None


def amount_text(value: Value, unit: str) -> str:
    """A value with its unit: (8, 12), "hours a week" -> "8 to 12 hours a week"."""
    numbers = value if isinstance(value, tuple) else (value,)
    plain = " to ".join(part if isinstance(part, str) else number_text(part) for part in numbers)
    return f"{plain} {unit}" if unit else plain


def amount_from(text: str, unit: str) -> Number | str | list[float]:
    """The value of `amount_text`; the text itself where it is no number with that unit."""
    if not unit:
        return text
    plain = text.removesuffix(f" {unit}")
    numbers = [number_from(part) for part in plain.split(" to ")]
    if len(numbers) == 1 and numbers[0] is not None:
        return numbers[0]
    found = [number for number in numbers if number is not None]
    return list(found) if len(numbers) == len(found) == 2 else plain


def iso_duration(number: Number, unit: str) -> str | None:
    """The ISO 8601 duration of a number of "weeks", "year", "months, about"; None for another unit."""
    words = re.split(r"\W", unit, maxsplit=1)
    pattern = PATTERNS.get(words[0].removesuffix("s"))
    return pattern.format(number_text(number)) if pattern and number >= 0 else None


def duration_from(text: str) -> tuple[Number, str] | None:
    """The number and unit of an ISO 8601 duration of one unit, or of years with months ("P1Y6M" -> 18 months)."""
    match = DURATION.fullmatch(text)
    parts = [number_from(part) if part else 0 for part in match.groups()] if match else [None]
    given = (
        [(number, unit) for number, unit, part in zip(parts, UNITS, match.groups(), strict=True) if part]
        if match
        else []
    )
    if not given or None in parts:
        return None
    if [unit for _, unit in given] == ["years", "months"]:
        return (given[0][0] or 0) * 12 + (given[1][0] or 0), "months"
    number, unit = given[0]
    return (number, unit) if len(given) == 1 and number is not None else None
