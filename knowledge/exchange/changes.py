"""What an import or an edit would change in facts: added, removed, another preferred value, other evidence.

Both sides are snapshots; a catalogue becomes one in a database of its own that is thrown away. What changes in answers
is told by `bot.commands.diff`, because knowledge does not know how answers are made.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path

from advising.model import NOT_RECORDED, Claim, Snapshot
from knowledge.catalogue_files import Catalogue
from knowledge.database import migrate, open_database
from knowledge.load import write_catalogue
from knowledge.snapshot import read_snapshot

# The stated rule, given by the caller: the preferred claim of (snapshot, subject, predicate).
Prefer = Callable[[Snapshot, str, str], Claim | None]


class Kind(Enum):
    """How a fact changes."""

    ADDED = "added"
    REMOVED = "removed"
    VALUE = "value changed"
    SOURCE = "another source preferred"
    WORDING = "wording changed"
    OTHERS = "other claims changed"


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact before and after; `before` and `after` are the preferred claims.

    `gained` and `lost` are the claims that only one side has, whether preferred or not.
    """

    subject: str
    predicate: str
    kind: Kind
    before: Claim | None
    after: Claim | None
    gained: tuple[Claim, ...] = ()
    lost: tuple[Claim, ...] = ()


def snapshot_of(catalogue: Catalogue, today: date) -> Snapshot:
    """The snapshot that a checked catalogue would give, made without touching the real database."""
    with tempfile.TemporaryDirectory(prefix="pathwise-") as folder:
        engine = open_database(f"sqlite:///{Path(folder) / 'scratch.db'}")
        try:
            migrate(engine)
            with engine.begin() as connection:
                write_catalogue(connection, catalogue)
            return read_snapshot(engine, today)
        finally:
            engine.dispose()


def fact_changes(old: Snapshot, new: Snapshot, prefer: Prefer) -> list[FactChange]:
    """Every fact that is not the same in both, in the order of the new catalogue, removed ones last.

    Args:
        old: What holds now.
        new: What would hold.
        prefer: The stated rule (`advising.evidence.fact`), which knowledge itself does not import.
    """
    facts = dict.fromkeys([*new.claims_by_fact, *old.claims_by_fact])
    changes = (_change(old, new, prefer, *fact) for fact in facts)
    return [change for change in changes if change is not None]


def subject_changes(old: Snapshot, new: Snapshot) -> list[str]:
    """Programmes, schools, pathways and all else with a name: one sentence for each that comes, goes or is renamed."""
    told = []
    for subject in dict.fromkeys([*new.subjects, *old.subjects]):
        before, after = old.subjects.get(subject), new.subjects.get(subject)
        if before is None and after is not None:
            told.append(f"added: {after.kind} {subject} ({after.name})")
        elif after is None and before is not None:
            told.append(f"removed: {before.kind} {subject} ({before.name})")
        elif before != after or old.programmes.get(subject) != new.programmes.get(subject):
            told.append(f"changed: {after.kind if after else ''} {subject} (name, aliases, schools, fields or courses)")
    return told + _pathway_changes(old, new)


def _pathway_changes(old: Snapshot, new: Snapshot) -> list[str]:
    """Pathways whose terms differ in another way than by their claim, which is a fact of its own."""
    before = {pathway.id: pathway for pathway in old.pathways}
    return [
        f"changed: pathway {pathway.id} (credits or conditions)"
        for pathway in new.pathways
        if pathway.id in before and replace(before[pathway.id], claim=pathway.claim) != pathway
    ]


def _change(old: Snapshot, new: Snapshot, prefer: Prefer, subject: str, predicate: str) -> FactChange | None:
    held, wanted = (side.claims_by_fact.get((subject, predicate), ()) for side in (old, new))
    if held == wanted and _is_single(old, predicate) == _is_single(new, predicate):
        return None
    before, after = (prefer(side, subject, predicate) if predicate in side.predicates else None for side in (old, new))
    gained, lost = _without(wanted, held), _without(held, wanted)
    is_list = not (_is_single(new, predicate) and before and after)
    kind = _list_kind(gained, lost, held, wanted) if is_list else _single_kind(before, after)
    return FactChange(subject, predicate, kind, before, after, gained, lost)


def _is_single(snapshot: Snapshot, predicate: str) -> bool:
    return predicate in snapshot.predicates and snapshot.predicates[predicate].single


def _without(claims: Iterable[Claim], others: Iterable[Claim]) -> tuple[Claim, ...]:
    others = set(others)
    return tuple(claim for claim in claims if claim not in others)


def _single_kind(before: Claim | None, after: Claim | None) -> Kind:
    """The kind of change of a fact that both sides record and of which only one value can be right."""
    if before == after or before is None or after is None:
        return Kind.OTHERS
    if _stated(before)[:2] != _stated(after)[:2]:
        return Kind.VALUE
    if before.source != after.source:
        return Kind.SOURCE
    return Kind.VALUE if before.scope != after.scope else Kind.WORDING


def _list_kind(
    gained: tuple[Claim, ...], lost: tuple[Claim, ...], held: tuple[Claim, ...], wanted: tuple[Claim, ...]
) -> Kind:
    """The kind of change where several values may be right, or one side records nothing."""
    said_before, said_after = (
        {_stated(claim) for claim in side if claim.state != NOT_RECORDED} for side in (held, wanted)
    )
    if said_after - said_before:
        return Kind.VALUE if said_before - said_after else Kind.ADDED
    if said_before - said_after:
        return Kind.REMOVED
    return Kind.SOURCE if {c.source for c in gained} != {c.source for c in lost} else Kind.WORDING


def _stated(claim: Claim) -> tuple[object, str, str]:
    """What a claim says, apart from its words: a value counts with its unit and scope."""
    value = claim.value.strip().casefold() if isinstance(claim.value, str) else claim.value
    return value, claim.unit, claim.scope
