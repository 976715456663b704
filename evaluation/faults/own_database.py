"""A database of its own for a run, with the real catalogue in it: nobody's conversations are touched."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from knowledge.database import migrate, open_database
from knowledge.load import load_catalogue

FILLING = threading.Lock()
KEY = "a key that only measurements use, long enough"
# How many messages of learners are stored more than once.
DOUBLES = (
    "SELECT count(*) FROM (SELECT 1 FROM message WHERE client_message_id IS NOT NULL"
    " GROUP BY conversation_id, client_message_id HAVING count(*) > 1) AS doubled"
)


@contextmanager
def own_database(folder: Path | None = None) -> Iterator[tuple[Path, dict[str, str]]]:
    """(A database file with the catalogue, the environment of a server on it); gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix="pathwise-run-", dir=folder) as made:
        path = Path(made) / "pathwise.db"
        url = f"sqlite:///{path}"
        fill(url)
        yield path, environment_of(url)


def fill(url: str) -> None:
    """Make the tables and load the catalogue."""
    engine = open_database(url)
    with FILLING:  # alembic keeps what it works on in globals
        migrate(engine)
        load_catalogue(engine)
    engine.dispose()


def environment_of(url: str) -> dict[str, str]:
    """The environment of a server on a database."""
    return {**os.environ, "PATHWISE_DATABASE_URL": url, "PATHWISE_SECRET_KEY": KEY}


def integrity(path: Path) -> str:
    """What SQLite says of the whole file: "ok", or what is wrong."""
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


def doubles(path: Path) -> int:
    """How many messages of learners are stored more than once."""
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute(DOUBLES).fetchone()[0])
