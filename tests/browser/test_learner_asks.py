"""What the project is for, in a real browser: ask, see sources and dates, get named programmes with reasons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(params=SIZES)
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The demo page, watched for errors and for requests to anybody else."""
    context = browser.new_context(viewport=SIZES[request.param])
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("request", lambda sent: troubles.append(sent.url) if not sent.url.startswith((address, "data:")) else None)
    page.goto(address)
    yield page
    context.close()
    assert troubles == []


def ask(page: Page, text: str) -> None:
    """Write a message and wait until it is answered."""
    box = page.get_by_role("textbox")
    box.fill(text)
    with page.expect_response("**/api/messages"):
        box.press("Enter")
    expect(page.get_by_text(text, exact=True)).to_be_visible()


def press(page: Page, title: str) -> None:
    """Press a button and wait until it is answered."""
    with page.expect_response("**/api/messages"):
        page.get_by_role("button", name=title, exact=True).click()


def shot(page: Page, folder: Path, name: str) -> None:
    """Leave a picture."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.screenshot(path=folder / f"{name}-{width}.png")


def test_nothing_is_stored_or_sent_before_the_chat_is_opened(page: Page) -> None:
    """A page that embeds the widget costs its visitors nothing until they open it."""
    assert page.evaluate("sessionStorage.length + localStorage.length + document.cookie.length") == 0
    calls = page.evaluate("performance.getEntriesByType('resource').filter(e => e.name.includes('/api/')).length")
    assert calls == 0


def test_worth_it_is_answered_with_sources_and_dates(page: Page, screenshots: Path) -> None:
    """The answer shows for, against and what it depends on; a footnote opens its publisher, date and link."""
    page.get_by_role("button", name="Ask Pathwise").click()
    ask(page, "is a MicroMasters worth it?")
    expect(page.get_by_text("It depends on")).to_be_visible()
    page.locator("button.footnote").first.click()
    note = page.locator(".note:not([hidden])").first
    expect(note).to_contain_text("2023")
    expect(note.get_by_role("link").first).to_have_attribute("rel", "noopener noreferrer")
    shot(page, screenshots, "worth-it")


def test_comparison_is_a_table(page: Page, screenshots: Path) -> None:
    """Two kinds of credential stand side by side, with row and column titles."""
    page.get_by_role("button", name="Ask Pathwise").click()
    ask(page, "professional certificate or micromasters?")
    expect(page.get_by_text("Academic level")).to_be_visible()
    shot(page, screenshots, "comparison")


def test_guided_recommendation_names_programmes_with_reasons(page: Page, screenshots: Path) -> None:
    """By buttons and in words, with a question in between, to three named programmes with reasons."""
    page.get_by_role("button", name="Ask Pathwise").click()
    ask(page, "Which programme suits me? I want to learn data science")
    ask(page, "how long does a micromasters take?")
    ask(page, "12 hours a week")
    shot(page, screenshots, "question")
    press(page, "Up to $1,500")
    press(page, "It would help")
    press(page, "I have a degree")
    expect(page.get_by_text("Best match")).to_be_visible()
    for part in ("For", "Against", "Not recorded"):
        expect(page.get_by_role("heading", name=part, exact=True).first).to_be_attached()
    shot(page, screenshots, "recommendation")


def test_conversation_is_there_after_a_reload(page: Page) -> None:
    """Reloading the page loses nothing of the conversation."""
    page.get_by_role("button", name="Ask Pathwise").click()
    ask(page, "what is a micromasters")
    expect(page.get_by_text("graduate level").first).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Ask Pathwise").click()
    expect(page.get_by_text("what is a micromasters", exact=True)).to_be_visible()
    expect(page.get_by_text("graduate level").first).to_be_visible()
