"""The page of kept advice in a real browser: the wishes stay in the address, and what is shown can be printed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

WISHES = "field=finance&background=degree&hours_per_week=11.25&budget_usd=1777&credit=yes&kept=mitx-finance"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own; an error in the console fails the test."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if "Policy" in message.text else None)
    yield page
    context.close()
    assert problems == []


def test_the_advice_of_a_link_is_shown_and_the_link_copied(page: Page, address: str) -> None:
    """The summary stands on the page, in its own style; the copied link is the whole one."""
    page.goto(f"{address}/advice#{WISHES}")
    expect(page.get_by_role("heading", name="What fits best")).to_be_visible()
    expect(page.get_by_role("heading", name="What you kept")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_text("The link is copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}/advice#{WISHES}"


def test_no_request_line_holds_the_wishes(page: Page, address: str) -> None:
    """They go in the body of one post to this server, and nothing else is asked of anybody."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/advice#{WISHES}")
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()
    paths = [url.removeprefix(address) for url in asked]
    assert sorted(paths) == ["/advice", "/advice.css", "/advice.js", "/api/advice.html"]


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        ("", ["This link holds no wishes."]),
        ("#", ["This link holds no wishes."]),
        ("#field=astrology&credit=perhaps", ["This link cannot be read as wishes.", "field:", "credit:"]),
        ("#<img src=x onerror=alert(1)>=1", ["This link cannot be read as wishes."]),
    ],
)
def test_a_link_that_holds_no_advice_says_why(page: Page, address: str, wishes: str, told: list[str]) -> None:
    """A clear message instead of an empty page; nothing in the link becomes markup."""
    page.goto(f"{address}/advice{wishes}")
    alert = page.locator("main")
    for text in told:
        expect(alert).to_contain_text(text)
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    assert page.locator("main img").count() == 0


def test_it_fits_a_phone_and_paper(page: Page, address: str) -> None:
    """Nothing runs out of a narrow screen; on paper the buttons are gone and the addresses of the sources are there."""
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto(f"{address}/advice#{WISHES}")
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    shown = page.locator(".sources a").first.evaluate("link => getComputedStyle(link, '::after').content")
    assert "http" in shown
