"""The answer that holds a study plan (advising.answers.plan): what is said first, what is asked, what is not recorded."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from advising.answers.plan import TOPIC, hours_option, plan_answer
from advising.model import Snapshot
from advising.planning.courses import course_loads
from advising.planning.wishes import PlanWishes
from advising.rendering import render
from advising.reply import ANSWERED, CLARIFYING, DECLINED, OptionsBlock, PlanBlock, Reply, TextBlock
from tests.unit.planned import NEW_YEAR, SLUG, made, planned

EIGHT = PlanWishes(8, NEW_YEAR)
ITEM = {"course", "start", "end", "weeks", "hours", "why_here", "notes", "warning"}
BLOCK = {"type", "title", "programme", "start", "finish", "weeks", "hours_per_week", "items", "breaks", "warnings",
         "unplaced", "file"}  # fmt: skip


def lead(reply: Reply) -> str:
    first = reply.blocks[0]
    assert isinstance(first, TextBlock)
    return " ".join(sentence.text for sentence in first.sentences)


def block(reply: Reply) -> PlanBlock:
    return next(block for block in reply.blocks if isinstance(block, PlanBlock))


def test_the_answer_comes_first() -> None:
    """How long, and by when; then how sure that is."""
    reply = plan_answer(planned(("A", 13, (8, 12)), ("B", 4, (2, 4))), SLUG, EIGHT)
    assert (reply.topic, reply.status, reply.subjects) == (TOPIC, ANSWERED, (SLUG,))
    assert lead(reply) == (
        "About 24 weeks: with 8 hours a week from 4 Jan 2027 you could finish by 20 Jun 2027. "
        "By the lowest recorded figures it would be 2 May 2027. "
        "This is a plan from recorded course lengths (Jan 2026). "
        "Sessions may not be open on those days: check each course page."
    )


@pytest.mark.parametrize(
    ("courses", "claims", "wishes", "expected"),
    [
        pytest.param([("A", 2, 4), ("B", None, 4)], (), {}, "About 2 weeks for the 1 course whose length is recorded:", id="unrecorded"),
        pytest.param([("A", 2, 4), ("B", None, 4)], (), {}, "1 course has no days yet, so the end is later.", id="a later end"),
        pytest.param([("A", 2, 4)], (made("courses_count", 3),), {}, "About 2 weeks for the 1 course listed here:", id="unlisted"),
        pytest.param([("A", 2, 4), ("B", 2, 4)], (), {"done": ("c1",)}, "About 2 weeks for the 1 course left:", id="one is done"),
        pytest.param([("A", 2, 4)], (), {"done": ("c1",)}, "By what you say, all listed courses are done.", id="all done"),
        pytest.param([("A", 2, 4), ("B", None, 4)], (), {"done": ("c1",)}, "What is left has no recorded length: B.", id="nothing placeable"),
        pytest.param([("A", 1, 1)], (), {"hours_per_week": 1}, "About 1 week: with 1 hour a week", id="one of each"),
    ],
)  # fmt: skip
def test_what_the_plan_covers_is_said_first(courses, claims, wishes, expected) -> None:
    """A finish is never that of the programme where the plan is only of a part of it."""
    assert expected in lead(plan_answer(planned(*courses, claims=claims), SLUG, replace(EIGHT, **wishes)))


@pytest.mark.parametrize("hours", [None, 0, 0.1])
def test_unknown_hours_are_asked_for(hours: float | None) -> None:
    """With what the courses ask for, and four numbers to press."""
    reply = plan_answer(planned(("A", 2, (4, 6)), ("B", 2, (3, 5))), SLUG, replace(EIGHT, hours_per_week=hours))
    options = next(block for block in reply.blocks if isinstance(block, OptionsBlock)).options
    assert (reply.status, [option.title for option in options]) == (
        CLARIFYING, ["3 hours a week", "5 hours a week", "8 hours a week", "10 hours a week"],
    )  # fmt: skip
    assert "Its courses ask for 3 to 6 hours a week each (Jan 2026)." in lead(reply)
    assert options[1].payload == hours_option(SLUG, 5)


def test_the_payload_of_hours() -> None:
    """A button's payload is an intent with entities."""
    assert hours_option("slug", 5) == '/course_order{"subject": ["slug"], "plan": [{"hours_per_week": 5}]}'


@pytest.mark.parametrize(
    ("courses", "claims", "status", "expected"),
    [
        pytest.param([], (), DECLINED, "its courses are not recorded", id="nothing"),
        pytest.param([("A", None, 4)], (), ANSWERED, "the weeks and hours of its courses are not recorded", id="only titles"),
        pytest.param([], (made("weeks_total.estimate", 30),), ANSWERED, "ASx Plan: 30", id="only the whole"),
    ],
)  # fmt: skip
def test_what_is_not_recorded_is_said(courses, claims, status, expected) -> None:
    """No plan, no guess: what is known instead, and the courses in their order."""
    reply = plan_answer(planned(*courses, claims=claims), SLUG, PlanWishes())
    assert (reply.status, not any(isinstance(b, PlanBlock) for b in reply.blocks)) == (status, True)
    assert expected in lead(reply)


