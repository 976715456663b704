"""Running the application under uvicorn, with logs that hold ids and never text."""

from __future__ import annotations

import logging
import socket
import sys

import click
import structlog
import uvicorn

from bot.runtime import Runtime
from bot.server import create_app
from bot.settings import Settings


def serve_forever(settings: Settings, host: str, port: int) -> None:
    """Serve until told to stop; prints the address when the first request would be answered."""
    configure_logs()
    app = create_app(Runtime(settings))
    # Not uvloop: under it, writing to a client that has just gone raises, and each such client would be an error in the log.
    server = _Announcing(
        uvicorn.Config(
            app, host=host, port=port, log_config=None, access_log=False, server_header=False, ws="none", loop="asyncio"
        )
    )
    server.run()


class _Announcing(uvicorn.Server):
    """Says where it listens once it does."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for server in self.servers:
            for listening in server.sockets:
                host, port = listening.getsockname()[:2]
                click.echo(f"Pathwise is ready on http://{host}:{port}")


def configure_logs() -> None:
    """Plain lines on standard error; Rasa's own logs only from warnings on, because they hold what people write."""
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for name in ("rasa", "rasa_sdk", "tensorflow", "matplotlib", "asyncio"):
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
