"""The cost of a programme as recorded parts: its courses and its exam or capstone, beside the recorded price in all.

A part without a recorded price stays "not recorded": no price of one course is taken for another's, unless its own
claim says that it holds for each course.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from advising.evidence import Fact, fact, preference
from advising.model import NOT_RECORDED, Claim, Course, Snapshot
from advising.money.amounts import Span, added, figures_of, span_of
from advising.planning.courses import course_loads
from advising.planning.order import order_of

TOTAL, SUM = "price.total", "price.courses_sum.estimate"
OF_COURSE, OF_EACH = "course.price_verified", "price.course"
OF_FINAL = {"capstone": ("price.capstone", "price.exam"), "exam": ("price.exam", "price.capstone")}
COUNT, REQUIREMENT = "courses_count", "credential.requirement"
COURSE, FINAL = "course", "final"
_FINAL = re.compile(r"\b(?:(capstone)|(exam)|final (?:assessment|project)|proyecto final)\b", re.I)
# A claim that holds for every course says so in its scope or words; "6.431x and 6.86x each" does not.
_EACH = re.compile(
    r"\b(?:each|every) (?:course\b|of (?:its|the|\w+) courses\b)|\bper course\b|\ba course, depending on\b", re.I
)


@dataclass(frozen=True, slots=True)
class Part:
    """A course, or the exam or capstone at the end; without `price_usd` its price is not recorded.

    A part that is in no list of courses has no name. `elsewhere` are its prices in other money, never converted.
    """

    kind: str
    name: str = ""
    price_usd: Span | None = None
    claims: tuple[Claim, ...] = ()
    elsewhere: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Cost:
    """What is recorded of a programme's cost.

    `parts` are in listed order, an exam or capstone last. `is_choice` marks a list that names more courses than are
    needed: then its parts are no sum of the whole. `of_some` is a price told of some course only.
    """

    programme: str
    total: Fact
    parts: tuple[Part, ...]
    count: Claim | None = None
    is_choice: bool = False
    of_some: Claim | None = None

    @property
    def total_usd(self) -> Span | None:
        """The recorded price in all."""
        return span_of(self.total.preferred)

    @property
    def priced(self) -> tuple[Part, ...]:
        """The parts whose price is recorded."""
        return tuple(part for part in self.parts if part.price_usd is not None)

    @property
    def unpriced(self) -> int:
        """How many parts have no recorded price."""
        return len(self.parts) - len(self.priced)

    @property
    def priced_usd(self) -> Span:
        """What the parts with a recorded price come to."""
        return added(part.price_usd for part in self.parts if part.price_usd is not None)

    @property
    def is_complete(self) -> bool:
        """Whether the price of every part is recorded, and the parts make up the whole."""
        return bool(self.parts) and not self.unpriced and not self.is_choice

    @property
    def sum_usd(self) -> Span | None:
        """The sum of all parts; None where one is missing."""
        return self.priced_usd if self.is_complete else None

    @property
    def known_usd(self) -> Span | None:
        """What the whole costs: as recorded, else as the sum of all its parts."""
        return self.total_usd or self.sum_usd

    @property
    def floor_usd(self) -> float | None:
        """What the whole costs at least, where only some parts are priced: their lowest sum."""
        is_bounded = self.known_usd is None and self.priced and not self.is_choice
        return self.priced_usd[0] if is_bounded else None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of all priced parts, each once."""
        return tuple(dict.fromkeys(claim for part in self.priced for claim in part.claims))


def cost_of(snapshot: Snapshot, programme: str) -> Cost:
    """The cost of a programme as its recorded parts.

    Args:
        snapshot: The facts.
        programme: The id of a programme.

    Raises:
        KeyError: If the snapshot holds no such programme.
    """
    each = _each(snapshot, programme)
    listed = _in_order(snapshot, programme)
    courses = [_course(snapshot, course, each) for course in listed if not _FINAL.search(course.title)]
    finals = [_final(snapshot, course, programme) for course in listed if _FINAL.search(course.title)]
    finals = finals or _finals_unlisted(snapshot, programme)
    count = fact(snapshot, programme, COUNT).preferred
    needed = _needed(count, len(courses), len(finals))
    price, claims = span_of(each), (each,) if each else ()
    courses += [Part(COURSE, "", price, claims)] * (needed - len(courses))
    return Cost(
        programme,
        _total(snapshot, programme),
        (*courses, *finals),
        count,
        is_choice=needed < len(courses),
        of_some=None if each else fact(snapshot, programme, OF_EACH).preferred,
    )


