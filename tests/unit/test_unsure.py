"""Asking back, and offering what else may have been asked (advising.answers.unsure, advising.answers.offering)."""

from __future__ import annotations

from advising.answers import answer
from advising.answers.unsure import SURE
from advising.model import Snapshot
from advising.question import Question
from advising.reply import ANSWERED, CLARIFYING, OptionsBlock, Reply

NEAR = {"refund.how": 0.8, "refund.after_window": 0.75, "unenrol.how": 0.7}


def titles(reply: Reply) -> list[str]:
    """The titles of the reply's buttons."""
    return [option.title for block in reply.blocks if isinstance(block, OptionsBlock) for option in block.options]


def test_an_uncertain_message_is_asked_back_with_what_it_may_mean(snapshot: Snapshot) -> None:
    reply = answer(snapshot, Question("refund", "", (), NEAR, certainty=SURE - 0.01))
    assert reply.status == CLARIFYING
    assert titles(reply)[:3] == [snapshot.predicates[predicate].label for predicate in NEAR]


def test_a_certain_one_is_answered_and_the_rest_offered(snapshot: Snapshot) -> None:
    reply = answer(snapshot, Question("refund", "", (), NEAR, certainty=SURE))
    assert reply.status == ANSWERED
    said = {
        c.predicate
        for b in reply.blocks
        for s in getattr(b, "sentences", ())
        for c in s.claims
        if not getattr(b, "folded", False)
    }
    assert all((snapshot.predicates[p].label in titles(reply)) != (p in said) for p in NEAR)


def test_a_name_that_is_not_held_is_told_whatever_the_certainty(snapshot: Snapshot) -> None:
    reply = answer(snapshot, Question("cost", "", unheld=("Udacity",), certainty=0.5))
    assert "nothing recorded about Udacity" in str(reply.blocks)
