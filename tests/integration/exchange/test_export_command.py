"""`pathwise knowledge export`: complete files or none, and plain words for what cannot be."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.commands.export import export
from knowledge.current import URL_SETTING
from knowledge.exchange.csv_in import read_claims, read_pathways

SLUG = "mitx-supply-chain-management"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(export, list(arguments))


def test_one_programme_as_ctdl() -> None:
    """Standard output holds one JSON document with the credential, the programme and its degrees."""
    document = json.loads(run("--format", "ctdl", "--programme", SLUG).stdout)
    types = {node["@type"] for node in document["@graph"]}
    assert {"ceterms:MicroCredential", "ceterms:LearningProgram", "ceterms:Degree"} <= types
    assert sum(node["@type"] == "ceterms:LearningProgram" for node in document["@graph"]) == 1


def test_two_programmes_as_schema_org() -> None:
    """The option may be given again."""
    out = run("--format", "schema-org", "--programme", SLUG, "--programme", "mitx-finance").stdout
    assert [node["@id"].rpartition(":")[2] for node in json.loads(out)["@graph"]] == [SLUG, "mitx-finance"]


def test_csv_is_the_table_of_claims_unless_another_is_named() -> None:
    """Without a table come the claims, with one that one; both can be read back."""
    assert {row.subject for row in read_claims(run("--format", "csv", "--programme", SLUG).stdout, "-")} >= {SLUG}
    out = run("--format", "csv", "--table", "pathways", "--programme", SLUG).stdout
    assert {row.programme for row in read_pathways(out, "-")} == {SLUG}


def test_everything_into_a_file(tmp_path: Path) -> None:
    """The file is complete when the command ends, and nothing lies beside it."""
    target = tmp_path / "all.json"
    assert run("--format", "ctdl", "--out", str(target)).exit_code == 0
    assert len(json.loads(target.read_text())["@graph"]) > 1_000
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    """The error names the place and what to do."""
    result = run("--format", "csv", "--out", str(tmp_path / "no" / "claims.csv"))
    assert result.exit_code == 1
    assert "cannot write" in result.stderr
    assert "folder that exists" in result.stderr


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    """A folder, a device or a pipe stays what it is."""
    os.mkfifo(tmp_path / "pipe")
    for target in (tmp_path, tmp_path / "pipe"):
        result = run("--format", "csv", "--out", str(target))
        assert (result.exit_code, "no file stands there" in result.stderr) == (1, True)
    assert [path.is_fifo() for path in tmp_path.iterdir()] == [True]


def test_unknown_programmes_are_all_told_with_near_ones() -> None:
    """Each unknown slug has its line, and a misspelt one its neighbour."""
    result = run("--format", "ctdl", "--programme", "mitx-suply-chain-management", "--programme", "q")
    assert result.exit_code == 1
    assert f"near it: {SLUG}" in result.stderr
    assert "no programme 'q'" in result.stderr


def test_a_table_is_for_csv() -> None:
    """A table with another format is refused, not ignored."""
    result = run("--format", "ctdl", "--table", "claims")
    assert result.exit_code == 2
    assert "--table claims is for --format csv" in result.stderr


def test_an_empty_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a catalogue the command says how to load one."""
    monkeypatch.setenv(URL_SETTING, f"sqlite:///{tmp_path / 'empty.db'}")
    result = run("--format", "ctdl")
    assert result.exit_code == 1
    assert "pathwise knowledge load" in result.stderr
