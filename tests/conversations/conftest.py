"""One running bot for all conversations: real model, real actions, a real database file."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.runtime import Runtime
from bot.settings import load_settings
from bot.turn import TurnResult


@dataclass
class Talk:
    """A conversation under test: `say` what a learner writes, `press` a button by its title."""

    runtime: Runtime
    loop: asyncio.AbstractEventLoop
    conversation: str
    turns: list[TurnResult] = field(default_factory=list)

    def say(self, text: str) -> list[dict[str, Any]]:
        """Send a text; return the bot's messages."""
        return self._keep(self.runtime.turn(self.conversation, text=text))

    def press(self, title: str) -> list[dict[str, Any]]:
        """Press the latest offered button of that title; return the bot's messages."""
        for message in reversed(self.turns[-1].stored.messages):
            for block in message["blocks"]:
                for option in block.get("options", []):
                    if option["title"] == title:
                        return self._keep(self.runtime.turn(self.conversation, choice=option["id"]))
        offered = [option["title"] for message in self.turns[-1].stored.messages
                   for block in message["blocks"] for option in block.get("options", [])]  # fmt: skip
        raise AssertionError(f"no button {title!r}; offered are {offered}")

    @property
    def text(self) -> str:
        """All that the bot said in the latest turn."""
        return "\n\n".join(message["text"] for message in self.turns[-1].stored.messages)

    @property
    def status(self) -> str:
        """Status of the latest turn's first message."""
        return self.turns[-1].stored.messages[0]["status"]

    @property
    def topic(self) -> str:
        """Topic of the latest turn's first message."""
        return self.turns[-1].stored.messages[0]["topic"]

    def blocks(self, kind: str) -> list[dict[str, Any]]:
        """Blocks of a type in the latest turn."""
        return [b for message in self.turns[-1].stored.messages for b in message["blocks"] if b["type"] == kind]

    def _keep(self, turn: Any) -> list[dict[str, Any]]:
        result = self.loop.run_until_complete(turn)
        self.turns.append(result)
        return list(result.stored.messages)


@pytest.fixture(scope="session")
def runtime(database_url: str) -> Runtime:
    """The running bot; `make train` made its model."""
    return Runtime(load_settings())


@pytest.fixture(scope="session")
def loop() -> asyncio.AbstractEventLoop:
    """One event loop for all turns."""
    return asyncio.new_event_loop()


@pytest.fixture
def talk(runtime: Runtime, loop: asyncio.AbstractEventLoop) -> Talk:
    """A new conversation."""
    return Talk(runtime, loop, runtime.store.create())
