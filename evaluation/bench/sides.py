"""The two bots behind one interface: start, say something in a conversation, which processes it is, end."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Protocol

import httpx

from bot.settings import ROOT
from evaluation.bench.ports import free_port
from evaluation.bench.stock_files import StockProject, write_endpoints
from evaluation.serving import Server, start_server

OURS, STOCK = "Pathwise", "stock Rasa"
ANSWER_S, START_S, STOPPED_S = 120.0, 600.0, 30
# No word of Rasa's own in what is measured: telemetry off, as everywhere here.
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
    "TQDM_DISABLE": "1",
}


class NotStarted(Exception):
    """A server ended, or did not answer in time; the message has what it wrote."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a bot answered: its text, and the buttons that can be pressed next, each as what is to be sent."""

    text: str
    buttons: tuple[str, ...] = ()


class Bot(Protocol):
    """A running bot."""

    @property
    def address(self) -> str:
        """Where it listens."""

    @property
    def processes(self) -> Mapping[str, int]:
        """Process ids by what the process is."""

    async def begin(self, http: httpx.AsyncClient) -> str:
        """Begin a conversation; what names it from now on."""

    async def say(self, http: httpx.AsyncClient, conversation: str, text: str, *, is_button: bool = False) -> Said:
        """Send a message or press a button, and wait for the whole answer."""

    def stop(self) -> None:
        """End all processes."""


@dataclass
class Pathwise:
    """`pathwise serve`: one process."""

    server: Server

    @property
    def address(self) -> str:
        """Where it listens."""
        return self.server.address

    @property
    def processes(self) -> Mapping[str, int]:
        """Its one process."""
        return {"server": self.server.pid}

    async def begin(self, http: httpx.AsyncClient) -> str:
        """Begin a conversation; its token."""
        answer = await http.post("/api/conversations", json={})
        answer.raise_for_status()
        return str(answer.json()["token"])

    async def say(self, http: httpx.AsyncClient, conversation: str, text: str, *, is_button: bool = False) -> Said:
        """Take one turn over `POST /api/messages`."""
        body = {"client_message_id": str(uuid.uuid4()), "choice" if is_button else "text": text}
        answer = await http.post("/api/messages", json=body, headers={"Authorization": f"Bearer {conversation}"})
        answer.raise_for_status()
        messages = answer.json()["messages"]
        options = [o["id"] for m in messages for b in m.get("blocks", []) for o in b.get("options", [])]
        return Said("\n\n".join(message["text"] for message in messages), tuple(options))

    def stop(self) -> None:
        """End it."""
        self.server.stop()


@dataclass
class StockRasa:
    """`rasa run` with its REST channel, beside `rasa_sdk` with the actions: two processes."""

    address: str
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def processes(self) -> Mapping[str, int]:
        """The server, and the action server."""
        return {name: process.pid for name, process in self.running.items()}

    async def begin(self, http: httpx.AsyncClient) -> str:
        """Name a conversation; Rasa's own server lets the client choose."""
        return uuid.uuid4().hex

    async def say(self, http: httpx.AsyncClient, conversation: str, text: str, *, is_button: bool = False) -> Said:
        """Take one turn over the REST channel; a button is its payload."""
        answer = await http.post("/webhooks/rest/webhook", json={"sender": conversation, "message": text})
        answer.raise_for_status()
        messages: list[dict[str, Any]] = answer.json()
        buttons = [button["payload"] for message in messages for button in message.get("buttons", [])]
        return Said("\n\n".join(message.get("text", "") for message in messages), tuple(buttons))

    def stop(self) -> None:
        """End both, however far they came."""
        for process in self.running.values():
            process.send_signal(signal.SIGTERM)
        for process in self.running.values():
            try:
                process.wait(STOPPED_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(STOPPED_S)


def start_pathwise(environment: Mapping[str, str], model: Path, under: Sequence[str] = ()) -> Pathwise:
    """Start our server on a database of its own; it is ready.

    Raises:
        NotServed: If it ends before it is ready.
    """
    return Pathwise(start_server({**environment, "PATHWISE_MODEL": str(model)}, under=under))


def start_stock(
    environment: Mapping[str, str], project: StockProject, model: Path, python: Path, under: Sequence[str] = ()
) -> StockRasa:
    """Start Rasa's server and the action server at the same time; ready when both accept connections.

    Raises:
        NotStarted: If one of them ends, or they are not ready in ten minutes.
    """
    port, actions_port = free_port(), free_port()
    endpoints = write_endpoints(project, actions_port)
    bot = StockRasa(f"http://127.0.0.1:{port}")
    serve = [str(python), "-m", "rasa", "run", "--model", str(model), "--endpoints", str(endpoints), "--credentials",
             str(project.folder / "credentials.yml"), "--interface", "127.0.0.1", "--port", str(port)]  # fmt: skip
    actions = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(actions_port)]
    logs = {name: project.folder / f"{name.replace(' ', '-')}.log" for name in ("server", "action server")}
    with logs["server"].open("wb") as told, logs["action server"].open("wb") as told_by_actions:
        bot.running["server"] = _start([*under, *serve], project.folder, environment, told)
        bot.running["action server"] = _start([*under, *actions], ROOT, environment, told_by_actions)
    try:
        for waited_for in (port, actions_port):
            _wait_for(waited_for, bot, logs)
    except BaseException:
        bot.stop()
        raise
    return bot


def _start(command: list[str], folder: Path, environment: Mapping[str, str], log: IO[bytes]) -> subprocess.Popen[bytes]:
    told = {**environment, **QUIET, "SANIC_HOST": "127.0.0.1"}
    return subprocess.Popen(command, cwd=folder, env=told, stdout=log, stderr=subprocess.STDOUT)  # noqa: S603


def _wait_for(port: int, bot: StockRasa, logs: Mapping[str, Path]) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        for name, process in bot.running.items():
            if process.poll() is not None:
                raise NotStarted(f"stock Rasa's {name} ended with {process.returncode}:\n{_end_of(logs[name])}")
        try:
            httpx.get(f"http://127.0.0.1:{port}/", timeout=5)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise NotStarted(f"stock Rasa did not answer in {START_S:g} s:\n{_end_of(logs['server'])}")


def _end_of(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-3000:]


def client(bot: Bot, connections: int = 1) -> httpx.AsyncClient:
    """A client that keeps its connections, the same for both."""
    limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
    return httpx.AsyncClient(base_url=bot.address, timeout=ANSWER_S, limits=limits)


def on_core(core: int | None) -> tuple[str, ...]:
    """What to put before a command so that it runs on one core; nothing without taskset or a choice."""
    return () if core is None or shutil.which("taskset") is None else ("taskset", "-c", str(core))


def cores() -> list[int]:
    """The cores that this process may use."""
    return sorted(os.sched_getaffinity(0))


Start = Callable[[Sequence[str]], Bot]
