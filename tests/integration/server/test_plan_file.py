"""`GET /api/plan.ics`: the calendar file of a plan, without a token, and 422 with the field that is wrong."""

from __future__ import annotations

from datetime import date

import icalendar
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from advising.answers.plan import plan_answer
from advising.model import Snapshot
from advising.planning.plan import make_plan
from advising.planning.wishes import PlanWishes
from advising.reply import PlanBlock
from bot.plan_file import plan_route
from knowledge.current import current_snapshot
from tests.integration.server.test_server_errors import assert_error

GOOD = {"programme": "mitx-finance", "hours": "8", "start": "2027-01-04"}
WISHES = PlanWishes(8, date(2027, 1, 4), ((date(2027, 8, 1), date(2027, 8, 31)),), 2)


@pytest.fixture(scope="module")
def plain() -> TestClient:
    """An application of this route alone: it needs no model."""
    return TestClient(Starlette(routes=[plan_route()]))


def days(content: bytes) -> list[tuple[str, date]]:
    return [(str(e["summary"]), e.decoded("dtstart")) for e in icalendar.Calendar.from_ical(content).walk("VEVENT")]


def test_the_file_of_a_shown_plan_holds_its_courses(plain: TestClient, snapshot: Snapshot) -> None:
    """The address in a plan's block gives the same courses on the same days, as an attachment."""
    reply = plan_answer(snapshot, "mitx-finance", WISHES)
    (block,) = (block for block in reply.blocks if isinstance(block, PlanBlock))
    answer = plain.get(block.file)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="study-plan-mitx-finance.ics"'
    assert days(answer.content) == [*((item.course, item.start) for item in block.items), ("Break", date(2027, 8, 1))]


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({}, id="only what must be"),
        pytest.param({"hours": "7.5", "at_once": "3"}, id="half hours, three at once"),
        pytest.param({"figures": "low"}, id="the lowest figures"),
        pytest.param({"done": "mitx-finance--foundations-of-modern-finance-i"}, id="one is done"),
        pytest.param({"breaks": "2027-01-04..2027-01-10,2027-03-01..2027-03-01"}, id="two breaks"),
        pytest.param({"breaks": ""}, id="an empty field"),
    ],
)
def test_every_field_is_read(plain: TestClient, more: dict[str, str]) -> None:
    """A valid address is answered; what it asks for is in the file."""
    answer = plain.get("/api/plan.ics", params={**GOOD, **more})
    assert answer.status_code == 200
    names = [name for name, _ in days(answer.content)]
    assert ("Foundations of Modern Finance I" in names) == ("done" not in more)
    assert names.count("Break") == (2 if more.get("breaks") else 0)


def test_the_lowest_figures_end_earlier(plain: TestClient) -> None:
    """`figures=low` plans with them."""
    high, low = (days(plain.get("/api/plan.ics", params={**GOOD, "figures": f}).content) for f in ("high", "low"))
    assert low[-1][1] < high[-1][1]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("programme", ""), ("programme", "no-such-programme"), ("programme", "hkustx-big-data-technology"),
        ("hours", ""), ("hours", "many"), ("hours", "nan"), ("hours", "inf"), ("hours", "0"), ("hours", "-3"), ("hours", "1e9"),
        ("start", ""), ("start", "soon"), ("start", "2027-02-30"), ("start", "1999-12-31"), ("start", "9999-12-31"), ("start", "20270104"),
        ("start", "2027-W01-1"),
        ("breaks", "2027-08-01"), ("breaks", "2027-08-31..2027-08-01"), ("breaks", "2027-01-01..2028-06-01"),
        ("breaks", ",".join(["2027-08-01..2027-08-02"] * 21)), ("breaks", "2027-08-01..2027-08-02,"),
        ("at_once", "0"), ("at_once", "4"), ("at_once", "two"), ("at_once", "\u00b2"),
        ("done", "mitx-supply-chain-management--supply-chain-design"), ("figures", "medium"), ("token", "x"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named(plain: TestClient, field: str, value: str) -> None:
    """422, with the field and what was expected."""
    answer = plain.get("/api/plan.ics", params={**GOOD, field: value})
    assert assert_error(answer, 422, "invalid")["field"] == field


@pytest.mark.parametrize("field", GOOD)
def test_a_missing_field_is_named(plain: TestClient, field: str) -> None:
    """All three must be there."""
    answer = plain.get("/api/plan.ics", params={name: value for name, value in GOOD.items() if name != field})
    assert assert_error(answer, 422, "invalid")["field"] == field


def test_the_served_bot_has_the_route(http: TestClient) -> None:
    """Beside the conversation, without a token, and by GET alone."""
    assert http.get("/api/plan.ics", params=GOOD).status_code == 200
    assert http.post("/api/plan.ics", params=GOOD).status_code == 405


def test_a_plan_of_a_year_of_breaks_ends(plain: TestClient) -> None:
    """Twenty long breaks and the fewest hours are answered too."""
    breaks = ",".join(f"{year}-01-01..{year}-12-30" for year in range(2027, 2047))
    answer = plain.get("/api/plan.ics", params={**GOOD, "hours": "0.5", "breaks": breaks})
    last = make_plan(current_snapshot(), "mitx-finance", PlanWishes(0.5, date(2027, 1, 4))).finishes_on
    assert answer.status_code == 200
    assert last is not None
    assert days(answer.content)[0][1] > date(2046, 12, 30)
