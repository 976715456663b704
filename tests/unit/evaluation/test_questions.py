"""What counts as right of an answer, row by row (evaluation.questions)."""

from __future__ import annotations

from typing import Any

import pytest

from evaluation.metrics import Share
from evaluation.questions import Scored, question_figures, shares
from evaluation.rows import QuestionRow
from tests.unit.small_snapshot import snapshot_of

ROW = {"id": "a", "turns": ("what is it",), "topic": "define", "status": ("answered",)}
ANSWER = {"topic": "define", "topics": ["define"], "status": "answered", "reply": "A graduate course for $100.",
          "confidence": 0.9, "entities": [], "latency_ms": 5.0}  # fmt: skip
REFUSED = {"error": "2,001 characters"}
PROGRAMME = {"entity": "programme", "value": "asx-data"}


def scored(
    row: dict[str, Any] | None = None, answer: dict[str, Any] | None = None, *, is_refused: bool = False
) -> Scored:
    """A row and an answer that differ from the plain ones as told."""
    given = REFUSED if is_refused else {**ANSWER, **(answer or {})}
    return Scored(QuestionRow(**{**ROW, **(row or {})}), given, snapshot_of())


@pytest.mark.parametrize(
    ("row", "answer", "wrong"),
    [
        pytest.param({}, {}, [], id="all right"),
        pytest.param({}, {"topic": "cost"}, ["topic"], id="another topic"),
        pytest.param({"accept": ("cost",)}, {"topic": "cost"}, [], id="an accepted topic"),
        pytest.param({}, {"status": "declined"}, ["status"], id="declined"),
        pytest.param({"status": ("declined", "answered")}, {"status": "declined"}, [], id="declining is accepted"),
        pytest.param({"must_contain": ("GRADUATE", r"\$\d+")}, {}, [], id="case does not matter"),
        pytest.param({"must_contain": ("graduate", "credit")}, {}, ["required content"], id="one of two is missing"),
        pytest.param(
            {"must_contain": ("credit",), "status": ("clarifying",)}, {"status": "clarifying"}, [], id="required only of answers"
        ),
        pytest.param({"must_not_contain": (r"\bcourse\b",)}, {}, ["forbidden content"], id="forbidden words"),
        pytest.param(
            {"must_not_contain": ("course",), "status": ("declined",)}, {"status": "declined"}, ["forbidden content"],
            id="forbidden also where declined",
        ),
        pytest.param({"all_topics": ("define", "cost")}, {}, ["topics"], id="one of two topics"),
        pytest.param({"all_topics": ("define", "cost")}, {"topics": ["cost", "define"]}, [], id="both topics"),
        pytest.param({"entities": {"programme": ("asx-data",)}}, {"entities": [PROGRAMME]}, [], id="by its id"),
        pytest.param({"entities": {"programme": ("ASx data",)}}, {"entities": [PROGRAMME]}, [], id="by its name"),
        pytest.param({"entities": {"programme": ("asx-data",)}}, {}, ["entities"], id="not read"),
        pytest.param({"entities": {"programme": ("Zoo",)}}, {}, [], id="what nobody recorded need not be read"),
        pytest.param({"entities": {"programme": ("Zoo",)}}, {"entities": [PROGRAMME]}, ["entities"], id="read as another"),
        pytest.param({"entities": {"field": ("zoology",)}}, {}, [], id="other entities are not judged"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_answer(row: dict[str, Any], answer: dict[str, Any], wrong: list[str]) -> None:
    """Each row of the table is one rule of docs/evaluation.md."""
    assert [what for what, _, _ in scored(row, answer).problems()] == wrong


def test_a_refused_message_is_wrong() -> None:
    """A message that the bot does not take has neither topic nor status, and shows why."""
    refused = scored(is_refused=True)
    assert [what for what, _, _ in refused.problems()] == ["topic", "status"]
    assert refused.reply == REFUSED["error"]


OUTSIDE: dict[str, Any] = {"topic": "out_of_scope", "status": ("declined",)}
RUN = [
    scored(),
    scored({"id": "b", "accept": ("cost",)}, {"topic": "cost", "confidence": 0.8}),
    scored({"id": "c"}, {"status": "declined", "topic": "out_of_scope", "confidence": 0.4}),
    scored({"id": "d", **OUTSIDE}, {"status": "declined", "topic": "out_of_scope", "confidence": 0.7}),
    scored({"id": "e", **OUTSIDE, "near_scope": True}, {"confidence": 0.6}),
    scored({"id": "f", **OUTSIDE, "near_scope": True}, {"status": "clarifying", "confidence": 0.5}),
    scored({"id": "g", "must_contain": ("free",), "must_not_contain": ("graduate",), "all_topics": ("define", "cost")}),
]


@pytest.mark.parametrize(
    ("name", "hits", "of"),
    [
        ("topic accuracy", 4, 7),
        ("status accuracy", 4, 7),
        ("out of scope, not answered", 2, 3),
        ("… near the scope", 1, 2),
        ("… far from it", 1, 1),
        ("declined without cause", 1, 4),
        ("required content said", 0, 1),
        ("forbidden content said", 1, 1),
        ("topics of several answered", 1, 2),
        ("programmes and schools read", 0, 0),
    ],
)
def test_shares_over_a_run(name: str, hits: int, of: int) -> None:
    """Each share counts just the rows that it is about."""
    assert shares(RUN)[name] == Share(hits, of)


def test_an_accepted_topic_counts_as_the_expected_one() -> None:
    """Row b was labelled "define" and rightly answered as "cost": it is a hit of "cost" and no miss of "define"."""
    topics = question_figures(RUN, 0)["topics"]
    assert (topics["cost"]["precision"]["share"], topics["cost"]["recall"]["share"]) == (1, 1)
    assert topics["define"]["recall"]["of"] == 3


def test_every_failure_is_listed() -> None:
    """All rows with a problem, and no other, with what was expected and what came."""
    failures = question_figures(RUN, 0)["failures"]
    assert [failure["id"] for failure in failures] == ["c", "e", "f", "g"]
    assert failures[0]["problems"][1] == {"what": "status", "expected": "answered", "got": "declined"}


def test_refused_messages_have_no_confidence_and_no_latency() -> None:
    """They count as wrong, but not in the curve of risks, and not as quick answers."""
    figures = question_figures([scored(), scored({"id": "b"}, is_refused=True)], 0)
    assert figures["shares"]["topic accuracy"]["of"] == 2
    assert len(figures["risk_coverage"]["points"]) == 1
    assert figures["latency_ms"]["all"] == [5.0]
