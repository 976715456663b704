"""The rehearsal itself: replicas are killed, started again, added and stopped while learners talk; then all is counted."""

from __future__ import annotations

import asyncio
import contextlib
import math
import random
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Connection, create_engine, text

from evaluation.faults.learner import Learner, balance
from evaluation.faults.own_database import DOUBLES, environment_of, fill
from evaluation.postgres import running_cluster
from evaluation.rehearsal.arrivals import Arrivals, Sent
from evaluation.rehearsal.proxy import Proxy, running_proxy
from evaluation.serving import Server, start_server

CALM_S, DEAD_S = 10.0, 3.0
NEAR_S = 2.0  # so long after a kill an error is forgiven, if a resend is answered
DISTURBED_S = 5.0  # so long after an event an arrival counts as "during"
BUSY_S = 20.0
PEOPLE = 100
STORED = ("conversation", "message", "tracker_event")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done to a replica, at a monotonic second; `amid` says whether it was answering somebody just then."""

    at: float
    what: str
    replica: str
    amid: bool = False


@dataclass
class Stage:
    """The proxy, and the replicas by name; a name keeps its port."""

    environment: dict[str, str]
    ports: dict[str, int]
    proxy: Proxy
    running: dict[str, Server] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def start(self, name: str) -> None:
        """Start a replica; the proxy sends to it."""
        self.running[name] = start_server(self.environment, port=self.ports[name])
        self.proxy.wait_until_up(name)

    def note(self, what: str, name: str, *, amid: bool = False) -> None:
        """Remember that something happens now."""
        self.events.append(Event(time.monotonic(), what, name, amid))

    def kill(self, name: str) -> None:
        """SIGKILL, in the middle of an answer if one comes along."""
        amid = self.proxy.wait_until_busy(name, BUSY_S)
        self.running[name].process.kill()
        self.note("killed", name, amid=amid)
        self.running.pop(name).kill()

    def stop(self, name: str) -> None:
        """SIGTERM; the replica finishes what it is doing."""
        self.note("told to stop", name)
        self.running.pop(name).stop()
        self.note("stopped", name)

    def end(self) -> None:
        """Stop whoever still runs."""
        for server in self.running.values():
            server.stop()


async def rehearse(
    replicas: int, rate: float, conversations: int, seed: int, told: Callable[[str], None]
) -> dict[str, Any]:
    """Play the whole scene; its figures."""
    with _stage(replicas, told) as stage:
        limits = httpx.Limits(max_connections=PEOPLE, max_keepalive_connections=PEOPLE)
        async with httpx.AsyncClient(base_url=stage.proxy.address, timeout=45, limits=limits) as http:
            arrivals = Arrivals(http, rate, seed)
            await arrivals.open(conversations)
            began = time.monotonic()
            talking = asyncio.create_task(arrivals.run())
            try:
                await asyncio.to_thread(_play, stage, random.Random(seed), told)
            finally:
                arrivals.stop()
                await talking
        lost = await asyncio.to_thread(_lost, stage, arrivals)
        return {**lost, **_figures(stage, arrivals, began)}


@contextmanager
def _stage(replicas: int, told: Callable[[str], None]) -> Iterator[Stage]:
    """A filled PostgreSQL, the proxy, and all replicas but the last, which is added later."""
    with ExitStack() as ends:
        cluster = ends.enter_context(running_cluster())
        url = cluster.url("postgres")
        fill(url)
        door, alive, *ports = _free_ports(replicas + 3)
        named = {f"replica{number}": port for number, port in enumerate(ports, 1)}
        folder = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="pathwise-proxy-")))
        proxy = ends.enter_context(running_proxy(folder, door, alive, named))
        stage = Stage({**environment_of(url), "PATHWISE_TRUSTED_PROXIES": "127.0.0.1"}, named, proxy)
        ends.callback(stage.end)
        for name in list(named)[:-1]:
            told(f"starting {name}")
            stage.start(name)
        yield stage


def _play(stage: Stage, chance: random.Random, told: Callable[[str], None]) -> None:
    """Kill each replica once and start it again; add one; stop one."""
    *first, added = stage.ports
    time.sleep(CALM_S)
    for name in first:
        told(f"killing {name}")
        stage.kill(name)
        time.sleep(DEAD_S)
        told(f"starting {name} again")
        stage.start(name)
        stage.note("back", name)
        time.sleep(CALM_S / 2 + chance.uniform(0, 1))
    told(f"adding {added}")
    stage.start(added)
    stage.note("added", added)
    time.sleep(CALM_S / 2)
    told(f"stopping {first[0]}")
    stage.stop(first[0])
    time.sleep(CALM_S)


def _size(connection: Connection, table: str) -> dict[str, int]:
    """Rows of a table, and bytes with its indexes."""
    connection.execute(text(f"VACUUM ANALYZE {table}"))
    rows = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608 - a name of ours
    size = connection.execute(text("SELECT pg_total_relation_size(:table)"), {"table": table}).scalar_one()
    return {"rows": int(rows), "bytes": int(size)}


def _lost(stage: Stage, arrivals: Arrivals) -> dict[str, Any]:
    """Compare what learners were told with what is stored."""
    with httpx.Client(base_url=stage.proxy.address, timeout=30) as http:
        balances = [balance(Learner(http, token, known)) for token, known in arrivals.acknowledged.items()]
    engine = create_engine(stage.environment["PATHWISE_DATABASE_URL"], isolation_level="AUTOCOMMIT")
    with contextlib.closing(engine.connect()) as connection:
        doubled = int(connection.execute(text(DOUBLES)).scalar_one())
        stored = {name: _size(connection, name) for name in STORED}
    engine.dispose()
    return {
        "acknowledged": sum(one.acknowledged for one in balances),
        "lost": sum(one.lost for one in balances),
        "doubled": doubled + sum(one.doubled for one in balances),
        "out_of_order": sum(one.out_of_order for one in balances),
        "stored": stored,
    }


def _figures(stage: Stage, arrivals: Arrivals, began: float) -> dict[str, Any]:
    kills = [event.at for event in stage.events if event.what == "killed"]
    errors = [(at, kind) for sent in arrivals.sent for at, kind in sent.errors]
    far = [(at, kind) for at, kind in errors if not any(0 <= at - kill <= NEAR_S for kill in kills)]
    whole = stage.proxy.rows()["BACKEND"]
    seconds: dict[str, dict[str, int]] = {}
    for at, kind in sorted(errors):
        second = seconds.setdefault(str(math.floor(at - began)), {})
        second[kind] = second.get(kind, 0) + 1
    return {
        "messages": len(arrivals.sent),
        "never_answered": sum(not sent.answered for sent in arrivals.sent),
        "errors": len(errors),
        "errors_far_from_kills": len(far),
        "errors_by_second": seconds,
        "answered_by_a_resend": sum(bool(sent.errors and sent.answered) for sent in arrivals.sent),
        "sent_again_by_the_proxy": int(whole["wretr"]),
        "sent_elsewhere_by_the_proxy": int(whole["wredis"]),
        "events": [
            {
                "second": round(event.at - began, 1),
                "what": event.what,
                "replica": event.replica,
                "amid_an_answer": event.amid,
            }
            for event in stage.events
        ],
        "latency_ms": _latencies(stage.events, arrivals.sent),
    }


def _latencies(events: list[Event], sent: list[Sent]) -> dict[str, dict[str, float]]:
    """Milliseconds from the intended time to the answer: before the first event, soon after one, and else."""
    parts: dict[str, list[float]] = {"before": [], "during": [], "after": []}
    for one in sent:
        if not one.answered:
            continue
        is_disturbed = any(
            0 <= one.due - event.at <= DISTURBED_S or one.due <= event.at <= one.answered for event in events
        )
        part = "during" if is_disturbed else "before" if one.due < events[0].at else "after"
        parts[part].append((one.answered - one.due) * 1000)
    return {part: _percentiles(sorted(values)) for part, values in parts.items()}


def _percentiles(ordered: list[float]) -> dict[str, float]:
    if not ordered:
        return {"messages": 0}
    shares = {f"p{int(share * 100)}": ordered[math.ceil(share * len(ordered)) - 1] for share in (0.5, 0.95, 0.99)}
    return {
        "messages": len(ordered),
        **{name: round(value, 1) for name, value in (shares | {"most": ordered[-1]}).items()},
    }


def _free_ports(count: int) -> list[int]:
    with ExitStack() as open_at_once:
        probes = [open_at_once.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
