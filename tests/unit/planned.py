"""A small snapshot with one programme of courses, for tests of plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from advising.model import Claim, Course, Predicate, Programme, Snapshot, Subject
from tests.unit.small_snapshot import AS_OF, PREDICATES, SUBJECTS, source

SLUG = "asx-plan"
NEW_YEAR = date(2027, 1, 4)  # a Monday
TOPICS = {"course.weeks": "duration", "course.hours_per_week": "workload", "courses_count": "programme", "pacing": "workload",
          "courses": "course_order", "hours_per_week.estimate": "workload", "weeks_total.estimate": "duration"}  # fmt: skip


def made(predicate: str, value: Any, subject: str = SLUG, **more: Any) -> Claim:
    """A claim on any predicate about the programme or a course of it."""
    topic = TOPICS.get(predicate, "course_order")
    return Claim(f"{subject}/{predicate}/{value}", subject, predicate, topic, value, source(), **more)


def planned(*courses: tuple[str, Any, Any], claims: tuple[Claim, ...] = (), title: str = "Plan") -> Snapshot:
    """A snapshot with a programme of courses, each (title, weeks, hours a week); None is not recorded."""
    rows = tuple(Course(f"c{n}", name, SLUG, n) for n, (name, _, _) in enumerate(courses, 1))
    recorded = [
        made(predicate, value, row.id, unit=unit)
        for row, (_, weeks, hours) in zip(rows, courses, strict=True)
        for predicate, value, unit in (("course.weeks", weeks, "weeks"), ("course.hours_per_week", hours, "hours a week"))
        if value is not None
    ]  # fmt: skip
    everything = {claim.id: claim for claim in (*recorded, *claims)}
    programme = replace(Programme(SLUG, title, "micromasters", "edx", ("a-school",), ("data-science",)), courses=rows)
    subjects = (
        *SUBJECTS,
        Subject(SLUG, "programme", f"ASx {title}"),
        *(Subject(r.id, "course", r.title) for r in rows),
    )
    known = {predicate.id: predicate for predicate in PREDICATES}
    known |= {
        claim.predicate: Predicate(claim.predicate, claim.topic, claim.predicate, True, 365, "{subject}: {value}{scope}.")
        for claim in everything.values()
    }  # fmt: skip
    return Snapshot(
        "by hand", AS_OF, {subject.id: subject for subject in subjects}, known, {SLUG: programme}, (), (), everything
    )
