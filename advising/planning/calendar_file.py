"""A plan as an iCalendar file (RFC 5545): one all-day event a course and a break, the same bytes for the same plan."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from advising.planning.plan import Plan, PlannedCourse
from advising.planning.telling import hours_asked, why_here
from advising.wording import plural

PRODUCT = "-//Pathwise//Study plan//EN"
DOMAIN = "pathwise.invalid"  # a name that nobody owns (RFC 6761): the ids only have to differ
NOTE = "A plan from recorded course lengths. Sessions may not be open on these days: check the course page."


def calendar_of(plan: Plan) -> bytes:
    """The file of a plan; `DTEND` is the day after the last one, and `DTSTAMP` the plan's first day: there is no clock.

    An event keeps its UID when the plan is made again, so that a calendar moves it instead of adding another one.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Study plan: {plan.title}")
    for item in plan.items:
        calendar.add_component(_course(plan, item))
    for first, last in plan.breaks:
        event = _event(plan, f"break-{first.isoformat()}", "Break", first, last)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _course(plan: Plan, item: PlannedCourse) -> Event:
    event = _event(plan, item.course.id, item.course.title, item.starts_on, item.ends_on)
    why = why_here(plan, item)
    lines = [f"{plural(item.weeks, 'study week')}; recorded: {hours_asked(item.course)}."]
    lines += [f"{why.text[0].upper()}{why.text[1:]}."] if why.text else []
    urls = dict.fromkeys(claim.source.url for claim in (*item.course.claims, *why.claims))
    lines += [NOTE, *(f"Source: {url}" for url in urls if url)]
    event.add("description", "\n".join(lines))
    return event


def _event(plan: Plan, name: str, summary: str, first: date, last: date) -> Event:
    event = Event()
    event.add("uid", f"{plan.programme}.{name}@{DOMAIN}")
    event.add("dtstamp", datetime.combine(plan.starts_on or first, time(), UTC))
    event.add("summary", summary)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event
