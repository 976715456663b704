"""Everything recorded about one subject, arranged for an adviser: pure over a snapshot, prints nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from advising.answers.programme import CARD
from advising.evidence import fact
from advising.model import NOT_RECORDED, Claim, Pathway, Programme, Snapshot

# The structured facts that every programme should have: those of its card, its page and where it counts.
STRUCTURED = (*CARD, ("Page", ("page",)), ("Counts toward", ("credit.pathway",)))
PREFERRED, DIFFERS, AGREES, ALSO, ABSENT = "", "differs", "agrees", "also", "looked for"
UNKNOWN, ESTIMATED = "not recorded", "only an estimate"


@dataclass(frozen=True, slots=True)
class Line:
    """One claim in its fact: preferred, agreeing, differing, one of several, or told to be absent."""

    label: str
    claim: Claim
    standing: str = PREFERRED


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not recorded, or only estimated, and the day on which it was looked for."""

    label: str
    predicates: tuple[str, ...]
    state: str
    looked_on: date | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """All of one subject."""

    subject: str
    lines: dict[str, list[Line]]
    pathways: tuple[Pathway, ...]
    programmes: tuple[Programme, ...]
    gaps: tuple[Gap, ...]

    @property
    def claims(self) -> int:
        """How many claims are shown, those of pathways too."""
        return sum(map(len, self.lines.values())) + len(self.pathways)


def dossier(snapshot: Snapshot, subject: str, looked_on: date | None) -> Dossier:
    """Arrange what is known of a subject; `looked_on` is the day its sources were last read."""
    pathways = (
        *snapshot.pathways_by_programme.get(subject, ()),
        *(row for row in snapshot.pathways_by_institution.get(subject, ()) if row.programme != subject),
    )
    is_programme = subject in snapshot.programmes
    gaps = programme_gaps(snapshot, subject, looked_on) if is_programme else topic_gaps(snapshot, subject, looked_on)
    return Dossier(
        subject,
        _lines(snapshot, subject, {pathway.claim.id for pathway in pathways}),
        pathways,
        snapshot.programmes_by_institution.get(subject, ()),
        gaps,
    )


def _lines(snapshot: Snapshot, subject: str, shown_elsewhere: set[str]) -> dict[str, list[Line]]:
    """Lines by topic, in catalogue order; the claims of one fact stand together."""
    by_topic: dict[str, list[Line]] = {}
    predicates = dict.fromkeys(claim.predicate for claim in snapshot.claims_by_subject.get(subject, ()))
    for predicate in predicates:
        lines = [line for line in fact_lines(snapshot, subject, predicate) if line.claim.id not in shown_elsewhere]
        for line in lines:
            by_topic.setdefault(lines[0].claim.topic, []).append(line)
    return by_topic


def fact_lines(snapshot: Snapshot, subject: str, predicate: str) -> list[Line]:
    """The claims of one fact: preferred first, then what differs, then what agrees, then what was not found."""
    row, found = snapshot.predicates[predicate], fact(snapshot, subject, predicate)
    others = AGREES if row.single else ALSO
    standings = {claim.id: DIFFERS for claim in found.disagreeing} | {claim.id: others for claim in found.agreeing}
    recorded = [Line(row.label, claim, standings.get(claim.id, PREFERRED)) for claim in found.claims]
    absent = [
        Line(row.label, claim, ABSENT)
        for claim in snapshot.claims_by_fact.get((subject, predicate), ())
        if claim.state == NOT_RECORDED
    ]
    return recorded + absent


def programme_gaps(snapshot: Snapshot, programme: str, looked_on: date | None) -> tuple[Gap, ...]:
    """Structured facts of a programme that are not recorded, or only as an estimate."""
    gaps = []
    for label, predicates in STRUCTURED:
        known = [predicate for predicate in predicates if fact(snapshot, programme, predicate).is_recorded]
        if not known:
            gaps.append(Gap(label, predicates, UNKNOWN, _looked_on(snapshot, programme, predicates, looked_on)))
        elif all(predicate.endswith(".estimate") for predicate in known):
            gaps.append(Gap(label, predicates, ESTIMATED, looked_on))
    return tuple(gaps)


def topic_gaps(snapshot: Snapshot, subject: str, looked_on: date | None) -> tuple[Gap, ...]:
    """Topics on which nothing is recorded about a kind of credential; nothing is asked of other subjects."""
    if subject not in snapshot.subjects or snapshot.subjects[subject].kind != "credential-type":
        return ()
    known = {claim.topic for claim in snapshot.claims_by_subject.get(subject, ()) if claim.state != NOT_RECORDED}
    topics = dict.fromkeys(predicate.topic for predicate in snapshot.predicates.values())
    return tuple(Gap(topic, (), UNKNOWN, looked_on) for topic in sorted(topics) if topic not in known)


def _looked_on(snapshot: Snapshot, subject: str, predicates: tuple[str, ...], otherwise: date | None) -> date | None:
    """The day of an explicit search that found nothing, else the day that holds for the whole subject."""
    claims = [claim for predicate in predicates for claim in snapshot.claims_by_fact.get((subject, predicate), ())]
    return max((claim.source.seen_on for claim in claims), default=otherwise)


def disagreements(snapshot: Snapshot) -> list[tuple[str, str]]:
    """(subject, predicate) of every fact on which recorded claims state different values."""
    return [key for key in snapshot.claims_by_fact if fact(snapshot, *key).disagreeing]
