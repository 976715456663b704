"""Choosing between likely topics by the statements that are near (bot.nlu.fusing)."""

from __future__ import annotations

import numpy as np

from bot.nlu.fusing import fused
from bot.nlu.sentence import MARKS, Sentence


def near(*beside: tuple[str, float]) -> Sentence:
    """A sentence with phrasings of these topics near it."""
    return Sentence(np.zeros(384, np.float32), "", "", np.zeros(len(MARKS), np.float32), beside)


def test_a_likely_topic_with_a_nearer_statement_comes_first() -> None:
    ranking = (("cost", 0.5), ("credit", 0.4), ("refund", 0.1))
    assert fused(ranking, near(("cost", 0.5), ("credit", 0.8)))[0] == ("credit", 0.4)
    assert [topic for topic, _ in fused(ranking, near(("cost", 0.5), ("credit", 0.8)))] == ["credit", "cost", "refund"]


def test_an_unlikely_topic_does_not() -> None:
    ranking = (("cost", 0.98), ("credit", 0.001))
    assert fused(ranking, near(("cost", 0.5), ("credit", 0.8)))[0] == ("cost", 0.98)


def test_topics_that_no_statement_answers_stay() -> None:
    ranking = (("handoff", 0.5), ("cost", 0.4))
    assert fused(ranking, near(("cost", 0.9)))[0] == ("handoff", 0.5)
    assert fused((("cost", 0.5), ("credit", 0.4)), near())[0] == ("cost", 0.5)
