"""Pages of other origins: which of them a server must not let read its answers, and what it must not say to them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.pages import EMBEDDED, FILES
from evaluation.attacks.wire import Answer, request

ALLOWED = "https://good.example"
PATHS = (
    "/api/conversations", "/api/messages", "/api/transcript", "/api/feedback", "/api/conversation", "/api/brief", "/api/advice",
    "/api/advice.html", "/api/plan.ics", "/api/openapi.json", "/health", "/ready", "/nothing-here",
    *(path for path in FILES if path not in EMBEDDED),
)  # fmt: skip
METHODS = ("GET", "POST", "DELETE", "PUT")


def tricks(allowed: str = ALLOWED) -> tuple[str, ...]:
    """Origins that a careless comparison takes for the allowed one; an empty one stands for a request without any."""
    scheme, _, host = allowed.partition("://")
    return (
        "", "null", "*", f"{allowed}.evil.com", f"{allowed}.", f"{allowed}/", f"{allowed}:443", f"{allowed}:8443", f"{allowed}@evil.com",
        f"{scheme}://evil{host}", f"{scheme}://evil.{host}", f"{scheme}://evil.com#{allowed}", f"{scheme}://evil.com?{allowed}",
        f"http://{host}", f"HTTPS://{host}", f"{scheme}://{host.upper()}", f"{scheme}://{host.title()}", host, f"//{host}",
        f"{allowed} https://evil.com", f"https://evil.com {allowed}", f"{allowed},https://evil.com", f"{allowed}%00.evil.com",
        f"{allowed}`.evil.com", f"{allowed}_.evil.com", f"{scheme}://{host[:-1]}", f"{scheme}://{host}e",
        f"{scheme}://{host.replace('.', 'x')}", f"file://{host}", f"chrome-extension://{host}", f"{scheme}://{host}\\.evil.com",
        f"{scheme}://g\u043e\u043ed.example", f"{scheme}://127.0.0.1", "https://evil.com",
    )  # fmt: skip


def origin_requests(origins: tuple[str, ...], paths: tuple[str, ...] = PATHS) -> Iterator[tuple[str, str, bytes]]:
    """(origin, what is asked, request): each path with each method, asked beforehand as browsers do, and at once."""
    for origin in origins:
        own = (("Origin", origin),) if origin else ()
        for path in paths:
            for method in METHODS:
                asks = (("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", "authorization"))
                yield origin, f"preflight {method} {path}", request("OPTIONS", path, (*own, *asks))
                yield origin, f"{method} {path}", request(method, path, own, b"" if method != "GET" else None)


def says_yes(answer: Answer) -> str:
    """The origin that an answer lets read it; empty where there is none."""
    lines = [line.partition(":") for line in answer.head.split("\r\n")]
    return next((value.strip() for name, _, value in lines if name.lower() == "access-control-allow-origin"), "")
