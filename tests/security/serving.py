"""A server process of its own, for a test that needs another database than the shared one."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.current import URL_SETTING

ROOT = Path(__file__).parents[2]
STOP_S = 60


@contextmanager
def served(database_url: str) -> Iterator[str]:
    """The address of a server in front of a database, as long as the block runs."""
    command = [sys.executable, "-c", "from bot.cli import main; main()", "serve", "--port", "0"]
    environment = {**os.environ, URL_SETTING: database_url}
    with tempfile.TemporaryFile("w+") as errors:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True)
        try:
            yield _address(server, errors)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(STOP_S)


def _address(server: subprocess.Popen[str], errors: tempfile._TemporaryFileWrapper[str]) -> str:
    for line in server.stdout or ():
        if found := re.search(r"ready on (http://\S+)", line):
            return found.group(1)
    errors.seek(0)
    raise AssertionError(f"the server did not start:\n{errors.read()}")
