"""Conversation locks: one turn at a time, in order, a few waiting, and nothing left behind."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable

import pytest

from bot.locks import MAX_WAITING, TURNS_AT_ONCE, ConversationLocks, Overloaded, TooManyWaiting


class Turns:
    """Turns of conversations that last until they are let go; notes when each begins."""

    def __init__(self) -> None:
        self.locks = ConversationLocks()
        self.begun: list[str] = []
        self.go = asyncio.Event()

    async def take(self, name: str, conversation: str = "a") -> None:
        """Take a turn."""
        async with self.locks.hold(conversation):
            self.begun.append(name)
            await self.go.wait()

    async def start(self, name: str, conversation: str = "a") -> asyncio.Task[None]:
        """Start a turn, and come back when it has begun or waits."""
        task = asyncio.create_task(self.take(name, conversation))
        await pause()
        return task


async def pause() -> None:
    """Let every other task go on until it waits."""
    for _ in range(5):
        await asyncio.sleep(0)


def running(scene: Callable[[Turns], Awaitable[None]]) -> None:
    """Play a scene in an event loop of its own."""

    async def play() -> None:
        await asyncio.wait_for(scene(Turns()), timeout=5)

    asyncio.run(play())


def test_turns_of_a_conversation_follow_one_another_in_order():
    """A turn begins when the one before it has ended; who came first is first."""

    async def scene(turns: Turns) -> None:
        tasks = [await turns.start(name) for name in ("1", "2", "3")]
        assert turns.begun == ["1"]
        turns.go.set()
        await asyncio.gather(*tasks)
        assert turns.begun == ["1", "2", "3"]

    running(scene)


def test_conversations_do_not_wait_for_each_other():
    """A slow conversation holds up nobody else."""

    async def scene(turns: Turns) -> None:
        tasks = [await turns.start(name, conversation=name) for name in ("a", "b", "c")]
        assert turns.begun == ["a", "b", "c"]
        turns.go.set()
        await asyncio.gather(*tasks)

    running(scene)


def test_one_message_too_many_is_refused_at_once():
    """One turn runs and five wait; the next is refused, and the others are not disturbed."""

    async def scene(turns: Turns) -> None:
        tasks = [await turns.start(str(number)) for number in range(1 + MAX_WAITING)]
        with pytest.raises(TooManyWaiting):
            await turns.take("one too many")
        turns.go.set()
        await asyncio.gather(*tasks)
        assert turns.begun == [str(number) for number in range(1 + MAX_WAITING)]
        await turns.take("later")
        assert turns.begun[-1] == "later"

    running(scene)


def test_few_turns_run_at_once_and_who_waits_too_long_is_told():
    """With all places taken by slow turns, the next waits; it is refused in time, and a later one begins."""

    async def scene(turns: Turns) -> None:
        turns.locks = ConversationLocks(turn_wait_s=0.05)
        tasks = [await turns.start(str(number), conversation=str(number)) for number in range(TURNS_AT_ONCE)]
        with pytest.raises(Overloaded):
            await turns.take("one too many", conversation="another")
        assert len(turns.begun) == TURNS_AT_ONCE
        turns.go.set()
        await asyncio.gather(*tasks)
        await turns.take("later", conversation="another")
        assert turns.begun[-1] == "later"

    running(scene)


def test_a_turn_that_fails_lets_the_next_begin():
    """An error in a turn is raised to its caller and frees the conversation."""

    async def scene(turns: Turns) -> None:
        async def fail() -> None:
            async with turns.locks.hold("a"):
                await turns.go.wait()
                raise RuntimeError("the action failed")

        failing = asyncio.create_task(fail())
        await pause()
        waiting = await turns.start("next")
        turns.go.set()
        with pytest.raises(RuntimeError):
            await failing
        await waiting
        assert turns.begun == ["next"]

    running(scene)


def test_who_gives_up_waiting_leaves_the_place_to_others():
    """A cancelled message neither runs nor takes up a place in the queue."""

    async def scene(turns: Turns) -> None:
        first, *waiting = [await turns.start(str(number)) for number in range(1 + MAX_WAITING)]
        waiting[0].cancel()
        await pause()
        last = await turns.start("last")
        turns.go.set()
        await asyncio.gather(first, *waiting[1:], last)
        assert waiting[0].cancelled()
        assert turns.begun == ["0", "2", "3", "4", "5", "last"]

    running(scene)


def test_conversations_that_ended_leave_nothing_behind():
    """A lock lives only while it is used: a hundred conversations later there are as many as before."""

    async def scene(turns: Turns) -> None:
        turns.go.set()
        before = locks_alive()
        for number in range(100):
            await turns.take("turn", conversation=str(number))
        assert locks_alive() == before

    running(scene)


def locks_alive() -> int:
    """How many locks this process holds."""
    gc.collect()
    return sum(isinstance(thing, asyncio.Lock) for thing in gc.get_objects())