def _total(snapshot: Snapshot, programme: str) -> Fact:
    """The price in all: told as such, else a recorded sum."""
    told = fact(snapshot, programme, TOTAL) if TOTAL in snapshot.predicates else Fact(programme, TOTAL)
    return told if told.is_recorded or SUM not in snapshot.predicates else fact(snapshot, programme, SUM)


def _each(snapshot: Snapshot, programme: str) -> Claim | None:
    """The best claim on the price of a course that says that it holds for each of them."""
    told = [
        claim
        for claim in snapshot.claims_by_fact.get((programme, OF_EACH), ())
        if claim.state != NOT_RECORDED and span_of(claim) and _EACH.search(f"{claim.scope} | {claim.says}")
    ]
    return min(told, key=preference, default=None)


def _in_order(snapshot: Snapshot, programme: str) -> list[Course]:
    """The courses in the order in which a plan takes them, so that stopping after two means the same two."""
    planned = order_of(snapshot, programme, course_loads(snapshot, programme)).courses
    places = {course: place for place, load in enumerate(planned) for course in load.ids}
    return sorted(snapshot.programmes[programme].courses, key=lambda course: places.get(course.id, len(places)))


def _course(snapshot: Snapshot, course: Course, each: Claim | None) -> Part:
    own = _priced(snapshot, course.id, OF_COURSE)
    claims = own or ((each,) if each else ())
    price = span_of(claims[0]) if claims else None
    return Part(COURSE, course.title, price, claims, _elsewhere(snapshot, course))


def _final(snapshot: Snapshot, course: Course, programme: str) -> Part:
    kind = "capstone" if "capstone" in course.title.lower() else "exam"
    own = _priced(snapshot, course.id, OF_COURSE)
    claims = own or next(filter(None, (_priced(snapshot, programme, told) for told in OF_FINAL[kind])), ())
    return Part(FINAL, course.title, span_of(claims[0]) if claims else None, claims, _elsewhere(snapshot, course))


def _finals_unlisted(snapshot: Snapshot, programme: str) -> list[Part]:
    """The exam or capstone that is in no list of courses: priced, or only asked for."""
    found = []
    for kind, (told, _) in OF_FINAL.items():
        if claims := _priced(snapshot, programme, told):
            found.append(Part(FINAL, kind.capitalize(), span_of(claims[0]), claims))
    asked = _asked_for(snapshot, programme)
    return found or ([Part(FINAL, asked)] if asked else [])


def _asked_for(snapshot: Snapshot, programme: str) -> str:
    """The name of an exam or capstone that the credential asks for beside the courses; empty without one."""
    count = fact(snapshot, programme, COUNT).preferred
    texts = [count.scope.partition("plus ")[2]] if count else []
    texts += [str(claim.value) for claim in fact(snapshot, programme, REQUIREMENT).claims]
    found = {next(filter(None, match.groups()), "exam").lower() for text in texts for match in _FINAL.finditer(text)}
    return " ".join(name for name in ("capstone", "exam") if name in found).capitalize()


def _priced(snapshot: Snapshot, subject: str, predicate: str) -> tuple[Claim, ...]:
    """The preferred claim, if it states a figure in US dollars."""
    preferred = fact(snapshot, subject, predicate).preferred if predicate in snapshot.predicates else None
    return (preferred,) if preferred and span_of(preferred) else ()


def _elsewhere(snapshot: Snapshot, course: Course) -> tuple[Claim, ...]:
    found = snapshot.claims_by_subject.get(course.id, ())
    return tuple(c for c in found if c.predicate.startswith(f"{OF_COURSE}_") and c.state != NOT_RECORDED)


def _needed(count: Claim | None, courses: int, finals: int) -> int:
    """How many courses the whole needs beside its exams: as recorded, else as many as are listed."""
    told = figures_of(count.value) if count else None
    if count is None or told is None:
        return courses
    all_told = int(told[0])
    if "plus " in count.scope or all_told <= courses:
        return all_told
    return max(courses, all_told - finals)
