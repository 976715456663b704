"""A study plan for one programme: when it could be finished, which course when, and what is not recorded."""

from __future__ import annotations

import json

from advising.answers.buttons import RECOMMEND, TITLES, ask
from advising.evidence import fact
from advising.model import Claim, Snapshot
from advising.planning.courses import CourseLoad, course_loads
from advising.planning.order import order_of
from advising.planning.plan import Plan, make_plan
from advising.planning.telling import hours_of, plan_block
from advising.planning.wishes import PlanWishes
from advising.reply import (
    ANSWERED,
    CLARIFYING,
    DECLINED,
    Block,
    Option,
    OptionsBlock,
    Reply,
    Sentence,
    TextBlock,
    bullet_list,
    cite,
    paragraph,
    say,
)
from advising.wording import date_note, full_date, number, plural, value_text

TOPIC = "course_order"
HOURS = (3, 5, 8, 10)
OTHERS = 2
MIN_HOURS = 0.5
COURSE_LISTED = "course.listing"
# What is known of a programme whose courses cannot be planned, one claim of each row.
KNOWN = (
    ("courses_count",),
    ("duration.months", "duration.designed", "duration.estimated", "weeks_total.estimate"),
    ("course.weeks",),
    ("hours_per_week", "hours_per_week.estimate"),
)


def plan_answer(snapshot: Snapshot, programme: str, wishes: PlanWishes) -> Reply:
    """Plan a programme; ask for the hours a week where they are not known, and say what is not recorded.

    Args:
        snapshot: The knowledge; its day is the start where the wishes have none.
        programme: The id of a programme of the snapshot.
        wishes: What the learner said.
    """
    courses = course_loads(snapshot, programme)
    if not any(not course.missing for course in courses):
        return _not_recorded(snapshot, programme, courses)
    if wishes.hours_per_week is None or wishes.hours_per_week < MIN_HOURS:
        return _ask_hours(snapshot, programme, courses)
    plan = make_plan(snapshot, programme, wishes)
    if not plan.items:
        return _nothing_left(snapshot, plan)
    blocks: list[Block] = [paragraph(*_lead(plan)), plan_block(snapshot, plan), _on_order(snapshot, plan)]
    return Reply(TOPIC, ANSWERED, (*blocks, _next(plan)), (programme,))


def hours_option(programme: str, hours: float) -> str:
    """The payload of a button that plans a programme with so many hours a week."""
    return f"/{TOPIC}{json.dumps({'subject': [programme], 'plan': [{'hours_per_week': hours}]})}"


def _lead(plan: Plan) -> list[Sentence]:
    """The answer first; its figures are computed from the courses of the block below, which carry the sources."""
    start, finish = plan.starts_on or plan.wishes.start_on, plan.finishes_on
    if start is None or finish is None:
        return []
    count = plural(len(plan.items), "course")
    which = (
        f" for the {count} whose length is recorded"
        if plan.unplaced
        else f" for the {count} left"
        if plan.finished
        else ""
    )
    which = f" for the {count} listed here" if plan.lacks_courses and not plan.unplaced else which
    sentences = [
        f"About {plural(plan.weeks, 'week')}{which}: with {_hours(hours_of(plan))} a week from {full_date(start)} "
        f"you could finish{' them' if which else ''} by {full_date(finish)}."
    ]
    other = plan.finish_low if plan.wishes.is_cautious else plan.finish_high
    if other and other != finish:
        figures = "lowest" if plan.wishes.is_cautious else "highest"
        sentences.append(f"By the {figures} recorded figures it would be {full_date(other)}.")
    if plan.unplaced:
        sentences.append(
            f"{plural(len(plan.unplaced), 'course has', 'courses have')} no days yet, so the end is later."
        )
    sentences.append(f"This is a plan from recorded course lengths{date_note(plan.claims)}.")
    sentences.append("Sessions may not be open on those days: check each course page.")
    return [Sentence(text) for text in sentences]


def _hours(hours: float) -> str:
    return f"{number(hours)} {'hour' if hours == 1 else 'hours'}"


