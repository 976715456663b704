"""A table of outages: what is broken, what the learner saw, and whether the conversation went on afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import httpx
from rich.console import Console

from evaluation.faults.learner import Balance, Learner, balance
from evaluation.serving import Server

QUESTION = "is a micromasters worth it"
RECOVERY_S = 30.0
LONGEST_ANSWER_S = 30.0


@dataclass(frozen=True, slots=True)
class Row:
    """One outage. `seen` is the status and the sentence that the learner saw, after `took_s` seconds."""

    part: str
    fault: str
    seen: str
    took_s: float
    recovered: str
    is_well: bool

    def as_json(self) -> dict[str, Any]:
        """The row as it is written down."""
        return asdict(self)


@dataclass
class Scene:
    """A server with a learner in the middle of a conversation."""

    server: Server
    learner: Learner

    def ask(self, text: str = QUESTION) -> tuple[str, float, bool]:
        """Say something once: (what the learner saw, seconds, whether that is an answer or an honest refusal)."""
        begun = time.perf_counter()
        try:
            answer = self.learner.try_once(text)
        except httpx.TransportError as error:
            return f"no answer ({type(error).__name__})", time.perf_counter() - begun, False
        took_s = time.perf_counter() - begun
        body = answer.json()
        if answer.status_code == 200:
            return f"200: {body['messages'][0]['text'][:90]}", took_s, bool(body["messages"])
        is_honest = answer.status_code in (429, 503) and bool(body["error"]["message"])
        return f"{answer.status_code}: {body['error']['message']}", took_s, is_honest

    def recover(self) -> tuple[str, bool]:
        """Go on talking as if nothing had been: (what came of it, whether all is well)."""
        begun = time.perf_counter()
        while time.perf_counter() - begun < RECOVERY_S:
            try:
                if self.learner.try_once(QUESTION).status_code == 200:
                    break
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        else:
            return f"not in {RECOVERY_S:g} s", False
        after_s = time.perf_counter() - begun
        found, is_ready = balance(self.learner), _is_ready(self.learner.http)
        is_whole = found == Balance(found.acknowledged, 0, 0, 0)
        told = "" if is_whole else f", {found.lost} lost, {found.doubled} doubled, {found.out_of_order} out of order"
        return f"after {after_s:.1f} s{told}{'' if is_ready else ', not ready'}", is_whole and is_ready


@contextmanager
def scene_on(server: Server) -> Iterator[Scene]:
    """A learner who has said something already; the server is stopped afterwards, if it still runs."""
    try:
        # As many connections as there are learners: they must meet in the server, not queue here.
        everybody = httpx.Limits(max_connections=None, max_keepalive_connections=None)
        with httpx.Client(base_url=server.address, timeout=LONGEST_ANSWER_S, limits=everybody) as http:
            learner = Learner.begin(http)
            learner.say(QUESTION)
            yield Scene(server, learner)
    finally:
        if server.process.poll() is None:
            server.stop()


def row_of(scene: Scene, part: str, fault: str, end: Callable[[], object] = lambda: None, text: str = QUESTION) -> Row:
    """Ask while something is broken, mend it, and go on."""
    seen, took_s, is_honest = scene.ask(text)
    end()
    recovered, is_whole = scene.recover()
    return Row(part, fault, seen, took_s, recovered, is_honest and is_whole)


def _is_ready(http: httpx.Client) -> bool:
    return http.get("/ready").status_code == 200


def play_all(console: Console) -> list[Row]:
    """Every outage that this machine can play; one that it cannot is told."""
    from evaluation.faults.outages_of_actions import action_rows, queue_rows
    from evaluation.faults.outages_of_clocks import clock_rows
    from evaluation.faults.outages_of_databases import postgres_rows, sqlite_rows

    rows: list[Row] = []
    for play in (sqlite_rows, postgres_rows, clock_rows, action_rows, queue_rows):
        try:
            for row in play():
                console.print(f"{row.part}: {row.fault}", highlight=False)
                rows.append(row)
        except NotHere as reason:
            console.print(f"[red]NOT TRIED: {reason}[/red]", highlight=False)
            rows.append(Row(play.__name__.removesuffix("_rows"), "all", f"not tried: {reason}", 0.0, "", True))
    return rows


class NotHere(Exception):
    """This machine cannot play an outage; the message says what it lacks."""
