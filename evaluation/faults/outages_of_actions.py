"""Outages of actions and of queues."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from evaluation.faults.faulty_server import ASKING, FAULTS
from evaluation.faults.learner import Learner
from evaluation.faults.outages import Row, Scene, row_of, scene_on
from evaluation.faults.own_database import own_database
from evaluation.serving import start_server

PROGRAM = ("-m", "evaluation.faults.faulty_server")
SLOW = "is slow and silent"
# One turn and five that wait, in one conversation; 500 in all.
IN_ONE, IN_ALL = 12, 560


def action_rows() -> Iterator[Row]:
    """Each way in which an action can fail."""
    with own_database() as (_, environment):
        server = start_server({**environment, "PATHWISE_ACTION_TIMEOUT_S": "2"}, program=PROGRAM)
        with scene_on(server) as scene:
            for fault in FAULTS:
                if fault != SLOW:
                    yield row_of(scene, "action", fault, text=f"{ASKING} {fault}")
            began = time.perf_counter()
            for _ in range(10):
                scene.ask(f"{ASKING} hangs")
            fault = f"hangs ten times in a row ({time.perf_counter() - began:.0f} s)"
            yield row_of(scene, "action", fault)


def queue_rows() -> Iterator[Row]:
    """More messages at once than are let to wait: in one conversation, and in all together."""
    with own_database() as (_, environment), scene_on(start_server(environment, program=PROGRAM)) as scene:
        yield _crowded(scene, [scene.learner] * IN_ONE, f"{IN_ONE} messages at once in one conversation")
        everybody = [Learner.begin(scene.learner.http) for _ in range(IN_ALL)]
        yield _crowded(scene, everybody, f"{IN_ALL} conversations with a slow answer at once")


def _crowded(scene: Scene, learners: list[Learner], fault: str) -> Row:
    """Let everybody speak at once; each gets an answer or is told to wait."""
    began = time.perf_counter()
    with ThreadPoolExecutor(len(learners)) as pool:
        asked = [pool.submit(Scene(scene.server, learner).ask, f"{ASKING} {SLOW}") for learner in learners]
        told = [one.result() for one in asked]
    took_s = time.perf_counter() - began
    seen: dict[str, int] = {}
    for text, _, _ in told:
        seen[text[:60]] = seen.get(text[:60], 0) + 1
    recovered, is_whole = scene.recover()
    counted = "; ".join(f"{count} x {text}" for text, count in sorted(seen.items()))
    is_refused = any(text.startswith(("429", "503")) for text in seen)
    return Row(
        "queue", fault, counted, took_s, recovered, is_whole and is_refused and all(honest for *_, honest in told)
    )
