"""Files of scripted learners: what is read, and every mistake with its file, its row and what to do (evaluation.learners)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from advising.model import Snapshot
from advising.profile import Profile
from advising.recommend import recommendations
from evaluation.learners import (
    CORRECTION,
    QUESTION,
    STYLES,
    Learner,
    LearnersError,
    learner_files,
    read_learners,
    unknown,
)

Row = dict[str, Any]


def row(**changed: Any) -> Row:
    """A sound row, with some of its keys changed."""
    return {
        "id": "one", "goal": "learn", "style": "plain",
        "profile": {"field": ["finance"], "background": "some", "hours_per_week": 5, "budget_usd": "any", "credit": "must"},
        "opening": ["hello"],
        "answers": {slot: ["a", "b"] for slot in ("field", "background", "hours_per_week", "budget_usd", "credit")},
        "again": ["so?"], **changed,
    }  # fmt: skip


def without(key: str) -> Row:
    """A sound row without one of its keys."""
    return {name: value for name, value in row().items() if name != key}


def profile(**changed: Any) -> Row:
    """A sound row whose profile is changed."""
    return row(profile={**row()["profile"], **changed})


def answers(**changed: Any) -> Row:
    """A sound row whose answers are changed."""
    return row(answers={**row()["answers"], **changed})


def aside(**changed: Any) -> Row:
    """A sound row with one aside, some of its keys changed."""
    return row(asides=[{"kind": "question", "after": "field", "says": ["why?"], **changed}])


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[Learner]]:
    """Reads rows as a file `people.yml`."""

    def read_rows(*rows: Any) -> list[Learner]:
        path = tmp_path / "people.yml"
        path.write_text(yaml.safe_dump(list(rows), sort_keys=False))
        return read_learners([path])

    return read_rows


def test_a_learner_is_read_whole(read: Callable[..., list[Learner]]) -> None:
    """Profile, wordings and asides are what the row says; numbers are numbers, lists are tuples."""
    (learner,) = read(
        {**profile(months=6, institution=["mit"], lacks=["maths"], language="English"), **{"asides": aside()["asides"]}}
    )
    assert learner.profile == Profile(
        field=("finance",), background="some", hours_per_week=5.0, budget_usd="any", credit="must", months=6.0,
        institution=("mit",), language="English", lacks=("maths",),
    )  # fmt: skip
    assert learner.answers["credit"] == ("a", "b")
    assert (learner.asides[0].kind, learner.asides[0].after, learner.asides[0].says) == ("question", "field", ("why?",))


@pytest.mark.parametrize(
    ("mistaken", "told"),
    [
        pytest.param(without("id"), "people.yml: line 1: id: found nothing; expected a text", id="no id"),
        pytest.param(row(style="loud"), "style: found \"loud\"; expected one of plain", id="an unknown style"),
        pytest.param(row(colour="red"), "found the key 'colour'; expected some of id", id="a key that nothing reads"),
        pytest.param(without("profile"), "profile: found None; expected a name and a value", id="no profile"),
        pytest.param(row(answers="yes"), "answers: found 'yes'; expected a name and a value", id="answers that are a text"),
        pytest.param(profile(gender="f"), "profile: found the key 'gender'", id="a status in the profile"),
        pytest.param(profile(field="law"), "field: found \"law\"; expected a list", id="a field that is no list"),
        pytest.param(profile(credit=True), 'put it in quotes, "yes" or "no"', id="a bare yes"),
        pytest.param(profile(hours_per_week="5h"), "hours_per_week: found '5h'; expected a number from 0 up, or any", id="no number"),
        pytest.param(profile(hours_per_week=True), "hours_per_week: found True; expected a number", id="a truth as a number"),
        pytest.param(profile(budget_usd=-1), "budget_usd: found -1; expected a number from 0 up", id="less than nothing"),
        pytest.param(profile(lacks=["time"]), "lacks: found [\"time\"]; expected some of maths", id="an unknown lack"),
        pytest.param(row(opening=[]), "opening: found []; expected a list of texts, at least one", id="no opening"),
        pytest.param(row(answers={"field": ["a", "b"]}), "answers: background: found nothing", id="an answer missing"),
        pytest.param(answers(credit=["no"]), "answers: credit: found one wording; expected at least 2", id="one wording"),
        pytest.param(answers(credit=[False, "no"]), "answers: credit: found [false, \"no\"]; expected a list of texts", id="a bare no"),
        pytest.param(answers(mood=["a", "b"]), "answers: found the key 'mood'", id="an answer to no question"),
        pytest.param(row(asides="why?"), "asides: found 'why?'; expected a list", id="asides that are a text"),
        pytest.param(row(asides=["why?"]), "aside 1: found 'why?'; expected kind, after, says", id="an aside that is a text"),
        pytest.param(aside(kind="joke"), "aside 1: kind: found \"joke\"; expected one of question", id="an unknown kind"),
        pytest.param(aside(after="months"), "aside 1: after: found \"months\"; expected one of opening", id="after no question"),
        pytest.param(aside(when="now"), "aside 1: found the key 'when'", id="an aside's key that nothing reads"),
        pytest.param("hello", "line 1: found 'hello'; expected keys and values", id="a row that is a text"),
    ],
)  # fmt: skip
def test_every_mistake_is_told(read: Callable[..., list[Learner]], mistaken: Any, told: str) -> None:
    """A mistake names the file, the row, what was found and what was expected."""
    with pytest.raises(LearnersError) as raised:
        read(mistaken)
    assert told in str(raised.value)
    assert "people.yml: line 1" in str(raised.value)


def test_all_mistakes_are_told_at_once(read: Callable[..., list[Learner]]) -> None:
    """Two bad rows and an id that comes again are three lines."""
    with pytest.raises(LearnersError) as raised:
        read(row(style="loud"), row(goal=""))
    lines = str(raised.value).splitlines()
    assert [text.split(": ")[2] for text in lines[:2]] == ["style", "goal"]
    assert "found the id again" in lines[2]


@pytest.mark.parametrize("text", ["", "[]", "just words"], ids=["empty", "no rows", "no list"])
def test_a_file_without_learners_is_refused(tmp_path: Path, text: str) -> None:
    """Nothing to measure is an error that names the file, not a measurement of nothing."""
    path = tmp_path / "none.yml"
    path.write_text(text)
    with pytest.raises(LearnersError, match=r"none\.yml"):
        read_learners([path])


def test_unknown_ids_are_told(read: Callable[..., list[Learner]], snapshot: Snapshot) -> None:
    """A field or school that the catalogue does not hold is named with its learner."""
    learners = read(profile(field=["alchemy"], institution=["hogwarts"], excluded=["mit"]))
    assert [line.split("; ")[0] for line in unknown(learners, snapshot)] == [
        "learner 'one': field: found 'alchemy'", "learner 'one': institution: found 'hogwarts'"
    ]  # fmt: skip


@pytest.fixture(scope="module")
def learners() -> list[Learner]:
    """The learners that the bot is measured with."""
    return read_learners(learner_files())


def test_the_learners_are_many_and_different(learners: list[Learner]) -> None:
    """48 or more, over 20 or more fields, every style, every wish for credit, with questions and corrections between."""
    fields = {name for one in learners if isinstance(one.profile.field, tuple) for name in one.profile.field}
    kinds = {aside.kind for one in learners for aside in one.asides}
    assert len(learners) >= 48
    assert len(fields) >= 20
    assert {one.style for one in learners} == set(STYLES)
    assert {one.profile.credit for one in learners} == {"must", "yes", "no", "any"}
    assert {QUESTION, CORRECTION} <= kinds


def test_the_learners_wish_for_what_is_held(learners: list[Learner], snapshot: Snapshot) -> None:
    """No learner names an id that does not exist, and no message is longer than the bot takes."""
    assert unknown(learners, snapshot) == []
    assert (
        max(len(text) for one in learners for text in one.opening) <= 2000
    )  # bot.runtime.MAX_TEXT, without its imports


def test_for_four_learners_or_more_nothing_fits(learners: list[Learner], snapshot: Snapshot) -> None:
    """What the bot does then is part of what is measured; those who insist on credit are not even needed for it."""
    others = [one for one in learners if one.profile.credit != "must"]
    assert len([one for one in others if not recommendations(snapshot, one.profile).items]) >= 4
