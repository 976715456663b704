"""kill -9 at random moments, with a client that resends: is an acknowledged turn lost, or one stored twice?

A killed server is started again on the same database and the same port, as a system that watches over it would do.
"""

from __future__ import annotations

import random
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import httpx

from evaluation.faults.learner import Balance, Learner, NotAnswered, balance
from evaluation.faults.own_database import doubles, integrity, own_database
from evaluation.serving import start_server

TEXTS = ("is a micromasters worth it", "how long does it take", "thanks", "what does it cost", "recommend me something")
LONGEST_S = 0.3
ANSWERED_S = 30.0
FIGURES = ("kills", "acknowledged", "resends", "lost", "doubled", "out_of_order")
LEARNERS = 2


@dataclass
class Lane:
    """One database, one port, one server at a time, and learners who never stop talking."""

    path: Path
    environment: dict[str, str]
    port: int
    stopped: threading.Event = field(default_factory=threading.Event)
    answered: threading.Event = field(default_factory=threading.Event)

    def kill_often(self, count: int, seed: int, told: Any) -> None:
        """Start a server, let it answer somebody, and kill it a random while later; `count` times.

        Raises:
            NotAnswered: If nobody is answered for long after a start.
        """
        moments = random.Random(seed)
        for _ in range(count):
            server = start_server(self.environment, port=self.port)
            self.answered.clear()
            if not self.answered.wait(ANSWERED_S):
                server.kill()
                raise NotAnswered(f"nobody was answered in {ANSWERED_S:g} s after a start")
            time.sleep(moments.uniform(0, LONGEST_S))
            server.kill()
            server.errors.close()
            told()

    def talk(self, learner: Learner) -> None:
        """Say one thing after the other until it is told to stop."""
        number = 0
        while not self.stopped.is_set():
            learner.say(TEXTS[number % len(TEXTS)])
            self.answered.set()
            number += 1


def kill_repeatedly(count: int, seed: int, lanes: int, told: Any) -> dict[str, Any]:
    """Kill servers `count` times in all, on `lanes` databases side by side; what became of the turns."""
    shares = [count // lanes + (lane < count % lanes) for lane in range(lanes)]
    with ThreadPoolExecutor(lanes) as pool:
        found = list(pool.map(lambda lane: _lane(shares[lane], seed + lane, told), range(lanes)))
    total = {key: sum(each[key] for each in found) for key in FIGURES}
    return {**total, "integrity": sorted({each["integrity"] for each in found})}


def _lane(count: int, seed: int, told: Any) -> dict[str, Any]:
    with own_database() as (path, environment), ExitStack() as ends:
        lane = Lane(path, environment, _free_port())
        address = f"http://127.0.0.1:{lane.port}"
        first = start_server(environment, port=lane.port)
        with httpx.Client(base_url=address, timeout=10) as http:
            learners = [Learner.begin(http) for _ in range(LEARNERS)]
            first.kill()
            with ThreadPoolExecutor(LEARNERS) as pool:
                talks = [pool.submit(lane.talk, learner) for learner in learners]
                try:
                    lane.kill_often(count, seed, told)
                finally:
                    lane.stopped.set()
                    last = start_server(environment, port=lane.port)
                    ends.callback(last.stop)
                    # Before anything that the lane met: a learner who was refused is why nobody was answered.
                    for talk in talks:
                        talk.result()
            balances = [balance(learner) for learner in learners]
        ends.close()
        return {
            "kills": count,
            "resends": sum(learner.resends for learner in learners),
            **_sum(balances),
            "doubled": sum(each.doubled for each in balances) + doubles(path),
            "integrity": integrity(path),
        }


def _sum(balances: list[Balance]) -> dict[str, int]:
    rows = [asdict(each) for each in balances]
    return {key: sum(row[key] for row in rows) for key in rows[0]}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
