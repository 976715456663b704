"""What a conversation is about: the subjects of the last answer and of those before, what was offered, what was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from advising.model import Snapshot
from advising.question import Question
from advising.reply import DECLINED, Reply

REMEMBERED = 6
# What a question can be about; a field alone is none.
SUBJECTS = ("programme", "credential-type", "degree", "institution", "platform", "occupation", "course")


@dataclass(frozen=True, slots=True)
class Talk:
    """What was talked about so far.

    `now` are the subjects of the last answer, `before` those of earlier ones, the latest first. `offered` is the list that
    "the second one" counts in, in its order; it is `open` while the last reply asks which of them is meant. `asked` are
    the questions that were answered last. `unheld` are names that the last reply had nothing recorded about.
    """

    now: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    open: bool = False
    asked: tuple[Question, ...] = ()
    unheld: tuple[str, ...] = ()

    @staticmethod
    def from_slots(talked_about: dict[str, Any] | None, asked: Sequence[dict[str, Any]] | None) -> Talk:
        """Read what `subjects_slot` and `asked_slot` wrote."""
        known = talked_about or {}
        return Talk(
            tuple(known.get("now", ())),
            tuple(known.get("before", ())),
            tuple(known.get("offered", ())),
            bool(known.get("open")),
            tuple(_question(row) for row in asked or ()),
            tuple(known.get("unheld", ())),
        )

    def subjects_slot(self) -> dict[str, Any]:
        """What it is about, as a slot holds it."""
        return {
            "now": list(self.now), "before": list(self.before), "offered": list(self.offered), "open": self.open,
            "unheld": list(self.unheld),
        }  # fmt: skip

    def asked_slot(self) -> list[dict[str, Any]]:
        """What was asked, as a slot holds it: without the learner's words, which the messages hold."""
        return [
            {spec.name: getattr(question, spec.name) for spec in fields(Question)} | {"text": ""}
            for question in self.asked
        ]

    @property
    def in_order(self) -> tuple[str, ...]:
        """All subjects, the first talked about first."""
        return (*reversed(self.before), *self.now)

    @property
    def pair(self) -> tuple[str, ...]:
        """What "them" and "both" mean: the subjects of the last answer, with the one before where it had only one."""
        return self.now if len(self.now) > 1 else self.in_order[-2:]


def after(snapshot: Snapshot, talk: Talk, reply: Reply, asked: Sequence[Question]) -> Talk:
    """The talk after a reply to the questions; small talk, and what is outside the topics, leaves it as it was."""
    if reply.status == DECLINED and asked and asked[0].unheld:
        return replace(talk, asked=tuple(asked), unheld=asked[0].unheld)
    if reply.topic in ("chat", "out_of_scope"):
        return talk
    now = reply.subjects or tuple(asked[0].mentioned(snapshot, *SUBJECTS)) or talk.now
    before = [s for s in (*talk.now, *talk.before) if s not in now]
    offered = reply.offered or (now if len(now) > 1 else ())
    if not offered and set(now) <= set(talk.offered):
        offered = talk.offered  # "the second one" may be followed by "and the first?"
    is_open = bool(reply.offered) and reply.status == "clarifying"
    return Talk(now, tuple(dict.fromkeys(before))[:REMEMBERED], offered, is_open, tuple(asked))


def _question(row: dict[str, Any]) -> Question:
    names = {spec.name for spec in fields(Question)}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items() if name in names
    }
    return Question(**values)
