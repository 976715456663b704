"""Dates of sources: what a vague date can mean, and when a claim is expired."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advising.model import Source
from knowledge.snapshot import is_expired, last_possible_day

TODAY = date(2026, 11, 22)
# The last year of Python's calendar has no day after it to count with.
DAYS = st.dates(max_value=date(9998, 12, 31))


def source(published_on: str) -> Source:
    """A source of that date."""
    return Source("s", "A School", "official", "https://example.org", TODAY, published_on=published_on)


@pytest.mark.parametrize(
    ("published_on", "day"),
    [
        ("", None),  # undated
        ("2022", date(2022, 12, 31)),  # a year
        ("2022-08", date(2022, 8, 31)),  # a month
        ("2022-12", date(2022, 12, 31)),  # the last month
        ("2024-02", date(2024, 2, 29)),  # February of a leap year
        ("2023-02", date(2023, 2, 28)),  # February of another
        ("2022-08-22", date(2022, 8, 22)),  # a day
    ],
)
def test_a_vague_date_means_its_last_day(published_on: str, day: date | None):
    """A year or a month stands for the latest day in it."""
    assert last_possible_day(published_on) == day


@given(DAYS)
def test_the_last_possible_day_agrees_with_the_calendar(day: date):
    """For every day, month and year the calendar of the standard library says the same."""
    text = day.isoformat()
    assert last_possible_day(text) == day
    assert last_possible_day(text[:7]) == day.replace(day=calendar.monthrange(day.year, day.month)[1])
    assert last_possible_day(text[:4]) == date(day.year, 12, 31)


@pytest.mark.parametrize(
    ("published_on", "lifetime_days", "expired"),
    [
        ("2026-11-22", 0, False),  # today, and good for today alone
        ("2026-11-21", 0, True),  # yesterday, good for that day alone
        ("2026-10-23", 30, False),  # its last good day is today
        ("2026-10-22", 30, True),  # its last good day was yesterday
        ("2026-10", 30, False),  # a month counts from its end
        ("2025", 326, False),  # a year counts from its end: its last good day is today
        ("2025", 325, True),  # and one day less
        ("2027-01-01", 0, False),  # the future
        ("", 0, False),  # undated is never called expired
    ],
)
def test_a_claim_expires_the_day_after_its_life_time(published_on: str, lifetime_days: int, expired: bool):
    """A claim is good through the last day of its life time, and an undated one always."""
    assert is_expired(source(published_on), lifetime_days, TODAY) is expired


@pytest.mark.parametrize(
    ("about", "expired"),
    [
        ("c. 2018", True),  # a year in words
        ("c. 2018-20", True),  # the last of several years
        ("2018 or later", False),  # no last year
        ("undated", False),
        ("undated copy", False),
        ("undated (article id suggests 2018)", False),  # a guess expires nothing
        ("undated, after 2018", False),
        ("c. 2018, undated copy", True),  # the copy is undated, what it says is not
    ],
)
def test_a_date_in_words_expires_unless_it_says_undated(about: str, expired: bool):
    """A source that is shown as undated is never judged by a year that somebody guessed."""
    assert is_expired(replace(source(""), published_about=about), 365, TODAY) is expired


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 3650))
def test_what_is_expired_stays_expired(published: date, lifetime_days: int):
    """Expiry begins the day after the life time ends and never ends."""
    last_good = published + timedelta(days=lifetime_days)
    dated = source(published.isoformat())
    assert not is_expired(dated, lifetime_days, last_good)
    assert is_expired(dated, lifetime_days, last_good + timedelta(days=1))
    assert is_expired(dated, lifetime_days, last_good + timedelta(days=1000))
