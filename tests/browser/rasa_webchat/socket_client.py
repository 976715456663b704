"""Another client of Rasa's Socket.IO channel: python-socketio, by polling, which renders nothing."""

from __future__ import annotations

import queue
from typing import Any

import socketio

ANSWER_S = 30


class SocketClient:
    """One socket; what the server sends waits to be taken, in order."""

    def __init__(self, address: str) -> None:
        """Connect."""
        self._came: queue.Queue[tuple[str, Any]] = queue.Queue()
        self._client = socketio.Client(reconnection=False)
        self._client.on("*", lambda name, said: self._came.put((name, said)))
        self._client.connect(address, transports=["polling"])

    def session(self, **wanted: Any) -> str:
        """Ask for a session; the one that is confirmed."""
        self.send("session_request", wanted)
        name, said = self.take()
        assert name == "session_confirm"
        return str(said)

    def send(self, event: str, said: Any) -> None:
        """Send an event as it is."""
        self._client.emit(event, said)

    def say(self, text: Any, session: Any) -> None:
        """Send a message of a session."""
        self.send("user_uttered", {"message": text, "session_id": session})

    def take(self) -> tuple[str, Any]:
        """The next event, waited for."""
        return self._came.get(timeout=ANSWER_S)

    def heard(self, messages: int) -> list[str]:
        """The texts of the next so many messages of the bot."""
        taken = [self.take() for _ in range(messages)]
        assert {name for name, _ in taken} == {"bot_uttered"}
        return [said["text"] for _, said in taken]

    def close(self) -> None:
        """Disconnect, without waiting for the answer to the last poll."""
        self._client.eio.disconnect(abort=True)
