"""What must come back of the real knowledge: the mapped fields, written down apart from the code that exports them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from advising.model import NOT_RECORDED, Claim, Pathway, Snapshot
from knowledge.exchange.reading import Attribution
from knowledge.rows import ClaimRow, ConditionRow, CreditsRow, PathwayRow, ProgrammeRow

BY = Attribution("the-file")
PREREQUISITES = {"prerequisite", "prerequisite.degree", "prerequisite.maths", "prerequisite.programming",
                 "prerequisite.proof", "prerequisite.recommended"}  # fmt: skip
DURATIONS = {"duration.designed", "duration.estimated", "duration.months", "weeks_total.estimate"}
SHARED = PREREQUISITES | DURATIONS | {"level", "page"}
ABOUT_PROGRAMMES = {
    "ctdl": SHARED | {"language", "status", "courses_count", "hours_per_week", "hours_per_week.estimate",
                      "credential.requirement"},
    "schema-org": SHARED,
}  # fmt: skip
ABOUT_COURSES = {"course.hours_per_week", "course.weeks", "course.level", "course.language", "course.price_verified"}
# Plain texts in their vocabulary, without room for the claim's scope, grade and wording.
BARE = {"ctdl": {"page", "language", "course.language"}, "schema-org": {"page"}}


def is_carried(snapshot: Snapshot, claim: Claim, form: str) -> bool:
    """Whether the format has a place for the claim; what was looked for and not found has none."""
    if claim.state == NOT_RECORDED:
        return False
    if claim.subject in snapshot.programmes:
        is_price = claim.predicate.startswith("price.") and not isinstance(claim.value, str)
        return is_price or claim.predicate in ABOUT_PROGRAMMES[form]
    is_course = snapshot.subjects[claim.subject].kind == "course"
    return is_course and claim.predicate in ABOUT_COURSES


def expected_claims(snapshot: Snapshot, form: str) -> Counter[str]:
    """The claims that must come back, each once, in any order."""
    return counted(
        _row(claim, claim.predicate in BARE[form])
        for claim in snapshot.claims.values()
        if is_carried(snapshot, claim, form)
    )


def counted(rows: Iterable[object]) -> Counter[str]:
    """Rows in no order; their text tells 5 from 5.0 and from "5"."""
    return Counter(map(repr, rows))


def _row(claim: Claim, is_bare: bool) -> ClaimRow:
    value = list(claim.value) if isinstance(claim.value, tuple) else claim.value
    if is_bare:
        return ClaimRow(claim.predicate, BY.source, BY.evidence, value, claim.subject)
    return ClaimRow(
        claim.predicate, BY.source, claim.evidence, value, claim.subject, unit=claim.unit, scope=claim.scope,
        says=claim.says, estimate=claim.estimate,
    )  # fmt: skip


def as_row(claim: Claim) -> ClaimRow:
    """A claim with all that the snapshot holds of it."""
    value = list(claim.value) if isinstance(claim.value, tuple) else claim.value
    return ClaimRow(
        claim.predicate, claim.source.id, claim.evidence, value, claim.subject, claim.id, claim.unit, claim.scope,
        says=claim.says, cell=claim.cell, estimate=claim.estimate, state=claim.state, rank=claim.rank, topic=claim.topic,
    )  # fmt: skip


def expected_programmes(snapshot: Snapshot) -> list[ProgrammeRow]:
    """All programmes, without their claims."""
    return [
        ProgrammeRow(row.id, row.title, row.credential_type, row.platform, list(row.institutions), list(row.fields))
        for row in snapshot.programmes.values()
    ]


def expected_pathways(snapshot: Snapshot, *, own_source: bool = False) -> Counter[str]:
    """All pathways, with the file's source or each with its own."""
    return counted(_pathway(row, row.claim.source.id if own_source else BY.source) for row in snapshot.pathways)


def _pathway(row: Pathway, source: str) -> PathwayRow:
    return PathwayRow(
        row.id, row.programme or None, row.institution, row.degree,
        [ConditionRow(condition.kind, condition.says) for condition in row.conditions], row.conditions_recorded,
        source, row.claim.evidence,
        None if row.credits_value is None else CreditsRow(row.credits_value, row.credits_unit),
        row.degree_credits, row.share, "", row.programme_named,
    )  # fmt: skip
