"""Which claims the JSON-LD vocabularies have a property for; the same for CTDL and schema.org."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from advising.evidence import preference
from advising.model import NOT_RECORDED, Claim, Programme, Snapshot
from knowledge.exchange.amounts import iso_duration


class Kind(StrEnum):
    """What a claim says, as a vocabulary sees it."""

    COST = "cost"
    DURATION = "duration"
    EFFORT = "effort"
    LEVEL = "level"
    LANGUAGE = "language"
    COUNT = "count"
    ENTRY = "entry"
    ADVICE = "advice"
    REQUIREMENT = "requirement"
    PAGE = "page"
    STATUS = "status"


KINDS = {
    "duration": Kind.DURATION,
    "duration.designed": Kind.DURATION,
    "duration.estimated": Kind.DURATION,
    "duration.months": Kind.DURATION,
    "duration.typical": Kind.DURATION,
    "weeks_total.estimate": Kind.DURATION,
    "hours_per_week": Kind.EFFORT,
    "hours_per_week.estimate": Kind.EFFORT,
    "level": Kind.LEVEL,
    "language": Kind.LANGUAGE,
    "courses_count": Kind.COUNT,
    "prerequisite": Kind.ENTRY,
    "prerequisite.degree": Kind.ENTRY,
    "prerequisite.maths": Kind.ENTRY,
    "prerequisite.programming": Kind.ENTRY,
    "prerequisite.proof": Kind.ENTRY,
    "prerequisite.recommended": Kind.ADVICE,
    "credential.requirement": Kind.REQUIREMENT,
    "page": Kind.PAGE,
    "status": Kind.STATUS,
}
# About a course, `course.weeks` is its length; about a programme it is the length of each of its courses.
COURSE_KINDS = {
    "course.hours_per_week": Kind.EFFORT,
    "course.weeks": Kind.DURATION,
    "course.level": Kind.LEVEL,
    "course.language": Kind.LANGUAGE,
    "course.price_verified": Kind.COST,
}
# Of these a node has one value only: the preferred claim goes out.
ONE_VALUE = {Kind.PAGE, Kind.STATUS}
CURRENCY = "USD"


def kind_of(claim: Claim, *, is_course: bool = False) -> Kind | None:
    """What the vocabularies can say of this claim; None when they have no property for it."""
    if claim.state == NOT_RECORDED:
        return None
    is_price = claim.predicate.startswith("price.")
    kind = Kind.COST if is_price else (COURSE_KINDS if is_course else KINDS).get(claim.predicate)
    return kind if kind is not None and _fits(claim, kind) else None


def _fits(claim: Claim, kind: Kind) -> bool:
    """Whether the value has the form that the property asks for."""
    numbers = numbers_of(claim)
    if kind is Kind.COST:
        return bool(numbers) and claim.unit.startswith(CURRENCY)
    if kind is Kind.DURATION:
        return bool(numbers) and all(iso_duration(number, claim.unit) for number in numbers)
    if kind in (Kind.EFFORT, Kind.COUNT):
        return bool(numbers) and bool(claim.unit)
    return isinstance(claim.value, str)


def numbers_of(claim: Claim) -> tuple[float, ...]:
    """The one number or the two ends of a claim's value; none for text."""
    if isinstance(claim.value, tuple):
        return claim.value
    return () if isinstance(claim.value, str) else (claim.value,)


def carried(claims: Iterable[Claim], kinds: frozenset[Kind], *, is_course: bool = False) -> dict[Kind, list[Claim]]:
    """The claims of one node by kind; of the kinds with one value only the preferred claim."""
    found: dict[Kind, list[Claim]] = {kind: [] for kind in kinds}
    for claim in claims:
        kind = kind_of(claim, is_course=is_course)
        if kind in found:
            found[kind].append(claim)
    for kind in ONE_VALUE & kinds:
        found[kind] = sorted(found[kind], key=preference)[:1]
    return found


def chosen(snapshot: Snapshot, slugs: Iterable[str]) -> tuple[Programme, ...]:
    """The programmes of these slugs; all of them when none is named.

    Raises:
        KeyError: If there is no such programme.
    """
    slugs = tuple(dict.fromkeys(slugs))
    return tuple(snapshot.programmes[slug] for slug in slugs) if slugs else tuple(snapshot.programmes.values())
