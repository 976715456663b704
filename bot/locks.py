"""One turn at a time in a conversation: an asyncio lock each, waiting in order, without polling."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

MAX_WAITING = 5


class TooManyWaiting(Exception):
    """More messages wait in this conversation than are queued."""


@dataclass
class _Place:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0


class ConversationLocks:
    """Locks by conversation id; a lock lives only while somebody holds it or waits for it."""

    def __init__(self) -> None:
        """Start with none."""
        self._places: dict[str, _Place] = {}

    @asynccontextmanager
    async def hold(self, conversation: str) -> AsyncIterator[None]:
        """Hold the conversation's lock.

        Raises:
            TooManyWaiting: If five messages wait already.
        """
        place = self._places.setdefault(conversation, _Place())
        if place.users > MAX_WAITING:
            raise TooManyWaiting(conversation)
        place.users += 1
        try:
            async with place.lock:
                yield
        finally:
            place.users -= 1
            if place.users == 0:
                self._places.pop(conversation, None)
