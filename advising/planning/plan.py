"""A plan for one programme: which course when, what could not be placed, and what the learner should know of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from advising.evidence import fact
from advising.model import Claim, Snapshot
from advising.planning.courses import CourseLoad, Figure, course_loads
from advising.planning.order import Before, Order, order_of
from advising.planning.scheduling import Placed, Task, schedule, task
from advising.planning.weeks import WEEK, Calendar, merged
from advising.planning.wishes import Break, PlanWishes


@dataclass(frozen=True, slots=True)
class PlannedCourse:
    """A course with its days, first and last; `weeks` are its study weeks, breaks left out.

    `recorded_weeks` are what it takes without stretching. `after` are the pairs that say why it is not earlier.
    """

    course: CourseLoad
    starts_on: date
    ends_on: date
    weeks: int
    recorded_weeks: int
    after: tuple[Before, ...]

    @property
    def is_stretched(self) -> bool:
        """Whether it asks for more hours a week than there are, and so takes longer than recorded."""
        return self.weeks > self.recorded_weeks


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A course without days; `waits_for` is the course before it that is not recorded, None where it is itself."""

    course: CourseLoad
    waits_for: CourseLoad | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan; `wishes` are those it was made for, with the start filled in.

    `finish_low` and `finish_high` are the last days by the lowest and by the highest recorded figures; None if no
    course could be placed. `breaks` are those within it, overlapping ones as one; `overlapping` tells how many were.
    """

    programme: str
    title: str
    wishes: PlanWishes
    order: Order
    items: tuple[PlannedCourse, ...]
    unplaced: tuple[Unplaced, ...]
    finished: tuple[CourseLoad, ...]
    breaks: tuple[Break, ...]
    overlapping: int
    finish_low: date | None
    finish_high: date | None
    count: Claim | None

    @property
    def starts_on(self) -> date | None:
        """The first day of the first course."""
        return min((item.starts_on for item in self.items), default=None)

    @property
    def finishes_on(self) -> date | None:
        """The last day of the last course that could be placed."""
        return max((item.ends_on for item in self.items), default=None)

    @property
    def weeks(self) -> int:
        """Calendar weeks from the first day to the last, breaks included; 0 without courses."""
        if self.starts_on is None or self.finishes_on is None:
            return 0
        return ((self.finishes_on - self.starts_on).days + 1) // WEEK.days

    @property
    def lacks_courses(self) -> bool:
        """Whether the programme is said to have more courses than the list that was found."""
        return self.count is not None and float(str(self.count.value)) > len(self.order.courses)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that its weeks and hours were computed from."""
        return tuple(dict.fromkeys(claim for item in self.items for claim in item.course.claims))

    @property
    def parallel(self) -> int:
        """The most courses that run in one week."""
        return max((sum(o.starts_on <= i.starts_on <= o.ends_on for o in self.items) for i in self.items), default=0)


def make_plan(snapshot: Snapshot, programme: str, wishes: PlanWishes) -> Plan:
    """Plan the courses of a programme so that the last one ends as early as possible.

    Args:
        snapshot: The knowledge.
        programme: A programme's id.
        wishes: With `hours_per_week` above 0; without `start_on` the plan starts on the snapshot's day or after it.

    Raises:
        ValueError: If the hours a week are not known.
    """
    if not wishes.hours_per_week or wishes.hours_per_week <= 0:
        raise ValueError(f"{programme}: hours a week are {wishes.hours_per_week}; a plan needs more than 0")
    wishes = replace(wishes, start_on=wishes.start_on or snapshot.as_of)
    courses = course_loads(snapshot, programme)
    order = order_of(snapshot, programme, courses)
    finished = tuple(course for course in order.courses if set(course.ids) & set(wishes.done))
    open_ = [course for course in order.courses if course not in finished]
    unplaced = _unplaced(open_, order.pairs)
    placeable = [course for course in open_ if course not in {one.course for one in unplaced}]
    high, low = (_items(placeable, order.pairs, wishes, is_high) for is_high in (True, False))
    items = high if wishes.is_cautious else low
    found = fact(snapshot, programme, "courses_count").preferred
    last = max((item.ends_on for item in items), default=wishes.start_on)
    return Plan(
        programme, snapshot.programmes[programme].title, wishes, order, items, unplaced, finished,
        breaks=tuple((a, b) for a, b in merged(wishes.breaks) if last and wishes.start_on and a <= last and b >= wishes.start_on),
        overlapping=_overlapping(wishes.breaks),
        finish_low=_finish(low), finish_high=_finish(high),
        count=found if found and isinstance(found.value, int | float) else None,
    )  # fmt: skip


def _unplaced(courses: Sequence[CourseLoad], pairs: Iterable[Before]) -> tuple[Unplaced, ...]:
    """The courses whose weeks or hours are not recorded, and those that one of them comes before."""
    unplaced = {course.id: Unplaced(course) for course in courses if course.missing}
    by_id = {course.id: course for course in courses}
    before = [(pair.first, pair.later) for pair in pairs if pair.first in by_id and pair.later in by_id]
    grown = True
    while grown:
        grown = False
        for first, later in before:
            if first in unplaced and later not in unplaced:
                unplaced[later] = Unplaced(by_id[later], unplaced[first].waits_for or by_id[first])
                grown = True
    return tuple(unplaced[course.id] for course in courses if course.id in unplaced)


def _items(
    courses: Sequence[CourseLoad], pairs: Sequence[Before], wishes: PlanWishes, is_high: bool
) -> tuple[PlannedCourse, ...]:
    tasks = {course.id: _task(course, wishes, is_high) for course in courses}
    known = {course.id: course for course in courses}
    placed = schedule(list(tasks.values()), {(p.first, p.later) for p in pairs}, wishes.hours_per_week or 0, wishes.at_once)  # fmt: skip
    return tuple(_planned(known[one.id], one, pairs, wishes, is_high) for one in placed)


def _task(course: CourseLoad, wishes: PlanWishes, is_high: bool) -> Task:
    return task(course.id, figure(course.weeks, is_high), figure(course.hours, is_high), wishes.hours_per_week or 0)


def figure(of: Figure | None, is_high: bool) -> float:
    """The figure to plan with; 0 where nothing is recorded."""
    if of is None:
        return 0
    return of.high if is_high else of.low


def _planned(
    course: CourseLoad, placed: Placed, pairs: Iterable[Before], wishes: PlanWishes, is_high: bool
) -> PlannedCourse:
    calendar = Calendar(wishes.start_on or date.min, wishes.breaks)
    without_limit = task(course.id, figure(course.weeks, is_high), 0, 1).weeks
    return PlannedCourse(
        course, calendar.monday(placed.start), calendar.sunday(placed.end - 1), placed.end - placed.start, without_limit,
        tuple(pair for pair in pairs if pair.later == course.id),
    )  # fmt: skip


def _finish(items: Iterable[PlannedCourse]) -> date | None:
    return max((item.ends_on for item in items), default=None)


def _overlapping(breaks: Sequence[Break]) -> int:
    """How many of the breaks share a day with another one."""
    return sum(
        any(a <= other_b and other_a <= b for k, (other_a, other_b) in enumerate(breaks) if k != n)
        for n, (a, b) in enumerate(breaks)
    )
