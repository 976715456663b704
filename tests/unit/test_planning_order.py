"""The load and the order of a programme's courses (advising.planning.courses, advising.planning.order)."""

from __future__ import annotations

from typing import Any

import pytest

from advising.model import Snapshot
from advising.planning.courses import course_loads
from advising.planning.order import FINAL, SERIES, STATED, order_of
from tests.unit.planned import SLUG, made, planned


def pairs(snapshot: Snapshot, programme: str = SLUG) -> set[tuple[str, str, str]]:
    """The pairs of a programme as (first title, later title, rule)."""
    courses = course_loads(snapshot, programme)
    title = {course.id: course.title for course in courses}
    return {(title[p.first], title[p.later], p.rule) for p in order_of(snapshot, programme, courses).pairs}


def titles(snapshot: Snapshot, programme: str = SLUG) -> list[str]:
    return [course.title for course in order_of(snapshot, programme, course_loads(snapshot, programme)).courses]


def of(*names: str) -> list[tuple[str, Any, Any]]:
    return [(name, 4, (2, 4)) for name in names]


@pytest.mark.parametrize(
    ("names", "claims", "expected"),
    [
        pytest.param(["Cost", "Price"], [], set(), id="nothing says anything"),
        pytest.param(["Finance II", "Finance I"], [], {("Finance I", "Finance II", SERIES)}, id="roman numbers"),
        pytest.param(["Law 1: Start", "Law 2: End"], [], {("Law 1: Start", "Law 2: End", SERIES)}, id="numbers before a colon"),
        pytest.param(["Law, Part 2", "Law, Part 1"], [], {("Law, Part 1", "Law, Part 2", SERIES)}, id="parts"),
        pytest.param(["Finance II", "Law I"], [], set(), id="numbers of different series"),
        pytest.param(["Reporting I", "Taxes"], [], set(), id="a number alone"),
        pytest.param(["Capstone Project", "Law"], [], {("Law", "Capstone Project", FINAL)}, id="a capstone"),
        pytest.param(["Law", "Law Comprehensive Exam"], [], {("Law", "Law Comprehensive Exam", FINAL)}, id="an exam"),
        pytest.param(["Proyecto Final", "Law"], [], {("Law", "Proyecto Final", FINAL)}, id="a final project in Spanish"),
        pytest.param(["Exam Methods", "Law"], [], set(), id="a course about exams"),
        pytest.param(
            ["Solar: Cells", "Solar: Energy Conversion"],
            [("course_order.recommended", "Energy Conversion before the other courses", "")],
            {("Solar: Energy Conversion", "Solar: Cells", STATED)}, id="one before the others",
        ),
        pytest.param(
            ["Deep Learning", "Basic Statistics", "Big Data"],
            [("course_order.recommended", "start with 6.4x Basic Statistics and Big Data, then the track courses", "")],
            {("Basic Statistics", "Deep Learning", STATED), ("Big Data", "Deep Learning", STATED)}, id="start with two",
        ),
        pytest.param(
            ["Finance I", "Finance II", "Markets Today: Advanced"],
            [("course.15x.prerequisite", "both Finance courses", "15x Markets Today")],
            {("Finance I", "Finance II", SERIES)}, id="one word of a series names nothing",
        ),
        pytest.param(
            ["Modern Finance I", "Modern Finance II", "Markets Today: Advanced"],
            [("course.15x.prerequisite", "both Modern Finance courses", "15x Markets Today")],
            {("Modern Finance I", "Modern Finance II", SERIES), ("Modern Finance I", "Markets Today: Advanced", STATED),
             ("Modern Finance II", "Markets Today: Advanced", STATED)}, id="a series before a course",
        ),
        pytest.param(
            ["Modern Finance I", "Modern Finance II", "Market Law"],
            [("course.15x.prerequisite", "Modern Finance I", "Market Law")],
            {("Modern Finance I", "Modern Finance II", SERIES), ("Modern Finance I", "Market Law", STATED)}, id="one of a series",
        ),
        pytest.param(
            ["Basic Law", "Basic Trade"], [("course.1x.prerequisite", "no Basic Law", "Basic Trade")], set(), id="not needed",
        ),
        pytest.param(["Basic Law", "Basic Trade"], [("course_order.required", "none", "")], set(), id="no required order"),
        pytest.param(
            ["Basic Trade", "Basic Law"], [("course_order.first", "Basic Law lays the base for the later courses", "")],
            {("Basic Law", "Basic Trade", STATED)}, id="the first course",
        ),
        pytest.param(
            ["Law II", "Law I"], [("course_order.recommended", "Law II before Law I", "")],
            {("Law II", "Law I", STATED)}, id="a source outweighs the numbers, and no circle is left",
        ),
        pytest.param(
            ["Basic Trade", "Capstone"], [("capstone.prerequisite", "certificate in every course", "")],
            {("Basic Trade", "Capstone", FINAL)}, id="a capstone's own claim",
        ),
    ],
)  # fmt: skip
def test_what_comes_before_what(names, claims, expected) -> None:
    """Each row with the pairs and the rule that gave each."""
    stated = tuple(made(predicate, value, scope=scope) for predicate, value, scope in claims)
    assert pairs(planned(*of(*names), claims=stated)) == expected


