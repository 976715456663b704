"""A course-discovery server on this machine: answers in the documented shape, or as badly as a test wants."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

SECRET = "s3cret-of-the-test"
UUID = "0a1b2c3d-0000-4000-8000-{:012d}"


@dataclass
class Reply:
    """What to send; `cut` sends only half of the body, `silence_s` sends nothing for so long."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    silence_s: float = 0.0


@dataclass
class Discovery:
    """The server's records, what it was asked, and what it does instead of answering."""

    programs: list[dict[str, Any]] = field(default_factory=list)
    courses: list[dict[str, Any]] = field(default_factory=list)
    details: dict[str, dict[str, Any]] = field(default_factory=dict)
    by_page_number: bool = False
    etags: bool = True
    tokens: list[str] = field(default_factory=lambda: ["token-1"])
    instead: Callable[[str, int], Reply | None] = lambda _path, _count: None
    asked: list[str] = field(default_factory=list)
    not_modified: int = 0
    url: str = ""

    def reply(self, method: str, target: str, headers: Any, form: dict[str, list[str]]) -> Reply:
        """The answer to one request."""
        path = urlsplit(target).path
        self.asked.append(f"{method} {target}")
        count = sum(urlsplit(asked.split()[1]).path == path for asked in self.asked)
        if (other := self.instead(path, count)) is not None:
            return other
        if path == "/oauth2/access_token":
            return self._token(form)
        if headers.get("Authorization") != f"JWT {self.tokens[0]}":
            return Reply(401, b'{"detail": "Authentication credentials were not provided."}')
        return self._conditional(self._content(path, parse_qs(urlsplit(target).query)), headers)

    def _token(self, form: dict[str, list[str]]) -> Reply:
        wanted = {
            "grant_type": ["client_credentials"],
            "client_id": ["me"],
            "client_secret": [SECRET],
            "token_type": ["jwt"],
        }
        if form != wanted:
            return Reply(401, b'{"error": "invalid_client"}')
        return Reply(
            body=json.dumps({"access_token": self.tokens[0], "expires_in": 3600, "token_type": "JWT"}).encode()
        )

    def _content(self, path: str, query: dict[str, list[str]]) -> dict[str, Any] | None:
        if path == "/api/v1/programs/":
            return self._page(path, self.programs, query)
        if path == "/api/v1/courses/":
            return self._page(path, self.courses, query)
        return self.details.get(path.removeprefix("/api/v1/programs/").rstrip("/"))

    def _page(self, path: str, rows: list[dict[str, Any]], query: dict[str, list[str]]) -> dict[str, Any]:
        """A page by limit and offset; from the second on by number, where the server likes that better."""
        size = int(query.get("limit", query.get("page_size", ["20"]))[0])
        start = (int(query["page"][0]) - 1) * size if "page" in query else int(query.get("offset", ["0"])[0])
        end = start + size
        following = f"page={end // size + 1}&page_size={size}" if self.by_page_number else f"limit={size}&offset={end}"
        more = f"{self.url}{path}?{following}" if end < len(rows) else None
        return {"count": len(rows), "next": more, "previous": None, "results": rows[start:end]}

    def _conditional(self, content: dict[str, Any] | None, headers: Any) -> Reply:
        if content is None:
            return Reply(404, b'{"detail": "Not found."}')
        body = json.dumps(content).encode()
        etag = f'"{hash(body)}"' if self.etags else ""
        if etag and headers.get("If-None-Match") == etag:
            self.not_modified += 1
            return Reply(304, b"", {"ETag": etag})
        return Reply(body=body, headers={"ETag": etag} if etag else {})


@contextmanager
def served(discovery: Discovery) -> Iterator[Discovery]:
    """Serve on a free port of the loopback until the test is over."""
    is_over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            self._answer(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))

        def _answer(self, form: dict[str, list[str]]) -> None:
            reply = discovery.reply(self.command, self.path, self.headers, form)
            if reply.silence_s and is_over.wait(reply.silence_s):
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body[: len(reply.body) // 2] if reply.cut else reply.body)
            if reply.cut:
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        discovery.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield discovery
        finally:
            is_over.set()
            server.shutdown()
            thread.join(5)


def clock() -> float:
    """Seconds, for measuring how long something took."""
    return time.monotonic()
