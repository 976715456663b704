"""The courses of a programme with their recorded load; nothing that is not recorded is filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from advising.evidence import Fact, fact
from advising.model import Claim, Course, Snapshot
from advising.wording import joined

WEEKS, HOURS = "course.weeks", "course.hours_per_week"
PROGRAMME_HOURS = ("hours_per_week", "hours_per_week.estimate")
# A programme's figure is one of each of its courses only where its source says so.
_OF_EACH = re.compile(
    r"^(?:per|each|every) (?:content )?course\b(?!.*\bexcept\b)|^each of the \w+ content courses\b", re.I
)
_FINAL = re.compile(
    r"\bcapstone\b|\b(?:comprehensive|final) (?:exam\w*|project|assessment)\b|\b(?:proyecto|examen|projet) final\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A recorded figure as a range (low = high for a single one), with its claims: the preferred one first."""

    low: float
    high: float
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class CourseLoad:
    """A course with its weeks and hours a week; None is not recorded.

    `ids` are all listings of the course, the first one first. `is_final` marks a capstone, final exam or project.
    """

    ids: tuple[str, ...]
    title: str
    weeks: Figure | None
    hours: Figure | None
    is_final: bool

    @property
    def id(self) -> str:
        """The id of its first listing."""
        return self.ids[0]

    @property
    def missing(self) -> str:
        """What is not recorded of it, in words: "weeks and hours a week"; empty if nothing."""
        return joined(
            [name for name, figure in (("weeks", self.weeks), ("hours a week", self.hours)) if figure is None]
        )

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims behind its figures."""
        return tuple(claim for figure in (self.weeks, self.hours) if figure for claim in figure.claims)


def course_loads(snapshot: Snapshot, programme: str) -> tuple[CourseLoad, ...]:
    """The courses of a programme as they are listed; several listings of one title are one course."""
    listed: dict[str, list[Course]] = {}
    for course in sorted(snapshot.programmes[programme].courses, key=lambda course: course.position):
        listed.setdefault(plain(course.title), []).append(course)
    return tuple(_load(snapshot, programme, courses) for courses in listed.values())


def plain(title: str) -> str:
    """A title without case, signs and brackets: "Solar Energy: Photovoltaic (PV) Systems" -> "solar energy photovoltaic systems"."""
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"\([^)]*\)", " ", title).casefold()))


def _load(snapshot: Snapshot, programme: str, courses: list[Course]) -> CourseLoad:
    ids, title = tuple(course.id for course in courses), courses[0].title
    is_final = bool(_FINAL.search(title))
    weeks, hours = _first(snapshot, ids, WEEKS), _first(snapshot, ids, HOURS)
    if not is_final:  # what each content course asks for is not said of an exam
        weeks = weeks or _of_each(snapshot, programme, WEEKS)
        hours = hours or next(filter(None, (_of_each(snapshot, programme, p) for p in PROGRAMME_HOURS)), None)
    return CourseLoad(ids, title, weeks, hours, is_final)


def _first(snapshot: Snapshot, ids: tuple[str, ...], predicate: str) -> Figure | None:
    return next(filter(None, (_figure(fact(snapshot, course, predicate)) for course in ids)), None)


def _of_each(snapshot: Snapshot, programme: str, predicate: str) -> Figure | None:
    found = fact(snapshot, programme, predicate)
    is_of_each = found.preferred is not None and _OF_EACH.search(found.preferred.scope)
    return _figure(found) if is_of_each else None


def _figure(found: Fact) -> Figure | None:
    """The preferred claim's range; where it is not a figure nothing is recorded."""
    if found.preferred is None or isinstance(found.preferred.value, str):
        return None
    value = found.preferred.value
    low, high = value if isinstance(value, tuple) else (value, value)
    if low <= 0:
        return None
    return Figure(float(low), float(high), (found.preferred, *found.disagreeing[:2]))
