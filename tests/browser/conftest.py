"""A real server process on a free port, and real browsers in front of it: Chromium, and Firefox where there is one."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.in_page import in_page

ROOT = Path(__file__).parents[2]
READY_S = 60
FIREFOX_S = 800
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for `each_scene` runs once a scene of the gallery, so that what fails has a name."""
    if "each_scene" in metafunc.fixturenames:
        metafunc.parametrize("each_scene", in_page().scenes)


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


@pytest.fixture(scope="session", autouse=True)
def firefox_run(request: pytest.FixtureRequest) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]] | None]:
    """A run of Firefox over everything, beside the tests in Chromium; none where no test wants it, or no Firefox is."""
    path = os.environ.get("PATHWISE_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    if path is None or not any("firefox" in item.nodeid for item in request.session.items):
        yield None
        return
    address = request.getfixturevalue("address")
    command = [ROOT / "scripts/with-node", "node", "widget/test/firefox/run.mjs", path, address]
    with tempfile.TemporaryFile() as found:
        run = subprocess.Popen(command, cwd=ROOT, stdout=found, stderr=subprocess.PIPE)
        yield run, found
        if run.poll() is None:
            run.terminate()
            run.wait(READY_S)


@pytest.fixture(scope="session")
def firefox(firefox_run: tuple[subprocess.Popen[bytes], IO[bytes]] | None) -> dict[str, Any]:
    """What a real Firefox found: see widget/test/firefox/run.mjs."""
    if firefox_run is None:
        pytest.skip("no Firefox: 'make test' finds or installs one as root, or set PATHWISE_FIREFOX")
    run, found = firefox_run
    _, errors = run.communicate(timeout=FIREFOX_S)
    assert run.returncode == 0, f"Firefox could not be driven:\n{errors.decode()}"
    found.seek(0)
    facts: dict[str, Any] = json.load(found)
    return facts


@pytest.fixture(scope="session")
def accessibility_report() -> Iterator[dict[str, Any]]:
    """What axe found in each state, written to results/accessibility.json: what it was not sure of stands there too."""
    report: dict[str, Any] = {}
    yield report
    path = ROOT / "results" / "accessibility.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n")
