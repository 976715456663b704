"""What a server may say: every field of every block, earlier messages, buttons, errors, and what the browser stored."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.security.hostile_page import PATIENCE_MS, HostilePage
from tests.security.messages import filled, hostile_answer, plain_answers
from tests.security.payloads import payloads
from tests.security.played_server import PlayedServer

ALL = payloads()
GROUPS = [ALL[first : first + 25] for first in range(0, len(ALL), 25)]
CHIPS = (
    ".options[part=options] .chip",
    "[part=critiques] .chip",
    ".profile .chip",
    "fieldset .chip",
    "pathwise-number .primary",
    "section.brief .chip",
)


def test_what_an_answer_holds(hostile: HostilePage, nothing_ran: Callable[..., None], screenshots: Path) -> None:
    """Every text field of every block holds every text; all that can be opened, kept, printed and followed is."""
    server = PlayedServer(hostile.page)
    for group in GROUPS:
        server.begin_with([hostile_answer(1, group)], [hostile_answer(0, group)])
        hostile.open_chat()
        assert hostile.press(".question", 1) == 1
        hostile.wait_for_answer()
        for pressed in ("summary", "button.footnote", "button.keep", ".kept-button"):
            assert hostile.press(pressed, 100) > 0, pressed
        nothing_ran("answer", hostile, group)
    hostile.page.screenshot(path=screenshots / "hostile-answer.png")


def test_what_a_press_sends_and_shows(hostile: HostilePage, nothing_ran: Callable[..., None]) -> None:
    """A button with a hostile title and id is shown as the learner's words; what is printed opens as text."""
    group = tuple(payload for payload in ALL if payload.kind in ("event handler", "script text"))[:4]
    server = PlayedServer(hostile.page)
    server.begin_with([], [hostile_answer(0, group)])
    hostile.open_chat()
    hostile.ask_all(["a"])
    for chip in CHIPS:
        assert hostile.press(chip, 1) == 1, chip
        hostile.wait_for_answer()
    nothing_ran("press", hostile, group)


def test_what_a_conversation_held_before(hostile: HostilePage, nothing_ran: Callable[..., None]) -> None:
    """Messages of an earlier visit are texts too: the learner's, the bot's, and those without any block."""
    server = PlayedServer(hostile.page)
    hostile.open_chat()
    server.told = [*plain_answers(1, ALL), hostile_answer(2 * len(ALL) + 1, GROUPS[1])]
    hostile.open_chat()
    expect(hostile.page.locator("li.learner")).to_have_count(len(ALL), timeout=PATIENCE_MS)
    nothing_ran("history", hostile)


def test_what_an_error_says(hostile: HostilePage, nothing_ran: Callable[..., None]) -> None:
    """An error's sentence is text in the line above the input, beside the message, and for those who listen."""
    server = PlayedServer(hostile.page)
    hostile.open_chat()
    for payload in ALL:
        status = (422, 409)[payload.number % 2]
        server.errors = [(status, filled({"code": "X", "message": "X", "field": "X", "limit": "X"}, payload))]
        hostile.ask_all(["a"])
        expect(hostile.page.locator("#refusal:not([hidden]), .trouble p")).to_contain_text(str(payload.number))
        hostile.restart()
    together = "\n".join(payload.text for payload in ALL)
    for status in (400, 401, 409, 413, 422, 429, 500, 503):
        server.errors = [(status, {"code": "a", "message": together, "retry_after_s": 0.001})] * 7
        hostile.restart()
        hostile.ask_all(["a"])
    nothing_ran("error", hostile)


def test_what_the_browser_stored(hostile: HostilePage, nothing_ran: Callable[..., None]) -> None:
    """Any script of the page can write to its storage: what is read from there is text too."""
    server = PlayedServer(hostile.page)
    server.begin_with([], [{"from": "bot", "text": "a"}])
    texts = [payload.text for payload in ALL]
    kept = [{"slug": text, "title": text, "school": text} for text in texts]
    unsent = [{"outgoing": {"client_message_id": text, "text": text}, "text": text} for text in texts]
    stored = {
        f"pathwise-kept:{hostile.address}": json.dumps(kept),
        f"pathwise:{hostile.address}": json.dumps({"token": texts[0], "unsent": unsent}),
    }
    hostile.page.goto(hostile.address)
    hostile.page.evaluate(
        "(stored) => { for (const [key, value] of Object.entries(stored)) { localStorage[key] = sessionStorage[key] = value } }",
        stored,
    )
    hostile.open_chat()
    hostile.wait_for_answer()
    assert hostile.press(".kept-button") == 1
    nothing_ran("storage", hostile)
