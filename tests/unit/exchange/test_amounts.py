"""Amounts and durations: text that reads back to the same number with the same unit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advising.model import Value
from knowledge.exchange.amounts import amount_from, amount_text, duration_from, iso_duration, number_from, number_text

NUMBERS = st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False)
LENGTHS = st.integers(0, 10**6) | st.floats(0, 10**6).map(lambda number: round(number, 2))

ISO = {
    "weeks": (12, "weeks", "P12W"),
    "one year": (1, "year", "P1Y"),
    "a unit with a remark": (18, "months, about", "P18M"),
    "half a year": (0.5, "years", "P0.5Y"),
    "hours": (120, "hours", "PT120H"),
    "an effort is no duration": (8, "hours a week", "PT8H"),
    "another unit": (3, "courses", None),
    "less than nothing": (-1, "weeks", None),
}

READ_DURATIONS = {
    "months": ("P9M", (9, "months")),
    "years and months": ("P1Y6M", (18, "months")),
    "hours": ("PT40H", (40, "hours")),
    "two units that do not add up": ("P1M2W", None),
    "nothing": ("P", None),
    "words": ("nine months", None),
    "two points": ("P1.2.3M", None),
    "years with a broken month": ("P1Y1..M", None),
}

NO_NUMBERS = ("", "twelve", "1,350", "$9", "1e5", "nan", "inf", " 1", "1.", "0x10", "1_000", "٣")


@given(NUMBERS)
def test_a_number_reads_back_with_its_type(number: float) -> None:
    """7 stays 7 and 7.0 stays 7.0, however large or small."""
    assert repr(number_from(number_text(number))) == repr(number)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number(text: str) -> None:
    """Separators, currencies, exponents and words are refused, not guessed."""
    assert number_from(text) is None


@pytest.mark.parametrize(("value", "unit", "text"), [
    ((8, 12), "hours a week", "8 to 12 hours a week"),
    (5, "courses", "5 courses"),
    ("none", "", "none"),
    ("8 to 12", "", "8 to 12"),
])  # fmt: skip
def test_an_amount_is_readable_and_reads_back(value: Value, unit: str, text: str) -> None:
    """An amount is said as people say it, and only one with a unit is a number again."""
    assert amount_text(value, unit) == text
    assert amount_from(text, unit) == (list(value) if isinstance(value, tuple) else value)


@pytest.mark.parametrize(("number", "unit", "iso"), ISO.values(), ids=ISO)
def test_iso_duration(number: float, unit: str, iso: str | None) -> None:
    """A length in a unit of time has an ISO 8601 form; anything else has none."""
    assert iso_duration(number, unit) == iso


@pytest.mark.parametrize(("text", "length"), READ_DURATIONS.values(), ids=READ_DURATIONS)
def test_reading_durations(text: str, length: tuple[float, str] | None) -> None:
    """Lengths of one unit are read; what would need a guess is not."""
    assert duration_from(text) == length


@given(LENGTHS, st.sampled_from(["years", "months", "weeks", "days", "hours"]))
def test_a_duration_reads_back(number: float, unit: str) -> None:
    """Number and unit survive."""
    assert duration_from(iso_duration(number, unit) or "") == (number, unit)
