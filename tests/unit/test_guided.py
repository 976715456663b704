"""The guided recommendation: its questions, its result, and what is said when nothing fits (advising.guided)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from advising.answers.recommending import recommendation
from advising.asking import possible_first_places
from advising.guided import form_question, left, noted, take_up, why_asked
from advising.model import Snapshot
from advising.options import options_in
from advising.profile import ANY, QUESTIONS, Profile
from advising.question import Question
from advising.ranking import fitting, ranked
from advising.reading import Mentioned, read_profile
from advising.rendering import render
from advising.reply import FormBlock, OptionsBlock, RecommendationsBlock, Reply, TextBlock
from tests.unit.learners import random_profiles
from tests.unit.small_snapshot import claim, snapshot_of

FULL = Profile(("data-science",), "degree", 10.0, 1500.0, "yes")
STATUSES = {"answered", "clarifying", "declined", "handed_off"}


def form_of(reply: Reply) -> FormBlock:
    """The form of a reply."""
    (form,) = [block for block in reply.blocks if isinstance(block, FormBlock)]
    return form


def words_of(reply: Reply) -> str:
    """All sentences of a reply."""
    return " ".join(
        sentence.text for block in reply.blocks if isinstance(block, TextBlock) for sentence in block.sentences
    )


def payload(option: Any) -> tuple[str, dict[str, Any]]:
    """Intent and entities of a button."""
    name, _, entities = option.payload.removeprefix("/").partition("{")
    return name, json.loads("{" + entities) if entities else {}


@pytest.mark.parametrize("slot", QUESTIONS)
def test_each_button_answers_the_question_it_stands_under(snapshot: Snapshot, slot: str) -> None:
    """Pressing any button of a question, "does not matter" too, gives that question an answer and no other."""
    reply = form_question(snapshot, Profile(), slot)
    form = form_of(reply)
    assert form.slot == slot
    assert form.question in render(snapshot, reply)[0]
    assert form.why
    for option in form.options:
        name, entities = payload(option)
        read = read_profile(snapshot, option.title, name, [Mentioned("answer", entities["answer"])], slot)
        assert set(read) == {slot}
        assert getattr(Profile.from_slots(read), slot) is not None
    assert payload(form.options[-1])[1]["answer"] == {slot: ANY}


@pytest.mark.parametrize(
    ("slot", "is_number"),
    [("field", False), ("background", False), ("hours_per_week", True), ("budget_usd", True), ("credit", False)],
)
def test_numbers_are_asked_with_their_limits(snapshot: Snapshot, slot: str, is_number: bool) -> None:
    """Hours and money come with unit, least, most and step; choices without."""
    form = form_of(form_question(snapshot, Profile(), slot))
    limits = (form.minimum, form.maximum, form.step)
    assert form.input == ("number" if is_number else "choice")
    assert all(limit is not None for limit in limits) if is_number else limits == (None, None, None)
    assert bool(form.unit) is is_number


def test_the_position_counts_the_answered_questions(snapshot: Snapshot) -> None:
    """The first of five questions is 1 of 5; with two answered the next is 3 of 5, and the answers stand above."""
    first = form_question(snapshot, Profile(), "field")
    third = form_question(snapshot, Profile(("data-science",), "degree"), "hours_per_week")
    assert (form_of(first).position, form_of(first).of) == (1, 5)
    assert form_of(third).position == 3
    assert snapshot.name("data-science") not in words_of(first)
    assert snapshot.name("data-science") in words_of(third)
    assert {first.status, third.status} == {"clarifying"}


@pytest.mark.parametrize("slot", [*QUESTIONS, None, "no_such_slot"])
def test_why_is_always_answered(snapshot: Snapshot, slot: str | None) -> None:
    """Each question has its reason; without an open question there is a general one."""
    assert words_of(why_asked(snapshot, Profile(), slot))
    assert why_asked(snapshot, Profile(), slot).status == "answered"


def test_the_reasons_differ_between_questions(snapshot: Snapshot) -> None:
    """Nobody is fobbed off with one reason for all, and each says how many results are still possible."""
    told = {words_of(why_asked(snapshot, Profile(), slot)) for slot in QUESTIONS}
    assert len(told) == len(QUESTIONS)
    count = len(possible_first_places(options_in(snapshot), Profile()))
    assert all(f"{count} different results" in text for text in told)


def test_a_full_profile_gets_three_programmes_and_next_steps(snapshot: Snapshot) -> None:
    """The result names three programmes, remembers them, and offers the facts, a comparison and a new start."""
    reply = recommendation(snapshot, FULL)
    (block,) = [block for block in reply.blocks if isinstance(block, RecommendationsBlock)]
    assert (
        [item.slug for item in block.items]
        == list(reply.subjects)
        == [row.option.programme for row in ranked(options_in(snapshot), FULL, 3)]
    )
    assert [chip.slot for chip in block.profile] == list(QUESTIONS)
    (options,) = [block for block in reply.blocks if isinstance(block, OptionsBlock)]
    asked = dict(payload(option) for option in options.options)
    assert asked["programme"] == {"subject": [reply.subjects[0]]}
    assert asked["compare"] == {"subject": list(reply.subjects[:2])}
    assert asked["recommend"] == {"answer": "again"}


def test_the_number_of_fitting_programmes_is_true(snapshot: Snapshot) -> None:
    """When more fit than are shown, the answer says how many fit."""
    for profile in random_profiles(snapshot, 40, seed=5):
        count = fitting(options_in(snapshot), profile)
        if count > 3:
            assert f"3 of {count}" in words_of(recommendation(snapshot, profile))


def test_one_fitting_programme_needs_no_comparison() -> None:
    """Where one programme fits there is nothing to compare it with."""
    reply = recommendation(snapshot_of(), Profile(("data-science",)))
    assert reply.subjects == ("asx-data",)
    titles = [option.title for block in reply.blocks if isinstance(block, OptionsBlock) for option in block.options]
    assert not any("ompare" in title for title in titles)


def test_when_nothing_fits_the_answer_says_which_wish_to_drop() -> None:
    """Nothing is bent to fit: the wish that keeps the only programme out is named, others are not."""
    known = snapshot_of(claim("p", 1000, unit="USD"))
    reply = recommendation(known, Profile(("data-science",), hours_per_week=5.0, budget_usd=10.0))
    assert not any(isinstance(block, RecommendationsBlock) for block in reply.blocks)
    assert "budget" in words_of(reply)
    assert "hours" not in words_of(reply)
    assert reply.subjects == ()


def test_when_no_single_wish_is_the_cause_none_is_blamed() -> None:
    """Two wishes that both exclude leave no hint."""
    known = snapshot_of(claim("p", 1000, unit="USD"))
    reply = recommendation(known, Profile(("finance",), budget_usd=10.0))
    assert "leaves" not in words_of(reply)


def test_an_excluded_or_wanted_kind_is_named_when_it_leaves_nothing() -> None:
    """A wish that is no question of the form can be the one to drop, too."""
    reply = recommendation(snapshot_of(), Profile(wanted_credential="professional-certificate"))
    assert "Professional Certificate" in words_of(reply) or "kind" in words_of(reply) or "credential" in words_of(reply)


@pytest.mark.parametrize(
    "reply", [left(), why_asked(snapshot_of(), Profile(), None), take_up(snapshot_of(), Question("inform"))]
)
def test_what_is_said_around_it_renders(snapshot: Snapshot, reply: Reply) -> None:
    """Leaving, a bare yes and "why" end in text and one of the four statuses."""
    text, _, claims = render(snapshot, reply)
    assert text
    assert not claims
    assert reply.status in STATUSES


def test_a_bare_name_is_taken_up(snapshot: Snapshot) -> None:
    """A programme's name alone shows its facts; a field's name alone asks back, and its button starts there."""
    named = take_up(snapshot, Question("inform", mentions=("mitx-supply-chain-management",)))
    assert (named.topic, named.subjects) == ("programme", ("mitx-supply-chain-management",))
    field = take_up(snapshot, Question("inform", mentions=("finance",)))
    assert field.status == "clarifying"
    (options,) = [block for block in field.blocks if isinstance(block, OptionsBlock)]
    assert payload(options.options[0]) == ("recommend", {"answer": {"field": ["finance"]}})


def test_what_was_noted_beside_a_question_is_said(snapshot: Snapshot) -> None:
    """The answer keeps its words, and says after them what was noted and where it leads."""
    reply = take_up(snapshot, Question("inform"))
    told = noted(snapshot, Profile(("data-science",), hours_per_week=6.0), reply)
    assert words_of(told).startswith(words_of(reply))
    assert "Data science" in words_of(told)
    assert "up to 6 hours a week" in words_of(told)
    (options,) = [block for block in told.blocks if isinstance(block, OptionsBlock)]
    assert [option.payload for option in options.options].count("/recommend") == 1
