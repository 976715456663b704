"""Whether the kind of statement that a message asks for is ranked first, and whether the answer is about the programme named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from advising.answers.general import NO_RECORD
from advising.answers.ranking import ranked_predicates
from advising.model import NOT_RECORDED, Claim, Snapshot
from advising.question import Question
from advising.reply import ANSWERED
from evaluation.answers import Answer, cited_by_block, said
from evaluation.metrics import share
from evaluation.rows import PredicateRow

FIRST, AMONG = 1, 3
IN_GENERAL = "In general"
# What the first block that cites something, or says that nothing is recorded, is about.
OWN, GENERAL, UNRECORDED = "the programme", "in general", "not recorded"
NO_ANSWER, OTHER_SUBJECT, OTHER_PROGRAMME = "no answer", "another subject", "another programme"
GOOD = (OWN, GENERAL, UNRECORDED)


@dataclass(frozen=True)
class Asked:
    """A row with what the bot read in it and answered."""

    row: PredicateRow
    question: Question
    answer: Answer
    snapshot: Snapshot

    @property
    def wanted(self) -> set[str]:
        """The predicates that an expert accepts."""
        return {self.row.predicate, *self.row.accept_predicates}

    @property
    def ranked(self) -> list[str]:
        """The predicates as the bot ranks them."""
        return ranked_predicates(self.snapshot, self.question)

    @property
    def ranked_given_topic(self) -> list[str]:
        """The same, had the topic been read as labelled."""
        return ranked_predicates(self.snapshot, replace(self.question, topic=self.row.topic or self.question.topic))

    def is_among(self, ranked: Sequence[str], first: int) -> bool:
        """Whether a wanted predicate stands among the first."""
        return not self.wanted.isdisjoint(ranked[:first])

    @property
    def names_programme(self) -> bool:
        """Whether the row says which programme it is about."""
        return self.row.subject in self.snapshot.programmes

    @property
    def about(self) -> str:
        """What the beginning of the answer is about: one of the constants above."""
        return about(self.snapshot, self.answer, self.row.subject)

    @property
    def strangers(self) -> list[str]:
        """Claims about another programme, anywhere in the answer."""
        claims = (self.snapshot.claims.get(claim["id"]) for claim in self.answer.get("claims", ()))
        return [c.id for c in claims if c and _programme_of(self.snapshot, c) not in ("", self.row.subject)]


def unknown(rows: Sequence[PredicateRow], snapshot: Snapshot) -> list[str]:
    """What the rows name that the knowledge base does not hold: such rows would only measure their own mistakes."""
    problems = []
    for row in rows:
        for predicate in (row.predicate, *row.accept_predicates):
            if predicate not in snapshot.predicates:
                problems.append(f"row {row.id!r}: found predicate {predicate!r}; expected one of predicates/*.yml")
        if row.subject and row.subject not in snapshot.subjects:
            problems.append(f"row {row.id!r}: found subject {row.subject!r}; expected an id of the catalogue, or none")
    return problems


def about(snapshot: Snapshot, answer: Answer, programme: str) -> str:
    """What the first block is about that cites something or says that nothing is recorded."""
    if answer.get("status") != ANSWERED:
        return NO_ANSWER
    for block, ids in cited_by_block(answer):
        claims = [snapshot.claims[claim_id] for claim_id in ids if claim_id in snapshot.claims]
        if claims or _says_unrecorded(block):
            return _about(snapshot, block, claims, programme)
    return NO_ANSWER


def _about(snapshot: Snapshot, block: Mapping[str, Any], claims: Sequence[Claim], programme: str) -> str:
    row = snapshot.programmes[programme]
    programmes = {_programme_of(snapshot, claim) for claim in claims}
    if programmes - {"", programme}:
        return OTHER_PROGRAMME
    broader = {claim.subject for claim in claims if not _programme_of(snapshot, claim)}
    is_general = block.get("heading") == IN_GENERAL and broader <= {row.credential_type, row.platform}
    if broader and not is_general:
        return OTHER_SUBJECT
    if _says_unrecorded(block) or any(claim.state == NOT_RECORDED for claim in claims):
        return UNRECORDED
    return GENERAL if broader else OWN


def _programme_of(snapshot: Snapshot, claim: Claim) -> str:
    """The programme that a claim is about, itself or by one of its courses or pathways; empty for none."""
    if claim.subject in snapshot.programmes:
        return claim.subject
    return snapshot.programme_of.get(claim.id) or snapshot.programme_of.get(claim.subject, "")


def _says_unrecorded(block: Mapping[str, Any]) -> bool:
    texts = [sentence["text"] for sentence in block.get("sentences", ())]
    return any(text.startswith(NO_RECORD) or "not recorded" in text for text in texts)


def predicate_figures(asked: Sequence[Asked]) -> dict[str, Any]:
    """All figures over the answers, ready to be stored as JSON."""
    named = [a for a in asked if a.names_programme]
    shares = {
        "predicate ranked first": share(a.is_among(a.ranked, FIRST) for a in asked),
        "… among the first three": share(a.is_among(a.ranked, AMONG) for a in asked),
        "… first, given the topic": share(a.is_among(a.ranked_given_topic, FIRST) for a in asked if a.row.topic),
        "about the programme named": share(a.about in GOOD for a in named),
        "about another programme": share(a.about == OTHER_PROGRAMME for a in named),
        "another programme anywhere": share(bool(a.strangers) for a in named),
    }
    return {
        "rows": len(asked),
        "shares": {name: found.as_json() for name, found in shares.items()},
        "about": dict(Counter(a.about for a in named).most_common()),
        "failures": [_failure(a) for a in asked if any(_problems(a))],
    }


def _problems(asked: Asked) -> Iterator[dict[str, str]]:
    ranked = asked.ranked[:AMONG]
    if not asked.is_among(ranked, FIRST):
        wanted = " or ".join((asked.row.predicate, *asked.row.accept_predicates))
        got = f"{', '.join(ranked) or 'none'} (topic {asked.question.topic})"
        yield {"what": "predicate" if asked.is_among(ranked, AMONG) else "predicate, not among three",
               "expected": wanted, "got": got}  # fmt: skip
    if asked.names_programme and asked.about not in GOOD:
        yield {"what": "subject", "expected": asked.row.subject, "got": asked.about}
    if asked.names_programme and asked.strangers:
        yield {"what": "claims", "expected": asked.row.subject, "got": ", ".join(asked.strangers)}


def _failure(asked: Asked) -> dict[str, Any]:
    return {
        "id": asked.row.id,
        "turns": list(asked.row.turns),
        "severity": 2 if asked.names_programme and (asked.strangers or asked.about == OTHER_PROGRAMME) else 1,
        "confidence": asked.answer.get("confidence"),
        "problems": list(_problems(asked)),
        "reply": said(asked.answer),
    }
