"""`pathwise serve --workers 2` on a real PostgreSQL: one port, two processes, and what becomes of turns when one of them dies."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import httpx
import pytest
from prometheus_client.mmap_dict import MmapedDict
from sqlalchemy import create_engine, text

from bot.nlu.sentence_encoder import ENCODER
from bot.settings import ROOT
from evaluation.faults.learner import Learner, balance
from evaluation.faults.own_database import DOUBLES, environment_of, fill
from evaluation.postgres import Cluster
from evaluation.serving import PROGRAM, STOPPED_S, NotServed, Server, start_server

WORKERS = 2
KILLS = 2
LEARNERS = 4
REPLACED_S = 90.0
TEXTS = ("thanks", "is a micromasters worth it", "how long does it take", "hello")
UNHARMED = {"lost": 0, "doubled": 0, "out_of_order": 0}


@pytest.fixture(scope="module")
def environment(cluster: Cluster) -> Iterator[dict[str, str]]:
    """The environment of two workers on a filled database of their own."""
    cluster.run("CREATE DATABASE of_workers")
    url = cluster.url("of_workers")
    fill(url)
    yield {**environment_of(url), "PATHWISE_WORKERS": str(WORKERS), "PATHWISE_WORKER_CORES": "own"}
    cluster.run("DROP DATABASE of_workers WITH (FORCE)")


@pytest.fixture(scope="module")
def server(environment: dict[str, str]) -> Iterator[Server]:
    """The server that these tests share; both workers serve."""
    running = start_server(environment)
    until(lambda: running.log().count("Application startup complete") >= WORKERS, "both workers serve")
    yield running
    running.stop()


def until(holds: Callable[[], bool], what: str) -> None:
    """Wait for something that must come true."""
    deadline = time.monotonic() + REPLACED_S
    while not holds():
        assert time.monotonic() < deadline, f"in {REPLACED_S:g} s it did not come about that {what}"
        time.sleep(0.05)


def workers_of(server: Server) -> list[int]:
    """The ids of the worker processes."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    return [int(pid) for pid in children if "spawn_main" in Path(f"/proc/{pid}/cmdline").read_text()]


def turns_by_worker(server: Server) -> dict[int, float]:
    """How many turns each worker has stored, from the files that they count in."""
    found = {}
    for pid in workers_of(server):
        told = Path(f"/proc/{pid}/environ").read_bytes().decode().split("\0")
        folder = next(line.partition("=")[2] for line in told if line.startswith("PROMETHEUS_MULTIPROC_DIR="))
        counted = MmapedDict.read_all_values_from_file(str(Path(folder) / f"counter_{pid}.db"))
        found[pid] = sum(value for key, value, *_ in counted if "pathwise_turns_total" in key)
    return found


def connecting_anew(server: Server) -> httpx.Client:
    """A client that opens a connection for each request, so that any worker may get it."""
    return httpx.Client(base_url=server.address, timeout=60, limits=httpx.Limits(max_keepalive_connections=0))


def harm(learners: list[Learner]) -> dict[str, int]:
    """What of all that was acknowledged is lost, doubled or out of order."""
    balances = [asdict(balance(learner)) for learner in learners]
    return {name: sum(each[name] for each in balances) for name in UNHARMED}


def test_two_workers_take_the_turns_of_the_same_conversations(server: Server) -> None:
    """Messages sent two at a time over new connections: both workers answer, each turn is stored once and in its order."""
    with connecting_anew(server) as http, ThreadPoolExecutor(2 * LEARNERS) as pool:
        learners = [Learner.begin(http) for _ in range(LEARNERS)]
        for asked in TEXTS * 2:
            list(pool.map(lambda learner, asked=asked: learner.say(asked), learners * 2))
        assert harm(learners) == UNHARMED
        assert sum(len(learner.acknowledged) for learner in learners) == 2 * LEARNERS * 2 * len(TEXTS)
    assert min(turns_by_worker(server).values()) > 0


def test_each_worker_keeps_to_a_core_of_its_own(server: Server) -> None:
    """All threads of a worker run on one core, and two workers on different ones where there are two."""
    until(lambda: all(len(cores_of(pid)) == 1 for pid in workers_of(server)), "each worker is kept to a core")
    cores = [cores_of(pid) for pid in workers_of(server)]
    assert len(set.union(*cores)) == min(WORKERS, len(os.sched_getaffinity(0)))


def cores_of(pid: int) -> set[int]:
    """The cores on which any thread of a process may run."""
    threads = (int(thread.name) for thread in Path(f"/proc/{pid}/task").glob("*"))
    return {core for thread in threads for core in os.sched_getaffinity(thread)}


def test_whoever_is_asked_tells_the_metrics_of_all(server: Server) -> None:
    """A scrape gives the same sums, whichever worker it meets."""
    with connecting_anew(server) as http:
        learner = Learner.begin(http)
        learner.say("thanks")
        told = {
            tuple(line for line in http.get("/metrics").text.splitlines() if line.startswith("pathwise_turns_total"))
            for _ in range(12)
        }
    (lines,) = told
    assert sum(float(line.split()[-1]) for line in lines) == sum(turns_by_worker(server).values())


