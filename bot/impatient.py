"""HTTP connections that are given up when the other side is too slow, so that slow and dead clients cost nothing.

uvicorn waits for ever for the end of a request's head, and for a client that does not read its answer.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_S = 10.0
STALLED_S = 30.0


class ImpatientProtocol(HttpToolsProtocol):
    """Closes a connection that sends no whole head in 10 s, or reads nothing of its answer for 30 s."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._expect(HEAD_S)

    def on_message_begin(self) -> None:
        """Begin to wait for the rest of a head, on a connection that is kept open."""
        super().on_message_begin()
        self._expect(HEAD_S)

    def on_headers_complete(self) -> None:
        """The head is here; how long its body may take is the application's to say."""
        self._expect_nothing()
        super().on_headers_complete()

    def pause_writing(self) -> None:
        """The client does not read: give it some time."""
        super().pause_writing()
        self._expect(STALLED_S)

    def resume_writing(self) -> None:
        """It reads again."""
        self._expect_nothing()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._expect_nothing()
        super().connection_lost(exc)

    def _expect(self, within_s: float) -> None:
        self._expect_nothing()
        self._deadline = asyncio.get_running_loop().call_later(within_s, self._give_up)

    def _expect_nothing(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        transport: Any = self.transport
        transport.abort()
