"""`GET /api/plan.ics`: a study plan as a calendar file, made anew from what its address says; nothing is stored."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Mapping
from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from advising.model import Snapshot
from advising.planning.calendar_file import calendar_of
from advising.planning.plan import make_plan
from advising.planning.wishes import FILE_PATH, MAX_AT_ONCE, Break, PlanWishes
from knowledge.current import current_snapshot

FIELDS = ("programme", "hours", "start", "breaks", "at_once", "done", "figures")
MIN_HOURS, MAX_HOURS = 0.5, 80
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
MAX_BREAKS, MAX_BREAK_DAYS = 20, 366


class BadField(Exception):
    """A field of the address is wrong; `field` names it."""

    def __init__(self, field: str, message: str) -> None:
        """Keep what the answer says."""
        super().__init__(message)
        self.field = field


def plan_route() -> Route:
    """The route of the calendar file."""
    return Route(FILE_PATH, plan_file, methods=["GET"])


async def plan_file(request: Request) -> Response:
    """The calendar file, or 422 with the field that is wrong."""
    try:
        name, content = await asyncio.to_thread(_made, dict(request.query_params))
    except BadField as error:
        return JSONResponse({"error": {"code": "invalid", "message": str(error), "field": error.field}}, 422)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)


def _made(query: Mapping[str, str]) -> tuple[str, bytes]:
    snapshot = current_snapshot()
    programme, wishes = read_query(snapshot, query)
    plan = make_plan(snapshot, programme, wishes)
    if not plan.items:
        raise BadField(
            "programme", f"'programme' is {programme!r}, of which no course is left whose length is recorded"
        )
    return f"study-plan-{programme}.ics", calendar_of(plan)


def read_query(snapshot: Snapshot, query: Mapping[str, str]) -> tuple[str, PlanWishes]:
    """The programme and the wishes that an address names; `advising.planning.wishes.file_address` writes it.

    Raises:
        BadField: If a field is missing, unknown or not what is expected.
    """
    unknown = next((field for field in query if field not in FIELDS), None)
    if unknown is not None:
        raise BadField(unknown[:20], f"{unknown[:20]!r} is no field here; expected {', '.join(FIELDS)}")
    programme = query.get("programme", "")
    if programme not in snapshot.programmes:
        raise BadField("programme", f"'programme' is {programme[:80]!r}; expected the id of a programme")
    if query.get("figures", "high") not in ("high", "low"):
        raise BadField("figures", f"'figures' is {query['figures'][:20]!r}; expected high or low")
    return programme, PlanWishes(
        _hours(query.get("hours", "")), _day("start", query.get("start", "")), _breaks(query.get("breaks", "")),
        _at_once(query.get("at_once", "1")), _done(snapshot, programme, query.get("done", "")),
        is_cautious=query.get("figures") != "low",
    )  # fmt: skip


def _hours(text: str) -> float:
    try:
        hours = float(text)
    except ValueError:
        hours = math.nan
    if not MIN_HOURS <= hours <= MAX_HOURS:
        raise BadField("hours", f"'hours' is {text[:20]!r}; expected hours a week from {MIN_HOURS:g} to {MAX_HOURS}")
    return hours


def _day(field: str, text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.isoformat() != text or not FIRST_DAY <= day <= LAST_DAY:
        raise BadField(field, f"{field!r} is {text[:20]!r}; expected a day such as 2027-01-04")
    return day


def _breaks(text: str) -> tuple[Break, ...]:
    parts = text.split(",") if text else []
    if len(parts) > MAX_BREAKS:
        raise BadField("breaks", f"'breaks' holds {len(parts)}; expected at most {MAX_BREAKS}")
    return tuple(_break(part) for part in parts)


def _break(text: str) -> Break:
    first, _, last = text.partition("..")
    found = _day("breaks", first), _day("breaks", last)
    if not timedelta() <= found[1] - found[0] < timedelta(days=MAX_BREAK_DAYS):
        raise BadField("breaks", f"'breaks' has {text[:30]!r}; expected first..last day, at most a year")
    return found


def _at_once(text: str) -> int:
    if text not in [str(n) for n in range(1, MAX_AT_ONCE + 1)]:
        raise BadField("at_once", f"'at_once' is {text[:20]!r}; expected 1 to {MAX_AT_ONCE}")
    return int(text)


def _done(snapshot: Snapshot, programme: str, text: str) -> tuple[str, ...]:
    done = tuple(text.split(",")) if text else ()
    known = {course.id for course in snapshot.programmes[programme].courses}
    unknown = next((course for course in done if course not in known), None)
    if unknown is not None:
        raise BadField("done", f"'done' has {unknown[:80]!r}; expected ids of the programme's courses")
    return done