def test_a_killed_worker_costs_no_turn_and_is_replaced(server: Server, environment: dict[str, str]) -> None:
    """SIGKILL under traffic: learners who resend to the same port get the one answer, and two workers serve again."""
    stopped = threading.Event()

    def talk(learner: Learner) -> None:
        number = 0
        while not stopped.is_set():
            learner.say(TEXTS[number % len(TEXTS)])
            number += 1

    chance = random.Random(9)
    with connecting_anew(server) as http, ThreadPoolExecutor(LEARNERS) as pool:
        learners = [Learner.begin(http) for _ in range(LEARNERS)]
        talks = [pool.submit(talk, learner) for learner in learners]
        try:
            for kill in range(1, KILLS + 1):
                time.sleep(chance.uniform(0.2, 0.8))
                before = workers_of(server)
                os.kill(chance.choice(before), signal.SIGKILL)
                served = WORKERS + kill
                until(
                    lambda served=served: server.log().count("Application startup complete") >= served, "it is replaced"
                )
                assert len(set(workers_of(server)) - set(before)) == 1
        finally:
            stopped.set()
            for one in talks:
                one.result()
        assert harm(learners) == UNHARMED
        assert sum(learner.resends for learner in learners) > 0, "no turn was cut off: nothing was tried"
    engine = create_engine(environment["PATHWISE_DATABASE_URL"])
    with engine.connect() as connection:
        assert connection.execute(text(DOUBLES)).scalar_one() == 0
    engine.dispose()


def test_a_hangup_renews_the_workers_one_after_the_other(server: Server) -> None:
    """SIGHUP, as after a new model: every worker is another one afterwards, and nobody who talks meanwhile loses a turn."""
    before = workers_of(server)
    with connecting_anew(server) as http:
        learner = Learner.begin(http)
        server.process.send_signal(signal.SIGHUP)
        until(
            lambda: (
                bool(learner.say("thanks"))
                and len(workers_of(server)) == WORKERS
                and not set(before) & set(workers_of(server))
            ),
            "both are replaced",
        )
        assert harm([learner]) == UNHARMED


def test_workers_end_when_the_process_that_watches_them_is_gone(environment: dict[str, str]) -> None:
    """SIGKILL of the supervisor leaves no process behind that nobody would replace, and the port is free again."""
    running = start_server(environment)
    workers = workers_of(running)
    assert len(workers) == WORKERS
    running.kill()
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers), "the workers end")
    host, port = running.address.removeprefix("http://").split(":")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, int(port)))


def test_told_to_stop_every_worker_finishes_first(environment: dict[str, str]) -> None:
    """SIGTERM ends them all, each after its turns, and the learner who was being answered gets the answer."""
    running = start_server(environment)
    workers = workers_of(running)
    with connecting_anew(running) as http, ThreadPoolExecutor(LEARNERS) as pool:
        learners = [Learner.begin(http) for _ in range(LEARNERS)]
        asked = [pool.submit(learner.try_once, "is a micromasters worth it") for learner in learners]
        time.sleep(0.02)
        running.process.send_signal(signal.SIGTERM)
        for answer in asked:
            # Refused at the door, or answered: never cut off half way.
            assert isinstance(answer.exception(), httpx.ConnectError | None), answer.exception()
            assert answer.exception() or answer.result().status_code == 200
    assert running.process.wait(STOPPED_S) == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


def refused(environment: dict[str, str], *options: str) -> str:
    """What `pathwise serve` says when it does not start."""
    ended = subprocess.run(
        [sys.executable, *PROGRAM, "serve", "--port", "0", *options],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=STOPPED_S,
    )  # fmt: skip
    assert ended.returncode == 1
    assert "ready on" not in ended.stdout
    return ended.stderr


def test_on_sqlite_two_workers_are_refused(tmp_path: Path) -> None:
    """The start ends at once, and says what to do."""
    told = refused(environment_of(f"sqlite:///{tmp_path / 'pathwise.db'}"), "--workers", "2")
    assert "PATHWISE_WORKERS (or --workers): found 2 on SQLite; expected 1" in told
    assert "PostgreSQL" in told


def test_a_database_that_was_not_filled_is_told_once(empty_url: str) -> None:
    """The parent looks before it starts anybody: one line, no restarts."""
    assert "run 'pathwise knowledge load'" in refused({**environment_of(empty_url), "PATHWISE_WORKERS": "2"})


def test_workers_that_cannot_start_end_the_server(environment: dict[str, str], tmp_path: Path) -> None:
    """What would fail at every start is not tried for ever: here the encoder has no tokenizer."""
    (tmp_path / "model.onnx").symlink_to(ENCODER)
    with pytest.raises(NotServed, match="no worker began to serve"):
        start_server({**environment, "PATHWISE_ENCODER": str(tmp_path)})
