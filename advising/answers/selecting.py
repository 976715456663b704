"""Choosing which claims answer a question, and saying where their sources differ."""

from __future__ import annotations

from collections.abc import Container, Iterable

from advising.evidence import fact, preference
from advising.model import NOT_RECORDED, Claim, Snapshot
from advising.question import NEAR, Question
from advising.reply import Sentence, TextBlock, bullet_list, cite, paragraph
from advising.wording import joined, short_date, value_text

# Weights beside a cosine of 0.5 to 1: a close second of better evidence comes first.
RANK_WEIGHT = 0.02
WEAK_PENALTY = 0.1
USUAL_BONUS = 0.05
AKIN = 0.4  # a cosine that a statement on the same matter usually reaches
LEAD = 3
MORE = 5


def claims_on(snapshot: Snapshot, subject: str, *topics: str) -> list[Claim]:
    """The recorded claims of a subject on the topics; of single-valued facts only the preferred one."""
    chosen = []
    for claim in snapshot.claims_by_subject.get(subject, ()):
        if claim.topic not in topics or claim.state == NOT_RECORDED:
            continue
        if (
            snapshot.predicates[claim.predicate].single
            and fact(snapshot, subject, claim.predicate).preferred is not claim
        ):
            continue
        chosen.append(claim)
    return chosen


def ordered(question: Question, claims: Iterable[Claim], usual: Iterable[str] = ()) -> list[Claim]:
    """What was asked first, weighed with rank and evidence; then what the catalogue says first. No claim twice.

    `usual` are the subjects that a question without a subject is usually about; they are preferred.
    """
    unique = {claim.id: claim for claim in claims}
    preferred = set(usual)

    def key(claim: Claim) -> tuple[float, int, tuple[bool, bool, int, str]]:
        return (-weight(question, claim, preferred), claim.rank, preference(claim))

    return sorted(unique.values(), key=key)


def weight(question: Question, claim: Claim, usual: Container[str] = ()) -> float:
    """How much a claim is what was asked: its nearness, weighed with rank and evidence; 0 for what is far."""
    near = question.nearness(claim)
    if near < NEAR:
        return 0.0
    weighed = near + RANK_WEIGHT * (3 - claim.rank) - WEAK_PENALTY * (claim.evidence == "low")
    return round(weighed + USUAL_BONUS * (claim.subject in usual), 2)


def split(question: Question, claims: list[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Divide ordered claims into those said at once and those behind "More".

    When some claim is just what was asked, only claims nearly as near to it are said at once, and only akin ones after.
    """
    if not claims:
        return [], []
    best = question.nearness(claims[0])
    if best < NEAR:
        return claims[:LEAD], claims[LEAD : LEAD + MORE]
    count = 1 + sum(question.nearness(claim) >= max(NEAR, best - 0.1) for claim in claims[1:LEAD])
    akin = [claim for claim in claims[count:] if question.nearness(claim) >= AKIN]
    return claims[:count], akin[:MORE]


def differing(snapshot: Snapshot, claims: Iterable[Claim]) -> list[Sentence]:
    """A sentence for each single-valued fact among the claims on which sources disagree."""
    sentences = []
    for claim in claims:
        found = fact(snapshot, claim.subject, claim.predicate)
        if found.preferred is claim and found.disagreeing:
            sides = (claim, *found.disagreeing[:2])
            parts = [f"{side.source.publisher} ({short_date(side.source)}) says {_bare(side)}" for side in sides]
            sentences.append(Sentence(f"Sources differ: {joined(parts)}.", sides))
    return sentences


def _bare(claim: Claim) -> str:
    value = value_text(claim.value, claim.unit)
    return f"{value} ({claim.scope})" if claim.scope and len(claim.scope) < 60 else value


def told(snapshot: Snapshot, question: Question, claims: list[Claim], heading: str = "") -> list[TextBlock]:
    """The claims as an answer: a paragraph, where sources differ, and the rest folded away."""
    lead, more = split(question, claims)
    blocks = []
    if lead:
        sentences = [cite(snapshot, claim) for claim in lead] + differing(snapshot, lead)
        blocks.append(paragraph(*sentences, heading=heading))
    if more:
        blocks.append(bullet_list(tuple(cite(snapshot, claim) for claim in more), heading="More on this", folded=True))
    return blocks
