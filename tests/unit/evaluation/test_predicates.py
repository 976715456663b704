"""What an answer is about, and whether what was asked is ranked first (evaluation.predicates)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from advising.model import NOT_RECORDED, Course, Snapshot, Subject
from advising.question import Question
from evaluation.metrics import Share
from evaluation.predicates import (
    GENERAL,
    NO_ANSWER,
    OTHER_PROGRAMME,
    OTHER_SUBJECT,
    OWN,
    UNRECORDED,
    Asked,
    about,
    predicate_figures,
    unknown,
)
from evaluation.rows import PredicateRow
from tests.unit.small_snapshot import PROGRAMME, claim, snapshot_of

OTHER = replace(PROGRAMME, id="asx-law", courses=(Course("law-1", "Law 1", "asx-law", 1),))
SUBJECTS = (Subject("asx-law", "programme", "ASx Law"), Subject("law-1", "course", "Law 1"))
CLAIMS = (
    claim("own"), claim("own-status", "running", "status"), claim("sought", "", state=NOT_RECORDED),
    claim("of-kind", subject="micromasters"), claim("of-school", subject="a-school"),
    claim("of-other", subject="asx-law"), claim("of-course", subject="law-1"),
)  # fmt: skip
COURSE = "of-course"


@pytest.fixture(scope="module")
def known() -> Snapshot:
    """Two programmes, claims about both and about what they are of."""
    made = snapshot_of(*CLAIMS, programmes=(PROGRAMME, OTHER))
    return replace(made, subjects={**made.subjects, **{subject.id: subject for subject in SUBJECTS}})


def answer(*blocks: tuple[str, str, tuple[str, ...]], status: str = "answered") -> dict[str, Any]:
    """An answer with blocks of (heading, text, claims)."""
    cited = list(dict.fromkeys(name for _, _, claims in blocks for name in claims))
    shown = [
        {
            "type": "text",
            "heading": heading,
            "sentences": [{"text": text, "notes": [cited.index(c) + 1 for c in claims]}],
        }
        for heading, text, claims in blocks
    ]
    sources = {"type": "sources", "notes": [{"n": n, "claim": name} for n, name in enumerate(cited, 1)]}
    return {
        "status": status,
        "topic": "cost",
        "reply": "…",
        "blocks": [*shown, sources],
        "claims": [{"id": c} for c in cited],
    }


@pytest.mark.parametrize(
    ("given", "found"),
    [
        pytest.param(answer(("", "It costs $1,000.", ("own",))), OWN, id="its own claim"),
        pytest.param(answer(("", "A lead.", ()), ("", "It costs.", ("own",))), OWN, id="a lead without a fact first"),
        pytest.param(answer(("", "I have no recorded price for it.", ())), UNRECORDED, id="said to be not recorded"),
        pytest.param(answer(("", "No price was found.", ("sought",))), UNRECORDED, id="a claim that nothing was found"),
        pytest.param(answer(("In general", "They cost.", ("of-kind",))), GENERAL, id="its kind, said to be general"),
        pytest.param(answer(("", "They cost.", ("of-kind",))), OTHER_SUBJECT, id="its kind, as if its own"),
        pytest.param(answer(("In general", "It says.", ("of-school",))), OTHER_SUBJECT, id="neither kind nor platform"),
        pytest.param(answer(("", "Law costs.", ("of-other",))), OTHER_PROGRAMME, id="another programme"),
        pytest.param(answer(("", "Both.", ("own", COURSE))), OTHER_PROGRAMME, id="another programme's course beside it"),
        pytest.param(answer(("", "Hello.", ())), NO_ANSWER, id="no fact at all"),
        pytest.param(answer(("", "Which?", ("own",)), status="clarifying"), NO_ANSWER, id="asks back"),
        pytest.param({"error": "too long"}, NO_ANSWER, id="refused"),
    ],
)  # fmt: skip
def test_what_an_answer_is_about(known: Snapshot, given: dict[str, Any], found: str) -> None:
    """By the first block that cites something or says that nothing is recorded."""
    assert about(known, given, "asx-data") == found


def asked(known: Snapshot, given: dict[str, Any], topic: str = "cost", **row: Any) -> Asked:
    """A row about the price of the programme, the question that was read, and an answer."""
    labelled = {"id": "a", "turns": ("?",), "predicate": "price.total", "subject": "asx-data", "topic": "cost", **row}
    return Asked(PredicateRow(**labelled), Question(topic, "?", ("asx-data",)), given, known)


def test_figures_over_a_run(known: Snapshot) -> None:
    """A right one; one whose topic was misread; one with an accepted predicate, about another programme; one about none."""
    own = answer(("", "It costs.", ("own",)))
    run = [
        asked(known, own),
        asked(known, own, "programme"),
        asked(
            known,
            answer(("", "x", ("own",)), ("", "y", (COURSE,))),
            predicate="level",
            accept_predicates=("price.total",),
        ),
        asked(known, answer(("", "x", ("of-kind",))), subject=""),
    ]
    figures = predicate_figures(run)
    counted = {name: Share(found["hits"], found["of"]) for name, found in figures["shares"].items()}
    assert counted == {
        "predicate ranked first": Share(3, 4),
        "… among the first three": Share(3, 4),
        "… first, given the topic": Share(4, 4),
        "about the programme named": Share(3, 3),
        "about another programme": Share(0, 3),
        "another programme anywhere": Share(1, 3),
    }
    assert [[problem["what"] for problem in failure["problems"]] for failure in figures["failures"]] == [
        ["predicate, not among three"], ["claims"],
    ]  # fmt: skip
    assert figures["failures"][0]["problems"][0]["got"] == "status (topic programme)"


def test_rows_that_name_the_unknown_are_told(known: Snapshot) -> None:
    """Predicates and subjects that the catalogue does not hold, all at once."""
    rows = [PredicateRow("a", ("?",), "colour", ("level",)), PredicateRow("b", ("?",), "level", ("size",), "asx-art")]
    assert [problem.split(";")[0] for problem in unknown(rows, known)] == [
        "row 'a': found predicate 'colour'", "row 'b': found predicate 'size'", "row 'b': found subject 'asx-art'",
    ]  # fmt: skip
