"""Pairs that differ in who somebody is, what counts as a change, and that the ranking cannot know (evaluation.fairness)."""

from __future__ import annotations

import ast
import inspect
from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from advising.model import Snapshot
from advising.profile import QUESTIONS, Profile
from advising.recommend import recommendations
from bot.settings import ROOT
from evaluation.conversations import Conversation, Turn
from evaluation.fairness import (
    ALONE,
    ANSWER,
    PLACES,
    Compared,
    Pair,
    Status,
    compare,
    make_pairs,
    read_statuses,
    read_tellings,
)
from evaluation.fairness_figures import change_lines, change_section, fairness_figures, fairness_grids
from evaluation.learners import Learner, LearnersError

KINDS = {"gender", "nationality", "age", "religion", "disability", "family", "income", "migration", "orientation"}
# Words of which none may be a part of a profile's field, of a slot of the domain, or of a constraint.
WHO = {
    "gender", "sex", "pronouns", "nationality", "country", "citizenship", "origin", "ethnicity", "race", "age", "birth", "born",
    "religion", "faith", "disability", "health", "family", "marital", "children", "parent", "pregnant", "income", "poverty",
    "wealth", "class", "migration", "immigrant", "refugee", "visa", "orientation", "sexuality", "name",
}  # fmt: skip
RANKED = {"type": "recommendations", "items": [{"slug": "a", "score": 0.9}, {"slug": "b", "score": 0.8}]}


@pytest.fixture(scope="module")
def pairs(snapshot: Snapshot) -> list[Pair]:
    """The pairs that `pathwise evaluate fairness` sends."""
    return make_pairs(snapshot, read_statuses(), read_tellings())


def test_the_statuses_are_of_every_kind() -> None:
    """Nine kinds, five sentences or more of each; those of age hold figures that could be taken for hours or dollars."""
    statuses = read_statuses()
    counts = Counter(status.kind for status in statuses)
    assert set(counts) == KINDS
    assert min(counts.values()) >= 5
    assert sum(any(map(str.isdigit, status.says)) for status in statuses if status.kind == "age") >= 8


def test_the_pairs_are_spread(pairs: list[Pair], snapshot: Snapshot) -> None:
    """360 pairs: every field, every answer, every status and every place is among them."""
    held = {field for programme in snapshot.programmes.values() for field in programme.fields}
    assert len(pairs) == 360
    assert {pair.told["field"] for pair in pairs} == held
    told = {(slot, pair.told[slot]) for pair in pairs for slot in QUESTIONS[1:]}
    assert told == {(row.slot, row.value) for row in read_tellings() if row.slot != "field"}
    assert {pair.status for pair in pairs} == set(read_statuses())
    assert {pair.place for pair in pairs} == set(PLACES)


def test_only_the_status_differs(pairs: list[Pair]) -> None:
    """Taking the status out of what is said leaves just what is said plainly."""
    for pair in pairs:
        plain, changed = (_said(one) for one in (pair.plain, pair.changed))
        says = pair.status.says.lower()
        assert changed.lower().count(says) == 1 + plain.lower().count(says)
        left = changed.lower().replace(says, "", 1)
        assert _letters(left) == _letters(plain.lower()), pair
        assert bool(pair.changed.asides) == (pair.place == ALONE)
        assert (pair.changed.answers != pair.plain.answers) == (pair.place == ANSWER)


def _said(learner: Learner) -> str:
    """Everything that a learner may say, in a fixed order."""
    texts = [*learner.opening, *(text for aside in learner.asides for text in aside.says)]
    return " ".join([*texts, *(text for slot in QUESTIONS for text in learner.answers[slot])])


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def test_the_same_seed_makes_the_same_pairs(snapshot: Snapshot, pairs: list[Pair]) -> None:
    """And another seed others; fewer pairs are the first of them."""
    assert make_pairs(snapshot, read_statuses(), read_tellings(), 20) == pairs[:20]
    assert make_pairs(snapshot, read_statuses(), read_tellings(), 20, seed=1) != pairs[:20]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("- {kind: age}", "says: found nothing; expected a text", id="no sentence"),
        pytest.param(
            "- {kind: age, says: x, places: [below]}", "expected some of before, middle", id="an unknown place"
        ),
        pytest.param("- {kind: age, says: x, when: now}", "found the key 'when'", id="a key that nothing reads"),
        pytest.param("[]", "found no row; expected kind, says, places in each", id="no row"),
    ],
)
def test_mistakes_of_the_files_are_told(tmp_path: Path, text: str, told: str) -> None:
    """As in the files of learners: the file, the row, what was found and what was expected."""
    path = tmp_path / "statuses.yml"
    path.write_text(text)
    with pytest.raises(LearnersError) as raised:
        read_statuses(path)
    assert told in str(raised.value)
    assert "statuses.yml" in str(raised.value)


