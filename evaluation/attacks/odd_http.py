"""Requests that are odd as HTTP: wrong lengths, cut off, too long, smuggled, at paths and with methods that nobody serves."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any
from urllib.parse import quote

from evaluation.attacks.wire import Headers, request

NAMED_HEADERS = (
    "Authorization", "Origin", "If-None-Match", "Accept-Encoding", "Accept", "Range", "Cookie", "Referer", "X-Forwarded-For",
    "X-Request-Id", "Forwarded", "User-Agent", "Upgrade", "Expect", "Access-Control-Request-Method", "Content-Type", "If-Modified-Since",
)  # fmt: skip
METHODS = (
    "HEAD", "PUT", "PATCH", "TRACE", "OPTIONS", "CONNECT", "PROPFIND", "PURGE", "get", "post", "GETT", "G\0T", "A" * 5_000, "",
    "M-SEARCH", "\xff", "GET GET", "DELETE",
)  # fmt: skip
PATHS = (
    "//", "/..", "/../../etc/passwd", "/.git/config", "/.env", "/api", "/api/", "/api//messages", "/API/messages", "/api/messages/",
    "/api/messages;a=b", "/api/messages%00", "/api/messages%2f..", "/widget/../../uv.lock/x", "/widget/%2e%2e/%2e%2e%2fuv.lock",
    "/widget/a/..%2f..%2fbot%2fserver.py", "/widget/a%00/b", "/%ff%fe", "/%", "/%zz", "*", "http://evil.example/", "//evil.example/",
    "/webhooks/rest/webhook", "/model", "/conversations/default/tracker", "/socket.io/?EIO=4&transport=polling", "/docs", "/metrics",
    "/openapi.json", "/server-status", "/advice?profile=x", "/?" + "a=b&" * 3_000, "/" + "a" * 60_000, "/\u202e", "/a b", "", "?", "#",
)  # fmt: skip
LONG = 100_000


def one_line(text: str) -> bytes:
    """A text as a header's value: without what would end the line, unless that is the point elsewhere."""
    return text.encode("utf-8", "surrogatepass").replace(b"\r", b"").replace(b"\n", b"").replace(b"\0", b"")


def odd_path(random: Random, call: dict[str, Any], texts: Sequence[str]) -> tuple[bytes, bool]:
    """(A request at an odd path or with an odd method, whether an answer is due)."""
    match random.randrange(4):
        case 0:
            return request(random.choice(METHODS), call["path"]), False
        case 1:
            return request(random.choice(["GET", "POST"]), random.choice(PATHS)), False
        case 2:
            part = quote(random.choice(texts), safe="", errors="surrogatepass")
            return request("GET", f"/widget/{part}/{part}"), False
        case _:
            return request("GET", f"{call['path']}/{quote(random.choice(texts), errors='surrogatepass')}"), False


def odd_request(random: Random, call: dict[str, Any], headers: Headers, body: bytes) -> tuple[bytes, bool]:
    """(A request that is odd as HTTP, whether an answer is due)."""
    method, path = call["method"], call["path"]
    whole = request(method, path, headers, body)
    cut = random.randrange(len(whole))
    chunked = (*headers, ("Transfer-Encoding", "chunked"))
    piece = b"%x\r\n%s\r\n" % (len(body), body)

    def told(length: str | bytes) -> bytes:
        return request(method, path, (*headers, ("Content-Length", length)), body)

    def with_header(name: str, value: str | bytes) -> bytes:
        return request(method, path, (*headers, (name, value)), body)

    odd: list[tuple[bytes, bool]] = [
        (whole[:cut], False),
        (whole[:cut] + random.randbytes(8) + whole[cut:], False),
        (told("5"), False), (told("0"), False), (told("99999"), False), (told("-1"), False), (told("x"), False),
        (told("9" * 60), False), (told("+5"), False), (told("0x10"), False), (told("5, 5"), False), (told(""), False),
        (request(method, path, (*headers, ("Content-Length", "3"), ("Content-Length", "7")), body), False),
        (request(method, path, (*chunked, ("Content-Length", "3")), piece + b"0\r\n\r\n"), False),
        (request(method, path, chunked, piece + b"0\r\n\r\n"), True),
        (request(method, path, chunked, b"".join(b"1\r\n%c\r\n" % byte for byte in body) + b"0\r\n\r\n"), True),
        (request(method, path, chunked, piece), False),
        (request(method, path, chunked, b"zz\r\n" + body), False),
        (request(method, path, chunked, b"ffffffffffffffff\r\n" + body), False),
        (request(method, path, chunked, b"-1\r\n" + body), False),
        (request(method, path, (*headers, ("Transfer-Encoding", "gzip, chunked, x")), piece), False),
        (with_header("X-Long", "a" * LONG), False),
        (request(method, path, (*headers, *((f"X-{n}", "b" * 40) for n in range(2_000))), body), False),
        (with_header("X" * LONG, "1"), False), (with_header("X\0", "1"), False), (with_header("X Y", "1"), False),
        (with_header("X", b"\x00\x01\xff"), False), (with_header("X", "a\r\n folded"), False), (with_header("", ""), False),
        (with_header("X", "a\nInjected: yes"), False), (with_header("Host", "evil.example"), False),
        (with_header("Expect", "100-continue"), True), (with_header("Upgrade", "websocket"), False), (with_header("Upgrade", "h2c"), False),
        (whole.replace(b"HTTP/1.1", random.choice([b"HTTP/0.9", b"HTTP/1.0", b"HTTP/2.0", b"HTTP/9.9", b"HTTQ/1.1", b""])), False),
        (whole.replace(b"\r\n", b"\n"), False), (whole.replace(b"Host: 127.0.0.1\r\n", b""), False), (b"\r\n" * 50 + whole, False),
        (whole.replace(b"Connection: close\r\n", b"") + whole, False),
        (whole.replace(b"Connection: close\r\n", b"") * 20 + whole, False),
        (whole.replace(b"Connection: close\r\n", b"") + random.randbytes(300), False),
        (whole + whole, False), (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", False), (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", False),
        (b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 50, False), (b"GET " + b"a" * LONG, False), (b"", False),
    ]  # fmt: skip
    return random.choice(odd)
