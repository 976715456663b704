"""`rasa run` and `rasa run actions` as real processes on free ports, with their logs."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[3]
LOGS = ROOT / "results" / "plain-rasa"
READY_S, STOP_S, POLL_S = 200, 3, 0.2
LAST_LINES = 40
FAILURES = ("Traceback", " ERROR ", "was never awaited")


@dataclass
class Log:
    """What a process wrote; read from a mark on."""

    path: Path
    mark: int = 0

    def new(self) -> str:
        """What was written since the last call."""
        text = self.path.read_text(errors="replace")
        found, self.mark = text[self.mark :], len(text)
        return found

    def tail(self) -> str:
        """Its last lines, with its name above."""
        lines = self.path.read_text(errors="replace").splitlines()[-LAST_LINES:]
        return "\n".join([f"--- {self.path.relative_to(ROOT)}", *lines])


def failures_in(text: str) -> list[str]:
    """The lines of a log that tell of something that broke."""
    return [line for line in text.splitlines() if any(sign in line for sign in FAILURES)]


@dataclass
class PlainRasa:
    """A running Rasa server beside a running action server."""

    address: str
    logs: tuple[Log, Log]


@contextmanager
def plain_rasa(origin: str, folder: Path) -> Iterator[PlainRasa]:
    """Both processes, for pages of an origin, ready and stopped again; the commands are those of docs/operations.md."""
    rasa_port, actions_port = free_port(), free_port()
    endpoints = folder / "endpoints.yml"
    endpoints.write_text((ROOT / "endpoints.yml").read_text().replace(":5055/", f":{actions_port}/"))
    address = f"http://127.0.0.1:{rasa_port}"
    with (
        _running("actions", ["actions", "--port", str(actions_port)]) as actions,
        _running("rasa", ["--interface", "127.0.0.1", "--port", str(rasa_port), "--cors", origin,
                          "--endpoints", str(endpoints)]) as rasa,
    ):  # fmt: skip
        _await(f"http://127.0.0.1:{actions_port}/health", *actions)
        # Its channel answers when the model is loaded and the first message would be, too.
        _await(f"{address}/webhooks/socketio/", *rasa)
        yield PlainRasa(address, (actions[1], rasa[1]))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(name: str, arguments: Sequence[str]) -> Iterator[tuple[subprocess.Popen[bytes], Log]]:
    """A process of `rasa run`, its log in results/plain-rasa/; stopped by its own id."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = Log(LOGS / f"{name}.log")
    environment = {
        **os.environ,
        "SANIC_HOST": "127.0.0.1",
        "RASA_TELEMETRY_ENABLED": "false",
        "PYTHONWARNINGS": "ignore",
    }
    with log.path.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "rasa", "run", *arguments], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
        try:
            yield process, log
        finally:
            process.terminate()
            try:
                process.wait(STOP_S)
            except subprocess.TimeoutExpired:  # it waits for open polls; there is nothing that it could lose
                process.kill()
                process.wait(STOP_S)


def _await(url: str, process: subprocess.Popen[bytes], log: Log) -> None:
    """Wait until an address answers 200; fail with the log when the process ends or takes too long."""
    until = time.monotonic() + READY_S
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(url, timeout=POLL_S * 10).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(POLL_S)
    state = "did not answer" if process.poll() is None else f"ended with {process.returncode}"
    raise AssertionError(f"{url}: the process {state} within {READY_S} s\n{log.tail()}")
