"""The network is cut in the middle of an answer: nothing is lost, nothing is doubled, and the learner is told.

The server is the real one. What the page shows at the end is compared with what the server has stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect

from tests.browser.cable import PATIENCE_MS, TOKEN, Cable, Talk, refuse

FIRST, SECOND, THIRD, FOURTH = (
    "what is a micromasters",
    "is a MicroMasters worth it?",
    "how long does a MicroMasters take?",
    "does edX give refunds?",
)
OFFLINE = "No connection. Your message is kept and will be sent when it is back."
BUSY = "The service is busy. Trying again in"
GIVEN_UP = "No answer came. Please check the connection and try again."
RENEWED = "The earlier conversation expired. A new one begins here."


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of its own."""
    opened = browser.new_context(viewport={"width": 390, "height": 844})
    yield opened
    opened.close()


@pytest.fixture
def talk(context: BrowserContext, address: str) -> Iterator[Talk]:
    """A page in front of the real server; an error in it fails the test."""
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    yield Talk(page, Cable(page), address)
    assert troubles == []


CUTS = [
    # what happens to the calls, and what the learner is told
    pytest.param("the answer is lost", OFFLINE, id="the answer is lost"),
    pytest.param("the call never leaves", OFFLINE, id="the call never leaves"),
    pytest.param("offline before", OFFLINE, id="offline before it leaves"),
    pytest.param("offline after", OFFLINE, id="offline after it left"),
    pytest.param("busy", BUSY, id="503"),
    pytest.param("too many", BUSY, id="429"),
]


@pytest.mark.parametrize(("way", "told"), CUTS)
def test_a_cut_loses_and_doubles_nothing(talk: Talk, way: str, told: str, screenshots: Path) -> None:
    """The learner is told, can write on, and has everything answered once without doing anything."""
    talk.open()
    talk.ask(FIRST)
    talk.cable.cut(way)
    talk.write(SECOND)
    talk.is_told(told)
    talk.write(THIRD)
    expect(talk.page.get_by_text("Waiting to be sent.")).to_be_visible()
    talk.page.screenshot(path=screenshots / f"cut-{way.replace(' ', '-')}.png")
    talk.cable.mend()
    talk.settle()
    expect(talk.page.locator(".trouble")).to_have_count(0)
    talk.assert_same(FIRST, SECOND, THIRD)


@pytest.mark.parametrize("way", ["the answer is lost", "the call never leaves", "offline before", "busy"])
def test_a_cut_before_there_is_a_conversation(talk: Talk, way: str) -> None:
    """What is written before the first call got through is the first message of the conversation."""
    talk.page.goto(talk.address)
    with talk.page.expect_response("**/panel.js"):  # it is loaded when the pointer comes near
        talk.page.get_by_role("button", name="Ask Pathwise").hover()
    talk.cable.cut(way)
    talk.page.get_by_role("button", name="Ask Pathwise").click()
    talk.write(FIRST)
    talk.is_told(BUSY if way == "busy" else OFFLINE)
    talk.write(SECOND)
    talk.cable.mend()
    talk.settle()
    talk.assert_same(FIRST, SECOND)


def test_two_cuts_in_a_row(talk: Talk) -> None:
    """The second message is cut while the first one's answer is being brought in again."""
    talk.open()
    talk.cable.cut("the answer is lost")
    talk.write(FIRST)
    talk.is_told(OFFLINE)
    talk.write(SECOND)
    talk.cable.cut("the call never leaves")
    talk.write(THIRD)
    talk.cable.mend()
    talk.settle()
    talk.cable.cut("the answer is lost")
    talk.write(FOURTH)
    talk.is_told(OFFLINE)
    talk.cable.mend()
    talk.settle()
    talk.assert_same(FIRST, SECOND, THIRD, FOURTH)


def test_one_press_after_it_was_given_up(talk: Talk, screenshots: Path) -> None:
    """After half a minute without a network the widget waits for the learner: one press, and all is sent in order."""
    talk.page.clock.install()
    talk.open()
    talk.ask(FIRST)
    talk.cable.cut("the answer is lost")
    talk.write(SECOND)
    talk.is_told(OFFLINE)
    _let_it_give_up(talk)
    talk.write(THIRD)
    talk.page.screenshot(path=screenshots / "cut-given-up.png")
    talk.cable.mend()
    talk.page.get_by_role("button", name="Try again").click()
    talk.settle()
    talk.assert_same(FIRST, SECOND, THIRD)


