"""A plan in words: its block, and what the learner should know of it. Computed figures are told as computed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from advising.evidence import fact
from advising.model import Snapshot
from advising.planning.courses import CourseLoad
from advising.planning.order import FINAL, SERIES, Before
from advising.planning.plan import Plan, PlannedCourse, Unplaced
from advising.planning.wishes import file_address
from advising.reply import PlanBlock, PlanItem, PlanUnplaced, Sentence, cite, dated
from advising.wording import joined, number, plural, value_text

_ONE_AT_A_TIME = re.compile(r"\bone at a time\b|\bnever together\b|\bnot all in one\b", re.I)


def plan_block(snapshot: Snapshot, plan: Plan) -> PlanBlock:
    """The block of a plan that placed a course.

    Raises:
        ValueError: If it placed none.
    """
    if plan.starts_on is None or plan.finishes_on is None:
        raise ValueError(f"{plan.programme}: no course was placed; a plan's block needs one")
    return PlanBlock(
        f"Study plan: {snapshot.label(plan.programme)}", plan.programme, plan.starts_on, plan.finishes_on, plan.weeks,
        hours_of(plan), tuple(_item(plan, item) for item in plan.items), file_address(plan.programme, plan.wishes),
        plan.breaks, tuple(warnings(snapshot, plan)), tuple(_unplaced(one) for one in plan.unplaced),
    )  # fmt: skip


def hours_of(plan: Plan) -> float:
    """The hours a week of the plan, whole where they are."""
    hours = plan.wishes.hours_per_week or 0
    return int(hours) if float(hours).is_integer() else hours


def hours_asked(course: CourseLoad) -> str:
    """What a course asks for: "8 to 12 hours a week"; empty if it is not recorded."""
    if course.hours is None:
        return ""
    low, high = course.hours.low, course.hours.high
    return value_text(low if low == high else (low, high), "hour a week" if low == high == 1 else "hours a week")


def _item(plan: Plan, item: PlannedCourse) -> PlanItem:
    why = why_here(plan, item)
    return PlanItem(
        item.course.title, item.starts_on, item.ends_on, item.weeks, hours_asked(item.course), why.text,
        tuple(dict.fromkeys((*item.course.claims, *why.claims))), _overload(plan, item),
    )  # fmt: skip


def why_here(plan: Plan, item: PlannedCourse) -> Sentence:
    """Why a course is not earlier, in words and with the claims that say so; empty where nothing but the list decides."""
    planned = {other.course.id: other.course.title for other in plan.items}
    pairs = [pair for pair in item.after if pair.first in planned]
    claims = tuple(dict.fromkeys(claim for pair in pairs for claim in pair.claims))
    parts = []
    for rule in dict.fromkeys(pair.rule for pair in pairs):
        parts.append(_reason(rule, [planned[pair.first] for pair in pairs if pair.rule == rule], pairs))
    return Sentence("; ".join(parts), claims)


def _reason(rule: str, titles: list[str], pairs: list[Before]) -> str:
    if rule == FINAL:
        is_stated = any(pair.claims for pair in pairs if pair.rule == FINAL)
        return "last, as its source says" if is_stated else "last: by its title it closes the programme"
    if rule == SERIES:
        return f"after {joined(titles)}, the part before it"
    return f"after {joined(titles)}, as its source says"


def _overload(plan: Plan, item: PlannedCourse) -> str:
    if not item.is_stretched or item.course.hours is None:
        return ""
    asked = item.course.hours.high if plan.wishes.is_cautious else item.course.hours.low
    return (
        f"It asks for up to {number(asked)} hours a week and you have {number(hours_of(plan))}: "
        f"here it takes {plural(item.weeks, 'week')} instead of {item.recorded_weeks}."
    )


def _unplaced(one: Unplaced) -> PlanUnplaced:
    if one.waits_for is None:
        return PlanUnplaced(one.course.title, f"its {one.course.missing} are not recorded")
    return PlanUnplaced(one.course.title, f"it comes after {one.waits_for.title}, whose {one.waits_for.missing} are not recorded")  # fmt: skip


# --- what to know of it -------------------------------------------------------------------------------------


def warnings(snapshot: Snapshot, plan: Plan) -> Iterator[Sentence]:
    """What may make the plan wrong for the learner, most important first."""
    yield from _retired(snapshot, plan)
    yield from _count(plan)
    yield from _stretched(snapshot, plan)
    yield from _at_once(snapshot, plan)
    if plan.overlapping:
        yield Sentence(f"{plan.overlapping} of your breaks overlap. They count as one.")


def _retired(snapshot: Snapshot, plan: Plan) -> Iterator[Sentence]:
    status = fact(snapshot, plan.programme, "status").preferred
    if status and str(status.value).casefold() == "retired":
        yield cite(snapshot, status)


def _count(plan: Plan) -> Iterator[Sentence]:
    """Where the source counts other courses than the list holds; an exam may or may not be counted."""
    courses = plan.order.courses
    finals = sum(course.is_final for course in courses)
    if plan.count is None or plan.count.value in (len(courses), len(courses) - finals):
        return
    listed, told = plural(len(courses), "course is", "courses are"), value_text(plan.count.value)
    counted = dated(f"{listed} listed here; the programme is said to have {told}.", (plan.count,))
    rest = (
        "The others are missing in this plan." if plan.lacks_courses else "You may not need them all: check its page."
    )
    yield Sentence(f"{counted} {rest}", (plan.count,))


def _stretched(snapshot: Snapshot, plan: Plan) -> Iterator[Sentence]:
    """Fewer hours than asked make a course longer only where the learner sets the pace."""
    stretched = [item for item in plan.items if item.is_stretched]
    if not stretched:
        return
    which = (
        "Every course asks"
        if len(stretched) == len(plan.items)
        else f"{plural(len(stretched), 'course asks', 'courses ask')}"
    )
    hours = f"{number(hours_of(plan))} {'hour' if hours_of(plan) == 1 else 'hours'}"
    yield Sentence(f"{which} for more than {hours} a week, so here it takes longer. That works only where a course is self-paced.")  # fmt: skip
    pacing = fact(snapshot, plan.programme, "pacing").preferred
    if pacing:
        yield cite(snapshot, pacing)


def _at_once(snapshot: Snapshot, plan: Plan) -> Iterator[Sentence]:
    if plan.wishes.at_once < 2:
        return
    if plan.parallel < 2 <= len(plan.items):
        yield Sentence("No two courses run at once here: together they need more hours than you have, or one comes first.")  # fmt: skip
    yield from (cite(snapshot, claim) for claim in plan.order.said if _ONE_AT_A_TIME.search(str(claim.value)))
