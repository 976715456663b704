"""The words about a recommendation as tired people type them (advising.critiques, advising.advice_moves, advising.reading.wishes)."""

from __future__ import annotations

import pytest

from advising.advice_moves import asks_what_changes, changes_answer
from advising.critiques import read_critiques
from advising.model import Snapshot
from advising.options import options_in
from advising.profile import Profile
from advising.reading.wishes import needs_credit


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("cheeper pls", ["cheaper"], id="a letter doubled"),
        pytest.param("cheper", ["cheaper"], id="a letter missing"),
        pytest.param("difrent school", ["another school"], id="two letters missing"),
        pytest.param("not the frist one", ["not this one"], id="letters swapped"),
        pytest.param("which is cheeper?", [], id="a question is no critique"),
        pytest.param("chess", [], id="another word"),
    ],
)
def test_misspelt_critiques_are_read(snapshot: Snapshot, text: str, names: list[str]) -> None:
    """A critique is known also where it is misspelt."""
    shown = options_in(snapshot).rows[:2]
    assert [one.name for one in read_critiques(text, Profile(), shown)] == names


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        pytest.param("Change my budget", "budget_usd", id="as the chip says it"),
        pytest.param("please change the university credit.", "credit", id="politely"),
        pytest.param("can I edit my hours", "hours_per_week", id="by another name"),
        pytest.param("Change my lower than", "under", id="a wish that no question asks for"),
        pytest.param("change my career", None, id="no answer of a profile"),
        pytest.param("how do I change my budget for the course", None, id="a question about something else"),
        pytest.param("I want to change my field to finance", None, id="it says the new one: read as a wish"),
    ],
)
def test_the_answer_to_change_is_named(text: str, slot: str | None) -> None:
    """Only a message that names an answer, and nothing else, asks for it again."""
    assert changes_answer(text) == slot


def test_the_swapped_first_is_the_first(snapshot: Snapshot) -> None:
    """What is left out is the first programme of the list."""
    shown = options_in(snapshot).rows[:2]
    (one,) = read_critiques("not the frist one", Profile(), shown)
    assert one.changes == {"excluded": (shown[0].programme,)}


def test_what_would_change_is_asked_in_short_spelling() -> None:
    """A misspelt "would" asks the same."""
    assert asks_what_changes("what wud change this")
    assert not asks_what_changes("what wood is this")


def test_had_to_count_is_a_must() -> None:
    """Supposing that it had to count supposes a must, not a wish."""
    assert needs_credit("what if it had to count for credit")
    assert not needs_credit("it would count for credit")
