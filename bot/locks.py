"""One turn at a time in a conversation: an asyncio lock each, waiting in order, without polling.

Few turns run at once in the process: more would only make one another slower, and an action's time limit would run while
the action waits. Where several processes serve one PostgreSQL, the turn also waits for those of the other processes.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.database_threads import DatabaseThreads
from bot.stores.advisory_locks import AdvisoryLocks, HeldLock, LockTaken

MAX_WAITING = 5
MAX_AT_ONCE = 500
TURNS_AT_ONCE = 8
TURN_WAIT_S = 15.0
LOCK_WAIT_S = 10.0


class TooManyWaiting(Exception):
    """More messages wait in this conversation than are queued."""


class Overloaded(Exception):
    """More messages wait in this process, of all conversations, than it answers in good time: this one was not taken."""


@dataclass
class _Place:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0


class ConversationLocks:
    """Locks by conversation id; a lock lives only while somebody holds it or waits for it."""

    def __init__(self, across: AdvisoryLocks | None = None, turn_wait_s: float = TURN_WAIT_S) -> None:
        """Start with none; `across` locks out other processes; a turn waits at most `turn_wait_s` seconds to be let begin."""
        self._places: dict[str, _Place] = {}
        self._seats, self._turn_wait_s = asyncio.Semaphore(TURNS_AT_ONCE), turn_wait_s
        self._across = across
        # Apart from the database's other threads: who waits for a lock must not keep its holder from committing.
        self._threads = DatabaseThreads(TURNS_AT_ONCE, LOCK_WAIT_S + 8, "lock")

    @property
    def users(self) -> int:
        """How many turns run or wait."""
        return sum(place.users for place in self._places.values())

    @asynccontextmanager
    async def hold(self, conversation: str) -> AsyncIterator[None]:
        """Hold the conversation's lock.

        Raises:
            TooManyWaiting: If five messages wait already, or another process holds it for too long.
            Overloaded: If the whole process is full, or does not get to it in time.
        """
        place = self._places.get(conversation)
        if place is not None and place.users > MAX_WAITING:
            raise TooManyWaiting(conversation)
        if self.users >= MAX_AT_ONCE:
            raise Overloaded(f"{MAX_AT_ONCE} messages wait")
        place = self._places.setdefault(conversation, _Place())
        place.users += 1
        try:
            async with place.lock, self._seat(), self._held_across(conversation):
                yield
        finally:
            place.users -= 1
            if place.users == 0:
                self._places.pop(conversation, None)

    @asynccontextmanager
    async def _seat(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self._turn_wait_s):
                await self._seats.acquire()
        except TimeoutError:
            raise Overloaded(f"no turn could begin for {self._turn_wait_s:g} s") from None
        try:
            yield
        finally:
            self._seats.release()

    @asynccontextmanager
    async def _held_across(self, conversation: str) -> AsyncIterator[None]:
        if self._across is None:
            yield
            return
        held = await self._acquired(self._across, conversation)
        try:
            yield
        finally:
            await self._threads(self._across.release, held)

    async def _acquired(self, across: AdvisoryLocks, conversation: str) -> HeldLock:
        """The lock; one that comes after it was given up goes back at once."""
        acquiring = asyncio.ensure_future(self._threads(across.acquire, conversation))
        try:
            return await asyncio.shield(acquiring)
        except LockTaken as error:
            raise TooManyWaiting(conversation) from error
        except asyncio.CancelledError:
            acquiring.add_done_callback(lambda done: _give_back(across, done))
            raise


def _give_back(across: AdvisoryLocks, acquiring: asyncio.Future[HeldLock]) -> None:
    if not acquiring.cancelled() and acquiring.exception() is None:
        across.release(acquiring.result())
