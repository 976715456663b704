"""Pinned versions: what is served for ever, under which headers, and what `pathwise embed` prints for it."""

from __future__ import annotations

import base64
import hashlib
import json
import logging
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.cli import main
from bot.pages import page_routes

VERSION = "0.1.0-3f9a2b1c"
SCRIPT = b"customElements.define('pathwise-chat', class extends HTMLElement {});"
INTEGRITY = "sha384-" + base64.b64encode(hashlib.sha384(SCRIPT).digest()).decode()


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A build: the present release, an older one, and files that are nobody's business."""
    for version in (VERSION, "0.0.9-aaaaaaaa"):
        folder = tmp_path / "releases" / version
        folder.mkdir(parents=True)
        (folder / "widget.js").write_bytes(SCRIPT)
        (folder / "widget.mjs").write_bytes(SCRIPT)
        (folder / "notes.md").write_text("not a script")
    (tmp_path / "widget.js").write_bytes(SCRIPT)
    (tmp_path / "releases" / "secret.js").write_text("beside the releases")
    (tmp_path / "release.json").write_text(json.dumps({"version": VERSION, "files": {"widget.js": INTEGRITY}}))
    return tmp_path


def served(dist: Path) -> TestClient:
    """The pages of a build."""
    return TestClient(Starlette(routes=page_routes(dist)))


@pytest.mark.parametrize("path", [f"{VERSION}/widget.js", f"{VERSION}/widget.mjs", "0.0.9-aaaaaaaa/widget.js"])
def test_every_release_is_served_for_ever_to_everybody(dist: Path, path: str) -> None:
    """Old and new versions stay, may be kept by browsers for a year, and loaded by any page."""
    answer = served(dist).get(f"/widget/{path}")
    assert (answer.status_code, answer.content) == (200, SCRIPT)
    expected = {
        "cache-control": "public, max-age=31536000, immutable",
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
        "x-content-type-options": "nosniff",
        "content-type": "text/javascript; charset=utf-8",
    }
    assert {name: answer.headers[name] for name in expected} == expected


@pytest.mark.parametrize(
    "path",
    [f"{VERSION}/notes.md", f"{VERSION}/panel.js", "9.9.9/widget.js", "../secret.js", f"{VERSION}/../../release.json",
     f"{VERSION}/..%2f..%2frelease.json", "secret.js", f"{VERSION}/", VERSION],
)  # fmt: skip
def test_nothing_else_is_served(dist: Path, path: str) -> None:
    """Names are looked up in a table, never in a folder."""
    assert served(dist).get(f"/widget/{path}").status_code == 404


def test_what_comes_after_the_start_is_not_served_and_what_went_is_not_found(dist: Path) -> None:
    """The table is that of the start; a file that was removed since is missing, not an error."""
    http = served(dist)
    (dist / "releases" / VERSION / "late.js").write_bytes(SCRIPT)
    (dist / "releases" / VERSION / "widget.js").unlink()
    assert http.get(f"/widget/{VERSION}/late.js").status_code == 404
    assert http.get(f"/widget/{VERSION}/widget.js").status_code == 404


def test_the_log_says_which_version_can_be_pinned(dist: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Who runs the server reads the version, or why there is none; the server starts in both cases."""
    with caplog.at_level(logging.INFO, "pathwise.pages"):
        served(dist)
        (dist / "release.json").unlink()
        assert served(dist).get("/embed/strict").status_code == 200
    assert VERSION in caplog.text
    assert "release.json: not there" in caplog.text


@pytest.fixture
def embed(dist: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The build that `pathwise embed` looks at."""
    monkeypatch.setattr("bot.commands.embed.DIST", dist)
    return dist


def run(*arguments: str) -> tuple[int, str]:
    """What the command answers and prints."""
    result = CliRunner().invoke(main, ["embed", *arguments])
    return result.exit_code, result.output


def test_embed_prints_a_tag_and_the_policy(embed: Path) -> None:
    """The tag names the server as it was given, and the policy allows that server alone."""
    code, printed = run("--server", "https://advice.example.org/")
    assert code == 0
    assert '<script async src="https://advice.example.org/widget.js"></script>' in printed
    for line in ("script-src https://advice.example.org", "connect-src https://advice.example.org"):
        assert line in printed.splitlines()
    assert "trusted-types lit-html" in printed
    assert "PATHWISE_ALLOWED_ORIGINS" in printed


def test_embed_pins_a_version_with_its_integrity(embed: Path) -> None:
    """The address is that of the release, and a browser refuses any other bytes."""
    code, printed = run("--server", "https://advice.example.org", "--pin")
    address = f"https://advice.example.org/widget/{VERSION}/widget.js"
    assert code == 0
    assert f'<script async src="{address}" integrity="{INTEGRITY}" crossorigin="anonymous"></script>' in printed


@pytest.mark.parametrize("server", ["ftp://x", "advice.example.org", "https://x/y", "https://a@b"])
def test_embed_wants_an_origin(embed: Path, server: str) -> None:
    """An address that is no origin is refused and shown."""
    code, printed = run("--server", server)
    assert code == 2
    assert "expected an origin" in printed


def break_file(path: Path, text: str | None) -> None:
    """Remove a file, or write something else into it."""
    if text is None:
        path.unlink()
    else:
        path.write_text(text)


@pytest.mark.parametrize(
    ("arguments", "file", "text", "told"),
    [
        # never built
        ([], "widget.js", None, "widget.js: not there"),
        (["--pin"], "release.json", None, "release.json: not there"),
        # cut off while it was written
        (["--pin"], "release.json", "{", "release.json: expected"),
        # another shape
        (["--pin"], "release.json", '{"version": 1, "files": {}}', "release.json: expected"),
        (["--pin"], "release.json", "[]", "release.json: expected"),
        # built again after release.json was written: browsers would refuse the script
        (["--pin"], f"releases/{VERSION}/widget.js", "changed", "its integrity is"),
        (["--pin"], f"releases/{VERSION}/widget.js", None, "though release.json names it"),
    ],
)
def test_embed_says_what_is_not_built(
    embed: Path, arguments: list[str], file: str, text: str | None, told: str
) -> None:
    """A missing or wrong file is named, with what to do."""
    break_file(embed / file, text)
    code, printed = run(*arguments)
    assert code == 1
    assert told in printed
    assert "make widget" in printed
