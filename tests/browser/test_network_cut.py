"""The network is cut in the middle of an answer: nothing is lost, nothing is doubled, and the learner is told.

The server is the real one. What the page shows at the end is compared with what the server has stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

PATIENCE_MS = 90_000
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
TOKEN = "Object.values({...sessionStorage, ...localStorage}).map((v) => JSON.parse(v).token).find(Boolean)"
# What the page shows, a line a message: who, and the words.
SHOWN = """() => [...document.querySelector("pathwise-chat").shadowRoot.querySelector("pathwise-panel").shadowRoot
  .querySelectorAll("li.learner, li.bot")].map((li) =>
    [li.className, (li.querySelector(".bubble p") ?? li).textContent.replace(/\\s+/g, " ").trim()])"""


class Cable:
    """What lies between a page and the server; `cut` says what becomes of each call from now on."""

    def __init__(self, page: Page) -> None:
        """Lie between, and pass everything on."""
        self._page = page
        self._ways: dict[str, Callable[[Route], None]] = {
            "whole": lambda route: route.continue_(),
            "the answer is lost": self._lose_answer,
            "the call never leaves": lambda route: route.abort("connectionrefused"),
            "offline before": lambda route: route.continue_(),
            "offline after": self._go_offline,
            "busy": lambda route: _refuse(route, 503, "unavailable"),
            "too many": lambda route: _refuse(route, 429, "too_many", retry_after_s=1),
            "expired": self._expire,
        }
        self._way = "whole"
        self._old = ""
        page.route("**/api/**", self._pass_on)

    def cut(self, way: str) -> None:
        """From now on this happens to each call."""
        if way == "expired":
            self._old = self._page.evaluate(TOKEN)
        self._way = way
        self._page.context.set_offline(way == "offline before")

    def mend(self) -> None:
        """Calls and answers arrive again; an expired token stays expired."""
        if self._way != "expired":
            self._way = "whole"
        self._page.context.set_offline(False)

    def _pass_on(self, route: Route) -> None:
        self._ways[self._way](route)

    def _lose_answer(self, route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    def _go_offline(self, route: Route) -> None:
        route.fetch()
        self._page.context.set_offline(True)
        self._way = "whole"
        route.abort("internetdisconnected")

    def _expire(self, route: Route) -> None:
        if route.request.headers.get("authorization") == f"Bearer {self._old}":
            _refuse(route, 401, "unauthorized")
        else:
            route.continue_()


def _refuse(route: Route, status: int, code: str, **more: Any) -> None:
    route.fulfill(status=status, json={"error": {"code": code, "message": "Not now.", **more}})


@dataclass
class Talk:
    """A page, the cable behind it, and the server at its other end."""

    page: Page
    cable: Cable
    address: str

    def open(self, path: str = "/") -> None:
        """Load a page with the chat and open it."""
        self.page.goto(self.address + path)
        self.page.get_by_role("button", name="Ask Pathwise").click()
        expect(self.page.get_by_role("textbox", name="Your message")).to_be_visible(timeout=PATIENCE_MS)

    def write(self, text: str) -> None:
        """Write a message; it stands there at once, whatever becomes of it."""
        box = self.page.get_by_role("textbox", name="Your message")
        box.fill(text)
        box.press("Enter")
        expect(self.page.locator("li.learner", has_text=text)).to_have_count(1)
        expect(box).to_have_value("")

    def ask(self, text: str) -> None:
        """Write a message and wait until all is answered."""
        self.write(text)
        self.settle()

    def settle(self) -> None:
        """Wait until every message is answered, the last one too."""
        expect(self.page.locator(".bubble:not(.sent)")).to_have_count(0, timeout=PATIENCE_MS)
        expect(self.page.locator("ol.messages > li").last).to_have_class("bot", timeout=PATIENCE_MS)

    def is_told(self, text: str) -> None:
        """The learner sees this sentence above the input."""
        expect(self.page.locator(".trouble")).to_contain_text(text, timeout=PATIENCE_MS)

    def stored(self, token: str = "") -> list[tuple[str, str]]:
        """What the server has: who and the first words of each message, without the greeting."""
        headers = {"Authorization": f"Bearer {token or self.page.evaluate(TOKEN)}"}
        answer = httpx.get(f"{self.address}/api/messages", headers=headers).raise_for_status()
        return [(message["from"], _first_words(message)) for message in answer.json()["messages"][1:]]

    def assert_same(self, *texts: str, shown_from: int = 0, token: str = "") -> None:
        """Server and page hold these messages of the learner once, in order, each with its answer, and nothing else."""
        stored = self.stored(token)
        assert [words for sender, words in stored if sender == "learner"] == list(texts)
        shown = self.page.evaluate(SHOWN)[shown_from : shown_from + len(stored) or None]
        assert [sender for sender, _ in shown] == [sender for sender, _ in stored]
        for (_, seen), (sender, words) in zip(shown, stored, strict=True):
            assert seen == words if sender == "learner" else words in seen
        assert [sender for sender, _ in stored] == ["learner", "bot"] * len(texts)


def _first_words(message: dict[str, Any]) -> str:
    if message["from"] == "learner":
        return str(message["text"])
    sentences = [s for block in message["blocks"] if block["type"] == "text" for s in block["sentences"]]
    return " ".join(str(sentences[0]["text"]).split())[:40]


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
    _refuse(waiting[0], 422, "invalid")
    expect(talk.page.locator("#refusal")).to_have_text("Not now.")
    written = talk.page.get_by_role("textbox", name="Your message").input_value()
    transcript = talk.page.locator("ol.messages").text_content() or ""
    assert THIRD in written
    assert SECOND in written + transcript


def _refuse_text(route: Route, text: str, status: int) -> None:
    if route.request.method == "POST" and route.request.post_data_json.get("text") == text:
        _refuse(route, status, "refused")
    else:
        route.continue_()


def _serve_owner(talk: Talk, storage: str) -> None:
    """A page of an owner who chose where the chat is remembered."""
    body = f'<!doctype html><html lang=en><title>Owner</title><body><script async src="/widget.js" data-storage="{storage}"></script>'
    talk.page.route("**/owner", lambda route: route.fulfill(content_type="text/html", body=body))
