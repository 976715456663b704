"""Which messages look for a programme, and which ask for a fact (advising.moves)."""

from __future__ import annotations

import pytest

from advising.moves import asks_which, seeks_programme

SEEKS = [
    "I want accounting courses that count toward a degree",
    "looking for something in robotics",
    "marketing, it must be short",
    "i'd like to learn french in a certificate programme",
    "need a course in nursing management",
    "recommend something on energy",
    "marketing course?",
    "a good robotics programme",
]
NO_SEEKING = [
    "how much is the data science one",
    "I want to know what a MicroMasters is",
    "does finance count toward a degree",
    "compare marketing with finance",
    "explain credit to me, I need it",
    "tell me about robotics",
]


@pytest.mark.parametrize("text", SEEKS)
def test_a_wish_for_a_programme_is_seen(text: str) -> None:
    """Who looks for a programme is led to the recommendation."""
    assert seeks_programme(text)


@pytest.mark.parametrize("text", NO_SEEKING)
def test_a_question_about_facts_is_no_wish(text: str) -> None:
    """Who asks for a fact gets the fact."""
    assert not seeks_programme(text)


@pytest.mark.parametrize(
    ("text", "is_which"),
    [
        ("so which one", True), ("which", True), ("Is there anything for me?", True), ("ok so is there one?", True),
        ("which course is the hardest", False), ("is there a test", False), ("any discount?", False),
    ],
)  # fmt: skip
def test_which_one_is_it_then(text: str, is_which: bool) -> None:
    """A few words that ask which one it is, and no other question."""
    assert asks_which(text) is is_which