def test_why_a_course_stands_where_it_does() -> None:
    """By its number, by a source, by its title."""
    stated = made("course.1x.prerequisite", "Basic Law", scope="Modern Trade")
    knowledge = planned(
        ("Modern Trade", 2, 4), ("Basic Law", 2, 4), ("Tax II", 2, 4), ("Tax I", 2, 4), ("Capstone", 2, 4), claims=(stated,)
    )  # fmt: skip
    shown = block(plan_answer(knowledge, SLUG, EIGHT))
    assert {item.course: item.why_here for item in shown.items} == {
        "Basic Law": "",
        "Modern Trade": "after Basic Law, as its source says",
        "Tax I": "",
        "Tax II": "after Tax I, the part before it",
        "Capstone": "last: by its title it closes the programme",
    }
    assert [stated in item.claims for item in shown.items if item.course == "Modern Trade"] == [True]


def test_every_programme_gets_a_whole_answer(snapshot: Snapshot) -> None:
    """Any programme, hours and number at once: a lead of at most 90 words, the block's fields, and only recorded figures."""
    for slug in snapshot.programmes:
        loads = {course.title: course for course in course_loads(snapshot, slug)}
        for wishes in (
            PlanWishes(),
            PlanWishes(3, NEW_YEAR),
            PlanWishes(12, None, ((date(2027, 8, 1), date(2027, 8, 31)),), 2),
        ):
            reply = plan_answer(snapshot, slug, wishes)
            text, blocks, claims = render(snapshot, reply)
            assert len(lead(reply).split()) <= 90
            assert "None" not in text
            for shown in (b for b in blocks if b["type"] == "plan"):
                assert set(shown) == BLOCK
                for item in shown["items"]:
                    load, own = loads[item["course"]], {claims[n - 1] for n in item["notes"]}
                    assert set(item) == ITEM
                    assert item["weeks"] >= load.weeks.low
                    assert own >= {load.weeks.claims[0], load.hours.claims[0]}
                    assert item["hours"].startswith(f"{load.hours.low:g} ")
                assert {item["course"] for item in (*shown["items"], *shown["unplaced"])} == set(loads)


def test_the_plain_text_is_complete() -> None:
    """Who reads only the text has the courses with days and reasons, what is missing, breaks, warnings and the file."""
    knowledge = planned(("A", 13, (8, 12)), ("B", None, 4), ("Capstone", 1, 2))
    text, _, _ = render(
        knowledge, plan_answer(knowledge, SLUG, replace(EIGHT, breaks=((date(2027, 2, 1), date(2027, 2, 7)),)))
    )
    assert "1. A: 4 Jan 2027 to 30 May 2027, 20 weeks, 8 to 12 hours a week. [1][2]" in text
    assert "- No days for B: its weeks are not recorded." in text
    assert "- No days for Capstone: it comes after B, whose weeks are not recorded." in text
    assert "- Break: 1 Feb 2027 to 7 Feb 2027" in text
    assert "- Every course asks for more than 8 hours a week" in text
    assert (
        "Calendar file: /api/plan.ics?programme=asx-plan&hours=8&start=2027-01-04&breaks=2027-02-01..2027-02-07&at_once=1"
        in text
    )


def test_the_json_of_a_plan() -> None:
    """The block as docs/protocol.md shows it."""
    knowledge = planned(("A", 13, (8, 12)))
    _, blocks, _ = render(knowledge, plan_answer(knowledge, SLUG, EIGHT))
    assert json.loads(json.dumps(blocks[1])) == {
        "type": "plan", "title": "Study plan: ASx Plan", "programme": "asx-plan", "start": "2027-01-04",
        "finish": "2027-05-23", "weeks": 20, "hours_per_week": 8,
        "items": [{"course": "A", "start": "2027-01-04", "end": "2027-05-23", "weeks": 20, "hours": "8 to 12 hours a week",
                   "why_here": "", "notes": [1, 2],
                   "warning": "It asks for up to 12 hours a week and you have 8: here it takes 20 weeks instead of 13."}],
        "breaks": [], "unplaced": [],
        "warnings": [{"text": "Every course asks for more than 8 hours a week, so here it takes longer. "
                              "That works only where a course is self-paced.", "notes": []}],
        "file": "/api/plan.ics?programme=asx-plan&hours=8&start=2027-01-04&at_once=1",
    }  # fmt: skip
