"""A PostgreSQL for this folder's tests, and on it an empty, migrated database for each of them.

The tests of `tests/integration/database` are collected here again: `empty_url` and `empty_engine` mean PostgreSQL.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from evaluation.postgres import Cluster, NoPostgres, running_cluster
from knowledge.database import migrate, open_database

NUMBERS = itertools.count(1)
MISSING: list[str] = []


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A server for this run alone; without binaries the tests are skipped, and the summary says so."""
    try:
        with running_cluster() as running:
            yield running
    except NoPostgres as reason:
        MISSING.append(str(reason))
        pytest.skip(f"PostgreSQL: {reason}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly that half of the promise was not tested."""
    if MISSING:
        terminalreporter.section("NOT TESTED ON POSTGRESQL", sep="!", red=True, bold=True)
        terminalreporter.line(f"tests/integration/postgres was skipped: {MISSING[0]}", red=True)


@pytest.fixture
def empty_url(cluster: Cluster) -> Iterator[str]:
    """The URL of a database without tables."""
    name = f"test_{next(NUMBERS)}"
    cluster.run(f"CREATE DATABASE {name}")
    yield cluster.url(name)
    cluster.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty_engine(empty_url: str) -> Iterator[Engine]:
    """A migrated database without any row."""
    engine = open_database(empty_url)
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_engine(tmp_path: Path) -> Iterator[Engine]:
    """A migrated SQLite database without any row, to compare with."""
    engine = open_database(f"sqlite:///{tmp_path / 'own' / 'pathwise.db'}")
    migrate(engine)
    yield engine
    engine.dispose()
