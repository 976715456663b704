"""What erased conversations leave in the files of the database, and how it is taken away."""

from __future__ import annotations

from sqlalchemy import Connection, Engine

from bot.stores.tables import Conversation, Feedback, Message, TrackerEvent
from bot.stores.writing import turn_to_write

TABLES = (Conversation, Message, TrackerEvent, Feedback)
# A file of this size is rewritten in about half a second, for which others wait to write.
QUICKLY_REWRITTEN = 32 * 2**20  # bytes
# For as long as this others may have to wait behind a reader that keeps the log in use.
PATIENCE_MS = 100


class Traces:
    """The traces in one database.

    SQLite overwrites deleted rows (`secure_delete`), but copies stay in the write-ahead log until it is written over, and where
    rows were moved to make room, in unused space between others. PostgreSQL keeps deleted rows until they are vacuumed, their bytes until the table is
    rewritten, and its own log until it is written over (docs/privacy.md has figures).
    """

    def __init__(self, engine: Engine) -> None:
        """Use the project's one engine; nothing was erased yet, as far as this process knows."""
        self._engine = engine
        self._is_in_log = self._is_in_tables = False

    @property
    def is_due(self) -> bool:
        """Whether something was erased whose traces may still be there."""
        return self._is_in_log or self._is_in_tables

    def mark(self) -> None:
        """Remember that something was erased."""
        self._is_in_log = self._is_in_tables = True

    def empty_log(self) -> bool:
        """Write SQLite's log into the database file and empty it; False if a reader still uses it.

        Short enough for the answer to an erasing learner to wait for it. Does nothing on PostgreSQL.

        Raises:
            OperationalError: If the database is locked, away or full.
        """
        if self._engine.dialect.name != "sqlite":
            self._is_in_log = False
            return True
        with self._engine.connect() as connection:
            self._is_in_log = not _empty_log(connection)
        return not self._is_in_log

    def sweep(self, *, is_thorough: bool = False) -> bool:
        """Take all traces away; False if something is in the way, or the file is too big to be rewritten in passing.

        Args:
            is_thorough: Rewrite the tables at any size, on PostgreSQL too (`VACUUM FULL`), for which others wait until it is done.

        Raises:
            OperationalError: If the database is locked, away or full.
        """
        if is_thorough or self._is_in_tables:
            self._rewrite(is_thorough)
        return self.empty_log() and not self._is_in_tables

    def _rewrite(self, is_thorough: bool) -> None:
        if not is_thorough and self._engine.dialect.name == "sqlite" and _size(self._engine) > QUICKLY_REWRITTEN:
            return
        self._is_in_tables = False  # before it is so: what is erased meanwhile is marked anew
        try:
            with (
                turn_to_write(self._engine),
                self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
            ):
                if connection.dialect.name == "postgresql":
                    connection.exec_driver_sql("SET statement_timeout = 0")  # big tables take their time
                connection.exec_driver_sql(_vacuum(connection.dialect.name, is_thorough))
                if connection.dialect.name == "postgresql":
                    connection.exec_driver_sql("RESET statement_timeout")
        except Exception:
            self._is_in_tables = True
            raise


def _vacuum(dialect: str, is_thorough: bool) -> str:
    if dialect == "sqlite":
        return "VACUUM"
    return f"VACUUM {'FULL ' if is_thorough else ''}{', '.join(table.__tablename__ for table in TABLES)}"


def _empty_log(connection: Connection) -> bool:
    """Copy what can be copied while others write, and only then hold them up for the rest."""
    usual = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
    connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)").all()
    connection.exec_driver_sql(f"PRAGMA busy_timeout={PATIENCE_MS}").all()
    try:
        is_busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={usual}").all()
    return not is_busy


def _size(engine: Engine) -> int:
    """Of SQLite's file, in bytes."""
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        return int(pages) * int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())
