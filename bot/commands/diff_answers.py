"""Which replies an edit or import would change: every programme and kind on every topic, before and after."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from advising.answers import answer
from advising.model import Snapshot
from advising.question import Question
from advising.rendering import render

ASKED_ABOUT = {"programme", "credential-type"}
LED_ELSEWHERE = {"recommend"}  # by advising.guided, in a conversation


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """A reply before and after; empty where the subject is not there."""

    subject: str
    topic: str
    before: str
    after: str

    @property
    def lines(self) -> list[str]:
        """The lines that differ, with "- " or "+ " before them."""
        compared = difflib.ndiff(self.before.splitlines(), self.after.splitlines())
        return [line for line in compared if line[:2] in ("- ", "+ ") and line[2:].strip()]


def answer_changes(old: Snapshot, new: Snapshot) -> Iterator[AnswerChange]:
    """Every reply that is not the same over both snapshots.

    All pairs are rendered, not only those of changed facts: a fact of a platform or kind also stands in the answers
    about programmes that have none of their own.
    """
    topics = sorted({p.topic for side in (old, new) for p in side.predicates.values()} - LED_ELSEWHERE)
    for subject in dict.fromkeys([*_asked_about(new), *_asked_about(old)]):
        for topic in topics:
            before, after = (_reply(side, subject, topic) for side in (old, new))
            if before != after:
                yield AnswerChange(subject, topic, before, after)


def _asked_about(snapshot: Snapshot) -> list[str]:
    return [subject.id for subject in snapshot.subjects.values() if subject.kind in ASKED_ABOUT]


def _reply(snapshot: Snapshot, subject: str, topic: str) -> str:
    if subject not in snapshot.subjects:
        return ""
    return render(snapshot, answer(snapshot, Question(topic, "", (subject,))))[0]
