"""A learner's profile: read from slots, its open questions, and how it is shown (advising.profile)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from advising.model import Snapshot
from advising.profile import ANY, QUESTIONS, Profile, chips, open_questions

FULL = Profile(("data-science",), "degree", 10.0, 1500.0, "yes")


@pytest.mark.parametrize(
    ("slots", "profile"),
    [
        ({}, Profile()),
        ({"field": ["data-science", "finance"]}, Profile(("data-science", "finance"))),
        ({"field": []}, Profile()),  # an empty list is no answer
        ({"field": ANY, "budget_usd": 0.0}, Profile(ANY, budget_usd=0.0)),  # nothing to spend is an answer
        ({"credit": None, "requested_slot": "credit", "talked_about": ["x"]}, Profile()),  # other slots are not ours
        ({"excluded": ["mit"], "wanted_credential": "micromasters"}, Profile(wanted_credential="micromasters", excluded=("mit",))),
    ],
)  # fmt: skip
def test_a_profile_is_read_from_slots(slots: dict[str, Any], profile: Profile) -> None:
    """Lists become tuples, unknown and empty slots are ignored."""
    assert Profile.from_slots(slots) == profile


def test_open_questions_are_those_without_an_answer() -> None:
    """They come in their order; "does not matter" and zero are answers."""
    assert open_questions(Profile()) == QUESTIONS
    assert open_questions(Profile(ANY, budget_usd=0.0)) == ("background", "hours_per_week", "credit")
    assert open_questions(FULL) == ()


def test_chips_show_every_answer_in_words(snapshot: Snapshot) -> None:
    """The learner sees what was understood, in order, in words, without ids."""
    shown = {chip.slot: chip.value for chip in chips(snapshot, FULL)}
    assert list(shown) == list(QUESTIONS)
    assert shown["field"] == snapshot.name("data-science")
    assert "10" in shown["hours_per_week"]
    assert "$1,500" in shown["budget_usd"]
    indifferent = chips(
        snapshot, replace(FULL, field=ANY, background=ANY, hours_per_week=ANY, budget_usd=ANY, credit=ANY)
    )
    assert len({chip.value for chip in indifferent}) == 1
