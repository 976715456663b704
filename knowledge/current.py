"""The snapshot that this process works with: rebuilt when the knowledge version or the day changes."""

from __future__ import annotations

import os
import threading
import time
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Engine, select

from advising.model import Snapshot
from knowledge import tables
from knowledge.database import open_database
from knowledge.snapshot import KnowledgeMissing, read_snapshot

URL_SETTING, DAY_SETTING = "PATHWISE_DATABASE_URL", "PATHWISE_TODAY"
DEFAULT_URL = f"sqlite:///{Path(__file__).parent.parent / 'var' / 'pathwise.db'}"
RECHECK_S = 2.0


def database_url() -> str:
    """The one database of facts and conversations: PATHWISE_DATABASE_URL, else var/pathwise.db."""
    return os.environ.get(URL_SETTING) or DEFAULT_URL


def today() -> date:
    """The day against which freshness is judged and plans begin: PATHWISE_TODAY where it is set, else that of the clock.

    Raises:
        ValueError: If the setting is no day.
    """
    told = os.environ.get(DAY_SETTING)
    if not told:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(told)
    except ValueError as error:
        raise ValueError(f"{DAY_SETTING}: found {told!r}; expected a day such as 2026-11-22, or nothing") from error


@lru_cache(maxsize=4)
def engine_for(url: str) -> Engine:
    """The engine of this process for a URL."""
    return open_database(url)


class CurrentKnowledge:
    """Holds the latest snapshot; asks the database at most every two seconds whether there is a newer one."""

    def __init__(self, engine: Engine) -> None:
        """Use the engine; nothing is read yet."""
        self._engine = engine
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._checked_at = 0.0

    def snapshot(self) -> Snapshot:
        """The latest snapshot.

        Raises:
            KnowledgeMissing: If the database holds no catalogue.
        """
        now = time.monotonic()
        if self._snapshot is not None and now - self._checked_at < RECHECK_S:
            return self._snapshot
        with self._lock:
            day = today()
            if self._snapshot is None or not self._is_current(self._snapshot, day):
                self._snapshot = read_snapshot(self._engine, day)
            self._checked_at = now
            return self._snapshot

    def _is_current(self, snapshot: Snapshot, day: date) -> bool:
        if snapshot.as_of != day:
            return False
        with self._engine.connect() as connection:
            return connection.scalar(select(tables.KnowledgeVersion.digest)) == snapshot.version


@lru_cache(maxsize=4)
def current_knowledge(url: str) -> CurrentKnowledge:
    """The holder of this process for a database URL."""
    return CurrentKnowledge(engine_for(url))


def current_snapshot() -> Snapshot:
    """The latest snapshot of the configured database."""
    return current_knowledge(database_url()).snapshot()


__all__ = [
    "CurrentKnowledge",
    "KnowledgeMissing",
    "current_knowledge",
    "current_snapshot",
    "database_url",
    "engine_for",
]