@pytest.mark.parametrize(
    ("names", "listing", "expected"),
    [
        pytest.param(["B", "A"], None, ["B", "A"], id="the list that was found"),
        pytest.param(["Capstone", "B"], None, ["B", "Capstone"], id="a capstone stands last"),
        pytest.param(["Trade Law", "Trade Design"], "T0x Design; T1x Law; then CFx", ["Trade Design", "Trade Law"], id="a source's list"),
        pytest.param(["Trade Law", "Trade Design"], "Design; Money", ["Trade Law", "Trade Design"], id="a list that lacks a course"),
    ],
)  # fmt: skip
def test_the_order_where_nothing_else_decides(names, listing, expected) -> None:
    """A source's own list counts where it holds all content courses, the programme's title left out or not."""
    claims = (made("courses", listing),) if listing else ()
    assert titles(planned(*of(*names), claims=claims, title="Trade Management")) == expected


@pytest.mark.parametrize(
    ("course", "claims", "weeks", "hours"),
    [
        pytest.param(("Law", 4, (2, 3)), [], (4, 4), (2, 3), id="recorded"),
        pytest.param(("Law", (6, 11), 3), [], (6, 11), (3, 3), id="a range and a single figure"),
        pytest.param(("Law", None, None), [], None, None, id="not recorded"),
        pytest.param(("Law", "a few", 3), [], None, (3, 3), id="words are no figure"),
        pytest.param(("Law", None, 3), [("course.weeks", 12, "per course")], (12, 12), (3, 3), id="per course"),
        pytest.param(("Law", 4, 3), [("course.weeks", 12, "per course")], (4, 4), (3, 3), id="its own figure first"),
        pytest.param(("Law", None, 3), [("course.weeks", 12, "each of the two courses seen")], None, (3, 3), id="of others"),
        pytest.param(("Law", None, 3), [("course.weeks", 8, "each course except the capstone")], None, (3, 3), id="not of all"),
        pytest.param(("Capstone", None, None), [("course.weeks", 12, "per course")], None, None, id="not of a capstone"),
        pytest.param(("Law", 4, None), [("hours_per_week.estimate", (2, 9), "")], (4, 4), None, id="a range over all courses"),
        pytest.param(("Law", 4, None), [("hours_per_week", (2, 9), "per course, 2018")], (4, 4), (2, 9), id="hours per course"),
    ],
)  # fmt: skip
def test_the_recorded_load(course, claims, weeks, hours) -> None:
    """Each row with the lowest and highest figure; what is not said of the course is not taken for it."""
    stated = tuple(made(predicate, value, scope=scope) for predicate, value, scope in claims)
    (load,) = course_loads(planned(course, claims=stated), SLUG)
    assert (load.weeks and (load.weeks.low, load.weeks.high)) == weeks
    assert (load.hours and (load.hours.low, load.hours.high)) == hours


def test_one_title_listed_twice_is_one_course() -> None:
    """The figures may come from either listing, and either id means it."""
    (load,) = course_loads(planned(("Trade Law", None, (2, 3)), ("Trade law.", 4, None)), SLUG)
    assert (load.ids, load.missing) == (("c1", "c2"), "")


@pytest.mark.parametrize(
    ("programme", "first", "later", "rule"),
    [
        ("mitx-finance", "Foundations of Modern Finance I", "Foundations of Modern Finance II", SERIES),
        ("mitx-finance", "Foundations of Modern Finance II", "Derivatives Markets: Advanced Modeling and Strategies", STATED),
        ("delftx-solar-energy-engineering", "Solar Energy: Photovoltaic (PV) Energy Conversion",
         "Solar Energy: Photovoltaic (PV) Systems", STATED),
        ("mitx-statistics-and-data-science", "Machine Learning with Python: from Linear Models to Deep Learning",
         "Fundamentals of Statistics", STATED),
        ("ucsandiegox-algorithms-and-data-structures", "Graph Algorithms", "Algorithms and Data Structures Capstone", FINAL),
    ],
)  # fmt: skip
def test_what_the_catalogue_states(snapshot: Snapshot, programme: str, first: str, later: str, rule: str) -> None:
    """Known orders of real programmes, each by the rule that it follows from."""
    assert (first, later, rule) in pairs(snapshot, programme)


def test_the_supply_chain_courses_stand_as_mit_lists_them(snapshot: Snapshot) -> None:
    """SC0x Analytics first, the exam last, though the list that was found has them otherwise."""
    shown = titles(snapshot, "mitx-supply-chain-management")
    assert (shown[0], shown[-1]) == ("Supply Chain Analytics", "Supply Chain Comprehensive Exam")


def test_no_programme_has_a_circle(snapshot: Snapshot) -> None:
    """In every programme some order respects all pairs."""
    for programme in snapshot.programmes:
        order = order_of(snapshot, programme, course_loads(snapshot, programme))
        left = {course.id for course in order.courses}
        while left:
            free = {c for c in left if not any(p.later == c and p.first in left for p in order.pairs)}
            assert free, programme
            left -= free
