"""A small catalogue beside a database that holds it, and a way to see that neither was touched."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from bot.cli import main
from knowledge.current import URL_SETTING
from knowledge.load import load_catalogue
from tests.integration.database.conftest import empty_engine, empty_url
from tests.unit.exchange_import.conftest import add_predicates

__all__ = ["empty_engine", "empty_url"]
State = dict[str, str]


@pytest.fixture
def folder(catalogue_folder: Path, empty_engine: Engine, empty_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small catalogue with the predicates of an import; the database of the command line holds it."""
    add_predicates(catalogue_folder)
    load_catalogue(empty_engine, catalogue_folder)
    monkeypatch.setenv(URL_SETTING, empty_url)
    return catalogue_folder


@pytest.fixture
def state(folder: Path, empty_url: str) -> Callable[[], State]:
    """Every file of the test's folder, and all that the database holds; kept answers of a server do not count."""

    def look() -> State:
        files = [path for path in sorted(folder.parent.rglob("*")) if path.is_file()]
        found = {str(path): path.read_text() for path in files if path.parent.name not in ("own", "cache")}
        connection = sqlite3.connect(empty_url.removeprefix("sqlite:///"))
        found["database"] = "\n".join(connection.iterdump())
        connection.close()
        return found

    return look


def run(*arguments: object, **environment: str) -> Result:
    """`pathwise knowledge ...`, wide enough that tables do not break words."""
    settings = {"COLUMNS": "200", **environment}
    return CliRunner().invoke(main, ["knowledge", *map(str, arguments)], env=settings)
