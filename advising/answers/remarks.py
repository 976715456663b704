"""Answers that state no fact: small talk, declining, the platform's help desk, the way to a person."""

from __future__ import annotations

from advising.answers.buttons import RECOMMEND, ask
from advising.answers.selecting import told
from advising.model import Remark, Snapshot
from advising.question import NEAR, Question
from advising.reply import (
    ANSWERED,
    CLARIFYING,
    DECLINED,
    HANDED_OFF,
    Block,
    Option,
    OptionsBlock,
    Reply,
    Sentence,
    paragraph,
)
from advising.wording import joined

STATUS = {"chat": ANSWERED, "out_of_scope": DECLINED, "support": DECLINED, "handoff": HANDED_OFF}
REMARK_NEAR = 0.35
STARTERS = (
    Option("What is a MicroMasters?", ask("define", "micromasters")),
    Option("Is a MicroMasters worth it?", ask("worth_it", "micromasters")),
)


def remark_answer(snapshot: Snapshot, question: Question) -> Reply:
    """Say the remark nearest to the message, then offer what can be done instead."""
    blocks: list[Block] = []
    if question.topic == "support":
        near = [c for c in snapshot.claims.values() if c.topic == "support" and question.nearness(c) >= NEAR]
        blocks.extend(told(snapshot, question, sorted(near, key=lambda c: -question.nearness(c))[:2]))
    blocks.insert(0, paragraph(Sentence(nearest_remark(snapshot, question).says)))
    return Reply(question.topic, STATUS[question.topic], (*blocks, OptionsBlock((*STARTERS, RECOMMEND))))


def left_out(snapshot: Snapshot, question: Question) -> Reply:
    """Take note of what is not wanted, and ask what is."""
    names = joined([snapshot.label(subject) for subject in question.unwanted if subject in snapshot.subjects], "or")
    text = f"Understood, nothing about {names}. What would you like to look at instead?"
    return Reply(question.topic, CLARIFYING, (paragraph(Sentence(text)), OptionsBlock((*STARTERS, RECOMMEND))))


def nearest_remark(snapshot: Snapshot, question: Question) -> Remark:
    """The remark of the topic whose phrasings are nearest; the topic's default when none is near."""
    remarks = [remark for remark in snapshot.remarks.values() if remark.topic == question.topic]
    best = max(remarks, key=lambda remark: question.hits.get(remark.id, 0.0))
    if question.hits.get(best.id, 0.0) >= REMARK_NEAR:
        return best
    return next(remark for remark in remarks if remark.is_default)


def is_about_nothing(snapshot: Snapshot, question: Question) -> bool:
    """Whether the message is outside the topics and near to nothing that is declined in words of its own."""
    return question.topic == "out_of_scope" and nearest_remark(snapshot, question).is_default


def asks_again(snapshot: Snapshot, question: Question) -> bool:
    """Whether the message only asks to hear the last answer again."""
    return question.topic == "chat" and nearest_remark(snapshot, question).id == "chat.repeat"
