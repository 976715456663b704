"""What commands share that run the bot: checked settings, quiet logs, and problems told in plain words."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from bot.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

T = TypeVar("T")


def run_configured(run: Callable[[Settings], T], told: Mapping[str, str] | None = None) -> T:
    """Run with checked settings; a wrong setting or a missing model is told in plain words.

    Args:
        run: What to run.
        told: Settings from the command line, which hold instead of the environment's.
    """
    from bot.model_file import ModelProblem
    from bot.settings import SettingsError, load_settings
    from bot.stores.tables import TablesMissing
    from knowledge.snapshot import KnowledgeMissing

    try:
        return run(load_settings({**os.environ, **(told or {})}))
    except (SettingsError, ModelProblem, KnowledgeMissing, TablesMissing) as problem:
        raise click.ClickException(str(problem)) from problem


def open_configured() -> Engine:
    """The configured database; one of an earlier version is told in plain words."""
    from bot.stores.tables import TablesMissing, require_tables
    from knowledge.current import database_url, engine_for

    engine = engine_for(database_url())
    try:
        require_tables(engine)
    except TablesMissing as problem:
        raise click.ClickException(str(problem)) from problem
    return engine


def bring_up_to_date(folder: Path | None = None) -> bool:
    """Make the tables of the configured database those of this version, and its facts those of a catalogue folder.

    Returns:
        False when the database held this catalogue already.
    """
    from knowledge.catalogue_files import CATALOGUE
    from knowledge.current import database_url, engine_for
    from knowledge.database import migrate
    from knowledge.load import load_catalogue
    from knowledge.yaml_rows import CatalogueError

    engine = engine_for(database_url())
    try:
        migrate(engine)
        return load_catalogue(engine, folder or CATALOGUE)
    except CatalogueError as error:
        raise click.ClickException(f"nothing was loaded.\n{error}") from error


def quiet() -> None:
    """Only errors, on standard error: standard output is for answers."""
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr)
    warnings.simplefilter("ignore")
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
