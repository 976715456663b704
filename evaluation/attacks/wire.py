"""Requests as bytes on a socket: what no well-behaved client would send can be sent, and every byte of the answer is kept."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

PATIENCE_S = 30
STATUS = re.compile(rb"^HTTP/1\.[01] (\d{3})", re.MULTILINE)
Headers = tuple[tuple[str, str | bytes], ...]
JSON_TYPE: Headers = (("Content-Type", "application/json"),)


@dataclass(frozen=True, slots=True)
class Answer:
    """All bytes that came back, and after how many seconds the last of them did; `has_ended` is false after a time-out."""

    raw: bytes
    seconds: float
    has_ended: bool = True

    @property
    def statuses(self) -> list[int]:
        """The status of each answer on the connection; none where the server said nothing."""
        return [int(found) for found in STATUS.findall(self.raw)]

    @property
    def status(self) -> int:
        """The first status; 0 where the server said nothing."""
        return next(iter(self.statuses), 0)

    @property
    def head(self) -> str:
        """The first answer's lines before its body."""
        return self.raw.partition(b"\r\n\r\n")[0].decode("latin-1")

    @property
    def body(self) -> bytes:
        """What follows the first answer's head; chunks are not joined."""
        return self.raw.partition(b"\r\n\r\n")[2]

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def request(
    method: str | bytes, target: str | bytes, headers: Iterable[tuple[str, str | bytes]] = (), body: bytes | None = None
) -> bytes:
    """A well-formed request, whatever its parts hold; its length is told unless a header of ours tells one."""
    lines = [_bytes(method) + b" " + _bytes(target) + b" HTTP/1.1", b"Host: 127.0.0.1", b"Connection: close"]
    lines += [_bytes(name) + b": " + _bytes(value) for name, value in headers]
    if body is not None and not any(name.lower() in ("content-length", "transfer-encoding") for name, _ in headers):
        lines.append(b"Content-Length: %d" % len(body))
    return b"\r\n".join(lines) + b"\r\n\r\n" + (body or b"")


def send(address: str, raw: bytes, patience_s: float = PATIENCE_S) -> Answer:
    """Send bytes on a connection of their own, say that nothing more comes, and take all that comes back."""
    host, port = urlsplit(address).hostname or "", urlsplit(address).port
    began = time.monotonic()
    try:
        with socket.create_connection((host, port), patience_s) as connection:
            got, has_ended = _exchanged(connection, raw)
    except OSError:
        got, has_ended = b"", False  # nobody listens
    return Answer(got, time.monotonic() - began, has_ended)


def _exchanged(connection: socket.socket, raw: bytes) -> tuple[bytes, bool]:
    """(All that came back, whether the server ended it). A server may refuse before all was sent: that is read too."""
    got = b""
    with contextlib.suppress(OSError):
        connection.sendall(raw)
        if _is_short(raw):
            connection.shutdown(socket.SHUT_WR)
    try:
        while chunk := connection.recv(65536):
            got += chunk
    except TimeoutError:
        return got, False
    except OSError:
        pass  # reset by the server
    return got, True


def _is_short(raw: bytes) -> bool:
    """Whether a request ends before it said it would, so that only the end of the connection ends it."""
    head, ending, body = raw.partition(b"\r\n\r\n")
    length = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
    is_chunked = b"chunked" in head.lower() and b"0\r\n\r\n" not in body
    return (
        not ending
        or is_chunked
        or (length is not None and len(body) < int(length[1][:18]))
        or b"Connection: close" not in head
    )


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
