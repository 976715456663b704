"""The command line as people and programs use it: exit codes, messages, and processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from bot.cli import main
from knowledge import tables
from knowledge.current import URL_SETTING, engine_for

ASKED = (
    "is a micromasters worth it",
    "does the MITx supply chain micromasters count for credit",
    "professional certificate or micromasters?",
    "who won the world cup",
)
BROKEN = {
    "claims/define.yml": '- {id: mm-is, subject: nobody, predicate: is, value: "x", source: school-page, evidence: high}\n',
    "remarks.yml": '- {id: chat.hello, topic: no-such-topic, default: true, says: "Hello.", asks: ["hi"]}\n',
}


@pytest.fixture
def own_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty database of the test's own."""
    url = f"sqlite:///{tmp_path / 'own.db'}"
    monkeypatch.setenv(URL_SETTING, url)
    return url


@pytest.fixture(autouse=True)
def whole_packages_afterwards() -> Iterator[None]:
    """`serve` leaves packages out of its process (bot/left_out.py): here it is the process of other tests too."""
    before = list(sys.meta_path)
    yield
    added = [finder for finder in sys.meta_path if finder not in before]
    sys.meta_path[:] = before
    for name, module in list(sys.modules.items()):
        if (spec := getattr(module, "__spec__", None)) is not None and spec.loader in added:
            del sys.modules[name]


def run(*args: object) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, [str(arg) for arg in args])


def break_rows(folder: Path) -> None:
    """Put two mistakes into two files of a sound catalogue."""
    for name, text in BROKEN.items():
        (folder / name).write_text(text)


def claims_in(url: str) -> int:
    """How many claims a database holds."""
    with engine_for(url).connect() as connection:
        return connection.scalar(select(func.count()).select_from(tables.Claim)) or 0


def test_a_sound_folder_is_loaded_once(own_url: str, catalogue_folder: Path) -> None:
    """Loading says what it did; loading again does nothing and says so."""
    first, again = run("knowledge", "load", catalogue_folder), run("knowledge", "load", catalogue_folder)
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert first.output != again.output
    assert claims_in(own_url)


def test_a_broken_folder_is_refused_whole(own_url: str, catalogue_folder: Path) -> None:
    """All mistakes are told with their files, the exit code is 1, and the database keeps what it had."""
    assert run("knowledge", "load", catalogue_folder).exit_code == 0
    before = claims_in(own_url)
    break_rows(catalogue_folder)
    refused = run("knowledge", "load", catalogue_folder)
    assert refused.exit_code == 1
    assert all(name in refused.output for name in BROKEN)
    assert "Traceback" not in refused.output
    assert claims_in(own_url) == before


def test_validate_tells_every_mistake(catalogue_folder: Path) -> None:
    """A broken catalogue ends with 1 and each mistake's file; a sound one with 0 and what its topics lack."""
    sound = run("knowledge", "validate", catalogue_folder)
    assert (sound.exit_code, "missing for the next level" in sound.output) == (0, True)
    break_rows(catalogue_folder)
    refused = run("knowledge", "validate", catalogue_folder)
    assert refused.exit_code == 1
    assert all(name in refused.output for name in BROKEN)


@pytest.mark.parametrize("command", ["load", "validate"])
@pytest.mark.parametrize("text", ["- {id: [", "just text", "\t- x", "- 5", "? {a: b}\n: c"])
def test_a_file_that_is_no_catalogue_is_told_without_a_traceback(
    own_url: str, catalogue_folder: Path, command: str, text: str
) -> None:
    """Whatever stands in a file, people read its name and not a traceback."""
    (catalogue_folder / "subjects.yml").write_text(text)
    refused = run("knowledge", command, catalogue_folder)
    assert refused.exit_code == 1
    assert isinstance(refused.exception, SystemExit)
    assert "subjects.yml" in refused.output


@pytest.mark.parametrize("command", ["load", "validate"])
def test_a_folder_that_is_not_there_is_told(own_url: str, tmp_path: Path, command: str) -> None:
    """A mistyped path is an error that names it."""
    refused = run("knowledge", command, tmp_path / "nowhere")
    assert refused.exit_code == 1
    assert "nowhere" in refused.output


