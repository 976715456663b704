"""Numbers, money, ranges, dates and lists in words (advising.wording)."""

from __future__ import annotations

from typing import Any

import pytest

from advising.model import NOT_RECORDED
from advising.wording import (
    a_or_an,
    claim_cell,
    claim_sentence,
    date_note,
    has_figure,
    joined,
    money,
    number,
    plural,
    short_date,
    value_text,
)
from tests.unit.small_snapshot import claim, snapshot_of, source


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (12, "12"), (12.0, "12"), (12.5, "12.5"), (12.25, "12.25"), (1350, "1,350"), (1_250_000, "1,250,000"),
     (0.5, "0.5"), (1350.5, "1,350.5"), (10, "10"), (100.0, "100"), (-3, "-3")],
)  # fmt: skip
def test_numbers_are_written_exactly(value: float, text: str) -> None:
    """Thousands get a comma, nothing is rounded away that two places can show, no empty decimals stay."""
    assert number(value) == text


@pytest.mark.parametrize(("value", "text"), [(1350, "$1,350"), (49.0, "$49"), (49.99, "$49.99"), (0, "$0")])
def test_money_is_written_in_dollars(value: float, text: str) -> None:
    """Money has its sign before the figure."""
    assert money(value) == text


@pytest.mark.parametrize("value", [99.9, 149.5])
def test_cents_are_written_with_two_digits(value: float) -> None:
    """Whoever writes cents writes both digits: $99.90."""
    assert money(value) == f"${value:.2f}"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (5, "courses", "5 courses"),
        ((8, 12), "hours a week", "8 to 12 hours a week"),
        ((900, 1500), "USD", "$900 to $1,500"),
        (1350, "USD", "$1,350"),
        (1350, "USD, about", "about $1,350"),
        ((300, 400), "USD per credit, about", "about $300 to $400 per credit"),
        (300, "USD a course", "$300 a course"),
        ("graduate", "", "graduate"),
        (14, "", "14"),
        ((0.5, 1.5), "years", "0.5 to 1.5 years"),
    ],
)
def test_a_value_is_written_with_its_unit(value: Any, unit: str, text: str) -> None:
    """Ranges say "to", dollars carry their sign, text stays as it is."""
    assert value_text(value, unit) == text


def test_a_price_in_words_says_that_it_is_dollars() -> None:
    """A text such as "under 300" with the unit USD is not shown as a bare number."""
    text = value_text("under 300", "USD")
    assert "$" in text or "USD" in text


@pytest.mark.parametrize(
    ("parts", "text"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_lists_are_joined_as_english_does(parts: tuple[str, ...], text: str) -> None:
    """Commas between, the word before the last."""
    assert joined(parts) == text
    assert joined(("a", "b"), "or") == "a or b"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("MicroMasters", "a MicroMasters"),
        ("online MBA", "an online MBA"),
        ("MBA", "an MBA"),  # the letters are spelt out
        ("MOOC", "a MOOC"),  # the letters are read as a word
        ("XSeries", "an XSeries"),
        ("university course", "a university course"),
    ],
)
def test_a_kind_has_the_article_that_is_spoken(name: str, text: str) -> None:
    """What is spoken with a vowel first takes "an"."""
    assert a_or_an(name) == text


@pytest.mark.parametrize(
    ("published_on", "about", "text"),
    [
        ("2022-08-22", "", "Aug 2022"),
        ("2022-01", "", "Jan 2022"),
        ("2022-12", "", "Dec 2022"),
        ("2022", "", "2022"),
        ("", "c. 2017", "about 2017"),
        ("", "undated copy", "undated"),
        ("", "", "undated"),
        ("", "several versions, c. 2018 to 2022", "several versions, c. 2018 to 2022"),
        ("2022-08", "c. 2017", "Aug 2022"),  # an exact date goes first
    ],
)
def test_a_source_is_dated_as_exactly_as_it_is(published_on: str, about: str, text: str) -> None:
    """Month and year where known, "about" where estimated, "undated" where neither; never a made-up date."""
    assert short_date(source(published_on=published_on, about=about)) == text


def test_dates_after_a_sentence_are_told_once() -> None:
    """Two claims of one month share a date; different ones are joined; none gives nothing."""
    claims = [
        claim("a", published_on="2022-08"),
        claim("b", published_on="2022-08-30"),
        claim("c", published_on="2021"),
    ]
    assert date_note(claims) == " (Aug 2022 and 2021)"
    assert date_note([]) == ""


@pytest.mark.parametrize(("text", "has"), [("It costs $5.", True), ("It is graduate level.", False), ("", False)])
def test_a_figure_is_seen(text: str, has: bool) -> None:
    """Only sentences with a digit need a date beside it."""
    assert has_figure(text) is has


def test_own_words_go_before_the_template() -> None:
    """A claim speaks with its own sentence; without one its predicate's template tells value and scope."""
    known = snapshot_of(claim("own", says="Its own words."), claim("bare", 1350, unit="USD", scope="in 2022"))
    assert claim_sentence(known, known.claims["own"]) == "Its own words."
    assert claim_sentence(known, known.claims["bare"]) == "ASx Data costs $1,350 (in 2022)."


def test_short_words_go_before_the_value_in_a_cell() -> None:
    """A cell shows the claim's short form, else the value with unit and scope."""
    assert claim_cell(claim("a", cell="About $1,000")) == "About $1,000"
    assert (
        claim_cell(claim("b", (8, 12), "hours_per_week", unit="hours", scope="per course"))
        == "8 to 12 hours (per course)"
    )
    assert claim_cell(claim("c", "graduate", "level")) == "graduate"


@pytest.mark.parametrize(
    ("count", "words", "text"),
    [(0, ("course",), "0 courses"), (1, ("course",), "1 course"), (1200, ("course",), "1,200 courses"),
     (2, ("leads", "lead"), "2 lead")],
)  # fmt: skip
def test_things_are_counted(count: int, words: tuple[str, ...], text: str) -> None:
    """One thing is singular; irregular plurals are given."""
    assert plural(count, *words) == text


def test_what_was_not_found_is_said_with_where_it_was_looked_for() -> None:
    """A claim without a value never fills a template made for values."""
    sought = claim("a", "", "status", state=NOT_RECORDED, scope="looked through: two lists")
    sentence = claim_sentence(snapshot_of(sought), sought)
    assert sentence == "Status of ASx Data: not found (looked through: two lists)."
