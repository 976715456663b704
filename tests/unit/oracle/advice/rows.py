"""What is recorded about a programme, read again from the claims by the decision's table."""

from __future__ import annotations

import re
from dataclasses import dataclass

from advising.evidence import fact
from advising.model import Claim, Programme, Snapshot

Figures = tuple[float, float]

HOURS = ("hours_per_week", "hours_per_week.estimate")
PRICE = ("price.total", "price.courses_sum.estimate")
MONTHS = ("duration.months", "duration.designed", "duration.estimated", "weeks_total.estimate")
NEEDS = ("prerequisite.maths", "prerequisite.degree", "prerequisite.recommended", "prerequisite")
STEPS = {"introductory": 1, "intermediate": 2, "advanced": 3, "graduate": 3}
EVIDENCE = {"high": 100, "medium": 85, "low": 70}


@dataclass(frozen=True)
class Row:
    """One option: the same facts as the engine's, in a row of the oracle's own. None means not recorded."""

    programme: str
    fields: tuple[str, ...]
    kind: str = "micromasters"
    platform: str = "edx"
    institutions: tuple[str, ...] = ()
    hours_per_week: Figures | None = None
    budget_usd: Figures | None = None
    months: Figures | None = None
    level: tuple[int, int] | None = None
    credit: int | None = None
    needs: frozenset[str] | None = None
    language: str | None = None
    listed: int | None = None


@dataclass(frozen=True)
class Catalogue:
    """The options in the catalogue's order, and the year in which the advice is given."""

    rows: tuple[Row, ...]
    year: int


def catalogue_of(snapshot: Snapshot) -> Catalogue:
    """Every programme that is not retired."""
    programmes = snapshot.programmes.values()
    rows = (row_of(snapshot, programme) for programme in programmes if not is_retired(snapshot, programme.id))
    return Catalogue(tuple(rows), snapshot.as_of.year)


def is_retired(snapshot: Snapshot, programme: str) -> bool:
    """Whether the preferred status begins with "retired"."""
    status = fact(snapshot, programme, "status").preferred
    return status is not None and str(status.value).startswith("retired")


def row_of(snapshot: Snapshot, programme: Programme) -> Row:
    """The row of one programme."""
    language = first(snapshot, programme.id, "language")
    listed = first(snapshot, programme.id, "last_listed")
    return Row(
        programme.id, programme.fields, programme.credential_type, programme.platform, programme.institutions,
        figures(first(snapshot, programme.id, *HOURS)),
        figures(first(snapshot, programme.id, *PRICE)),
        in_months(first(snapshot, programme.id, *MONTHS)),
        level_of(snapshot, programme),
        credit_of(snapshot, programme.id),
        needs_of(snapshot, programme.id),
        str(language.value) if language else None,
        int(str(listed.value)[:4]) if listed else None,
    )  # fmt: skip


def first(snapshot: Snapshot, subject: str, *predicates: str) -> Claim | None:
    """The preferred claim of the first predicate that is recorded."""
    for predicate in predicates:
        preferred = fact(snapshot, subject, predicate).preferred
        if preferred is not None:
            return preferred
    return None


def figures(claim: Claim | None) -> Figures | None:
    """The low and high of a claim's number; one number is both."""
    if claim is None:
        return None
    assert not isinstance(claim.value, str), f"{claim.id}: {claim.value!r} is no number"
    low, high = claim.value if isinstance(claim.value, tuple) else (claim.value, claim.value)
    return (float(low), float(high))


def in_months(claim: Claim | None) -> Figures | None:
    """A duration in months, rounded to tenths: a year is 12 months, a month 52/12 weeks."""
    found = figures(claim)
    if claim is None or found is None:
        return None
    unit = claim.unit.rstrip("s")
    factor = {"month": 1.0, "year": 12.0, "week": 12 / 52}[unit]
    return (round(found[0] * factor, 1), round(found[1] * factor, 1))


def level_of(snapshot: Snapshot, programme: Programme) -> tuple[int, int] | None:
    """The lowest and highest step of the programme's level, else of its kind's."""
    claim = first(snapshot, programme.id, "level") or first(snapshot, programme.credential_type, "level")
    return steps(str(claim.value)) if claim else None


def steps(text: str) -> tuple[int, int] | None:
    """The steps that a level's text names; none where it says that the level varies."""
    if text.startswith("varies"):
        return None
    named = [STEPS[word] for word in re.findall(r"[a-z]+", text.lower()) if word in STEPS]
    return (min(named), max(named)) if named else None


def credit_of(snapshot: Snapshot, programme: str) -> int | None:
    """The best evidence of the pathways that start from the programme."""
    grades = [EVIDENCE[row.claim.evidence] for row in snapshot.pathways if row.programme == programme]
    return max(grades, default=None)


def needs_of(snapshot: Snapshot, programme: str) -> frozenset[str] | None:
    """Whether maths or a degree is needed; None where no requirement of any kind is recorded."""
    if first(snapshot, programme, *NEEDS) is None:
        return None
    maths, degree = first(snapshot, programme, NEEDS[0]), first(snapshot, programme, NEEDS[1])
    found = {"maths"} if maths else set()
    return frozenset(found | {"degree"} if degree and degree.value != "none" else found)