@pytest.mark.parametrize("command", ["load", "validate"])
def test_a_folder_without_a_catalogue_is_refused(
    own_url: str, catalogue_folder: Path, tmp_path: Path, command: str
) -> None:
    """An empty folder is a mistake, not a wish to forget every fact."""
    assert run("knowledge", "load", catalogue_folder).exit_code == 0
    before = claims_in(own_url)
    empty = tmp_path / "empty"
    empty.mkdir()
    assert run("knowledge", command, empty).exit_code == 1
    assert claims_in(own_url) == before


@pytest.mark.parametrize(
    ("setting", "value"),
    [("PATHWISE_SECRET_KEY", "short"), ("PATHWISE_DATABASE_URL", "no url"), ("PATHWISE_ACTION_TIMEOUT_S", "soon"),
     ("PATHWISE_ALLOWED_ORIGINS", "example.edu"), ("PATHWISE_TOKEN_LIFETIME_S", "0")],
)  # fmt: skip
@pytest.mark.parametrize("command", ["serve", "ask"])
def test_a_wrong_setting_is_told_by_name(
    monkeypatch: pytest.MonkeyPatch, command: str, setting: str, value: str
) -> None:
    """A bot with a wrong setting does not start, and says which one in plain words."""
    monkeypatch.setenv(setting, value)
    refused = run(command)
    assert refused.exit_code == 1
    assert setting in refused.output
    assert isinstance(refused.exception, SystemExit)


def test_a_missing_model_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a model the bot says how to make one."""
    monkeypatch.setenv("PATHWISE_MODEL", str(tmp_path / "none.tar.gz"))
    refused = run("ask")
    assert refused.exit_code == 1
    assert "make train" in refused.output


@pytest.mark.parametrize("command", ["ask", "serve"])
def test_an_empty_database_is_told_without_a_traceback(own_url: str, command: str) -> None:
    """A bot without knowledge does not start, and says so in plain words."""
    refused = run(command)
    assert refused.exit_code == 1
    assert isinstance(refused.exception, SystemExit)


@pytest.mark.parametrize("command", ["ask", "serve"])
def test_a_database_of_an_earlier_version_is_told_with_what_to_do(
    own_url: str, catalogue_folder: Path, command: str
) -> None:
    """A bot whose database lacks a table does not start and fail later: it says what to run."""
    assert run("knowledge", "load", catalogue_folder).exit_code == 0
    with engine_for(own_url).begin() as connection:
        connection.exec_driver_sql("DROP TABLE feedback")
    refused = run(command)
    assert refused.exit_code == 1
    assert isinstance(refused.exception, SystemExit)
    assert "no table feedback; run 'pathwise knowledge load'" in refused.output


def ask_in_a_process(given: bytes) -> list[dict[str, Any]]:
    """Run `pathwise ask --json` on its own."""
    command = [sys.executable, "-c", "from bot.cli import main; main()", "ask", "--json"]
    done = subprocess.run(command, input=given, capture_output=True, check=False, env=dict(os.environ))
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_the_four_messages_of_the_issue() -> None:
    """Three are answered with dated, sourced claims, the comparison as a table; the fourth is declined."""
    answers = ask_in_a_process("\n".join(ASKED).encode())
    assert [answer["text"] for answer in answers] == list(ASKED)
    assert [answer["status"] for answer in answers] == ["answered", "answered", "answered", "declined"]
    assert [answer["topic"] for answer in answers] == ["worth_it", "credit", "compare", "out_of_scope"]
    for answer in answers[:3]:
        assert answer["claims"]
        assert all(claim["source"] and claim["source_date"] for claim in answer["claims"])
    assert "table" in [block["type"] for block in answers[2]["blocks"]]
    assert answers[3]["claims"] == []


def test_bytes_that_are_no_characters_do_not_stop_the_run() -> None:
    """A line in another encoding is reported or answered; the lines behind it are answered."""
    answers = ask_in_a_process(b"caf\xe9 \xff\nhello\n")
    assert len(answers) == 2
    assert answers[1]["status"] == "answered"
