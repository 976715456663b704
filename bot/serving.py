"""Running the application under uvicorn, in this process; bot/workers.py runs it in several."""

from __future__ import annotations

import socket

import uvicorn

from bot.listening import announce, listening, settle
from bot.logs import configure_logs
from bot.runtime import Runtime
from bot.server import create_app
from bot.settings import Settings


def serve_forever(settings: Settings, host: str, port: int) -> None:
    """Serve until told to stop; prints the address when the first request would be answered."""
    configure_logs(settings.log_format)
    runtime = Runtime(settings)
    settle()
    serve(runtime, host, port)


def serve(runtime: Runtime, host: str, port: int) -> None:
    """Serve a runtime until told to stop: then turns that run are finished and new connections refused."""
    _Announcing(listening(create_app(runtime), runtime.settings, host, port)).run()
    runtime.close()


class _Announcing(uvicorn.Server):
    """Says where it listens once it does."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for server in self.servers:
            for listener in server.sockets:
                announce(listener.getsockname())
