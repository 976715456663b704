"""The same conversation through our own door, for comparison: what `pathwise serve` answers to the widget."""

from __future__ import annotations

import uuid
from typing import Any

import httpx


class OurDoor:
    """A learner's conversation over docs/protocol.md's API; each turn is what the bot says, paragraph by paragraph."""

    def __init__(self, address: str) -> None:
        """Begin a conversation."""
        begun = httpx.post(f"{address}/api/conversations", json={}).raise_for_status().json()
        self._http = httpx.Client(base_url=address, headers={"Authorization": f"Bearer {begun['token']}"}, timeout=60)
        self._options: dict[str, str] = {}
        self.greeting = self._read(begun["messages"])

    @property
    def titles(self) -> list[str]:
        """The buttons of the last turn."""
        return list(self._options)

    def say(self, text: str) -> list[str]:
        """The paragraphs that answer a message."""
        return self._turn(text=text)

    def press(self, title: str) -> list[str]:
        """The paragraphs that answer a button."""
        return self._turn(choice=self._options[title])

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def _turn(self, **said: str) -> list[str]:
        body = {"client_message_id": str(uuid.uuid4()), **said}
        return self._read(self._http.post("/api/messages", json=body).raise_for_status().json()["messages"])

    def _read(self, messages: list[dict[str, Any]]) -> list[str]:
        last = messages[-1]["blocks"]
        self._options = {option["title"]: option["id"] for block in last for option in block.get("options", [])}
        return [paragraph for message in messages for paragraph in message["text"].split("\n\n")]
