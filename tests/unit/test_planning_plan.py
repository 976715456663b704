"""A plan in days (advising.planning.plan, weeks and calendar_file): breaks, what is missing, warnings, the calendar."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import icalendar
import pytest

from advising.model import Snapshot
from advising.planning.calendar_file import calendar_of
from advising.planning.plan import make_plan
from advising.planning.telling import plan_block
from advising.planning.weeks import Calendar, merged
from advising.planning.wishes import PlanWishes, file_address
from tests.unit.planned import NEW_YEAR, SLUG, made, planned

DAY = timedelta(days=1)
EIGHT = PlanWishes(8, NEW_YEAR)
PLANNED = (
    "mitx-supply-chain-management",
    "mitx-finance",
    "doanex-healthcare-administration",
    "louvainx-international-law",
)


def days(plan) -> dict[str, tuple[str, str]]:
    return {item.course.title: (item.starts_on.isoformat(), item.ends_on.isoformat()) for item in plan.items}


def random_breaks(chance: random.Random) -> tuple[tuple[date, date], ...]:
    starts = [NEW_YEAR + chance.randint(-30, 300) * DAY for _ in range(chance.randint(0, 4))]
    return tuple((first, first + chance.randint(0, 40) * DAY) for first in starts)


def test_study_weeks_keep_out_of_breaks() -> None:
    """On 500 random calendars the weeks begin on Mondays in order, touch no break, and skip no week that is free."""
    chance = random.Random(5)
    for _ in range(500):
        start, breaks = NEW_YEAR + chance.randint(0, 60) * DAY, random_breaks(chance)
        off = {first + n * DAY for first, last in breaks for n in range((last - first).days + 1)}
        mondays = [start + n * DAY for n in range(600) if (start + n * DAY).weekday() == 0]
        free = [monday for monday in mondays if not off & {monday + n * DAY for n in range(7)}]
        calendar = Calendar(start, breaks)
        assert [calendar.monday(n) for n in range(30)] == free[:30]
        assert calendar.sunday(3) == free[3] + 6 * DAY


@pytest.mark.parametrize(
    ("breaks", "expected"),
    [
        pytest.param([], [], id="none"),
        pytest.param([(9, 12), (1, 3)], [(1, 3), (9, 12)], id="apart, by date"),
        pytest.param([(1, 5), (3, 9)], [(1, 9)], id="overlapping"),
        pytest.param([(1, 9), (3, 5)], [(1, 9)], id="one in the other"),
        pytest.param([(1, 3), (4, 6)], [(1, 6)], id="one after the other"),
    ],
)
def test_breaks_are_merged(breaks, expected) -> None:
    """Each row as days of January."""
    assert merged([(date(2027, 1, a), date(2027, 1, b)) for a, b in breaks]) == tuple(
        (date(2027, 1, a), date(2027, 1, b)) for a, b in expected
    )


@pytest.mark.parametrize("programme", PLANNED)
def test_plans_of_real_programmes_keep_all_rules(snapshot: Snapshot, programme: str) -> None:
    """With random wishes: every course after those before it, hours and number within the wishes, no day in a break edge."""
    chance = random.Random(programme)
    for _ in range(25):
        wishes = PlanWishes(chance.choice([3, 8, 12.5, 20, 30]), NEW_YEAR, random_breaks(chance), chance.randint(1, 3))
        plan = make_plan(snapshot, programme, wishes)
        ends = {item.course.id: item.ends_on for item in plan.items}
        off = {first + n * DAY for first, last in wishes.breaks for n in range((last - first).days + 1)}
        for item in plan.items:
            assert all(ends[pair.first] < item.starts_on for pair in item.after if pair.first in ends)
            assert item.starts_on.weekday() == 0 and item.ends_on.weekday() == 6  # noqa: PT018 - a whole week
            weeks = [item.starts_on + n * 7 * DAY for n in range(((item.ends_on - item.starts_on).days + 1) // 7)]
            studied = [week for week in weeks if not off & {week + n * DAY for n in range(7)}]
            assert (len(studied), studied[0], studied[-1]) == (item.weeks, item.starts_on, item.ends_on - 6 * DAY)
            beside = [other for other in plan.items if other.starts_on <= item.starts_on <= other.ends_on]
            assert len(beside) <= wishes.at_once
            assert sum(min(o.course.hours.high, wishes.hours_per_week) for o in beside) <= wishes.hours_per_week
            assert (
                item.weeks * wishes.hours_per_week >= item.course.weeks.high * item.course.hours.high
                or not item.is_stretched
            )


def test_courses_follow_each_other() -> None:
    """The first begins on the first Monday, the next on the day after it ends."""
    plan = make_plan(planned(("A", 2, 4), ("B", 3, (4, 8))), SLUG, replace(EIGHT, start_on=date(2027, 1, 1)))
    assert days(plan) == {"A": ("2027-01-04", "2027-01-17"), "B": ("2027-01-18", "2027-02-07")}
    assert (plan.weeks, plan.finishes_on, plan.parallel) == (5, date(2027, 2, 7), 1)


def test_a_break_moves_what_follows() -> None:
    """A week that a break touches is free, also inside a course; the weeks of the plan count it."""
    plan = make_plan(planned(("A", 2, 4)), SLUG, replace(EIGHT, breaks=((date(2027, 1, 13), date(2027, 1, 14)),)))
    assert days(plan) == {"A": ("2027-01-04", "2027-01-24")}
    assert (plan.weeks, plan.items[0].weeks) == (3, 2)


def test_without_a_start_the_plan_begins_on_the_day_of_the_knowledge() -> None:
    """22 November 2026 is a Sunday."""
    assert make_plan(planned(("A", 1, 4)), SLUG, PlanWishes(8)).starts_on == date(2026, 11, 23)


def test_the_lowest_figures_end_earlier() -> None:
    """The cautious plan takes the highest weeks and hours; the range tells both ends, and either can be planned."""
    knowledge = planned(("A", (2, 4), (4, 12)))
    plan = make_plan(knowledge, SLUG, EIGHT)
    assert (plan.items[0].weeks, plan.finish_low, plan.finish_high) == (6, date(2027, 1, 17), date(2027, 2, 14))
    assert make_plan(knowledge, SLUG, replace(EIGHT, is_cautious=False)).items[0].weeks == 2


def test_what_is_not_recorded_gets_no_days() -> None:
    """Neither a course without weeks nor one that comes after it is placed; the others are."""
    plan = make_plan(planned(("Law II", 2, 4), ("Law I", None, 4), ("Trade", 3, 4), ("Capstone", 1, 4)), SLUG, EIGHT)
    assert list(days(plan)) == ["Trade"]
    waits = {one.course.title: one.waits_for and one.waits_for.title for one in plan.unplaced}
    assert waits == {"Law I": None, "Law II": "Law I", "Capstone": "Law I"}


def test_a_finished_course_is_left_out() -> None:
    """What comes after it need not wait."""
    knowledge = planned(("Law I", None, None), ("Law II", 2, 4))
    plan = make_plan(knowledge, SLUG, replace(EIGHT, done=("c1",)))
    assert list(days(plan)) == ["Law II"]
    assert plan_block(knowledge, plan).items[0].why_here == ""


@pytest.mark.parametrize("hours", [None, 0, -1.0])
def test_a_plan_needs_hours(hours: float | None) -> None:
    """Without hours a week nothing is assumed."""
    with pytest.raises(ValueError, match="a plan needs more than 0"):
        make_plan(planned(("A", 2, 4)), SLUG, PlanWishes(hours, NEW_YEAR))


@pytest.mark.parametrize(
    ("courses", "claims", "wishes", "expected"),
    [
        pytest.param([("A", 2, 4)], [], {}, [], id="nothing to warn of"),
        pytest.param([("A", 2, 12), ("B", 2, 4)], [], {}, ["1 course asks for more than 8 hours a week, so here it takes longer"], id="overload"),
        pytest.param([("A", 2, 12)], [("pacing", "by an instructor", "")], {}, ["Every course asks for more than 8", "by an instructor"], id="pacing"),
        pytest.param([("A", 2, 4)], [("courses_count", 3, "")], {}, ["1 course is listed here; the programme is said to have 3", "missing in this plan"], id="courses missing"),
        pytest.param([("A", 2, 4), ("B", 2, 4)], [("courses_count", 1, "")], {}, ["You may not need them all"], id="more than needed"),
        pytest.param([("A", 2, 4), ("Capstone", 2, 4)], [("courses_count", 1, "")], {}, [], id="an exam that is not counted"),
        pytest.param([("A", 2, 4)], [("status", "retired", "")], {}, ["retired"], id="a retired programme"),
        pytest.param([("A", 2, 5), ("B", 2, 5)], [], {"at_once": 2}, ["No two courses run at once here"], id="no room for two"),
        pytest.param([("A", 2, 4), ("B", 2, 4)], [], {"at_once": 2}, [], id="room for two"),
        pytest.param([("A", 2, 4), ("B", 2, 4)], [("course_order.recommended", "one at a time", "")], {"at_once": 2}, ["one at a time"], id="against advice"),
        pytest.param([("A", 2, 4)], [], {"breaks": ((date(2027, 2, 1), date(2027, 2, 9)), (date(2027, 2, 8), date(2027, 2, 20)))},
                     ["2 of your breaks overlap"], id="breaks that overlap"),
    ],
)  # fmt: skip
def test_what_a_plan_warns_of(courses, claims, wishes, expected) -> None:
    """Each row with the words that must be told; where nothing is expected nothing is told."""
    knowledge = planned(*courses, claims=tuple(made(p, value, scope=scope) for p, value, scope in claims))
    block = plan_block(knowledge, make_plan(knowledge, SLUG, replace(EIGHT, **wishes)))
    told = " ".join(warning.text for warning in block.warnings)
    assert [words for words in expected if words not in told] == []
    assert bool(told) == bool(expected)


def test_a_stretched_course_says_what_it_asks_for() -> None:
    """Its hours, the learner's, and both lengths."""
    knowledge = planned(("A", 13, (8, 12)))
    item = plan_block(knowledge, make_plan(knowledge, SLUG, EIGHT)).items[0]
    assert item.warning == "It asks for up to 12 hours a week and you have 8: here it takes 20 weeks instead of 13."
    assert (item.hours, item.weeks) == ("8 to 12 hours a week", 20)


