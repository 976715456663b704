"""One turn at a time in a conversation across processes that share a PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from bot.locks import ConversationLocks, TooManyWaiting
from bot.stores.advisory_locks import AdvisoryLocks, LockTaken
from evaluation.postgres import Cluster

SHORT_S = 0.3


@pytest.fixture
def processes(empty_engine: Engine) -> Iterator[tuple[AdvisoryLocks, AdvisoryLocks]]:
    """The locks of two processes, each with connections of its own."""
    both = AdvisoryLocks(empty_engine, 4, SHORT_S), AdvisoryLocks(empty_engine, 4, SHORT_S)
    yield both
    for one in both:
        one.dispose()


def test_a_held_conversation_is_taken_elsewhere_too(processes: tuple[AdvisoryLocks, AdvisoryLocks]):
    """Another process waits, and is told when it waited too long; given back, the lock is free."""
    one, other = processes
    held = one.acquire("a")
    with pytest.raises(LockTaken):
        other.acquire("a")
    one.release(held)
    other.release(other.acquire("a"))


def test_other_conversations_are_free(processes: tuple[AdvisoryLocks, AdvisoryLocks]):
    """A lock holds up one conversation only."""
    one, other = processes
    held = one.acquire("a")
    other.release(other.acquire("b"))
    one.release(held)


def test_a_process_that_dies_leaves_no_lock(processes: tuple[AdvisoryLocks, AdvisoryLocks], cluster: Cluster):
    """A connection that ends gives its locks back, and its own release does no harm."""
    one, other = processes
    held = one.acquire("a")
    pid = held.connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    cluster.run(f"SELECT pg_terminate_backend({pid})")
    other.release(other.acquire("a"))
    one.release(held)
    one.release(one.acquire("a"))


def test_a_given_up_wait_leaves_no_lock(processes: tuple[AdvisoryLocks, AdvisoryLocks]):
    """Who stops waiting just when the lock comes gives it back."""
    one, other = processes

    async def scene() -> None:
        mine = ConversationLocks(one)
        held = await asyncio.to_thread(other.acquire, "a")

        async def take() -> None:
            async with mine.hold("a"):
                raise AssertionError("the lock was held elsewhere")

        waiting = asyncio.create_task(take())
        await asyncio.sleep(SHORT_S / 3)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await asyncio.to_thread(other.release, held)
        await asyncio.sleep(SHORT_S / 3)
        await asyncio.to_thread(lambda: other.release(other.acquire("a")))

    asyncio.run(scene())


def test_two_processes_never_run_one_conversation_at_once(processes: tuple[AdvisoryLocks, AdvisoryLocks]):
    """Turns of both follow one another; who waits too long is refused, not let in."""
    inside, most, refused = 0, 0, 0

    async def scene() -> None:
        locks = [ConversationLocks(one) for one in processes]

        async def take(mine: ConversationLocks) -> None:
            nonlocal inside, most, refused
            try:
                async with mine.hold("a"):
                    inside += 1
                    most = max(most, inside)
                    await asyncio.sleep(0.01)
                    inside -= 1
            except TooManyWaiting:
                refused += 1

        await asyncio.gather(*(take(mine) for mine in locks for _ in range(6)))

    asyncio.run(scene())
    assert (most, refused) == (1, 0)
