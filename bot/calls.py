"""What all calls of the public door share: how a body is read and how a request is refused."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

MAX_BODY = 16 * 1024
BODY_S = 10.0
# Headers of an answer that concerns one learner alone: no cache on the way or in the browser keeps it.
NOT_KEPT = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}


class Refused(Exception):
    """A request that is refused, as an error answer."""

    def __init__(self, status: int, code: str, message: str, **more: Any) -> None:
        """Keep what the answer says."""
        super().__init__(message)
        self.status, self.code, self.message, self.more = status, code, message, more


def error_response(status: int, code: str, message: str, **more: Any) -> JSONResponse:
    """An error in the one shape that docs/protocol.md promises."""
    headers = dict(NOT_KEPT)
    if "retry_after_s" in more:
        headers["Retry-After"] = str(more["retry_after_s"])
    return JSONResponse({"error": {"code": code, "message": message, **more}}, status, headers=headers)


async def json_body(request: Request) -> Any:
    """The JSON of a body of at most 16 KB that arrives in ten seconds; more is refused before it is read."""
    try:
        async with asyncio.timeout(BODY_S):
            read = await _body(request)
    except TimeoutError as error:
        raise Refused(408, "too_slow", "The request took too long to arrive.") from error
    try:
        return json.loads(read)
    except (ValueError, RecursionError) as error:
        raise Refused(400, "bad_json", "The request is not JSON.") from error


async def _body(request: Request) -> bytes:
    read = b""
    async for chunk in request.stream():
        read += chunk
        if len(read) > MAX_BODY:
            raise Refused(413, "too_large", f"The request is over {MAX_BODY // 1024} KB.", limit=MAX_BODY)
    return read
