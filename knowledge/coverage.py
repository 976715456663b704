"""How far each topic is covered, on one scale, from the rows of a catalogue or of the database alike.

| level | what a learner gets |
|---|---|
| `complete` | all of `usable`, and an answer for every programme and platform that learners name on the topic |
| `usable` | all of `required` with high evidence on each, and an answer for what is asked next most |
| `required` | an answer to the topic's general question, for the subjects that it usually is about |
| `below` | some claims, but not for all of these subjects: an error of the catalogue |
| `none` | no claims at all: an error too |
| `no claims needed` | small talk, handing over, guided recommending: topics that state no facts |

Which subjects these are stands in `topics.yml` as `about`. Only recorded claims count: that something was looked for and
not found is an answer, but covers nothing. Comparison tables and arguments count for `compare` and `worth_it`, which they answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from knowledge import tables
from knowledge.catalogue_files import Catalogue
from knowledge.rows import PATHWAY_PREDICATE, AboutRow, ClaimRow, TopicRow
from knowledge.yaml_rows import Problem

NOT_NEEDED = "no claims needed"
NONE, BELOW, REQUIRED, USABLE, COMPLETE = SCALE = ("none", "below", "required", "usable", "complete")
LEVELS = (*SCALE, NOT_NEEDED)
RECORDED, HIGH = "recorded", "high"
COMPARE, WORTH_IT = "compare", "worth_it"


class Told(NamedTuple):
    """A claim that is told on a topic about a subject, and its evidence."""

    topic: str
    subject: str
    evidence: str
    claim: str


@dataclass(slots=True)
class TopicCoverage:
    """What is recorded on a topic: which claims, about which subjects, and about which of them on high evidence."""

    topic: str
    about: AboutRow | None
    claims: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    on_high: set[str] = field(default_factory=set)

    @property
    def level(self) -> str:
        """The topic's place on the scale of this module."""
        if self.about is None:
            return NOT_NEEDED
        if not self.claims:
            return NONE
        reached = BELOW
        for level in (REQUIRED, USABLE, COMPLETE):
            if self.missing(level):
                break
            reached = level
        return reached

    @property
    def next_needs(self) -> list[str]:
        """What is missing for the next level; nothing for a complete topic and for one that needs no claims."""
        after = {NONE: REQUIRED, BELOW: REQUIRED, REQUIRED: USABLE, USABLE: COMPLETE}
        return self.missing(after[self.level]) if self.level in after else []

    def missing(self, level: str) -> list[str]:
        """What a level asks for beyond the one below it, and the topic does not have."""
        about = self.about or AboutRow([])
        named = {REQUIRED: about.required, USABLE: about.usable, COMPLETE: about.complete}[level]
        absent = [subject for subject in named if subject not in self.subjects]
        weak = [f"high evidence on {subject}" for subject in about.required if subject not in self.on_high]
        return [*weak, *absent] if level == USABLE else absent


def coverage(topics: Iterable[TopicRow], told: Iterable[Told]) -> list[TopicCoverage]:
    """Each topic in the order given, with what is told on it."""
    found = {topic.id: TopicCoverage(topic.id, topic.about) for topic in topics}
    for topic, subject, evidence, claim in told:
        if covered := found.get(topic):
            covered.claims.add(claim)
            covered.subjects.add(subject)
            if evidence == HIGH:
                covered.on_high.add(subject)
    return list(found.values())


def levels(topics: list[TopicCoverage]) -> dict[str, int]:
    """How many topics reached each level and none higher."""
    counted = Counter(topic.level for topic in topics)
    return {level: counted[level] for level in LEVELS}


def uncovered(catalogue: Catalogue) -> Iterator[Problem]:
    """A topic that learners ask about has what `required` asks for."""
    placed_by_topic = {placed.row.id: placed for placed in catalogue.topics}
    for topic in catalogue_coverage(catalogue):
        if topic.level in (NONE, BELOW):
            yield placed_by_topic[topic.topic].problem(
                f"no recorded claim on the topic about {', '.join(topic.missing(REQUIRED))}",
                "a claim about every subject of about.required",
            )


def catalogue_coverage(catalogue: Catalogue) -> list[TopicCoverage]:
    """How far the rows of a catalogue cover its topics."""
    return coverage((placed.row for placed in catalogue.topics), _told_in_files(catalogue))


def database_coverage(connection: Connection, topics: Iterable[TopicRow]) -> list[TopicCoverage]:
    """How far the loaded database covers the topics."""
    return coverage(topics, _told_in_database(connection))


def _told_in_files(catalogue: Catalogue) -> Iterator[Told]:
    topics = {placed.row.id: placed.row.topic for placed in catalogue.predicates}
    claims = {placed.row.id: placed.row for placed in catalogue.claims if placed.row.state == RECORDED}
    for claim in claims.values():
        yield Told(claim.topic or topics.get(claim.predicate, ""), claim.subject, claim.evidence, claim.id)
    for placed in catalogue.pathways:
        pathway = placed.row
        subject = pathway.programme or pathway.institution
        yield Told(topics.get(PATHWAY_PREDICATE, ""), subject, pathway.evidence, pathway.claim_id)
    yield from _told_again(catalogue, claims)


def _told_again(catalogue: Catalogue, claims: dict[str, ClaimRow]) -> Iterator[Told]:
    """Claims of comparison tables and arguments."""
    named = [
        (COMPARE, subject, cell.claim)
        for comparison in catalogue.comparisons
        for line in comparison.row.rows
        for subject, cells in line.cells.items()
        for cell in cells
    ]
    for arguments in catalogue.arguments:
        named += [(WORTH_IT, arguments.row.subject, claim) for claim in (*arguments.row.pro, *arguments.row.contra)]
    yield from (
        Told(topic, subject, claims[claim].evidence, claim) for topic, subject, claim in named if claim in claims
    )


def _told_in_database(connection: Connection) -> Iterator[Told]:
    claim, recorded = tables.Claim, tables.Claim.state == RECORDED
    own = select(claim.topic, claim.subject_id, claim.evidence, claim.id).where(recorded)
    yield from (Told(*row) for row in connection.execute(own))
    again: tuple[tuple[str, Any], ...] = ((COMPARE, tables.ComparisonCell), (WORTH_IT, tables.Argument))
    for topic, table in again:
        found = (
            select(table.subject_id, claim.evidence, claim.id).join(claim, claim.id == table.claim_id).where(recorded)
        )
        yield from (Told(topic, *row) for row in connection.execute(found))