def test_it_goes_on_by_itself_when_the_network_is_back(talk: Talk) -> None:
    """A browser that says that it is online again is believed, even after the widget had given up."""
    talk.page.clock.install()
    talk.open()
    talk.cable.cut("offline before")
    talk.write(FIRST)
    talk.is_told(OFFLINE)
    _let_it_give_up(talk)
    talk.write(SECOND)
    talk.cable.mend()
    talk.settle()
    talk.assert_same(FIRST, SECOND)


def _let_it_give_up(talk: Talk) -> None:
    """Let the waits between the tries pass, one after the other."""
    trouble = talk.page.locator(".trouble")
    for _ in range(30):
        if GIVEN_UP in (trouble.text_content() or ""):
            return
        talk.page.clock.run_for(5_000)
        talk.page.wait_for_timeout(100)
    raise AssertionError(f"it never gave up; it says {trouble.text_content()!r}")


def test_an_expired_token_begins_another_conversation(talk: Talk) -> None:
    """What was said stays on the screen; the message that met the expired token is the first of the next conversation."""
    talk.open()
    talk.ask(FIRST)
    old = talk.page.evaluate(TOKEN)
    talk.cable.cut("expired")
    talk.ask(SECOND)
    expect(talk.page.get_by_text(RENEWED)).to_be_visible()
    talk.ask(THIRD)
    talk.assert_same(FIRST, token=old)
    talk.assert_same(SECOND, THIRD, shown_from=2)


def test_the_token_expires_while_the_network_is_cut(talk: Talk) -> None:
    """Both at once: the message is sent once, to the new conversation."""
    talk.open()
    talk.ask(FIRST)
    talk.cable.cut("expired")
    talk.cable.cut("the call never leaves")
    talk.write(SECOND)
    talk.is_told(OFFLINE)
    talk.write(THIRD)
    talk.cable.cut("expired")
    talk.settle()
    talk.assert_same(SECOND, THIRD, shown_from=2)


def test_two_tabs_of_one_conversation(talk: Talk, context: BrowserContext) -> None:
    """Both write while one is cut; at the end each shows what the server has, in its order."""
    talk.open()
    talk.ask(FIRST)
    with context.expect_page() as opened:
        talk.page.evaluate("void window.open(location.href)")  # a tab that was duplicated: it knows the token
    page = opened.value
    other = Talk(page, Cable(page), talk.address)
    page.get_by_role("button", name="Ask Pathwise").click()
    expect(page.locator("li.bot")).to_have_count(1, timeout=PATIENCE_MS)
    talk.cable.cut("the answer is lost")
    talk.write(SECOND)
    talk.is_told(OFFLINE)
    other.ask(THIRD)
    other.assert_same(FIRST, SECOND, THIRD)
    talk.cable.mend()
    talk.settle()
    talk.ask(FOURTH)
    talk.assert_same(FIRST, SECOND, THIRD, FOURTH)


@pytest.mark.parametrize("way", ["the answer is lost", "the call never leaves", "busy"])
@pytest.mark.parametrize("storage", ["session", "local"])
def test_a_reload_while_it_is_cut(talk: Talk, way: str, storage: str) -> None:
    """What was written and not answered is there after a reload, and is sent once."""
    _serve_owner(talk, storage)
    talk.open("/owner")
    talk.ask(FIRST)
    talk.cable.cut(way)
    talk.write(SECOND)
    talk.is_told(BUSY if way == "busy" else OFFLINE)
    talk.write(THIRD)
    talk.open("/owner")
    for text in (SECOND, THIRD):
        expect(talk.page.locator("li.learner", has_text=text)).to_have_count(1)
    talk.write(FOURTH)
    talk.cable.mend()
    talk.settle()
    talk.assert_same(FIRST, SECOND, THIRD, FOURTH)


