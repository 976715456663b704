"""How many hours of study a programme asks for in all, as far as weeks and hours a week are recorded."""

from __future__ import annotations

from dataclasses import dataclass

from advising.evidence import fact
from advising.model import Claim, Snapshot
from advising.money.amounts import Span, added, figures_of
from advising.money.costs import cost_of
from advising.money.finding import first_claim

OF_COURSE = ("course.weeks", "course.hours_per_week")
WEEKS = ("weeks_total.estimate",)
HOURS = ("hours_per_week", "hours_per_week.estimate")


@dataclass(frozen=True, slots=True)
class StudyHours:
    """The hours of study in all, the lowest and the highest, computed as weeks times hours a week.

    `courses` are those that it was computed from, 0 where the whole programme's own figures were taken; of `missing`
    courses the weeks or hours are not recorded, so the sum is a part only.
    """

    hours: Span
    claims: tuple[Claim, ...]
    courses: int = 0
    missing: int = 0


def study_hours(snapshot: Snapshot, programme: str) -> StudyHours | None:
    """The hours of study, course by course, else from the programme's own weeks; None where nothing is recorded."""
    listed = [_of_course(snapshot, course.id) for course in snapshot.programmes[programme].courses]
    told = [found for found in listed if found is not None]
    expected = max(len(listed), len(cost_of(snapshot, programme).parts))
    whole = _of_programme(snapshot, programme)
    if not told or (whole and len(told) < expected):
        return whole
    claims = dict.fromkeys(claim for found in told for claim in found.claims)
    return StudyHours(added(found.hours for found in told), tuple(claims), len(told), expected - len(told))


def _of_course(snapshot: Snapshot, course: str) -> StudyHours | None:
    weeks, hours = (fact(snapshot, course, told).preferred for told in OF_COURSE if told in snapshot.predicates)
    return _product(weeks, hours)


def _of_programme(snapshot: Snapshot, programme: str) -> StudyHours | None:
    found = [*first_claim(snapshot, (programme,), WEEKS), *first_claim(snapshot, (programme,), HOURS)]
    return _product(found[0], found[1]) if len(found) == 2 else None


def _product(weeks: Claim | None, hours: Claim | None) -> StudyHours | None:
    spans = [figures_of(claim.value) for claim in (weeks, hours) if claim is not None]
    if weeks is None or hours is None or spans[0] is None or spans[1] is None:
        return None
    (fewest, most), (least, hardest) = spans[0], spans[1]
    return StudyHours((round(fewest * least, 2), round(most * hardest, 2)), (weeks, hours))
