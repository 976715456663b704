"""A real uvicorn in a thread of this process, so that a test can reach both the sockets and the runtime behind them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from bot.impatient import ImpatientProtocol

STARTED_S = 30


@contextmanager
def listening(app: ASGIApp) -> Iterator[int]:
    """Serve the application as `pathwise serve` does; gives the port."""
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, http=ImpatientProtocol, ws="none", log_config=None, access_log=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + STARTED_S
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()
