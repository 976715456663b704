"""What advisers ask of the loaded database: finding a subject, counting, and which claims are due to be checked.

Finding and counting are SQL; what is due is judged over a snapshot, since vague dates are no matter of SQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, Select, and_, case, func, or_, select, union_all
from sqlalchemy.exc import OperationalError, ProgrammingError

from advising.model import Claim, Snapshot
from knowledge import tables
from knowledge.current import engine_for
from knowledge.folding import fold
from knowledge.load import loaded_digest
from knowledge.snapshot import KnowledgeMissing, last_possible_day, latest_year

COUNTED = {
    "programmes": tables.Programme,
    "pathways": tables.Pathway,
    "courses": tables.Course,
    "claims": tables.Claim,
    "sources": tables.Source,
}


@dataclass(frozen=True, slots=True)
class Found:
    """A subject that a search found, and the name that fitted."""

    subject: str
    kind: str
    name: str
    matched: str


@dataclass(frozen=True, slots=True)
class Due:
    """A claim, the last day that its source can be of, and the day after which it counts as expired.

    Both are None for an undated source: such a claim is never called expired, only undated.
    """

    claim: Claim
    published: date | None
    expires: date | None


@contextmanager
def reading(url: str) -> Iterator[Connection]:
    """A connection to the database of a URL, which must hold a catalogue.

    Raises:
        KnowledgeMissing: If it holds none.
    """
    with engine_for(url).connect() as connection:
        try:
            digest = loaded_digest(connection)
        except (OperationalError, ProgrammingError) as error:
            raise KnowledgeMissing(
                f"the database has no tables ({error.orig}); run 'pathwise knowledge load'"
            ) from error
        if digest is None:
            raise KnowledgeMissing("the database holds no catalogue; run 'pathwise knowledge load'")
        yield connection


def counts(connection: Connection) -> dict[str, int]:
    """How many rows the database holds of each kind that people ask about."""
    return {name: connection.scalar(select(func.count()).select_from(table)) or 0 for name, table in COUNTED.items()}


def look_up(connection: Connection, text: str) -> list[Found]:
    """The subjects of just this id, or just this alias up to case, accents and punctuation: two index look-ups."""
    s, a = tables.Subject, tables.Alias
    by_id = select(s.id, s.kind, s.name, s.id.label("matched"), s.position).where(s.id == text)
    by_alias = (
        select(s.id, s.kind, s.name, a.text.label("matched"), s.position)
        .join(a, a.subject_id == s.id)
        .where(a.folded == fold(text))
    )
    both = union_all(by_id, by_alias).subquery()
    return _distinct(connection, select(both).order_by(both.c.position, both.c.matched))


def search(connection: Connection, text: str, limit: int = 20) -> list[Found]:
    """Subjects whose name or alias is the text or holds all of its words, the exact and short ones first.

    Aliases are found without regard to accents; names and ids as they are written, without regard to case.
    """
    exact = look_up(connection, text)
    words = fold(text).split()
    if not words or len(exact) >= limit:
        return exact[:limit]
    known = {found.subject for found in exact}
    more = (
        found for found in _distinct(connection, _holding(words, text.lower().split())) if found.subject not in known
    )
    return [*exact, *more][:limit]


def _holding(words: list[str], as_typed: list[str]) -> Select[tuple[str, str, str, str]]:
    """Subjects of which an alias, or name and id, hold every word; a scan, for people and not for turns."""
    s, a = tables.Subject, tables.Alias
    written = func.lower(s.name + " " + s.short + " " + s.id)
    holds = [and_(*(written.contains(word, autoescape=True) for word in spelt)) for spelt in (words, as_typed)]
    named = select(s.id, s.kind, s.name, s.name.label("matched"), s.position).where(or_(*holds))
    aliased = (
        select(s.id, s.kind, s.name, a.text.label("matched"), s.position)
        .join(a, a.subject_id == s.id)
        .where(and_(*(a.folded.contains(word, autoescape=True) for word in words)))
    )
    both = union_all(named, aliased).subquery()
    begins = case((func.lower(both.c.matched).startswith(words[0], autoescape=True), 0), else_=1)
    return select(both).order_by(begins, func.length(both.c.matched), both.c.position, both.c.matched)


def _distinct(connection: Connection, query: Select[tuple[str, str, str, str]]) -> list[Found]:
    """Each subject once, by its best match."""
    best: dict[str, Found] = {}
    for row in connection.execute(query):
        best.setdefault(row.id, Found(row.id, row.kind, row.name, row.matched))
    return list(best.values())


def due(snapshot: Snapshot, topic: str = "") -> list[Due]:
    """All claims (of a topic): expired ones first, then dated, then undated ones; each by rank, then the oldest."""
    rows = [_due(snapshot, claim) for claim in snapshot.claims.values() if topic in ("", claim.topic)]
    return sorted(rows, key=_urgency)


def _due(snapshot: Snapshot, claim: Claim) -> Due:
    published = last_possible_day(claim.source.published_on or latest_year(claim.source.vague_date))
    lifetime = timedelta(days=snapshot.predicates[claim.predicate].lifetime_days)
    return Due(claim, published, None if published is None else published + lifetime)


def _urgency(row: Due) -> tuple[bool, bool, int, date, str]:
    is_undated = row.published is None
    return not row.claim.is_expired, is_undated, row.claim.rank, row.published or row.claim.source.seen_on, row.claim.id


def looked_for_on(snapshot: Snapshot, subject: str) -> date | None:
    """The day on which the sources of a subject were last read for the catalogue: what it lacks was not found then."""
    claims = snapshot.claims_by_subject.get(subject) or tuple(snapshot.claims.values())
    return max((claim.source.seen_on for claim in claims), default=None)
