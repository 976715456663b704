"""A small catalogue in a database of its own, and the commands as an adviser types them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from bot.commands.show import COMMANDS
from knowledge.current import URL_SETTING, engine_for
from knowledge.database import migrate
from knowledge.load import load_catalogue
from tests.unit.catalogue_edits import EVERY_KIND

Run = Callable[..., Result]
ON = ("--on", "2026-11-22")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process, in a terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    group = click.Group("knowledge", commands=list(COMMANDS))
    return lambda *args: CliRunner().invoke(group, [str(arg) for arg in args])


@pytest.fixture
def small_url(tmp_path: Path, catalogue_folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database of the small catalogue with a row of every kind, which the commands use."""
    for edit in EVERY_KIND:
        edit.apply(catalogue_folder)
    url = f"sqlite:///{tmp_path / 'small.db'}"
    monkeypatch.setenv(URL_SETTING, url)
    migrate(engine_for(url))
    load_catalogue(engine_for(url), catalogue_folder)
    return url


@pytest.fixture
def empty_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database without tables, which the commands use."""
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    monkeypatch.setenv(URL_SETTING, url)
    return url
