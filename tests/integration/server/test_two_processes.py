"""Two running bots on one database: a conversation's turns are stored once each, whoever takes them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from bot.runtime import Runtime
from bot.settings import Settings

MESSAGES = 6


@pytest.fixture(scope="module")
def both(settings: Settings) -> Iterator[tuple[Runtime, Runtime]]:
    """Two bots that know nothing of each other, as two processes do."""
    runtimes = Runtime(settings), Runtime(settings)
    yield runtimes
    for runtime in runtimes:
        runtime.close()


def test_the_same_message_to_both_is_one_turn(both: tuple[Runtime, Runtime]) -> None:
    """A client that resends to another process gets the stored answer, whichever was first."""
    conversation, _ = both[0].start()

    async def scene() -> None:
        for number in range(MESSAGES):
            asked = {"text": "how long is a micromasters", "client_message_id": str(number)}
            first, second = await asyncio.gather(*(bot.turn(conversation, **asked) for bot in both))
            assert first.stored == second.stored

    asyncio.run(scene())
    said = both[0].store.messages_after(conversation, 1)
    assert [message["client_message_id"] for message in said if message["from"] == "learner"] == [
        str(number) for number in range(MESSAGES)
    ]


def test_different_messages_to_both_are_all_stored_in_one_order(both: tuple[Runtime, Runtime]) -> None:
    """Neither bot answers from a state that the other has changed meanwhile."""
    conversation, _ = both[0].start()
    before = sum(bot.metrics.overlaps._value.get() for bot in both)

    async def scene() -> None:
        for number in range(MESSAGES):
            await asyncio.gather(
                *(bot.turn(conversation, text="thanks", client_message_id=f"{which}{number}")
                  for which, bot in enumerate(both))
            )  # fmt: skip

    asyncio.run(scene())
    said = both[0].store.messages_after(conversation, 0)
    assert [message["seq"] for message in said] == list(range(1, len(said) + 1))
    assert sum(message["from"] == "learner" for message in said) == 2 * MESSAGES
    assert sum(bot.metrics.overlaps._value.get() for bot in both) > before, "no turns met: nothing was tried"
