"""rasa-webchat in its page: what it is told to do, what passes over its socket, and what it shows."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, Response, WebSocket

ROOT = Path(__file__).parents[3]
CLIENT = ROOT / ".tools" / "rasa-webchat-1.0.1" / "lib" / "index.js"
FONT = "https://fonts.googleapis.com/"
SETTINGS = {"initPayload": "/chat", "customData": {"language": "en"}, "socketPath": "/socket.io/", "title": "Pathwise",
            "params": {"storage": "local"}}  # fmt: skip
ANSWER_MS, STEP_MS = 30_000, 20
# What a message looks like on the wire: Engine.IO's "message", Socket.IO's "event", and the event as JSON.
EVENT = re.compile(r"42(\[.*\])", re.S)
BETWEEN_PACKETS = "\x1e"


def page_of(address: str) -> str:
    """A page that embeds the client as its README says; only its artificial delay between messages is taken away."""
    settings = json.dumps({**SETTINGS, "socketUrl": address})
    return f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>A page of others</title><body>
<script src="/index.js"></script>
<script>WebChat.default({{...{settings}, customMessageDelay: () => 0}}, null)</script></body></html>"""


@contextmanager
def serving(pages: dict[str, str]) -> Iterator[str]:
    """Serve texts by their path; the origin. More pages may be put in while it runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = pages.get(self.path)
            self.send_response(200 if found is not None else 404)
            kind = "text/javascript" if self.path.endswith(".js") else "text/html"
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.end_headers()
            self.wfile.write((found or "").encode())

        def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the name of the base class
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


class Webchat:
    """The client in a page, watched: `sent` and `received` are its socket's events as (name, what was said)."""

    def __init__(self, page: Page) -> None:
        """Watch a page before the client is loaded in it."""
        self.page = page
        self.sent: list[tuple[str, Any]] = []
        self.received: list[tuple[str, Any]] = []
        self.upgraded: list[str] = []
        self.foreign: list[str] = []
        self.troubles: list[str] = []
        self._heard: list[dict[str, Any]] = []
        page.route(re.compile(f"^{re.escape(FONT)}"), lambda route: route.abort())
        page.on("request", lambda request: self._note_request(request.url))
        page.on("requestfinished", lambda request: self._events(request.post_data, self.sent))
        page.on("response", self._polled)
        page.on("websocket", self._watch)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))

    @property
    def uttered(self) -> list[dict[str, Any]]:
        """All that the bot said, as it came."""
        return [said for name, said in self.received if name == "bot_uttered"]

    @property
    def session(self) -> str:
        """The session that the server confirmed last."""
        return [said for name, said in self.received if name == "session_confirm"][-1]

    @property
    def bubbles(self) -> Locator:
        """What the bot said, as it is shown."""
        return self.page.locator(".rw-response")

    @property
    def buttons(self) -> Locator:
        """The buttons that can be pressed."""
        return self.page.locator(".rw-reply")

    def open(self) -> None:
        """Open the chat."""
        self.page.locator(".rw-launcher").click()

    def say(self, text: str) -> None:
        """Write a message and send it."""
        box = self.page.locator(".rw-new-message")
        box.fill(text)
        box.press("Enter")

    def press(self, title: str) -> None:
        """Press a button."""
        self.buttons.get_by_text(title, exact=True).click()

    def next(self, messages: int) -> list[dict[str, Any]]:
        """Wait until the bot said so many messages more; they are given."""
        heard = len(self._heard)
        for _ in range(ANSWER_MS // STEP_MS):
            if len(self.uttered) >= heard + messages:
                break
            self.page.wait_for_timeout(STEP_MS)
        came = self.uttered[heard:]
        assert len(came) == messages, f"expected {messages} messages, found {[said['text'] for said in came]}"
        self._heard += came
        return came

    def _note_request(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "data:")):
            self.foreign.append(url)

    def _polled(self, response: Response) -> None:
        if "transport=polling" in response.url and response.request.method == "GET":
            self._events(response.text(), self.received)

    def _watch(self, socket: WebSocket) -> None:
        self.upgraded.append(socket.url)
        socket.on("framesent", lambda frame: self._events(frame, self.sent))
        socket.on("framereceived", lambda frame: self._events(frame, self.received))

    def _events(self, packets: str | bytes | None, kept: list[tuple[str, Any]]) -> None:
        for packet in packets.split(BETWEEN_PACKETS) if isinstance(packets, str) else ():
            if found := EVENT.fullmatch(packet):
                name, said = json.loads(found[1])
                kept.append((name, said))
