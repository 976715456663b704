"""Running the application under uvicorn."""

from __future__ import annotations

import contextlib
import resource
import socket

import click
import uvicorn

from bot.impatient import ImpatientProtocol
from bot.logs import configure_logs
from bot.runtime import Runtime
from bot.server import create_app
from bot.settings import Settings

MOST_CONNECTIONS = 2000
FILES_BESIDE = 200  # database, model, logs and the like
IDLE_S = 30  # between two messages of a learner who reads quickly
STOP_S = 15  # turns that run are finished; whoever is not done by then is cut off


def serve_forever(settings: Settings, host: str, port: int) -> None:
    """Serve until told to stop; prints the address when the first request would be answered."""
    configure_logs(settings.log_format)
    serve(Runtime(settings), host, port)


def serve(runtime: Runtime, host: str, port: int) -> None:
    """Serve a runtime until told to stop: then turns that run are finished and new connections refused."""
    proxies = runtime.settings.trusted_proxies
    server = _Announcing(
        uvicorn.Config(
            create_app(runtime), host=host, port=port, http=ImpatientProtocol, ws="none", log_config=None,
            access_log=False, server_header=False, limit_concurrency=_connections(), timeout_graceful_shutdown=STOP_S, timeout_keep_alive=IDLE_S,
            # Not uvloop: under it, writing to a client that has just gone raises, and each would be an error in the log.
            loop="asyncio",
            # The client's address is the socket's, unless a proxy that is named in the settings says otherwise.
            proxy_headers=bool(proxies), forwarded_allow_ips=list(proxies),
        )
    )  # fmt: skip
    server.run()
    runtime.close()


def _connections() -> int:
    """How many connections are open at most, having asked the system for as many files."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + FILES_BESIDE
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard) if hard > 0 else wanted, hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return MOST_CONNECTIONS if soft == resource.RLIM_INFINITY else max(50, min(MOST_CONNECTIONS, soft - FILES_BESIDE))


class _Announcing(uvicorn.Server):
    """Says where it listens once it does."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for server in self.servers:
            for listening in server.sockets:
                host, port = listening.getsockname()[:2]
                click.echo(f"Pathwise is ready on http://{host}:{port}")
