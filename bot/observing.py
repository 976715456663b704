"""What every request gets from its first byte to its last: an id for the logs, a line in them, and a place in the metrics."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Collection

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.calls import error_response
from bot.metrics import Metrics

LOG = logging.getLogger("pathwise.server")
HEADER = "x-request-id"
# What a proxy before us may call a request; anything else could write into the log.
FROM_PROXY = re.compile(r"[A-Za-z0-9._-]{8,64}")
OTHER = "other"


class Observe:
    """Gives each request an id that its log lines and its answer carry, and counts and times it."""

    def __init__(self, app: ASGIApp, metrics: Metrics, paths: Collection[str]) -> None:
        """Wrap the application; paths other than these are counted together, since clients invent them."""
        self._app, self._metrics, self._paths = app, metrics, frozenset(paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(Headers(scope=scope))
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        begun_s = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request=request_id):
            try:
                await self._app(scope, receive, sending)
            finally:
                self._note(scope, status, time.perf_counter() - begun_s)

    def _note(self, scope: Scope, status: int, took_s: float) -> None:
        path = scope["path"] if scope["path"] in self._paths else OTHER
        self._metrics.requests.labels(path, str(status)).inc()
        self._metrics.request_seconds.labels(path).observe(took_s)
        if path.startswith("/api"):
            answered = {"method": scope["method"], "path": path, "status": status, "ms": round(took_s * 1000, 1)}
            LOG.info("answered", extra=answered)


class AnswerUnexpected:
    """Answers 503 when a request fails in a way nobody foresaw, and logs why: never silence, never a stack trace."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        """Wrap the application."""
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer if that fails before an answer began."""
        has_begun = False

        async def sending(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as error:
            if scope["type"] != "http" or has_begun:
                raise
            # Quoted: what a client calls a path may hold line breaks.
            LOG.exception("%s %r failed", scope["method"], scope["path"])
            self._metrics.failures.labels(type(error).__name__).inc()
            await _unavailable()(scope, receive, send)


def _unavailable() -> ASGIApp:
    text = "I cannot answer just now. Please try again: the same message is never taken twice."
    return error_response(503, "unavailable", text, **_reference())


def _reference() -> dict[str, str]:
    """The id under which the log tells why."""
    request_id = structlog.contextvars.get_contextvars().get("request")
    return {"reference": request_id} if request_id else {}


def _request_id(headers: Headers) -> str:
    given = headers.get(HEADER, "")
    return given if FROM_PROXY.fullmatch(given) else secrets.token_hex(8)
