"""What of an answer is right by its label, and the figures over many; asks nobody and prints nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from advising.model import Snapshot
from advising.reply import ANSWERED, DECLINED
from evaluation.answers import Answer, said
from evaluation.metrics import Share, confidence_figures, percentiles, precision_and_recall, share
from evaluation.rows import QuestionRow
from knowledge.folding import fold

NAMED = ("programme", "institution")


@dataclass(frozen=True)
class Scored:
    """A labelled message and the bot's answer to it."""

    row: QuestionRow
    answer: Answer
    snapshot: Snapshot

    @property
    def topic(self) -> str:
        """The reported topic; empty where the bot refused the message."""
        return str(self.answer.get("topic", ""))

    @property
    def status(self) -> str:
        """The reported status; empty where the bot refused the message."""
        return str(self.answer.get("status", ""))

    @property
    def reply(self) -> str:
        """What was said, or why nothing was."""
        return said(self.answer)

    @property
    def is_topic_right(self) -> bool:
        """Whether the topic is the best one or one that an expert accepts."""
        return self.topic in {self.row.topic, *self.row.accept}

    @property
    def is_status_right(self) -> bool:
        """Whether the bot did one of the acceptable things."""
        return self.status in self.row.status

    @property
    def truth(self) -> str:
        """The topic to count the row under: an accepted one where that was reported, else the best."""
        return self.topic if self.is_topic_right else self.row.topic

    @property
    def is_answered(self) -> bool:
        """Whether the bot answered."""
        return self.status == ANSWERED

    @cached_property
    def missing(self) -> list[str]:
        """Required patterns that the reply of an answered message does not hold."""
        return [p for p in self.row.must_contain if not re.search(p, self.reply, re.I)] if self.is_answered else []

    @cached_property
    def forbidden(self) -> list[str]:
        """Forbidden patterns that the reply holds."""
        return [p for p in self.row.must_not_contain if re.search(p, self.reply, re.I)]

    @cached_property
    def unread(self) -> list[str]:
        """Entities that were not read as labelled."""
        return [f"{kind} {name!r}" for kind, name in self.labelled if not self._is_read(kind, name)]

    @property
    def labelled(self) -> list[tuple[str, str]]:
        """(kind, name) of the labelled entities that the bot reports."""
        return [(kind, name) for kind in NAMED for name in self.row.entities.get(kind, ())]

    @cached_property
    def unanswered_topics(self) -> list[str]:
        """Topics of a message with several questions that the answer leaves out."""
        if len(self.row.all_topics) < 2:
            return []
        return [topic for topic in self.row.all_topics if topic not in self.answer.get("topics", ())]

    def problems(self) -> Iterator[tuple[str, str, str]]:
        """(what, expected, got) of everything that is wrong."""
        if not self.is_topic_right:
            yield "topic", " or ".join((self.row.topic, *self.row.accept)), self.topic or "nothing"
        if not self.is_status_right:
            yield "status", " or ".join(self.row.status), self.status or "nothing"
        if self.missing:
            yield "required content", joined(self.missing), "not in the reply"
        if self.forbidden:
            yield "forbidden content", f"not {joined(self.forbidden)}", "in the reply"
        if self.unanswered_topics:
            yield "topics", ", ".join(self.row.all_topics), ", ".join(self.answer.get("topics", ())) or "nothing"
        if self.unread:
            yield "entities", ", ".join(self.unread), ", ".join(self._read_names()) or "nothing"

    def _is_read(self, kind: str, name: str) -> bool:
        """Whether an entity of the kind has that name; a name that nothing recorded bears must not be read as another."""
        read = [str(e["value"]) for e in self.answer.get("entities", ()) if e["entity"] == kind]
        if not any(_bears(self.snapshot, subject, kind, name) for subject in self.snapshot.subjects):
            return not read
        return any(_bears(self.snapshot, subject, kind, name) for subject in read)

    def _read_names(self) -> list[str]:
        return [f"{e['entity']} {e['value']!r}" for e in self.answer.get("entities", ()) if e["entity"] in NAMED]


def joined(patterns: Sequence[str]) -> str:
    """Patterns as a report shows them."""
    return ", ".join(f"/{pattern}/" for pattern in patterns)


def _bears(snapshot: Snapshot, subject: str, kind: str, name: str) -> bool:
    """Whether a subject has the name as its id, or in one of its names."""
    known = snapshot.subjects.get(subject)
    if known is None or known.kind != kind:
        return False
    title = snapshot.programmes[subject].title if subject in snapshot.programmes else ""
    wanted = fold(name)
    return name == subject or any(
        f" {wanted} " in f" {fold(own)} " for own in (known.name, known.short, title, *known.aliases)
    )


def shares(scored: Sequence[Scored]) -> dict[str, Share]:
    """The headline figures by name, each over the rows that it is about."""
    outside = [s for s in scored if ANSWERED not in s.row.status]
    return {
        "topic accuracy": share(s.is_topic_right for s in scored),
        "status accuracy": share(s.is_status_right for s in scored),
        "out of scope, not answered": share(not s.is_answered for s in outside),
        "… near the scope": share(not s.is_answered for s in outside if s.row.near_scope),
        "… far from it": share(not s.is_answered for s in outside if not s.row.near_scope),
        "declined without cause": share(s.status == DECLINED for s in scored if DECLINED not in s.row.status),
        "required content said": share(not s.missing for s in scored if s.row.must_contain and s.is_answered),
        "forbidden content said": share(bool(s.forbidden) for s in scored if s.row.must_not_contain),
        "topics of several answered": _topics_answered(scored),
        "programmes and schools read": Share(
            sum(len(s.labelled) - len(s.unread) for s in scored), sum(len(s.labelled) for s in scored)
        ),
    }


def _topics_answered(scored: Sequence[Scored]) -> Share:
    several = [s for s in scored if len(s.row.all_topics) > 1]
    asked = sum(len(s.row.all_topics) for s in several)
    return Share(asked - sum(len(s.unanswered_topics) for s in several), asked)


def question_figures(scored: Sequence[Scored], seed: int) -> dict[str, Any]:
    """All figures over the answers, ready to be stored as JSON."""
    judged = [s for s in scored if s.answer.get("confidence") is not None]
    confidences = [float(s.answer["confidence"]) for s in judged]
    truth, got = [s.truth for s in scored], [s.topic or "(refused)" for s in scored]
    latencies = [float(s.answer["latency_ms"]) for s in scored if "latency_ms" in s.answer]
    return {
        "rows": len(scored),
        "shares": {name: found.as_json() for name, found in shares(scored).items()},
        "topics": {
            label: {"precision": precision.as_json(), "recall": recall.as_json()}
            for label, (precision, recall) in precision_and_recall(truth, got).items()
        },
        "confusions": [[t, g] for t, g in zip(truth, got, strict=True)],
        **confidence_figures(confidences, [s.is_topic_right for s in judged], seed),
        "latency_ms": {**percentiles(latencies), "all": latencies},
        "failures": [_failure(s) for s in scored if any(s.problems())],
    }


def _failure(scored: Scored) -> dict[str, Any]:
    return {
        "id": scored.row.id,
        "turns": list(scored.row.turns),
        "severity": scored.row.severity,
        "confidence": scored.answer.get("confidence"),
        "problems": [{"what": w, "expected": e, "got": g} for w, e, g in scored.problems()],
        "reply": scored.reply,
    }
