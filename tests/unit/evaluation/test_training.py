"""Cross-validation of training sentences, on toy vectors (evaluation.training)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.nlu.scope_score import OUT_OF_SCOPE
from evaluation.training import (
    USED,
    Held,
    configured_threshold,
    cross_validate,
    read_examples,
    scope_scores,
    training_figures,
)
from tests.unit.test_scope_score import toy

NLU = """
version: "3.1"
nlu:
  - intent: cost
    examples: |
      - what does it cost
      - price - in all?
  - lookup: school
    examples: |
      - MIT
  - intent: credit
    examples: |
      - does it count
"""


@pytest.fixture(scope="module")
def held() -> list[Held]:
    """Toy sentences, each judged by the other folds."""
    sentences, labels = toy()
    named = [replace(sentence, text=f"s{n}") for n, sentence in enumerate(sentences)]
    return cross_validate(named, labels, threshold=0.5, seed=3)


def test_every_sentence_is_held_out_once(held: list[Held]) -> None:
    """None is lost, and they keep their order and labels."""
    assert [row.text for row in held] == [f"s{n}" for n in range(len(held))]
    assert [row.truth for row in held] == toy()[1]


def test_topics_that_lie_apart_are_told_apart(held: list[Held]) -> None:
    """Toy topics are easy: the topic is right wherever the sentence is in scope and was not declined."""
    answered = [row for row in held if OUT_OF_SCOPE not in (row.truth, row.got)]
    assert len(answered) > 20
    assert all(row.got == row.truth for row in answered)
    assert all(row.got == OUT_OF_SCOPE for row in held if row.scores[USED] < 0.5)


def test_a_seed_gives_the_same_again(held: list[Held]) -> None:
    """The same folds and figures from the same seed, other ones from another."""
    sentences, labels = toy()
    named = [replace(sentence, text=row.text) for sentence, row in zip(sentences, held, strict=True)]
    assert cross_validate(named, labels, threshold=0.5, seed=3) == held
    assert cross_validate(named, labels, threshold=0.5, seed=4) != held


def test_each_fold_is_told() -> None:
    """The progress bar moves five times."""
    sentences, labels = toy()
    steps: list[int] = []
    cross_validate(sentences, labels, threshold=0.5, seed=0, step=lambda: steps.append(1))
    assert len(steps) == 5


def of(truth: str, got: str, in_scope: float) -> Held:
    """A held-out sentence with one score."""
    return Held(f"{truth} as {got}", truth, got, 0.9, {USED: in_scope})


RUN = [of("cost", "cost", 0.9), of("cost", "credit", 0.8), of("credit", OUT_OF_SCOPE, 0.4), of(OUT_OF_SCOPE, OUT_OF_SCOPE, 0.1),
       of(OUT_OF_SCOPE, "cost", 0.7)]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "hits", "of"),
    [
        ("topic accuracy", 2, 5),
        ("… of sentences in scope", 1, 3),
        ("out of scope, declined", 1, 2),
        ("declined without cause", 1, 3),
    ],
)
def test_shares_over_a_run(name: str, hits: int, of: int) -> None:
    """Counted by hand."""
    found = training_figures(RUN, 0)["shares"][name]
    assert (found["hits"], found["of"]) == (hits, of)


def test_scope_scores_by_hand() -> None:
    """Of two sentences out of scope one lies below all others; five of six pairs are in order."""
    assert scope_scores(RUN)[USED] == {"recall": 0.5, "auroc": pytest.approx(5 / 6)}


def test_failures_are_the_wrong_topics() -> None:
    """Each with its sentence and both topics."""
    failures = training_figures(RUN, 0)["failures"]
    assert [failure["turns"] for failure in failures] == [
        ["cost as credit"],
        ["credit as out_of_scope"],
        ["out_of_scope as cost"],
    ]


def test_only_intents_are_read(tmp_path: Path) -> None:
    """Look-up tables are no training sentences; a dash inside of a sentence stays."""
    path = tmp_path / "nlu.yml"
    path.write_text(NLU)
    assert read_examples(path) == (
        ["what does it cost", "price - in all?", "does it count"],
        ["cost", "cost", "credit"],
    )


def test_the_threshold_is_the_configured_one() -> None:
    """Read from config.yml, so that both change together."""
    assert 0 < configured_threshold() < 1
