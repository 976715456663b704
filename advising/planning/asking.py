"""Whether a message asks for a plan, and what it wishes of one, beside what was wished before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from advising.model import Snapshot
from advising.planning.breaks import read_breaks
from advising.planning.courses import course_loads
from advising.planning.order import order_of
from advising.planning.reading import read_at_once, read_done, read_start
from advising.planning.wishes import PlanWishes

_PLAN = re.compile(
    r"\b(?:study|learning|course|personal) ?(?:plan|schedule|timetable|calendar)\b|"
    r"\b(?:make|give|draw|create|build|show|want|need|get|send|see|with|do|have)\b[\w\s']{0,24}\b(?:plan|schedule|timetable)\b(?! (?:b\b|to\b))|"
    r"\b(?:plan|schedule) (?:it|this|that|my (?:study|studies|learning|courses|time|weeks|year)|the courses|me)\b|^\W*(?:a )?(?:plan|schedule|timetable)(?: please| pls)?\W*$|"
    r"\b(?:calendar file|\.?ics\b|add (?:it|this|them) to my calendar)|"
    r"\bwhen (?:would|wud|could|can|will|might|do|should|shall) (?:i|we) (?:\w+ )?(?:be (?:done|finished|ready|through)|finish|complete|have (?:it|them) done)|"
    r"\bhow long (?:would|will|does|do) (?:it|that|this|they) take me\b|\b(?:finish|done|complete\w*) (?:it |them )?by when\b",
    re.I,
)  # fmt: skip
_FEW_WORDS = 14


def asks_for_plan(text: str) -> bool:
    """Whether a message asks for a plan of one's own study: when one would be done, or which course when."""
    return bool(_PLAN.search(text))


def plan_wishes(
    snapshot: Snapshot, programme: str, text: str, before: PlanWishes, hours: float | None = None
) -> PlanWishes:
    """What was wished before, with what the message changes; `hours` a week as the message or the profile tells them."""
    start = read_start(text, snapshot.as_of) or before.start_on
    breaks = read_breaks(text, start or snapshot.as_of)
    courses = order_of(snapshot, programme, course_loads(snapshot, programme)).courses
    done = read_done(text, courses)
    return replace(
        before,
        hours_per_week=hours if hours is not None else before.hours_per_week,
        start_on=start,
        breaks=tuple(dict.fromkeys((*before.breaks, *breaks))),
        at_once=read_at_once(text) or before.at_once,
        done=tuple(dict.fromkeys((*before.done, *done))),
    )


def changes_plan(snapshot: Snapshot, programme: str, text: str, before: PlanWishes, hours: float | None) -> bool:
    """Whether a short message after a plan only changes what was wished of it: "and from March?", "with 5 hours"."""
    if len(text.split()) > _FEW_WORDS:
        return False
    return hours is not None or plan_wishes(snapshot, programme, text, before) != before


def wishes_slot(programme: str, wishes: PlanWishes) -> dict[str, Any]:
    """The wishes as a slot holds them."""
    return {
        "programme": programme, "hours_per_week": wishes.hours_per_week, "at_once": wishes.at_once, "done": list(wishes.done),
        "start_on": wishes.start_on.isoformat() if wishes.start_on else None,
        "breaks": [[first.isoformat(), last.isoformat()] for first, last in wishes.breaks],
    }  # fmt: skip


def wishes_from(slot: Mapping[str, Any]) -> PlanWishes:
    """The wishes that `wishes_slot` wrote."""
    start = slot.get("start_on")
    return PlanWishes(
        slot.get("hours_per_week"), date.fromisoformat(start) if start else None,
        tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in slot.get("breaks", [])),
        slot.get("at_once", 1), tuple(slot.get("done", [])),
    )  # fmt: skip
