"""Several answers in one reply (advising.answers.several), and questions about what nobody named (advising.answers.unnamed)."""

from __future__ import annotations

import pytest

from advising.answers import answer
from advising.answers.several import HEADINGS, together
from advising.answers.unnamed import WHICH, points_at_unnamed
from advising.model import Snapshot
from advising.question import Question
from advising.rendering import render
from advising.reply import ANSWERED, CLARIFYING, OptionsBlock, TextBlock
from tests.unit.topics import ANSWERED_TOPICS

SCM = "mitx-supply-chain-management"


def test_each_question_has_its_heading_and_the_buttons_come_once(snapshot: Snapshot) -> None:
    """Cost and length of a programme stand under their headings, with one set of buttons at the end."""
    reply = together([answer(snapshot, Question(topic, "", (SCM,))) for topic in ("cost", "duration")], "duration")
    text, blocks, claims = render(snapshot, reply)
    assert text.index(HEADINGS["cost"]) < text.index(HEADINGS["duration"])
    assert [block["type"] for block in blocks].count("options") == 1
    assert isinstance(reply.blocks[-1], OptionsBlock)
    assert (reply.topic, reply.topics, reply.status) == ("duration", ("cost", "duration"), ANSWERED)
    assert {claim.topic for claim in claims} == {"cost", "duration"}


def test_nothing_is_folded_away_between_answers(snapshot: Snapshot) -> None:
    """What single answers fold is left out, so that two answers stay short enough to read."""
    reply = together([answer(snapshot, Question(topic)) for topic in ("certificate", "refund")], "refund")
    assert not any(isinstance(block, TextBlock) and block.folded for block in reply.blocks)


def test_every_topic_that_is_answered_beside_others_has_a_heading() -> None:
    """Only small talk, handing over, help desk and what is declined are never one of several."""
    assert set(ANSWERED_TOPICS) - set(HEADINGS) == {"chat", "handoff", "out_of_scope", "support"}


@pytest.mark.parametrize(
    ("topic", "text", "mentions", "asks"),
    [
        ("assessment", "how are the exams in this degree", (), True),
        ("certificate", "how will my degree certificate look", (), True),
        ("certificate", "can i change the name on my certificate", (), False),  # a rule of the platform
        ("cost", "what does this programme cost", (SCM,), False),  # named
        ("define", "what is this degree", (), False),  # the same for all of a kind
        ("assessment", "are exams proctored", (), False),  # no certain one
    ],
)
def test_a_certain_programme_that_nobody_named_is_asked_for(
    snapshot: Snapshot, topic: str, text: str, mentions: tuple[str, ...], asks: bool
) -> None:
    """A certain degree without a name asks which is meant; a named one, or a rule for all, is answered."""
    question = Question(topic, text, mentions)
    assert points_at_unnamed(snapshot, question) is asks
    reply = answer(snapshot, question)
    assert (reply.status == CLARIFYING) is asks
    if asks:
        assert reply.blocks[0].sentences == (WHICH,)  # type: ignore[union-attr]
