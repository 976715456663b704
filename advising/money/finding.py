"""The best claim on a matter that is recorded under one of several predicates, of the nearest of several subjects."""

from __future__ import annotations

from advising.evidence import fact
from advising.model import Claim, Snapshot


def first_claim(snapshot: Snapshot, subjects: tuple[str, ...], predicates: tuple[str, ...]) -> tuple[Claim, ...]:
    """The preferred claim of the first subject, and of its first predicate, that is recorded; none without one."""
    for subject in subjects:
        for predicate in predicates:
            if predicate in snapshot.predicates and (found := fact(snapshot, subject, predicate).preferred):
                return (found,)
    return ()
