"""`knowledge import discovery` and `knowledge diff`: what they print, what they write, and that they change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from bot.commands.diff import diff
from bot.commands.import_discovery import SECRET as SETTING
from bot.commands.importing import import_group
from knowledge.catalogue_files import read_catalogue
from knowledge.current import URL_SETTING
from knowledge.load import write_catalogue
from tests.integration.discovery.server import SECRET, Discovery, served
from tests.unit.exchange_import.conftest import add_predicates
from tests.unit.exchange_import.records import UUID, course, program

POETRY = "0a1b2c3d-0000-4000-8000-0000000000aa"
DETAILS = ("min_hours_effort_per_week", "max_hours_effort_per_week", "languages")


@pytest.fixture
def discovery() -> Iterator[Discovery]:
    """A server with the small catalogue's programme, one that we have not, and a course."""
    whole = program()
    listed = {name: value for name, value in whole.items() if name not in DETAILS}
    other = program(uuid=POETRY, title="Poetry", marketing_url=None, marketing_slug="")
    with served(Discovery(programs=[listed, other], courses=[course()], details={UUID: whole})) as running:
        yield running


@pytest.fixture
def folder(catalogue_folder: Path) -> Path:
    """The small catalogue with the predicates of an import."""
    return add_predicates(catalogue_folder)


def run_import(discovery: Discovery, folder: Path, *options: str, secret: str = SECRET) -> Result:
    arguments = ["discovery", "--url", discovery.url, "--client-id", "me", "--folder", str(folder),
                 "--cache", str(folder.parent / "cache"), "--read-on", "2026-11-22", *options]  # fmt: skip
    return CliRunner().invoke(import_group, arguments, env={SETTING: secret})


def run_diff(*arguments: object) -> Result:
    return CliRunner().invoke(diff, [*map(str, arguments), "--as-of", "2026-11-22"])


def test_an_import_prints_and_writes_proposals(discovery: Discovery, folder: Path) -> None:
    """Counts, differing values and what was left out; the file holds the claims with their source."""
    out = folder.parent / "proposals.yml"
    before = {path: path.read_text() for path in folder.rglob("*.yml")}
    result = run_import(discovery, folder, "--out", str(out))
    assert result.exit_code == 0, result.output
    assert "Proposed on 2026-11-22" in result.output
    assert "1080 USD" in result.output
    assert "left out: Poetry (MicroMasters" in result.output
    assert f"{discovery.url}/api/v1/programs/{UUID}/" in out.read_text()
    assert "hours_per_week" in out.read_text()
    assert "course.price_verified" in out.read_text()
    assert before == {path: path.read_text() for path in folder.rglob("*.yml")}
    assert all(len(line) <= 80 for line in result.stdout.splitlines() if line.startswith(("│", "┃", "┏", "└")))


def test_only_programmes_without_details_asks_for_no_more(discovery: Discovery, folder: Path) -> None:
    """With both options only the list of programmes is read."""
    result = run_import(discovery, folder, "--programs-only", "--no-details")
    assert result.exit_code == 0, result.output
    assert [asked.split("?")[0] for asked in discovery.asked] == ["POST /oauth2/access_token", "GET /api/v1/programs/"]
    assert "Nothing was written" in result.output


def test_without_a_secret_nobody_is_asked(discovery: Discovery, folder: Path) -> None:
    """The setting that is missing is named."""
    result = run_import(discovery, folder, secret="")
    assert (result.exit_code, discovery.asked) == (1, [])
    assert SETTING in result.output


def test_proposals_are_shown_as_facts_and_answers(discovery: Discovery, folder: Path) -> None:
    """A differing price is told from -> to with its source, and the reply about the price changes."""
    out = folder.parent / "proposals.yml"
    run_import(discovery, folder, "--out", str(out))
    result = run_diff(folder, "--proposals", out, "--limit", 0)
    assert result.exit_code == 0, result.output
    assert "value changed" in result.output
    assert "ASx Data, cost" in result.output
    assert "+ " in result.output
    assert "$1,080" in result.output


def test_an_edit_is_compared_with_the_database(
    folder: Path, empty_engine: Engine, empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Against what is loaded: nothing at first, then the edit; the database is left as it was."""
    monkeypatch.setenv(URL_SETTING, empty_url)
    with empty_engine.begin() as connection:
        write_catalogue(connection, read_catalogue(folder))
    assert run_diff(folder).output == "Nothing would change.\n"
    path = folder / "programmes" / "a-school.yml"
    path.write_text(path.read_text().replace("value: 1000", "value: 1100"))
    for _ in range(2):
        result = run_diff(folder)
        assert "1 value changed" in result.output
        assert "$1,100" in result.output


def test_two_folders_are_compared_without_a_database(folder: Path, tmp_path: Path) -> None:
    """--against needs no database."""
    assert run_diff(folder, "--against", folder).output == "Nothing would change.\n"


def test_a_missing_database_is_told_and_not_made(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking for a difference makes no database file."""
    path = tmp_path / "none" / "pathwise.db"
    monkeypatch.setenv(URL_SETTING, f"sqlite:///{path}")
    result = run_diff(folder)
    assert result.exit_code == 1
    assert "knowledge load" in result.output
    assert not path.parent.exists()


BAD_ARGUMENTS = {
    "no such folder": (["nowhere"], "no such folder"),
    "no such file": (["--proposals", "nowhere.yml"], "nowhere.yml"),
    "both": (["--proposals", "a.yml", "--against", "b"], "leave out --against"),
}


@pytest.mark.parametrize(("arguments", "told"), BAD_ARGUMENTS.values(), ids=BAD_ARGUMENTS)
def test_bad_arguments_are_told(arguments: list[str], told: str) -> None:
    """A name that is not there, or options that exclude each other."""
    result = run_diff(*arguments)
    assert result.exit_code in (1, 2)
    assert told in result.output
    assert "Traceback" not in result.output
