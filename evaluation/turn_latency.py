"""`python -m evaluation.turn_latency`: what a turn takes beside one encoding, for new texts, for texts asked before, and for buttons.

Run by `make bench-parts`. The server is a process of its own on a database of its own, asked over HTTP on loopback, one message at a
time; its processor time is told beside, since the client takes some of what a learner waits.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import yaml
from rich.console import Console
from rich.table import Table

from bot.nlu.sentence_encoder import default_encoder
from evaluation.bench.script import Script, read_script
from evaluation.bench.summary import percentiles
from evaluation.faults.own_database import own_database
from evaluation.run_record import RESULTS, write_record
from evaluation.serving import Server, served

MESSAGES = Path(__file__).parent / "mixed_messages.yml"
COUNT, WARM = 200, 10
FLOOR = "encoder alone"
ASKS_BACK = "what is a micromasters"  # its answer has buttons
TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds of one kind of turn: as a client waits, and what the server's processor did, on average."""

    p50: float
    p99: float
    processor: float


class Learner:
    """One conversation with a server."""

    def __init__(self, server: Server, client: httpx.Client) -> None:
        """Begin it."""
        self._server, self._client = server, client
        token = client.post("/api/conversations", json={}).json()["token"]
        self._headers = {"Authorization": f"Bearer {token}"}

    def say(self, **said: str) -> list[dict[str, Any]]:
        """Send a text or a choice; the answer's messages."""
        body = {"client_message_id": str(uuid.uuid4()), **said}
        answer = self._client.post("/api/messages", json=body, headers=self._headers)
        answer.raise_for_status()
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages

    def took(self, act: Callable[[int], object]) -> Took:
        """Do something again and again, with its number; the first few times do not count."""
        for number in range(WARM):
            act(number)
        before, times = _processor_ms(self._server.pid), list[float]()
        for number in range(WARM, WARM + COUNT):
            times.append(_timed(partial(act, number)))
        found = percentiles(times)
        return Took(found["p50"], found["p99"], (_processor_ms(self._server.pid) - before) / COUNT)


class Pressing:
    """Presses the first button of the newest answer that has some."""

    def __init__(self, learner: Learner, messages: Sequence[Mapping[str, Any]]) -> None:
        """Begin with an answer."""
        self._learner, self._option = learner, next(_options(messages))

    def __call__(self) -> None:
        """Press it."""
        self._option = next(_options(self._learner.say(choice=self._option)), self._option)


def measure() -> dict[str, Took]:
    """The floor, and each kind of turn."""
    texts, script = yaml.safe_load(MESSAGES.read_text(encoding="utf-8")), read_script()
    found = {FLOOR: _encoding(texts, script)}
    with own_database() as (_, environment), served(environment) as server, _client(server) as client:
        learner = Learner(server, client)
        found["/health, for the way there and back"] = learner.took(lambda _: client.get("/health"))
        found["text never seen before"] = learner.took(lambda n: learner.say(text=_new(texts, script, n)))
        for text in texts:
            learner.say(text=text)
        found["text asked before"] = learner.took(lambda n: learner.say(text=texts[n % len(texts)]))
        pressing = Pressing(learner, learner.say(text=ASKS_BACK))
        found["button"] = learner.took(lambda _: pressing())
    return found


def _client(server: Server) -> httpx.Client:
    return httpx.Client(base_url=server.address, timeout=30)


def _new(texts: list[str], script: Script, number: int) -> str:
    """A mixed message in words that were not sent before."""
    return script.varied(texts[number % len(texts)], number + 1)


def _encoding(texts: list[str], script: Script) -> Took:
    encoder = default_encoder()
    new = [_new(texts, script, number) for number in range(WARM + COUNT)]
    for text in new[:WARM]:
        encoder.encode([text])
    began = time.process_time()
    times = [_timed(partial(encoder.encode, [text])) for text in new[WARM:]]
    found = percentiles(times)
    return Took(found["p50"], found["p99"], (time.process_time() - began) * 1000 / COUNT)


def _options(messages: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The ids of the buttons of an answer."""
    return (str(option["id"]) for m in messages for block in m["blocks"] for option in block.get("options", ()))


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def _processor_ms(pid: int) -> float:
    """What a process has used of processors so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * TICK_MS


def main() -> None:
    """Measure and print."""
    found = measure()
    write_record(RESULTS / "turn_latency.json", {"count": COUNT, "turns": {n: asdict(t) for n, t in found.items()}})
    table = Table(title=f"{COUNT} turns of each kind, one at a time", title_justify="left")
    for column in ("", "p50 ms", "p99 ms", "p50 / encoder", "processor ms"):
        table.add_column(column, justify="right" if column else "left")
    for name, took in found.items():
        ratio = took.p50 / found[FLOOR].p50
        table.add_row(name, f"{took.p50:.1f}", f"{took.p99:.1f}", f"{ratio:.2f}", f"{took.processor:.1f}")
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
