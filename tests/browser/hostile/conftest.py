"""A watched browser with the server's content policy and one without it, and what must hold of every page in both.

tests/security/payloads.yml holds the texts. The policy is switched off in half of the runs, because it must not be
what saves the learner: the widget stands on pages of others, whose policies are theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.security.hostile_page import PATIENCE_MS, HostilePage, missing
from tests.security.payloads import Payload, payloads
from tests.security.tally import Count, Tally

POLICIES = {"policy": False, "no policy": True}


@pytest.fixture(scope="session")
def tally(request: pytest.FixtureRequest) -> Iterator[Tally]:
    """The counts of this run, printed and written at its end."""
    counted = Tally()
    yield counted
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print("", *counted.write(), sep="\n")  # noqa: T201


@pytest.fixture(params=POLICIES)
def policy(request: pytest.FixtureRequest) -> str:
    """Whether the server's content policy holds."""
    return str(request.param)


@pytest.fixture
def context(browser: Browser, policy: str) -> Iterator[BrowserContext]:
    """A browser of its own, with or without the policy."""
    opened = browser.new_context(bypass_csp=POLICIES[policy])
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    opened.close()


@pytest.fixture
def hostile(context: BrowserContext, address: str) -> HostilePage:
    """A watched page of the server."""
    return HostilePage.of(context, address)


@pytest.fixture
def nothing_ran(tally: Tally, policy: str) -> Callable[..., None]:
    """Counts what a page shows by now, and fails if any of it ran, could run, or asked for anything elsewhere."""

    def check(
        way: str,
        shown: HostilePage,
        group: Sequence[Payload] = payloads(),
        links_are_pressed: bool = True,
        asks_elsewhere: bool = False,
    ) -> None:
        shown.settle()
        standing, watch = shown.standing(), shown.watch
        if asks_elsewhere:  # the page's owner said where the server is
            watch.forget_requests()
        executions, asked = dict(watch.came_through), list(watch.asked)
        if links_are_pressed:
            shown.press_links()
            watch.forget_requests()  # a link that a learner follows asks for its page
            executions |= watch.came_through
        texts = len(group) - len(missing(group, standing.text))
        links = len(set(standing.links))
        tally.add(Count(way, policy, texts, links, len(executions), len(standing.unsafe)))
        assert executions == {}
        assert asked == []
        assert standing.unsafe == []
        assert standing.handlers == []
        assert standing.planted == []
        assert watch.dialogs == []
        assert watch.errors == []
        assert shown.page.url.partition("#")[0] in (f"{shown.address}/", f"{shown.address}/advice")

    return check
