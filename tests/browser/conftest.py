"""A real server process on a free port, and real browsers in front of it: Chromium, and Firefox where there is one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from playwright.sync_api import Browser

from evaluation.serving import chromium, serving
from tests.browser.in_page import in_page

ROOT = Path(__file__).parents[2]
READY_S = 60
FIREFOX_S = 800


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for `each_scene` runs once a scene of the gallery, so that what fails has a name."""
    if "each_scene" in metafunc.fixturenames:
        metafunc.parametrize("each_scene", in_page().scenes)


@pytest.fixture(scope="session")
def address(database_url: str) -> Iterator[str]:
    """The address of a server of this test run."""
    with serving() as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the one that PATHWISE_CHROMIUM names, or the machine's."""
    with chromium() as running:
        yield running


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
