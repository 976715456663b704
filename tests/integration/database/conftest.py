"""Databases of their own: each test gets a migrated, empty SQLite file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from knowledge.database import migrate, open_database


@pytest.fixture
def empty_url(tmp_path: Path) -> str:
    """The URL of a database file that is not there yet."""
    return f"sqlite:///{tmp_path / 'own' / 'pathwise.db'}"


@pytest.fixture
def empty_engine(empty_url: str) -> Iterator[Engine]:
    """A migrated database without any row."""
    engine = open_database(empty_url)
    migrate(engine)
    yield engine
    engine.dispose()
