"""What comes before what in a programme, each pair with the rule or the claim that says so.

Four things decide, and nothing else: what a source states about named courses; the numbers of a series ("I" before
"II"); that a capstone, final exam or project closes a programme; and, where none of these does, the listed order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from advising.evidence import preference
from advising.model import NOT_RECORDED, Claim, Snapshot
from advising.planning.courses import CourseLoad, plain

STATED, SERIES, FINAL = "stated", "series", "final"
ORDER_TOPIC = "course_order"
_ABOUT_ORDER = re.compile(r"course_order\.|course\.(?:entry_points|\w+_position)$|course\..+\.prerequisite$|capstone\.(?:prerequisite|eligibility)$")  # fmt: skip
_PREREQUISITE = re.compile(r"course\..+\.prerequisite$")
_CLOSES = re.compile(r"capstone\.(?:prerequisite|eligibility)$")
_NUMBER = re.compile(
    r"^(?P<base>.+?)[\s,:\u2013-]+(?:[Pp]art\s+)?(?P<n>I{1,3}|IV|VI{0,3}|\d{1,2})(?:\s*[:\u2013-].*)?$"
)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8}
_BEFORE = re.compile(r"^(?P<first>.+?)\bbefore (?P<later>.+)$", re.I)
_START = re.compile(r"^start with (?P<first>.+?),? then (?P<later>.+)$", re.I)
_NONE = re.compile(r"^(?:no|none|not)\b", re.I)
_REST = re.compile(r"\b(?:other|others|later|rest|all|track courses)\b", re.I)
_NAME_WORDS = 2  # one word of a title names nothing


@dataclass(frozen=True, slots=True)
class Before:
    """`first` is finished before `later` begins (course ids); `rule` is STATED, SERIES or FINAL."""

    first: str
    later: str
    rule: str
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """The courses in the order that decides where no pair does; `listed_by` is the claim that lists them so, if one does.

    `said` are the claims about the order or about what a course needs first, to be read beside the plan.
    """

    courses: tuple[CourseLoad, ...]
    pairs: tuple[Before, ...]
    said: tuple[Claim, ...]
    listed_by: Claim | None = None


def order_of(snapshot: Snapshot, programme: str, courses: Sequence[CourseLoad]) -> Order:
    """The order of a programme's courses; pairs that would close a circle with a better founded one are left out."""
    said = tuple(
        claim for claim in snapshot.claims_by_subject.get(programme, ())
        if _ABOUT_ORDER.match(claim.predicate) and claim.state != NOT_RECORDED
    )  # fmt: skip
    listed_by = _listing(snapshot, programme, courses)
    listed = sorted(courses, key=_places(listed_by, snapshot, programme, courses).__getitem__) if listed_by else courses
    pairs: list[Before] = []
    for pair in (*_stated(said, courses), *_series(courses), *_finals(said, courses)):
        known = {(p.first, p.later) for p in pairs}
        if (pair.first, pair.later) not in known and not _leads(known, pair.later, pair.first):
            pairs.append(pair)
    return Order(tuple(sorted(listed, key=lambda course: course.is_final)), tuple(pairs), said, listed_by)


def _leads(pairs: set[tuple[str, str]], start: str, goal: str) -> bool:
    """Whether `start` comes before `goal`, also over others, or is it."""
    return start == goal or any(_leads(pairs, later, goal) for first, later in pairs if first == start)


# --- what sources state -------------------------------------------------------------------------------------


def _stated(said: Sequence[Claim], courses: Sequence[CourseLoad]) -> Iterator[Before]:
    """The pairs that claims state about courses which they name by title."""
    for claim in sorted(said, key=preference):
        for first, later in _stated_by(claim, courses):
            if first is not later:
                yield Before(first.id, later.id, STATED, (claim,))


def _stated_by(claim: Claim, courses: Sequence[CourseLoad]) -> Iterator[tuple[CourseLoad, CourseLoad]]:
    text = str(claim.value)
    if _NONE.match(text) or _CLOSES.match(claim.predicate):
        return
    if _PREREQUISITE.match(claim.predicate):
        firsts, laters = named(text, courses), named(claim.scope, courses)
        laters = laters if len(laters) == 1 else []
    elif claim.predicate == "course_order.first":
        firsts = named(text, courses)
        laters = [course for course in courses if course not in firsts] if firsts else []
    else:
        stated = _BEFORE.match(text) or _START.match(text)
        firsts = named(stated["first"], courses) if stated else []
        laters = _later(stated["later"], firsts, courses) if stated and firsts else []
    yield from ((first, later) for first in firsts for later in laters)


