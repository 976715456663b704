"""What is measured of a running bot, the same for both: time by kind, throughput on one core, memory, growth with the conversation."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from evaluation.bench.script import Conversation, Script, Turn
from evaluation.bench.sides import Bot, Said, client
from evaluation.bench.summary import percentiles

TURNS_EACH = 5  # messages in a conversation where its length is not to matter
WARM = 20
WINDOW = 5  # messages around the turn whose cost is told

Step = Callable[[], None]


@dataclass
class Spoken:
    """Milliseconds by kind of message, what was answered, and how often nothing was."""

    ms: dict[str, list[float]] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    silent: dict[str, int] = field(default_factory=dict)
    not_offered: int = 0

    def add(self, place: str, kind: str, took: float, said: Said) -> None:
        """Keep one turn; `place` names it in the script."""
        self.ms.setdefault(kind, []).append(took)
        self.answers[place] = said.text
        self.silent[kind] = self.silent.get(kind, 0) + (not said.text.strip())

    def as_json(self) -> dict[str, Any]:
        """Percentiles of each kind and of all messages, how many were met by silence, and buttons that were not there to press."""
        every = [value for values in self.ms.values() for value in values]
        kinds = {kind: {**percentiles(values), "silent": self.silent[kind]} for kind, values in self.ms.items()}
        every_silent = sum(self.silent.values())
        return {**kinds, "all": {**percentiles(every), "silent": every_silent}, "buttons not offered": self.not_offered}


async def speak(bot: Bot, script: Script, repeats: int, step: Step) -> Spoken:
    """Hold every conversation so often, one message at a time, after one time that warms up."""
    spoken = Spoken()
    async with client(bot) as http:
        for number in range(repeats + 1):
            for conversation in script.conversations:
                await _hold(bot, http, script, conversation, repeat=number, spoken=spoken if number else Spoken())
                step()
    return spoken


async def _hold(
    bot: Bot, http: httpx.AsyncClient, script: Script, conversation: Conversation, *, repeat: int, spoken: Spoken
) -> None:
    name = await bot.begin(http)
    buttons: tuple[str, ...] = ()
    for place, turn in enumerate(conversation.turns, 1):
        text = script.varied(turn.text, repeat) if turn.text is not None else _pressed(turn, buttons)
        if text is None:
            spoken.not_offered += 1
            continue
        began = time.perf_counter()
        said = await bot.say(http, name, text, is_button=turn.press is not None)
        spoken.add(f"{conversation.name} {place} {repeat}", turn.kind, (time.perf_counter() - began) * 1000, said)
        buttons = said.buttons


def _pressed(turn: Turn, buttons: Sequence[str]) -> str | None:
    """The button to press, the last one where there are fewer; None without buttons."""
    return buttons[min(turn.press or 0, len(buttons) - 1)] if buttons else None


class Messages:
    """Plain messages of which none comes twice, and how long each took, in ms."""

    def __init__(self, bot: Bot, script: Script, step: Step) -> None:
        """Speak to a bot."""
        self._bot, self._script, self._step, self._number = bot, script, step, 0

    async def send(self, count: int, clients: int) -> list[float]:
        """Send so many in a closed loop: each client speaks, waits for the answer, and speaks again."""
        last, times = self._number + count, list[float]()
        async with client(self._bot, clients) as http:
            await asyncio.gather(*(self._talk(http, last, times) for _ in range(clients)))
        return times

    async def _talk(self, http: httpx.AsyncClient, last: int, times: list[float]) -> None:
        spoken, conversation = 0, ""
        while self._number < last:
            text = self._next()
            if spoken % TURNS_EACH == 0:
                conversation = await self._bot.begin(http)
            times.append(await self._timed(http, conversation, text))
            spoken += 1

    async def one_conversation(self, turns: int, told: Sequence[int]) -> dict[int, list[float]]:
        """So many messages of one conversation; how long those took that end at each turn to be told, all of one kind."""
        times = {turn: list[float]() for turn in told}
        async with client(self._bot) as http:
            conversation = await self._bot.begin(http)
            for number in range(1, turns + 1):
                window = next((turn for turn in told if turn - WINDOW < number <= turn), None)
                # The same question in other words: what is told differs in nothing but its place.
                text = self._next() if window is None else self._script.one(number)
                took = await self._timed(http, conversation, text)
                if window is not None:
                    times[window].append(took)
        return times

    def _next(self) -> str:
        self._number += 1
        return self._script.plain(self._number)

    async def _timed(self, http: httpx.AsyncClient, conversation: str, text: str) -> float:
        began = time.perf_counter()
        await self._bot.say(http, conversation, text)
        self._step()
        return (time.perf_counter() - began) * 1000


async def throughput(messages: Messages, clients: Sequence[int], count: int) -> list[dict[str, float]]:
    """Messages a second in closed loops of more and more clients, after a few that warm up."""
    await messages.send(WARM, 1)
    steps = []
    for speaking in clients:
        began = time.perf_counter()
        times = await messages.send(count, speaking)
        steps.append({"clients": speaking, "a_second": count / (time.perf_counter() - began), **percentiles(times)})
    return steps


async def growth(messages: Messages, turns: Sequence[int]) -> dict[str, float]:
    """Milliseconds of a message at turns of one conversation: the median of the five that end there."""
    times = await messages.one_conversation(max(turns), turns)
    return {str(turn): percentiles(took)["p50"] for turn, took in times.items()}


def memory_mb(bot: Bot) -> dict[str, float]:
    """Resident memory of each process with those it started, and of all together, in MB."""
    found = {name: sum(map(_resident_mb, _family(pid))) for name, pid in bot.processes.items()}
    return {**found, "all": sum(found.values())}


def _family(pid: int) -> Iterator[int]:
    """A process and all that it started."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from _family(int(child))


def _resident_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
