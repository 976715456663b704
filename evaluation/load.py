"""`python -m evaluation.load`: many open conversations, messages at times of their own, beside the server on the same cores.

Arrivals are open: each message has a time at which it is to be sent, and its latency counts from that time, so that a server
that falls behind cannot hide it (coordinated omission). Server and generator are pinned to a core each where there are two.
"""

from __future__ import annotations

import asyncio
import math
import os
import random
import ssl
import time
import uuid
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import httpx
import yaml
from rich.console import Console
from rich.table import Table

from evaluation.bench.script import read_script
from evaluation.faults.own_database import own_database
from evaluation.progress import progress
from evaluation.run_record import RESULTS, write_record
from evaluation.serving import Server, start_server

MESSAGES = Path(__file__).parent / "mixed_messages.yml"
WARM_S, SAMPLE_S, STEP_S = 20.0, 5.0, 20.0
GIVE_UP_S = 30.0
# Promised of the steady load, and what ends the search for the ceiling.
P95_MS, GROWTH = 250.0, 0.05
FACTOR = 1.25
SEED = 20261130


@dataclass
class Counted:
    """What came of a stretch of load. Latencies are milliseconds from the intended time; memory is in MB."""

    rate: float
    latencies: list[float] = field(default_factory=list)
    errors: dict[str, int] = field(default_factory=dict)
    sent: int = 0
    memory: list[float] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        """The latency that so large a share stayed within."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)] if ordered else math.inf

    def as_json(self) -> dict[str, Any]:
        """The stretch as it is written down."""
        shares = {f"p{int(share * 100)}_ms": round(self.percentile(share), 1) for share in (0.5, 0.95, 0.99)}
        held = {"memory_mb": [round(value, 1) for value in self.memory]} if self.memory else {}
        return {
            "rate": self.rate,
            "sent": self.sent,
            "answered": len(self.latencies),
            "errors": self.errors,
            **shares,
            **held,
        }


@dataclass(frozen=True, slots=True)
class Limit:
    """What a stretch of load must keep to: no error, and so large a share of answers within so many milliseconds."""

    share: float
    within_ms: float

    def holds(self, counted: Counted) -> bool:
        """Whether the stretch kept to it."""
        return not counted.errors and counted.percentile(self.share) <= self.within_ms


CEILING = Limit(0.95, 1000.0)


class Load:
    """Open conversations that take turns in speaking.

    Each message comes over a connection of its own: a learner reads for longer than a server keeps one. None comes twice in the
    same words, since the bot remembers how it read the latest ones.
    """

    def __init__(self, server: Server, seed: int) -> None:
        """Speak to a server; `open` begins."""
        self._server, self._stack = server, AsyncExitStack()
        self._learners: dict[str, httpx.AsyncClient] = {}
        self._texts: list[str] = yaml.safe_load(MESSAGES.read_text())
        self._script, self._sent = read_script(), 0
        self._chance = random.Random(seed)
        self._tokens: list[str] = []
        self.acknowledged: dict[str, set[str]] = {}

    async def __aenter__(self) -> Load:
        """Nothing is open yet."""
        return self

    async def __aexit__(self, *error: object) -> None:
        """Close the connections."""
        await self._stack.aclose()

    async def open(self, conversations: int) -> None:
        """Begin conversations."""
        limits, unused = httpx.Limits(max_keepalive_connections=0), ssl.create_default_context()
        for _ in range(conversations):
            client = httpx.AsyncClient(base_url=self._server.address, timeout=GIVE_UP_S, limits=limits, verify=unused)
            http = await self._stack.enter_async_context(client)
            answer = await http.post("/api/conversations", json={})
            answer.raise_for_status()
            token = answer.json()["token"]
            http.headers["Authorization"] = f"Bearer {token}"
            self._tokens.append(token)
            self._learners[token] = http
            self.acknowledged[token] = set()

    async def run(self, rate: float, seconds: float, told: Any = lambda: None) -> Counted:
        """Send messages at a rate (a Poisson process), each in the next conversation that is not speaking."""
        counted, sending = Counted(rate), set[asyncio.Task[None]]()
        begun, due = time.perf_counter(), 0.0
        sampled = -SAMPLE_S
        while due < seconds:
            due += self._chance.expovariate(rate)
            await asyncio.sleep(max(0.0, begun + due - time.perf_counter()))
            if due - sampled >= SAMPLE_S:
                sampled = due
                counted.memory.append(_memory_mb(self._server.process.pid))
            token = self._tokens[self._sent % len(self._tokens)]
            task = asyncio.create_task(self._send(counted, token, self._next_text(), begun + due))
            sending.add(task)
            task.add_done_callback(sending.discard)
            told()
        await asyncio.gather(*sending)
        return counted

    def _next_text(self) -> str:
        """The messages in turn, all of them in the next wording each time."""
        wording, text = divmod(self._sent, len(self._texts))
        self._sent += 1
        return self._script.varied(self._texts[text], wording)

    async def _send(self, counted: Counted, token: str, text: str, due: float) -> None:
        counted.sent += 1
        message_id = str(uuid.uuid4())
        body = {"client_message_id": message_id, "text": text}
        try:
            answer = await self._learners[token].post("/api/messages", json=body)
        except httpx.TransportError as error:
            wrong = type(error).__name__
        else:
            if answer.status_code == 200 and answer.json()["messages"]:
                counted.latencies.append((time.perf_counter() - due) * 1000)
                self.acknowledged[token].add(message_id)
                return
            wrong = str(answer.status_code)
        counted.errors[wrong] = counted.errors.get(wrong, 0) + 1

    async def lost(self) -> int:
        """How many acknowledged messages the server does not have."""
        lost = 0
        for token, acknowledged in self.acknowledged.items():
            answer = await self._learners[token].get("/api/messages")
            answer.raise_for_status()
            stored = {message.get("client_message_id") for message in answer.json()["messages"]}
            lost += len(acknowledged - stored)
        return lost


def _memory_mb(pid: int) -> float:
    """The resident memory of a process."""
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _growth(memory: list[float]) -> float:
    """How much more memory the last fifth used than the second fifth, the first being warming up."""
    fifth = max(1, len(memory) // 5)
    early, late = memory[fifth : 2 * fifth] or memory[:1], memory[-fifth:]
    return sum(late) / len(late) / (sum(early) / len(early)) - 1


async def _measure(server: Server, conversations: int, rate: float, seconds: float, search: bool) -> dict[str, Any]:
    async with Load(server, SEED) as load:
        await load.open(conversations)
        await load.run(rate, min(WARM_S, seconds))
        with progress("steady load", int(rate * seconds)) as told:
            steady = await load.run(rate, seconds, told)
        steps = await raised(load, rate, CEILING) if search else []
        return {
            "conversations": conversations, "steady": steady.as_json(), "memory_growth": round(_growth(steady.memory), 4),
            "lost": await load.lost(), "steps": [step.as_json() for step in steps],
            "ceiling": ceiling(steps, CEILING),
        }  # fmt: skip


async def raised(load: Load, rate: float, limit: Limit, factor: float = FACTOR) -> list[Counted]:
    """Raise the rate, each step `factor` times the one before, until answers fail or come late; that step is the last.

    A step that does not hold is tried once more: one pause of the machine is not the ceiling.
    """
    steps: list[Counted] = []
    while not steps or limit.holds(steps[-1]):
        rate *= factor
        for _ in range(2):
            steps.append(await load.run(round(rate, 1), STEP_S))
            if limit.holds(steps[-1]):
                break
    return steps


def ceiling(steps: Sequence[Counted], limit: Limit) -> float:
    """The highest rate that was held."""
    return max((step.rate for step in steps if limit.holds(step)), default=0.0)


@click.command()
@click.option("--conversations", default=200, show_default=True, type=click.IntRange(min=1))
@click.option("--rate", default=10.0, show_default=True, help="Messages a second.")
@click.option("--seconds", default=300.0, show_default=True)
@click.option(
    "--ceiling/--no-ceiling",
    "search",
    default=True,
    show_default=True,
    help="Raise the rate afterwards until it breaks.",
)
def main(conversations: int, rate: float, seconds: float, search: bool) -> None:
    """Load a server of its own, print what it held, and end with an error if a promise was broken."""
    cores = sorted(os.sched_getaffinity(0))
    under = ("taskset", "-c", str(cores[0])) if len(cores) > 1 else ()
    with own_database() as (_, environment):
        server = start_server(environment, under=under)
        if len(cores) > 1:
            os.sched_setaffinity(0, set(cores[1:]))
        try:
            found = asyncio.run(_measure(server, conversations, rate, seconds, search))
        finally:
            server.stop()
    _print(found)
    write_record(RESULTS / "load.json", found, SEED)
    steady = found["steady"]
    broken = {
        "errors": bool(steady["errors"]),
        "lost": found["lost"] > 0,
        f"p95 over {P95_MS:g} ms": steady["p95_ms"] > P95_MS,
        "memory growth over 5 %": found["memory_growth"] >= GROWTH,
    }
    if any(broken.values()):
        raise click.ClickException("broken: " + ", ".join(name for name, is_broken in broken.items() if is_broken))


def _print(found: dict[str, Any]) -> None:
    table = Table(title=f"{found['conversations']} open conversations", title_justify="left")
    for name in ("messages a second", "sent", "errors", "p50 ms", "p95 ms", "p99 ms"):
        table.add_column(name, justify="right")
    for step in (found["steady"], *found["steps"]):
        errors = ", ".join(f"{count} {kind}" for kind, count in step["errors"].items()) or "0"
        table.add_row(
            f"{step['rate']:g}", f"{step['sent']:,}", errors, *(f"{step[f'p{p}_ms']:g}" for p in (50, 95, 99))
        )
    Console().print(table)
    memory = found["steady"]["memory_mb"]
    click.echo(f"memory {memory[0]:.0f} to {memory[-1]:.0f} MB, growth {found['memory_growth']:.1%}; lost {found['lost']}; "
               f"held up to {found['ceiling']:g} messages a second")  # fmt: skip


if __name__ == "__main__":
    main()