def _on_order(snapshot: Snapshot, plan: Plan) -> TextBlock:
    """Where the order comes from, so that it can be checked."""
    listed = plan.order.listed_by
    default = (
        say("Where nothing else decides, the courses stand as its source lists them.", listed) if listed
        else Sentence("Where nothing else decides, the courses stand as in the list that was found.")
    )  # fmt: skip
    said = (cite(snapshot, claim) for claim in plan.order.said)
    return bullet_list((default, *said), heading="Why this order", folded=True)


def _next(plan: Plan) -> OptionsBlock:
    """The plan with the two nearest other numbers of hours, and one question on the programme."""
    own = hours_of(plan)
    nearest = sorted((hours for hours in HOURS if hours != own), key=lambda hours: abs(hours - own))[:OTHERS]
    others = [Option(f"With {_hours(hours)} a week", hours_option(plan.programme, hours)) for hours in sorted(nearest)]
    return OptionsBlock((*others, Option(TITLES["prerequisites"], ask("prerequisites", plan.programme))))


def _ask_hours(snapshot: Snapshot, programme: str, courses: tuple[CourseLoad, ...]) -> Reply:
    options = tuple(Option(f"{_hours(hours)} a week", hours_option(programme, hours)) for hours in HOURS)
    asked = Sentence(f"How many hours a week can you study for {snapshot.label(programme)}?")
    blocks = (paragraph(asked, *_asked_for(courses)), OptionsBlock(options))
    return Reply(TOPIC, CLARIFYING, blocks, (programme,))


def _asked_for(courses: tuple[CourseLoad, ...]) -> list[Sentence]:
    """What the courses ask for, from the least to the most, with the claims of both."""
    figures = [course.hours for course in courses if course.hours]
    if not figures:
        return []
    low, high = min(figures, key=lambda f: f.low), max(figures, key=lambda f: f.high)
    text = value_text(low.low if low.low == high.high else (low.low, high.high), "hours a week")
    return [say(f"Its courses ask for {text} each.", *dict.fromkeys((low.claims[0], high.claims[0])))]


def _nothing_left(snapshot: Snapshot, plan: Plan) -> Reply:
    """All that could be placed is done."""
    left = [one.course.title for one in plan.unplaced]
    text = (
        f"What is left has no recorded length: {'; '.join(left)}."
        if left
        else "By what you say, all listed courses are done."
    )
    blocks = (
        paragraph(Sentence(text)),
        OptionsBlock((Option(TITLES["credit"], ask("credit", plan.programme)), RECOMMEND)),
    )
    return Reply(TOPIC, ANSWERED, blocks, (plan.programme,))


def _not_recorded(snapshot: Snapshot, programme: str, courses: tuple[CourseLoad, ...]) -> Reply:
    """No course has a recorded length: what is known instead, and the courses in their order."""
    what = "the weeks and hours of its courses are" if courses else "its courses are"
    text = f"I cannot make a plan with dates for {snapshot.label(programme)}: {what} not recorded."
    known = [cite(snapshot, claim) for claim in _known(snapshot, programme)]
    blocks: list[Block] = [paragraph(Sentence(text), *known)]
    if courses:
        listed = tuple(_listed(snapshot, course) for course in order_of(snapshot, programme, courses).courses)
        blocks.append(bullet_list(listed, heading="The courses, in the order of the list that was found"))
    options = tuple(Option(TITLES[topic], ask(topic, programme)) for topic in ("prerequisites", "credit"))
    status = ANSWERED if known or courses else DECLINED
    return Reply(TOPIC, status, (*blocks, OptionsBlock((*options, RECOMMEND))), (programme,))


def _known(snapshot: Snapshot, programme: str) -> list[Claim]:
    found = ([fact(snapshot, programme, predicate).preferred for predicate in row] for row in KNOWN)
    return [claim for row in found for claim in [next(filter(None, row), None)] if claim]


def _listed(snapshot: Snapshot, course: CourseLoad) -> Sentence:
    return Sentence(course.title, snapshot.claims_by_fact.get((course.id, COURSE_LISTED), ())[:1])
