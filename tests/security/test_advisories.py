"""What is installed is what is locked, by its hashes, and every advisory that affects it is accepted with a reason and a day."""

from __future__ import annotations

import dataclasses
import sys
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path

import pytest

from evaluation.advisories import (
    Accepted,
    differences,
    everything_wrong,
    installed_versions,
    list_problems,
    read_accepted,
    unhashed,
)

TODAY = date(2026, 11, 30)
ROW = Accepted("some-package", ("CVE-2026-1",), "<2.0", "No, for a reason.", "Kept.", "2027-03-01")
WRITTEN = """\
- package: some-package
  advisories: [CVE-2026-1]
  affected: "<2.0"
  reaches: "No, for a reason."
  decision: "Kept."
  expires: "2027-03-01"
"""


def test_list_locks_and_environment_are_sound_today() -> None:
    """Red from the day on which an entry expires: then somebody has to look again."""
    assert everything_wrong(datetime.now(UTC).date()) == []


@pytest.mark.parametrize(
    ("change", "version", "told"),
    [
        ({}, "1.9", ""),
        ({"package": "Some_Package"}, "1.9", ""),
        ({}, "2.0", "does not hold. The row must go"),
        ({}, None, "not in uv.lock. The row must go"),
        ({"expires": "2026-11-30"}, "1.9", ""),
        ({"expires": "2026-11-29"}, "1.9", "expired on 2026-11-29"),
        ({"expires": "2027-06-03"}, "1.9", "at most six months off"),
        ({"expires": "soon"}, "1.9", "expected a day"),
        ({"affected": "below two"}, "1.9", "expected a day such as 2027-05-15 and a range"),
        ({"affected": ">=1,<1.5"}, "1.9", "The row must go"),
    ],
)
def test_a_row_is_needed_true_and_looked_at_again(change: dict[str, str], version: str | None, told: str) -> None:
    """A row fails when it has expired, lasts too long, or is about a version that is not locked."""
    locked = {"some-package": version} if version else {}
    problems = list(list_problems([dataclasses.replace(ROW, **change)], locked, TODAY))
    assert (told in problems[0]) if told else problems == []


@pytest.mark.parametrize("line", WRITTEN.splitlines()[1:])
def test_a_row_without_a_reason_or_a_day_is_told(tmp_path: Path, line: str) -> None:
    """Every field of a row is needed; what is missing is named."""
    path = tmp_path / "list.yml"
    path.write_text(WRITTEN)
    assert read_accepted(path) == ([ROW], [])
    path.write_text(WRITTEN.replace(line + "\n", ""))
    rows, (problem,) = read_accepted(path)
    assert rows == []
    assert f"line 1 (some-package): no {line.strip().partition(':')[0]}" in problem


def test_an_artefact_without_a_hash_is_told() -> None:
    """Without a hash anything of that name would be installed."""
    registry = {"registry": "https://pypi.org/simple"}
    wheel = {"url": "https://example.org/a.whl", "hash": "sha256:aa"}
    sound = {
        "package": [{"name": "a", "source": registry, "wheels": [wheel]}, {"name": "own", "source": {"editable": "."}}]
    }
    scripts = {"packages": {"": {}, "node_modules/lit": {"integrity": "sha512-aa"}}}
    assert list(unhashed(sound, scripts)) == []
    bare = {
        "package": [
            {"name": "a", "source": registry, "wheels": [{"url": wheel["url"]}]},
            {"name": "b", "source": registry},
        ]
    }
    found = list(unhashed(bare, {"packages": {"": {}, "node_modules/lit": {}}}))
    assert [problem.partition(": ")[2].partition(":")[0] for problem in found] == ["a", "b", "node_modules/lit"]


def test_what_is_installed_is_that_of_this_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that some package adds for its own copies of others, as setuptools does, changes nothing."""
    copy = tmp_path / "starlette-0.0.1.dist-info"
    copy.mkdir()
    (copy / "METADATA").write_text("Metadata-Version: 2.1\nName: starlette\nVersion: 0.0.1\n")
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    assert installed_versions()["starlette"] == version("starlette") != "0.0.1"


def test_another_version_than_the_locked_one_is_told() -> None:
    """An environment that somebody changed is not the one that was tried; a tool beside it is nobody's business."""
    assert list(differences({"a": "1"}, {"a": "1", "tool": "9"})) == []
    assert "2 is installed, 1 is locked" in next(differences({"a": "1"}, {"a": "2"}))
