"""How uvicorn is to listen, in one process or in several; imports nothing of Rasa."""

from __future__ import annotations

import contextlib
import gc
import resource
from collections.abc import Callable
from typing import Any

import click
import uvicorn
from starlette.types import ASGIApp

from bot.impatient import ImpatientProtocol
from bot.settings import Settings

MOST_CONNECTIONS = 2000
FILES_BESIDE = 200  # database, model, logs and the like
IDLE_S = 30  # between two messages of a learner who reads quickly
STOP_S = 15  # turns that run are finished; whoever is not done by then is cut off


def listening(
    app: ASGIApp | Callable[..., Any] | str, settings: Settings, host: str, port: int, **more: Any
) -> uvicorn.Config:
    """How to serve an application, or where workers find it; `more` goes to uvicorn as it is."""
    proxies = settings.trusted_proxies
    return uvicorn.Config(
        app, host=host, port=port, http=ImpatientProtocol, ws="none", log_config=None, access_log=False,
        server_header=False, limit_concurrency=_connections(), timeout_graceful_shutdown=STOP_S, timeout_keep_alive=IDLE_S,
        # Not uvloop: under it, writing to a client that has just gone raises, and each would be an error in the log.
        loop="asyncio",
        # The client's address is the socket's, unless a proxy that is named in the settings says otherwise.
        proxy_headers=bool(proxies), forwarded_allow_ips=list(proxies), **more,
    )  # fmt: skip


def settle() -> None:
    """What was loaded lives as long as the process: a collection of garbage that looked through it all would take 160 ms."""
    gc.collect()
    gc.freeze()


def announce(address: tuple[Any, ...]) -> None:
    """Say where the server listens: from now on it answers."""
    host, port = address[:2]
    click.echo(f"Pathwise is ready on http://{host}:{port}")


def _connections() -> int:
    """How many connections are open at most, having asked the system for as many files."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + FILES_BESIDE
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard) if hard > 0 else wanted, hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return MOST_CONNECTIONS if soft == resource.RLIM_INFINITY else max(50, min(MOST_CONNECTIONS, soft - FILES_BESIDE))
