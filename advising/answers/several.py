"""Several questions in one message: each answered under a heading of its own, with the buttons of all at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from advising.reply import ANSWERED, Block, Option, OptionsBlock, Reply, Sentence, TextBlock, paragraph

# Topics that can be answered side by side, and how each is headed there.
HEADINGS = {
    "define": "What it is", "compare": "Side by side", "worth_it": "Is it worth it", "recognition": "Recognition",
    "cost": "Cost", "financial_aid": "Help with the cost", "duration": "How long it takes", "workload": "Time a week",
    "prerequisites": "What you need first", "course_order": "Which course first", "assessment": "Exams and grading",
    "credit": "Credit", "admission": "Getting into a degree", "enrolment": "Enrolling", "audit": "Free and paid",
    "certificate": "The certificate", "refund": "Refunds", "career": "Jobs and pay", "programme": "The programme",
    "school": "What is offered", "access": "Language and access",
}  # fmt: skip
BUTTONS = 4


def together(replies: Sequence[Reply], topic: str) -> Reply:
    """One reply out of several, reported under the topic of the whole message; answered when any of them is.

    What two of them say in the same words is said once: "I have nothing recorded about ..." declines all at once.
    """
    first, *others = replies
    if all(other.blocks == first.blocks for other in others):
        return replace(first, topic=topic)
    blocks: list[Block] = [block for reply in replies for block in _headed(reply)]
    options = [
        option
        for reply in replies
        for block in reply.blocks
        if isinstance(block, OptionsBlock)
        for option in block.options
    ]
    status = ANSWERED if any(reply.status == ANSWERED for reply in replies) else first.status
    subjects = tuple(dict.fromkeys(subject for reply in replies for subject in reply.subjects))
    topics = tuple(dict.fromkeys(reply.topic for reply in replies))
    left = [option for option in options if option.payload.removeprefix("/").partition("{")[0] not in topics]
    offered = next((reply.offered for reply in replies if reply.offered), ())
    return Reply(topic, status, (*blocks, OptionsBlock(_distinct(left))), subjects, topics, offered)


def _headed(reply: Reply) -> list[Block]:
    """The blocks of a reply under the heading of its topic, without its buttons and what it folds away."""
    heading = HEADINGS[reply.topic]
    blocks = [
        block for block in reply.blocks if not (isinstance(block, OptionsBlock) or getattr(block, "folded", False))
    ]
    match blocks:
        case [TextBlock(heading="") as first, *rest]:
            return [replace(first, heading=heading), *rest]
        case _:
            return [paragraph(Sentence(f"{heading}:")), *blocks]


def _distinct(options: Sequence[Option]) -> tuple[Option, ...]:
    """Each button once; those that lead on first, the recommendation last."""
    return tuple(sorted(dict.fromkeys(options), key=lambda option: option.payload == "/recommend"))[:BUTTONS]