def test_a_reload_before_there_is_a_conversation(talk: Talk) -> None:
    """Even the very first message survives a reload, and two."""
    talk.open()
    talk.page.get_by_role("button", name="Close the chat").click()
    talk.page.evaluate("sessionStorage.clear()")
    talk.page.reload()
    talk.cable.cut("the call never leaves")
    talk.page.get_by_role("button", name="Ask Pathwise").click()
    talk.write(FIRST)
    talk.is_told(OFFLINE)
    talk.open()
    talk.open()
    talk.write(SECOND)
    talk.cable.mend()
    talk.settle()
    talk.assert_same(FIRST, SECOND)


def test_a_reload_that_finds_the_answer(talk: Talk) -> None:
    """The server had answered: after the reload the answer is shown, and the message is not sent again."""
    talk.open()
    talk.ask(FIRST)
    talk.cable.cut("the answer is lost")
    talk.write(SECOND)
    talk.is_told(OFFLINE)
    talk.cable.mend()
    talk.open()
    talk.settle()
    talk.assert_same(FIRST, SECOND)


def test_a_reload_of_one_of_two_tabs(talk: Talk, context: BrowserContext) -> None:
    """Where the browser remembers the chat for all tabs, another tab's message does not push out one that waits."""
    _serve_owner(talk, "local")
    talk.open("/owner")
    talk.ask(FIRST)
    page = context.new_page()
    other = Talk(page, Cable(page), talk.address)
    _serve_owner(other, "local")
    other.open("/owner")
    expect(page.locator("li.bot")).to_have_count(1, timeout=PATIENCE_MS)
    talk.cable.cut("the call never leaves")
    talk.write(SECOND)
    talk.is_told(OFFLINE)
    other.ask(THIRD)
    talk.open("/owner")
    expect(talk.page.locator("li.learner", has_text=SECOND)).to_have_count(1)
    talk.cable.mend()
    talk.settle()
    talk.assert_same(FIRST, THIRD, SECOND)


@pytest.mark.parametrize("status", [403, 409])
def test_a_message_that_is_never_taken_holds_up_no_other(talk: Talk, status: int) -> None:
    """Something on the way refuses one message for good, a firewall say: the learner can still write others."""
    talk.open()
    talk.ask(FIRST)
    talk.page.route("**/api/messages", lambda route: _refuse_text(route, SECOND, status))
    box = talk.page.get_by_role("textbox", name="Your message")
    box.fill(SECOND)
    box.press("Enter")
    expect(talk.page.get_by_text("Not now.").first).to_be_visible()
    box.fill("")
    talk.write(THIRD)
    if talk.page.get_by_role("button", name="Try again").is_visible():
        talk.page.get_by_role("button", name="Try again").click()
    expect(talk.page.locator("li.bot")).to_have_count(2, timeout=PATIENCE_MS)
    assert [words for sender, words in talk.stored() if sender == "learner"] == [FIRST, THIRD]


def test_a_refused_message_is_not_lost_while_the_next_is_written(talk: Talk) -> None:
    """The learner is typing when the refusal comes: what was refused is still somewhere to be seen."""
    talk.open()
    talk.ask(FIRST)
    waiting: list[Route] = []
    talk.page.route("**/api/messages", lambda route: waiting.append(route))  # noqa: PLW0108 - a list's method will not do
    talk.write(SECOND)
    expect(talk.page.locator(".bubble.sending")).to_have_count(1)
    talk.page.get_by_role("textbox", name="Your message").fill(THIRD)
    refuse(waiting[0], 422, "invalid")
    expect(talk.page.locator("#refusal")).to_have_text("Not now.")
    written = talk.page.get_by_role("textbox", name="Your message").input_value()
    transcript = talk.page.locator("ol.messages").text_content() or ""
    assert THIRD in written
    assert SECOND in written + transcript


def _refuse_text(route: Route, text: str, status: int) -> None:
    if route.request.method == "POST" and route.request.post_data_json.get("text") == text:
        refuse(route, status, "refused")
    else:
        route.continue_()


def _serve_owner(talk: Talk, storage: str) -> None:
    """A page of an owner who chose where the chat is remembered."""
    body = f'<!doctype html><html lang=en><title>Owner</title><body><script async src="/widget.js" data-storage="{storage}"></script>'
    talk.page.route("**/owner", lambda route: route.fulfill(content_type="text/html", body=body))