def _later(text: str, firsts: Sequence[CourseLoad], courses: Sequence[CourseLoad]) -> list[CourseLoad]:
    """The courses that a text names as later ones; "the other courses" are all the others."""
    laters = named(text, courses)
    return laters or ([course for course in courses if course not in firsts] if _REST.search(text) else [])


def named(text: str, courses: Sequence[CourseLoad]) -> list[CourseLoad]:
    """The courses that a text names: by the whole title, by its part beside a colon, or as a series without number."""
    words = f" {plain(text)} "
    return [c for c in courses if any(re.search(rf" {re.escape(n)} {_unnumbered(c, n)}", words) for n in _names(c, courses))]  # fmt: skip


def _unnumbered(course: CourseLoad, name: str) -> str:
    """A series without a number must not be followed by one: "Finance II" does not name "Finance I"."""
    return "" if name == plain(course.title) else r"(?!(?:[ivx]+|\d+) )"


def _names(course: CourseLoad, courses: Sequence[CourseLoad]) -> list[str]:
    others = [other for other in courses if other is not course]
    parts = [plain(part) for part in course.title.split(":")] if ":" in course.title else []
    own = [part for part in parts if not any(part in map(plain, other.title.split(":")) for other in others)]
    series = [plain(base)] if (base := _series_of(course)[0]) else []
    return [plain(course.title), *(name for name in (*own, *series) if len(name.split()) >= _NAME_WORDS)]


# --- what titles say ----------------------------------------------------------------------------------------


def _series_of(course: CourseLoad) -> tuple[str, int]:
    """The title without its number, and the number; ("", 0) for a title without one."""
    found = _NUMBER.match(course.title)
    return (found["base"], _ROMAN.get(found["n"]) or int(found["n"])) if found else ("", 0)


def _series(courses: Sequence[CourseLoad]) -> Iterator[Before]:
    """Each number of a series after the one below it."""
    series: dict[str, list[tuple[int, CourseLoad]]] = {}
    for course in courses:
        base, number = _series_of(course)
        if base:
            series.setdefault(plain(base), []).append((number, course))
    for members in series.values():
        members.sort(key=lambda member: member[0])
        for (low, first), (high, later) in pairwise(members):
            if low < high:
                yield Before(first.id, later.id, SERIES)


def _finals(said: Sequence[Claim], courses: Sequence[CourseLoad]) -> Iterator[Before]:
    """A capstone, final exam or project after all other courses."""
    claims = tuple(claim for claim in said if _CLOSES.match(claim.predicate))
    for final in (course for course in courses if course.is_final):
        yield from (Before(course.id, final.id, FINAL, claims) for course in courses if not course.is_final)


# --- the listed order ---------------------------------------------------------------------------------------


def _listing(snapshot: Snapshot, programme: str, courses: Sequence[CourseLoad]) -> Claim | None:
    """The best claim that lists all content courses by title; None leaves the order of the list that was found."""
    claims = snapshot.claims_by_fact.get((programme, "courses"), ())
    content = {course.id for course in courses if not course.is_final}
    for claim in sorted(claims, key=preference):
        if (
            content
            and not _NONE.match(claim.scope)
            and content <= _listed_in(claim, snapshot, programme, courses).keys()
        ):
            return claim
    return None


def _places(claim: Claim, snapshot: Snapshot, programme: str, courses: Sequence[CourseLoad]) -> dict[CourseLoad, int]:
    found = _listed_in(claim, snapshot, programme, courses)
    return {course: found.get(course.id, len(courses) + n) for n, course in enumerate(courses)}


def _listed_in(claim: Claim, snapshot: Snapshot, programme: str, courses: Sequence[CourseLoad]) -> dict[str, int]:
    """The place of each course in a claim such as "SC0x Analytics; SC1x Fundamentals", which leaves the programme's title out."""
    common = set(plain(snapshot.programmes[programme].title).split())
    places: dict[str, int] = {}
    for place, part in enumerate(str(claim.value).split(";")):
        words = {word for word in plain(part).split() if not any(char.isdigit() for char in word)}
        fitting = [c for c in courses if words and words in (set(plain(c.title).split()), set(plain(c.title).split()) - common)]  # fmt: skip
        if len(fitting) == 1:
            places.setdefault(fitting[0].id, place)
    return places
