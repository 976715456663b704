"""Questions about a certain programme that nobody named: what holds in general, and asking which one is meant."""

from __future__ import annotations

import re
from dataclasses import replace

from advising.model import Snapshot
from advising.question import Question
from advising.reply import ANSWERED, CLARIFYING, Reply, Sentence, paragraph

# Topics whose answer differs from programme to programme.
DIFFERING = {
    "access", "admission", "assessment", "certificate", "cost", "course_order", "credit", "duration", "enrolment",
    "prerequisites", "programme", "workload",
}  # fmt: skip
NAMED = ("programme", "course", "credential-type", "degree", "platform", "institution", "course-family", "scheme")
# "this degree", "my degree certificate", "the qualifier": one certain thing, not the kind of thing.
_CERTAIN = re.compile(
    r"\b(?:this|that|the|your|my|our)\s+(?:\w+\s+)?(?:degree|program(?:me)?|bootcamp|cohort|batch|semester|qualifier)\b"
    r"|\bqualifier\b|\b\d+[- ]level\b",
    re.I,
)
WHICH = Sentence("Which programme do you mean? Until I know, this is what holds in general.")


def points_at_unnamed(snapshot: Snapshot, question: Question) -> bool:
    """Whether the message means one certain programme without naming anything that tells which."""
    is_open = question.topic in DIFFERING and not question.mentioned(snapshot, *NAMED)
    return is_open and bool(_CERTAIN.search(question.text))


def in_general_only(reply: Reply) -> Reply:
    """The reply, marked as what holds in general and as asking back."""
    if reply.status != ANSWERED:
        return reply
    return replace(reply, status=CLARIFYING, blocks=(paragraph(WHICH), *reply.blocks))