def test_the_address_tells_the_whole_plan() -> None:
    """What was wished for stands in the query, in the shape of docs/protocol.md."""
    wishes = PlanWishes(8.5, NEW_YEAR, ((date(2026, 12, 20), date(2027, 1, 3)),), 2, ("c1", "c2"), is_cautious=False)
    assert file_address("slug", replace(EIGHT, breaks=wishes.breaks)) == (
        "/api/plan.ics?programme=slug&hours=8&start=2027-01-04&breaks=2026-12-20..2027-01-03&at_once=1"
    )
    assert file_address("slug", wishes).endswith(
        "hours=8.5&start=2027-01-04&breaks=2026-12-20..2027-01-03&at_once=2&done=c1,c2&figures=low"
    )


@pytest.mark.parametrize("programme", PLANNED)
def test_the_calendar_holds_the_plan(snapshot: Snapshot, programme: str) -> None:
    """Read back with icalendar, every course and break has its days, and the same plan gives the same bytes."""
    plan = make_plan(snapshot, programme, PlanWishes(9, NEW_YEAR, ((date(2027, 3, 1), date(2027, 3, 14)),)))
    content = calendar_of(plan)
    assert content == calendar_of(plan)
    events = list(icalendar.Calendar.from_ical(content).walk("VEVENT"))
    read = {(str(e["summary"]), e.decoded("dtstart"), e.decoded("dtend") - DAY) for e in events}
    expected = {(item.course.title, item.starts_on, item.ends_on) for item in plan.items}
    assert read == expected | {("Break", first, last) for first, last in plan.breaks}
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert {event.decoded("dtstamp").date() for event in events} == {plan.starts_on}
    for item, event in zip(plan.items, events, strict=False):
        assert all(claim.source.url in str(event["description"]) for claim in item.course.claims)


def test_a_course_keeps_its_id_when_the_plan_changes(snapshot: Snapshot) -> None:
    """A calendar then moves the event."""
    ids = [
        {str(e["uid"]) for e in icalendar.Calendar.from_ical(calendar_of(make_plan(snapshot, "mitx-finance", w))).walk("VEVENT")}
        for w in (EIGHT, replace(EIGHT, hours_per_week=20, start_on=date(2028, 5, 1)))
    ]  # fmt: skip
    assert ids[0] == ids[1]
