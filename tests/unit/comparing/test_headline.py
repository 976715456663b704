"""What stands above the table, over a snapshot made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from advising.answers.compare import compare_answer
from advising.comparing.headline import within
from advising.model import Claim, Snapshot, Subject
from advising.profile import Profile
from advising.question import Question
from advising.reply import Reply, Sentence
from tests.unit.comparing.mixes import sentences_of, table_of
from tests.unit.small_snapshot import PROGRAMME, claim, snapshot_of

ONE, OTHER = "asx-data", "asx-finance"


def two(*claims: Claim) -> Snapshot:
    """Two programmes of one school with just these claims."""
    other = replace(PROGRAMME, id=OTHER, title="Finance", fields=("finance",))
    known = snapshot_of(*claims, programmes=(PROGRAMME, other))
    subject = Subject(OTHER, "programme", "ASx Finance (MicroMasters)", "ASx Finance")
    return replace(known, subjects={**known.subjects, OTHER: subject})


def both(value: Any, other: Any, predicate: str, **more: Any) -> tuple[Claim, Claim]:
    """A claim about each of the two programmes."""
    return (
        claim(f"one-{predicate}", value, predicate, **more),
        claim(f"other-{predicate}", other, predicate, subject=OTHER, **more),
    )


def compared(*claims: Claim, profile: Profile | None = None) -> Reply:
    """The two programmes side by side."""
    return compare_answer(two(*claims), Question("compare", "", (ONE, OTHER)), profile)


PRICES = both(1350, 2000, "price.total", unit="USD")
HOURS = both((8, 12), (2, 4), "hours_per_week", unit="hours a week")
SAME_LEVEL = both("graduate", "Graduate", "level")
SAID = {
    "one difference": (PRICES, ["The main difference, as recorded: price in all ($1,350 against $2,000).",
                                "ASx Data is recorded as cheaper in all: $1,350 against $2,000 (Jan 2026)."]),
    "two differences and something equal": (
        (*PRICES, *HOURS, *SAME_LEVEL),
        ["The main differences, as recorded: price in all ($1,350 against $2,000) and hours a week (8 to 12 against 2 to 4).",
         "ASx Data is recorded as cheaper in all: $1,350 against $2,000 (Jan 2026).",
         "ASx Finance is recorded as lighter by the week: 2 to 4 hours a week against 8 to 12 hours a week (Jan 2026)."],
    ),
    "everything equal": (SAME_LEVEL, ["What is recorded for more than one of them is the same: level."]),
    "a price of only one": ((*SAME_LEVEL, PRICES[0]),
                            ["What is recorded for more than one of them is the same: level.",
                             "Which is cheaper in all cannot be told: a figure is recorded for only one of them."]),
    "nothing that both have": (PRICES[:1], ["Nothing is recorded for ASx Finance, so what differs cannot be told."]),
    "different points of each": ((PRICES[0], HOURS[1]),
                                 ["No point is recorded for more than one of them, so what differs cannot be told."]),
    "only where each was last seen": (both("2025-07", "2023-04", "last_listed"),
                                      ["No point but what they are is recorded for more than one of them, so what differs cannot be told."]),
}  # fmt: skip


@pytest.mark.parametrize(("claims", "said"), SAID.values(), ids=SAID)
def test_the_headline_tells_what_differs(claims: tuple[Claim, ...], said: list[str]) -> None:
    """The differences of the table, equality and what cannot be told, each in so many words."""
    told = [text for text in sentences_of(compared(*claims)) if not text.startswith("Not recorded for any")]
    assert told == said


FITS = {
    "hours": (Profile(hours_per_week=5.0), HOURS,
              "With 5 hours a week: ASx Data is recorded at 8 to 12, over it; ASx Finance is recorded at 2 to 4, within it (Jan 2026)."),
    "one hour": (Profile(hours_per_week=1.0), HOURS[:1],
                 "With 1 hour a week: ASx Data is recorded at 8 to 12, over it; not recorded for ASx Finance (Jan 2026)."),
    "a range around the limit": (Profile(hours_per_week=10.0), HOURS[:1],
                 "With 10 hours a week: ASx Data is recorded at 8 to 12, may be over it; not recorded for ASx Finance (Jan 2026)."),
    "budget": (Profile(budget_usd=1500.0), PRICES,
               "With $1,500 in all: ASx Data is recorded at $1,350, within it; ASx Finance is recorded at $2,000, over it (Jan 2026)."),
    "credit": (Profile(credit="must"), PRICES, "You want credit: not recorded for ASx Data and ASx Finance."),
}  # fmt: skip


@pytest.mark.parametrize(("profile", "claims", "said"), FITS.values(), ids=FITS)
def test_each_stated_limit_is_held_against_each_column(profile: Profile, claims: tuple[Claim, ...], said: str) -> None:
    """What a column is recorded at, and whether that keeps within the limit."""
    assert said in sentences_of(compared(*claims, profile=profile))


@pytest.mark.parametrize("profile", [None, Profile(), Profile(hours_per_week="any", budget_usd="any", credit="no")])
def test_without_a_limit_nothing_is_said_of_limits(profile: Profile | None) -> None:
    """Who stated none, or said that it does not matter, is told none."""
    assert not [text for text in sentences_of(compared(*HOURS, profile=profile)) if text.startswith(("With", "You"))]


def test_both_values_are_shown_where_sources_differ() -> None:
    """A cell shows the preferred value and the other, with both claims."""
    better = claim("better", 1350, unit="USD")
    other = claim("blog", 1500, unit="USD", kind="blog", published_on="2024")
    reply = compared(better, other, PRICES[1])
    (row,) = [row for row in table_of(reply).rows if row.label == "Price in all"]
    assert row.cells[0].text == "$1,350 (Jan 2026); sources differ: $1,500 (2024)"
    assert row.cells[0].claims == (better, other)


def test_what_finds_no_room_in_the_headline_is_left_for_later() -> None:
    """Sentences keep their order; a long one does not keep a short one after it out."""
    short, long, last = Sentence("one two three"), Sentence("four " * 58), Sentence("five six")
    assert within([short, long, last]) == ([short, last], [long])