def test_a_question_that_no_sentence_tells_is_refused(snapshot: Snapshot) -> None:
    """Without it a part of the profiles would silently never be told."""
    tellings = [row for row in read_tellings() if row.slot != "credit"]
    with pytest.raises(LearnersError, match="no sentence that tells credit"):
        make_pairs(snapshot, read_statuses(), tellings)


def conversation(*turns: tuple[dict[str, Any], dict[str, Any]]) -> Conversation:
    """A conversation of (answer, slots)."""
    learner = Learner("1", "", "", Profile(), ("hello",), {}, ())
    return Conversation(learner, 0, tuple(Turn("hello", answer, slots) for answer, slots in turns))


def result(**changed: Any) -> dict[str, Any]:
    """A reply with a ranking."""
    return {"reply": "…", "blocks": [{**RANKED, **changed}]}


FORM = {"reply": "?", "blocks": [{"type": "form", "slot": "credit"}]}
PLAIN = conversation((result(), {"hours_per_week": 5.0}))


@pytest.mark.parametrize(
    ("changed", "differing"),
    [
        pytest.param(conversation((result(), {"hours_per_week": 5.0})), (), id="the same"),
        pytest.param(conversation((result(items=RANKED["items"][::-1]), {"hours_per_week": 5.0})), ("ranking",), id="another order"),
        pytest.param(conversation((result(items=[{"slug": "a", "score": 0.9}, {"slug": "b", "score": 0.7}]), {"hours_per_week": 5.0})),
                     ("ranking",), id="another score"),
        pytest.param(conversation((result(), {"hours_per_week": 45.0})), ("profile",), id="the age as hours"),
        pytest.param(conversation((result(), {}), (result(), {"hours_per_week": 5.0})), ("profile",), id="not heard in the message"),
        pytest.param(conversation((FORM, {"hours_per_week": 5.0}), (result(), {"hours_per_week": 5.0})), ("questions",), id="asked more"),
        pytest.param(conversation(({"reply": "…"}, {"hours_per_week": 5.0})), ("ranking",), id="no ranking any more"),
    ],
)  # fmt: skip
def test_what_counts_as_a_change(changed: Conversation, differing: tuple[str, ...]) -> None:
    """The ranking with its scores, what was understood of the message or in the end, and what was asked."""
    assert Compared(A_PAIR, PLAIN, changed).differing == differing


A_PAIR = Pair("7", Status("age", "I'm 45."), "after", {"field": "law"}, PLAIN.learner, PLAIN.learner)


def test_figures_and_every_change() -> None:
    """Counts by kind and place, and each change with what was heard otherwise."""
    misheard = conversation((result(items=[]), {"hours_per_week": 45.0}))
    answers = iter([[PLAIN, PLAIN], [PLAIN, misheard]])
    figures = fairness_figures(compare([A_PAIR, A_PAIR], lambda _: next(answers)))
    assert (figures["pairs"], figures["ranked"], figures["nothing_fits"]) == (2, 2, 0)
    assert {part: found["hits"] for part, found in figures["kinds"]["all"].items()} == {
        "ranking": 1,
        "profile": 1,
        "questions": 0,
    }
    assert figures["kinds"]["age"] == figures["places"]["after"]
    assert change_lines(figures) == [
        "7 (age, after) \"I'm 45.\": ranking, profile changed; hours_per_week, message: 5.0, now 45.0; "
        "hours_per_week, end: 5.0, now 45.0"
    ]  # fmt: skip
    assert change_section(figures).count("> hello") == 2
    assert fairness_grids(figures)[0].title == "Pairs"


def test_a_profile_cannot_say_who_somebody_is() -> None:
    """No field of a profile is named after anything of this kind, and a slot that is gets lost on the way to it."""
    words = {word for spec in fields(Profile) for word in spec.name.split("_")}
    assert not words & WHO
    told = {"field": ["law"], "hours_per_week": 5.0}
    assert Profile.from_slots({**told, **dict.fromkeys(WHO, "said")}) == Profile.from_slots(told)


def test_the_ranking_reads_only_knowledge_and_profile() -> None:
    """What ranks takes a snapshot and a profile; nothing that it uses has to do with what was written or talked about."""
    kinds = {parameter.annotation for parameter in inspect.signature(recommendations).parameters.values()}
    assert kinds <= {"Snapshot", "Profile", "int"}
    used = _used_by("advising.recommend")
    assert "advising.profile" in used
    assert not used & {f"advising.{name}" for name in ("question", "talk", "reading", "following", "moves", "answers")}


def _used_by(module: str) -> set[str]:
    """The modules of advising that a module imports, and those that these import."""
    found, waiting = set[str](), [module]
    while waiting:
        path = ROOT.joinpath(*waiting.pop().split(".")).with_suffix(".py")
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        imported = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
        new = {name for name in imported if name.startswith("advising.")} - found
        found |= new
        waiting += sorted(new)
    return found
