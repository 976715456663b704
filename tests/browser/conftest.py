"""A real server process on a free port, and a real Chromium in front of it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
READY_S = 60
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def address(database_url: str) -> Iterator[str]:
    """The address of a server of this test run."""
    command = [sys.executable, "-c", "from bot.cli import main; main()", "serve", "--port", "0"]
    with tempfile.TemporaryFile("w+") as errors:
        server = subprocess.Popen(command, cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, stderr=errors, text=True)
        assert server.stdout is not None
        for line in server.stdout:
            if found := re.search(r"ready on (http://\S+)", line):
                break
        else:
            errors.seek(0)
            raise AssertionError(f"the server did not start:\n{errors.read()}")
        yield found.group(1)
        server.send_signal(signal.SIGTERM)
        server.wait(READY_S)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the one that PATHWISE_CHROMIUM names, or the machine's."""
    path = os.environ.get("PATHWISE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.fail("no Chromium: run 'make test', which finds or installs one, or set PATHWISE_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Where the tests leave pictures to look at."""
    folder = ROOT / "results" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
