"""Money, hours and lengths of time as people write them (bot.nlu.quantities)."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from bot.nlu.quantities import find_quantities, number_of

Row = tuple[str, str, float, float, str]

# (message, kind, least, most, bound); money in what is written, hours a week, lengths in months
MONEY: list[Row] = [
    ("1k", "money", 1000, 1000, "about"),
    ("1.5k budget", "money", 1500, 1500, "max"),
    ("a grand", "money", 1000, 1000, "about"),
    ("i have a grand to spend", "money", 1000, 1000, "about"),
    ("two grand", "money", 2000, 2000, "about"),
    ("$1,350", "money", 1350, 1350, "about"),
    ("500$", "money", 500, 500, "about"),
    ("$ 1350", "money", 1350, 1350, "about"),
    ("$1.5k", "money", 1500, 1500, "about"),
    ("$49.99", "money", 49.99, 49.99, "about"),
    ("under 500 dollars", "money", 500, 500, "max"),
    ("less than $500", "money", 500, 500, "max"),
    ("no more than 300 bucks", "money", 300, 300, "max"),
    ("not more than $300", "money", 300, 300, "max"),
    ("up to 1,000 usd", "money", 1000, 1000, "max"),
    ("$800 max", "money", 800, 800, "max"),
    ("my budget is $800", "money", 800, 800, "max"),
    ("more than $300", "money", 300, 300, "min"),
    ("at least $300", "money", 300, 300, "min"),
    ("$500-$1,000", "money", 500, 1000, "about"),
    ("$500 to 1000", "money", 500, 1000, "about"),
    ("$1k-2k", "money", 1000, 2000, "about"),
    ("$1-2k", "money", 1000, 2000, "about"),  # the k is meant for both
    ("500 to 1000 dollars", "money", 500, 1000, "about"),
    ("five hundred dollars", "money", 500, 500, "about"),
    ("a thousand", "money", 1000, 1000, "about"),
    ("€900", "money", 900, 900, "about"),
    ("900 euros", "money", 900, 900, "about"),
    ("1K USD", "money", 1000, 1000, "about"),
]
HOURS: list[Row] = [
    ("ten hrs", "hours", 10, 10, "about"),
    ("5 hours a week", "hours", 5, 5, "about"),
    ("5h/week", "hours", 5, 5, "about"),
    ("5hrs per wk", "hours", 5, 5, "about"),
    ("2 hours a day", "hours", 14, 14, "about"),
    ("an hour every day", "hours", 7, 7, "about"),
    ("one hour each evening", "hours", 5, 5, "about"),
    ("4 hours a weekend", "hours", 4, 4, "about"),
    ("8-10 hours", "hours", 8, 10, "about"),
    ("8 to 10 hours per week", "hours", 8, 10, "about"),
    ("8 \u2013 10 hours", "hours", 8, 10, "about"),
    ("10 to 8 hours", "hours", 8, 10, "about"),
    ("five or six hours", "hours", 5, 6, "about"),
    ("at most 5 hours", "hours", 5, 5, "max"),
    ("max 6 hours", "hours", 6, 6, "max"),
    ("6 hours tops", "hours", 6, 6, "max"),
    ("only 3 hours", "hours", 3, 3, "max"),
    ("at least 6 hours", "hours", 6, 6, "min"),
    ("a couple of hours", "hours", 2, 2, "about"),
    ("a few hours", "hours", 3, 3, "about"),
    ("7.5 hours", "hours", 7.5, 7.5, "about"),
    ("twenty-five hours", "hours", 25, 25, "about"),
    ("twenty hours", "hours", 20, 20, "about"),
]
LENGTHS: list[Row] = [
    ("half a year", "duration", 6, 6, "about"),
    ("about half a year at most", "duration", 6, 6, "max"),
    ("6-12 months", "duration", 6, 12, "about"),
    ("at most 6 months", "duration", 6, 6, "max"),
    ("within a year", "duration", 12, 12, "max"),
    ("more than 2 years", "duration", 24, 24, "min"),
    ("a year", "duration", 12, 12, "about"),
    ("one and a half years", "duration", 18, 18, "about"),
    ("18 months", "duration", 18, 18, "about"),
    ("a 6-month programme", "duration", 6, 6, "about"),
    ("two semesters", "duration", 10, 10, "about"),
    ("6 mos", "duration", 6, 6, "about"),
    ("2 yrs", "duration", 24, 24, "about"),
]


@pytest.mark.parametrize(("text", "kind", "low", "high", "bound"), [*MONEY, *HOURS, *LENGTHS])
def test_a_figure_is_read(text: str, kind: str, low: float, high: float, bound: str) -> None:
    """Words and digits, ranges and bounds are read as a person means them."""
    (found,) = find_quantities(text)
    assert (found.kind, found.bound) == (kind, bound)
    assert (found.low, found.high) == pytest.approx((low, high))


@pytest.mark.parametrize(("text", "months"), [("8 weeks", 8 / 4.35), ("90 days", 90 / 30.4), ("4-6 wks", 6 / 4.35)])
def test_weeks_and_days_become_months(text: str, months: float) -> None:
    """Every length is compared in months."""
    (found,) = find_quantities(text)
    assert found.high == pytest.approx(months, rel=0.03)


@pytest.mark.parametrize("text", ["10 hours a month"])
def test_hours_a_month_become_hours_a_week(text: str) -> None:
    """Every effort is compared in hours a week."""
    (found,) = find_quantities(text)
    assert found.high == pytest.approx(10 / 4.33, rel=0.03)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "is it worth it",
        "i want to study data science at MIT",
        "what is the mba like",
        "CS50",
        "in 2022",
        "who are you",
        "a micromasters or an mba",
        "can i do it on my phone",
        "the 5th course",
        "tell me about $",
        "once a day",
        "k",
        "two courses",
    ],
)
def test_no_figure_is_seen_where_none_is_meant(text: str) -> None:
    """Articles, years, counts of courses and names are neither money nor time."""
    assert find_quantities(text) == []


def test_several_figures_are_found_from_left_to_right() -> None:
    """All of one sentence, each at its place, none overlapping another."""
    text = "I have 8 hours a week, under $1,500, and at most half a year"
    found = find_quantities(text)
    assert [(q.kind, q.high, q.bound) for q in found] == [
        ("hours", 8, "about"),
        ("money", 1500, "max"),
        ("duration", 6, "max"),
    ]
    assert [text[q.start : q.end] for q in found] == ["8 hours a week", "$1,500", "half a year"]
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(("text", "value"), [("1,350", 1350.0), ("Ten", 10.0), ("12.5", 12.5), (" a couple of ", 2.0)])
def test_a_number_is_read_from_words_or_digits(text: str, value: float) -> None:
    """Words are read without case and outer space."""
    assert number_of(text) == value


@pytest.mark.parametrize("piece", ["9", "1,", "9.9", "$", "$1,", "1 to ", "a ", "half a ", "a couple of "])
def test_a_long_message_is_read_quickly(piece: str) -> None:
    """No message of 2,000 characters keeps the reader, and with it every other learner, waiting."""
    text = (piece * 2000)[:2000]
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        find_quantities(text)
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 0.25
