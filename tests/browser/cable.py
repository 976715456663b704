"""A page, the network that a test cuts, and the real server at its other end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
from playwright.sync_api import Page, Route, expect

PATIENCE_MS = 90_000
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
            "busy": lambda route: refuse(route, 503, "unavailable"),
            "too many": lambda route: refuse(route, 429, "too_many", retry_after_s=1),
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
            refuse(route, 401, "unauthorized")
        else:
            route.continue_()


def refuse(route: Route, status: int, code: str, **more: Any) -> None:
    """Answer with an error as the server does."""
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
