"""What a learner wishes of a plan, and the address under which the plan's calendar file is served."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

MAX_AT_ONCE = 3
FILE_PATH = "/api/plan.ics"
Break = tuple[date, date]  # first and last day off


@dataclass(frozen=True, slots=True)
class PlanWishes:
    """How somebody would study; None means not said.

    `at_once` is how many courses may run in parallel, 1 to 3. `done` are ids of courses already finished.
    `is_cautious` plans with the highest recorded weeks and hours of each course, else with the lowest.
    """

    hours_per_week: float | None = None
    start_on: date | None = None
    breaks: tuple[Break, ...] = ()
    at_once: int = 1
    done: tuple[str, ...] = ()
    is_cautious: bool = True


def file_address(programme: str, wishes: PlanWishes) -> str:
    """The path and query of the calendar file of a plan; `hours_per_week` and `start_on` must be known."""
    query = {"programme": programme, "hours": f"{wishes.hours_per_week or 0:g}"}
    query |= {"start": wishes.start_on.isoformat()} if wishes.start_on else {}
    query |= {"breaks": ",".join(f"{first}..{last}" for first, last in wishes.breaks)} if wishes.breaks else {}
    query |= {"at_once": str(wishes.at_once)}
    query |= {"done": ",".join(wishes.done)} if wishes.done else {}
    query |= {} if wishes.is_cautious else {"figures": "low"}
    return f"{FILE_PATH}?{urlencode(query, safe=',.')}"
