"""The chat without a mouse and without a screen: where the focus is, what Escape does, and what is heard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.in_page import in_page

LONGEST_ANNOUNCEMENT = 300
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(params=SIZES)
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The demo page, beside which the chat floats, or which it covers."""
    context = browser.new_context(viewport=SIZES[request.param])
    context.add_init_script(in_page().script)
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def focused(page: Page) -> str:
    """The part of the widget, or the kind of element, that has the focus."""
    return page.evaluate("checks.focused()")


def opened(page: Page) -> Page:
    """Open the chat with the keyboard."""
    page.locator("pathwise-chat >> [part=launcher]").press("Enter")
    expect(page.get_by_role("textbox", name="Your message")).to_be_focused()
    return page


def ask(page: Page, text: str) -> None:
    """Type a message where the focus is, and wait until it is answered."""
    page.keyboard.type(text)
    with page.expect_response("**/api/messages"):
        page.keyboard.press("Enter")
    expect(page.locator("[part=typing]")).to_have_count(0)


def test_the_focus_is_never_lost(page: Page) -> None:
    """Opened, asked, a chip and a form's answer pressed: the focus is in the input each time, never on the page's body."""
    opened(page)
    ask(page, "is a MicroMasters worth it?")
    assert focused(page) == "input"
    with page.expect_response("**/api/messages"):
        page.locator("[part=options] [part=chip]").first.press("Enter")
    assert focused(page) == "input"
    ask(page, "Help me choose a programme")
    with page.expect_response("**/api/messages"):
        page.locator("[part=form] [part=chip]").first.press("Enter")
    assert focused(page) == "input"
    page.get_by_role("button", name="Menu").press("Enter")
    page.get_by_role("button", name="New conversation").press("Enter")
    assert focused(page) == "primary"
    page.get_by_role("button", name="Start again").press("Enter")
    assert focused(page) == "input"


def test_a_first_question_keeps_the_focus(page: Page) -> None:
    """The questions of the first page go when one is pressed; the focus does not go with them."""
    opened(page)
    expect(page.locator("[part=question]").first).to_be_visible()
    with page.expect_response("**/api/messages"):
        page.locator("[part=question]").first.press("Enter")
    expect(page.locator("[part=question]")).to_have_count(0)
    assert focused(page) == "input"


@pytest.mark.parametrize("closing", ["Escape", "button"])
def test_closing_gives_the_focus_back(page: Page, closing: str) -> None:
    """Closed by Escape or by its button, the chat leaves the focus where it was opened from."""
    opened(page)
    if closing == "Escape":
        page.keyboard.press("Escape")
    else:
        page.get_by_role("button", name="Close the chat").press("Enter")
    expect(page.locator("pathwise-chat >> [part=dialog]")).to_be_hidden()
    assert focused(page) == "launcher"


def test_closing_gives_the_focus_back_to_a_button_of_the_page(page: Page) -> None:
    """Who opened the chat with a button of the page comes back to that button."""
    button = page.get_by_role("button", name="Help me choose a programme")
    with page.expect_response("**/api/messages"):
        button.press("Enter")
    assert focused(page) != "body"
    page.get_by_role("textbox", name="Your message").press("Escape")
    expect(button).to_be_focused()


def test_escape_closes_one_thing_at_a_time(page: Page) -> None:
    """An open footnote closes first and has the focus on its number; only the next Escape closes the chat."""
    opened(page)
    ask(page, "is a MicroMasters worth it?")
    page.locator("[part=footnote]").first.press("Enter")
    expect(page.locator("[part=note]:not([hidden])")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[part=note]:not([hidden])")).to_have_count(0)
    assert focused(page) == "footnote"
    page.keyboard.press("Escape")
    expect(page.locator("pathwise-chat >> [part=dialog]")).to_be_hidden()


def test_each_answer_is_said_once_in_a_short_sentence(page: Page) -> None:
    """One region speaks; every answer goes into it once, with at most 300 characters, and its rich form is silent."""
    opened(page)
    page.evaluate("checks.listen()")
    ask(page, "is a MicroMasters worth it?")
    ask(page, "professional certificate or micromasters, and how long does MITx Supply Chain Management take?")
    ask(page, "Help me choose a programme")
    expect(page.locator("[part=form]")).to_be_visible()
    heard = page.evaluate("checks.whatWasHeard()")
    answers = [said for said in heard if said.startswith("Pathwise:")]
    assert len(answers) == len(set(answers)) == 3
    assert heard == answers
    assert [said for said in answers if len(said) > LONGEST_ANNOUNCEMENT] == []
    assert len(page.evaluate("checks.liveRegions()")) == 1
    assert page.evaluate("checks.isLogSilent()")


def test_axe_finds_nothing_wrong_in_a_real_conversation(page: Page, accessibility_report: dict[str, object]) -> None:
    """Closed, first opened, and with an answer, chips and an open footnote: no violation of WCAG 2.2 AA."""
    name = "phone" if page.viewport_size and page.viewport_size["width"] < 500 else "desktop"
    states = {"closed": lambda: None, "open": lambda: opened(page), "answered": lambda: answered(page)}
    for state, reach in states.items():
        reach()
        page.evaluate("checks.settled()")
        found = page.evaluate("checks.axeReport()")
        accessibility_report[f"{name}: {state}"] = found
        assert found["violations"] == [], state


def answered(page: Page) -> None:
    """Ask, and open a footnote."""
    ask(page, "is a MicroMasters worth it?")
    page.locator("[part=footnote]").first.press("Enter")
