"""A real server process on a free port and a real Chromium in front of it, for measuring, for pictures and for tests."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from playwright.sync_api import Browser, sync_playwright

from bot.settings import ROOT

STOPPED_S = 60
PROGRAM = ("-c", "from bot.cli import main; main()")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NotServed(Exception):
    """The server ended before it was ready; the message holds what it wrote."""


@dataclass
class Server:
    """A running server process, its address such as http://127.0.0.1:40123, and the file of its standard error."""

    process: subprocess.Popen[str]
    address: str
    errors: IO[str]

    @property
    def pid(self) -> int:
        """The id of its process."""
        return self.process.pid

    def log(self) -> str:
        """What it has written to standard error so far; read without moving the place at which it goes on to write."""
        return os.pread(self.errors.fileno(), os.fstat(self.errors.fileno()).st_size, 0).decode(errors="replace")

    def kill(self) -> None:
        """End it at once, as a power cut would (SIGKILL)."""
        self.process.kill()
        self._buried()

    def stop(self) -> None:
        """Ask it to end, and wait until it has (SIGTERM)."""
        self.process.send_signal(signal.SIGTERM)
        self._buried()

    def _buried(self) -> None:
        self.process.wait(STOPPED_S)
        if self.process.stdout is not None:
            self.process.stdout.close()


def start_server(
    environment: Mapping[str, str] = os.environ,
    *,
    port: int = 0,
    program: Sequence[str] = PROGRAM,
    under: Sequence[str] = (),
) -> Server:
    """Start a server without limits on how much is sent, unless the environment says otherwise; it is ready.

    Args:
        environment: What it is told.
        port: On which port of loopback; 0 takes a free one.
        program: What Python runs; it must take `serve --port`.
        under: A command that starts the command line which follows it.

    Raises:
        NotServed: If it ends before it is ready.
    """
    errors = tempfile.TemporaryFile("w+")  # noqa: SIM115 - it lives as long as the server
    process = subprocess.Popen(  # noqa: S603 - our own command line
        [*under, sys.executable, *program, "serve", "--port", str(port)], cwd=ROOT,
        env={"PATHWISE_RATE_LIMIT": "off", **environment}, stdout=subprocess.PIPE, stderr=errors, text=True,
    )  # fmt: skip
    server = Server(process, "", errors)
    address = _address(process)
    if address is None:
        server.stop()
        raise NotServed(f"the server did not start:\n{server.log()}")
    server.address = address
    return server


@contextmanager
def served(environment: Mapping[str, str] = os.environ) -> Iterator[Server]:
    """Serve until the block ends.

    Raises:
        NotServed: If the server ends before it is ready.
    """
    server = start_server(environment)
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def serving(environment: Mapping[str, str] = os.environ) -> Iterator[str]:
    """Serve until the block ends; gives the address."""
    with served(environment) as server:
        yield server.address


def _address(server: subprocess.Popen[str]) -> str | None:
    """The address that the server says it is ready on; None when it ends without a word of that."""
    assert server.stdout is not None
    for line in server.stdout:
        if found := re.search(r"ready on (http://\S+)", line):
            return found.group(1)
    return None


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium: the one that PATHWISE_CHROMIUM names, or the machine's.

    Raises:
        FileNotFoundError: If there is none.
    """
    path = os.environ.get("PATHWISE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        raise FileNotFoundError(
            "no Chromium: run 'make test-tools', which finds or installs one, or set PATHWISE_CHROMIUM"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()
