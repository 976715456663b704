"""When the panel or the server cannot be reached: the page stays, the learner is told, and the next try works."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

PANEL = "**/panel.js*"
NOT_LOADED = "The chat could not be loaded. Please try again."
LONGER_THAN_ANYBODY_WAITS_MS = 60_000


def answering(status: int, body: str = "", kind: str = "text/javascript") -> Callable[[Route], None]:
    """A server, or something between, that answers just that."""
    return lambda route: route.fulfill(status=status, body=body, content_type=kind)


FAILURES: dict[str, Callable[[Route], None]] = {
    "not found": answering(404, "not found", "text/plain"),
    "server error": answering(500),
    "a page instead": answering(200, "<!doctype html><title>Log in</title>", "text/html"),
    "garbage": answering(200, "<!doctype html><title>Log in</title>"),
    "cut off": answering(200, "export const half = {"),
    "another script": answering(200, "export {};"),
    "blocked": lambda route: route.abort("blockedbyclient"),
    "no connection": lambda route: route.abort("internetdisconnected"),
}


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The strict page, loaded; an error that nobody caught fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}/embed/strict")
    yield page
    context.close()
    assert errors == []


def launcher(page: Page) -> None:
    """Press the launcher."""
    page.locator("pathwise-chat >> [part=launcher]").click()


def is_told_and_can_try_again(page: Page) -> None:
    """The hint stands beside the launcher, the page is as it was; with the panel back, one press opens the chat."""
    expect(page.locator("pathwise-chat >> [part=hint]")).to_have_text(NOT_LOADED)
    expect(page.get_by_role("heading", name="The widget under the strictest policy")).to_be_visible()
    expect(page.locator("pathwise-chat")).not_to_have_attribute("open", "")
    page.unroute(PANEL)
    launcher(page)
    expect(page.get_by_role("textbox", name="Your message")).to_be_focused()
    expect(page.locator("pathwise-chat >> [part=hint]")).to_be_hidden()


@pytest.mark.parametrize("failure", FAILURES)
def test_a_panel_that_does_not_come_is_told_and_tried_again(page: Page, failure: str) -> None:
    """Whatever comes instead of the panel, one sentence says so, and the next press works once it is back."""
    page.route(PANEL, FAILURES[failure])
    launcher(page)
    is_told_and_can_try_again(page)


def test_a_panel_that_never_comes_is_told(page: Page) -> None:
    """A connection that hangs is given up for the learner, not for ever."""
    page.clock.install()
    page.route(PANEL, lambda _: None)
    launcher(page)
    page.clock.run_for(LONGER_THAN_ANYBODY_WAITS_MS)
    is_told_and_can_try_again(page)


def test_a_server_that_is_down_is_told_and_the_message_kept(page: Page) -> None:
    """The learner writes, hears that there is no connection, and is answered by itself once the server is back."""
    page.route("**/api/**", lambda route: route.abort("connectionrefused"))
    launcher(page)
    field = page.get_by_role("textbox", name="Your message")
    field.fill("is a MicroMasters worth it?")
    field.press("Enter")
    expect(page.locator("[part=trouble]")).to_contain_text("No connection. Your message is kept")
    expect(page.get_by_role("status")).to_contain_text("No connection.")
    page.unroute("**/api/**")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[part=footnote]").first).to_be_visible()
    expect(page.locator("[part=trouble]")).to_be_hidden()


def test_a_server_that_fails_is_told(page: Page) -> None:
    """An answer of 500 is no silence: it is said, and offered to try again."""
    page.route("**/api/**", lambda route: route.fulfill(status=500, body="oops", content_type="text/plain"))
    launcher(page)
    expect(page.locator("[part=trouble]")).to_be_visible()
