"""What whoever runs the bot asks it: does it live, is it ready, what did it count; and its start and stop."""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.runtime import Runtime

LOG = logging.getLogger("pathwise.server")


def operation_routes(runtime: Runtime) -> list[Route]:
    """The routes of a runtime."""
    settings = runtime.settings

    async def health(request: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def ready(request: Request) -> Response:
        checks = await runtime.check()
        is_ready = all(state == "ok" for state in checks.values())
        shown = {name: state if state == "ok" else "failed" for name, state in checks.items()}
        return JSONResponse({"ready": is_ready, "checks": shown}, 200 if is_ready else 503)

    async def metrics(request: Request) -> Response:
        if not _may_read(request, settings.metrics_token):
            raise HTTPException(404)
        return Response(runtime.metrics.text(), media_type=CONTENT_TYPE_LATEST)

    return [Route("/health", health), Route("/ready", ready), Route("/metrics", metrics)]


def _may_read(request: Request, token: str) -> bool:
    """Whether somebody may read the metrics: who has the token; without one in the settings, this machine alone."""
    if token:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def lifespan_of(runtime: Runtime) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """What the application does before its first request and after its last."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        LOG.info("ready: %s", json.dumps(await runtime.check()))
        beside = [asyncio.create_task(runtime.retention.run()), asyncio.create_task(runtime.metrics.keep())]
        try:
            yield
        finally:
            for task in beside:
                task.cancel()
        LOG.info("stopped: every turn that ran was finished")

    return lifespan
