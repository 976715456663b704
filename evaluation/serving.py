"""A real server process on a free port and a real Chromium in front of it, for measuring, for pictures and for tests."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from playwright.sync_api import Browser, sync_playwright

from bot.settings import ROOT

STOPPED_S = 60
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


@dataclass(frozen=True)
class Served:
    """A running server: its address, such as http://127.0.0.1:40123, and its process."""

    address: str
    pid: int
    _errors: IO[str]

    def log(self) -> str:
        """All that it wrote to standard error so far."""
        return os.pread(self._errors.fileno(), os.fstat(self._errors.fileno()).st_size, 0).decode(errors="replace")


@contextmanager
def served(environment: Mapping[str, str] = os.environ) -> Iterator[Served]:
    """Serve until the block ends.

    Raises:
        NotServed: If the server ends before it is ready.
    """
    command = [sys.executable, "-c", "from bot.cli import main; main()", "serve", "--port", "0"]
    with tempfile.TemporaryFile("w+") as errors:
        server = subprocess.Popen(  # noqa: S603 - our own command line
            command, cwd=ROOT, env=dict(environment), stdout=subprocess.PIPE, stderr=errors, text=True
        )
        try:
            address = _address(server)
            if address is None:
                errors.seek(0)
                raise NotServed(f"the server did not start:\n{errors.read()}")
            yield Served(address, server.pid, errors)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(STOPPED_S)


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
            "no Chromium: run 'make browser-tools', which finds or installs one, or set PATHWISE_CHROMIUM"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()
