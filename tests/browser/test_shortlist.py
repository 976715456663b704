"""What a learner keeps stays in this browser, and a browser that refuses storage loses nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

PROGRAMME = "Supply Chain Management"
REFUSED = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused') }})"


@pytest.fixture(params=["", REFUSED], ids=["storage", "no storage"])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The demo page, with and without storage, with one programme on a card."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    if request.param:
        page.add_init_script(request.param)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(address)
    page.get_by_role("button", name="Ask Pathwise").click()
    page.get_by_role("textbox").fill("tell me about MITx Supply Chain Management")
    page.get_by_role("textbox").press("Enter")
    page.get_by_role("button", name=f"Keep {PROGRAMME}").click()
    yield page
    context.close()
    assert troubles == []


def test_a_kept_programme_is_there_after_a_reload(page: Page, request: pytest.FixtureRequest) -> None:
    """The list survives a reload and a new conversation, where the browser allows it; else it lives in the page."""
    button = page.get_by_role("button", name="Kept (1)")
    expect(button).to_be_visible()
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="New conversation").click()
    page.get_by_role("button", name="Start again").click()
    expect(button).to_be_visible()
    is_stored = "no storage" not in request.node.name
    page.reload()
    page.get_by_role("button", name="Ask Pathwise").click()
    expect(page.get_by_role("textbox")).to_be_visible()
    expect(button).to_be_visible(visible=is_stored)


def test_nothing_stays_when_the_last_is_removed(page: Page) -> None:
    """One press of "Remove" and the browser holds nothing of it."""
    page.get_by_role("button", name="Kept (1)").click()
    page.get_by_role("button", name=f"Remove {PROGRAMME}").click()
    expect(page.get_by_role("button", name=f"Keep {PROGRAMME}")).to_have_attribute("aria-pressed", "false")
    stored = "(() => { try { return localStorage.length } catch { return 0 } })()"
    assert page.evaluate(stored) == 0
