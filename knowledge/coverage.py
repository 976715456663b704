"""How much of each topic the loaded database covers, on one scale; the scale is defined here and nowhere else.

| level | what the topic has |
|---|---|
| `complete` | all of `usable`, and at least one claim about every flagship programme (`FLAGSHIPS`) |
| `usable` | all of `required`, at least one claim of high evidence and at least one claim about a platform |
| `required` | at least one claim about each of the two main kinds of credential (`MAIN_KINDS`) |
| `below` | at least one claim, but not what `required` asks for |
| `none` | no claim: small talk, handing over, or a topic that waits for its facts |

Only recorded claims count: that something was looked for and not found is an answer, but covers nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from knowledge import tables

NONE, BELOW, REQUIRED, USABLE, COMPLETE = LEVELS = ("none", "below", "required", "usable", "complete")
MAIN_KINDS = ("micromasters", "professional-certificate")
# The programmes that advisers are asked about most: each is described by more than twenty claims.
FLAGSHIPS = (
    "harvardx-data-science",
    "mitx-dedp",
    "mitx-finance",
    "mitx-statistics-and-data-science",
    "mitx-supply-chain-management",
)


@dataclass(slots=True)
class TopicCoverage:
    """The recorded claims of a topic, counted as the scale needs them; `subjects` holds claims by subject."""

    topic: str
    main_kinds: tuple[str, ...] = MAIN_KINDS
    flagships: tuple[str, ...] = FLAGSHIPS
    claims: int = 0
    high: int = 0
    platform: int = 0
    subjects: dict[str, int] = field(default_factory=dict)

    @property
    def missing_kinds(self) -> tuple[str, ...]:
        """Main kinds of credential without a claim."""
        return tuple(kind for kind in self.main_kinds if kind not in self.subjects)

    @property
    def missing_flagships(self) -> tuple[str, ...]:
        """Flagship programmes without a claim."""
        return tuple(programme for programme in self.flagships if programme not in self.subjects)

    @property
    def level(self) -> str:
        """The topic's place on the scale of this module."""
        steps = (
            (self.claims > 0, BELOW),
            (not self.missing_kinds, REQUIRED),
            (self.high > 0 and self.platform > 0, USABLE),
            (not self.missing_flagships, COMPLETE),
        )
        reached = NONE
        for holds, level in steps:
            if not holds:
                break
            reached = level
        return reached

    @property
    def next_needs(self) -> str:
        """What is missing for the next level; nothing for a complete topic."""
        grades = [word for count, word in ((self.high, "high evidence"), (self.platform, "a platform")) if not count]
        needs = {
            NONE: ["claims"],
            BELOW: [*self.missing_kinds],
            REQUIRED: grades,
            USABLE: [*self.missing_flagships],
            COMPLETE: [],
        }
        return ", ".join(needs[self.level])


def coverage(
    connection: Connection, main_kinds: tuple[str, ...] = MAIN_KINDS, flagships: tuple[str, ...] = FLAGSHIPS
) -> list[TopicCoverage]:
    """Every topic that the database knows of, in alphabetical order, with what it has."""
    found = {topic: TopicCoverage(topic, main_kinds, flagships) for topic in _topics(connection)}
    c, s = tables.Claim, tables.Subject
    rows = connection.execute(
        select(c.topic, c.subject_id, s.kind, c.evidence, func.count().label("claims"))
        .join(s, s.id == c.subject_id)
        .where(c.state == "recorded")
        .group_by(c.topic, c.subject_id, s.kind, c.evidence)
    )
    for row in rows:
        topic = found[row.topic]
        topic.claims += row.claims
        topic.high += row.claims if row.evidence == "high" else 0
        topic.platform += row.claims if row.kind == "platform" else 0
        topic.subjects[row.subject_id] = topic.subjects.get(row.subject_id, 0) + row.claims
    return list(found.values())


def levels(topics: list[TopicCoverage]) -> dict[str, int]:
    """How many topics reached each level and none higher, from `none` to `complete`."""
    counted: dict[str, int] = defaultdict(int)
    for topic in topics:
        counted[topic.level] += 1
    return {level: counted[level] for level in LEVELS}


def _topics(connection: Connection) -> list[str]:
    """Ids of all topics: each has a predicate, a claim or a remark."""
    named = (tables.Predicate.topic, tables.Claim.topic, tables.Remark.topic)
    return sorted({topic for column in named for topic in connection.scalars(select(column).distinct())})
