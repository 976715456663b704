"""The instruments themselves: hostile texts that run are counted, and the content policy is off where it should be."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.hostile.conftest import POLICIES
from tests.security.hostile_page import HostilePage
from tests.security.payloads import payloads
from tests.security.tally import Tally

CONTROL = (Path(__file__).parents[2] / "security" / "control.html").read_text(encoding="utf-8")


def test_counter_sees_what_runs(browser: Browser, address: str, tally: Tally) -> None:
    """In careless code most of the same texts do run, and are counted: no execution elsewhere means something."""
    context = browser.new_context()
    hostile = HostilePage.of(context, address)
    hostile.page.route(f"{address}/control", lambda route: route.fulfill(content_type="text/html", body=CONTROL))
    hostile.page.goto(f"{address}/control")
    tried = [[way, payload.text] for payload in payloads() for way in payload.careless]
    hostile.page.evaluate("(all) => run(all)", tried)
    ran = hostile.watch.came_through
    context.close()
    tally.control = {"texts": len(payloads()), "ran": sum(payload.number in ran for payload in payloads())}
    assert tally.control["ran"] >= 120
    dead = {payload.kind for payload in payloads()} - {payload.kind for payload in payloads() if payload.number in ran}
    assert dead == set(), "classes of which no text runs anywhere"


def test_policy_is_off_where_it_should_be(hostile: HostilePage, policy: str) -> None:
    """Markup that is really planted in the page runs without the policy, and only then."""
    hostile.page.goto(hostile.address)
    hostile.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=__hit(999)>')")
    hostile.settle()
    assert set(hostile.watch.came_through) == ({999} if POLICIES[policy] else set())
