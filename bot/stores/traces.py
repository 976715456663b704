"""What erased conversations leave in the files of the database, and how it is taken away."""

from __future__ import annotations

from sqlalchemy import Connection, Engine

from bot.stores.tables import Conversation, Feedback, Message, TrackerEvent

TABLES = (Conversation, Message, TrackerEvent, Feedback)
# A file of this size is rewritten in about half a second, for which others wait to write.
QUICKLY_REWRITTEN = 64 * 2**20  # bytes
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
        self.is_due = False

    def empty_log(self) -> bool:
        """Write SQLite's log into the database file and empty it; False if a reader still uses it.

        Short enough for the answer to an erasing learner to wait for it. Does nothing on PostgreSQL.
        """
        if self._engine.dialect.name != "sqlite":
            return True
        with self._engine.connect() as connection:
            return _empty_log(connection)

    def sweep(self, *, is_thorough: bool = False) -> bool:
        """Take all traces away; False if something is in the way, or the file is too big to be rewritten in passing.

        Args:
            is_thorough: Rewrite the tables at any size, on PostgreSQL too (`VACUUM FULL`), for which others wait until it is done.

        Raises:
            OperationalError: If the database is locked, away or full.
        """
        self.is_due = False
        try:
            is_done = self._sweep(is_thorough)
        except Exception:
            self.is_due = True
            raise
        self.is_due = self.is_due or not is_done
        return is_done

    def _sweep(self, is_thorough: bool) -> bool:
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if connection.dialect.name != "sqlite":
                full = "FULL " if is_thorough else ""
                connection.exec_driver_sql(f"VACUUM {full}{', '.join(table.__tablename__ for table in TABLES)}")
                return True
            is_small = is_thorough or _size(self._engine) <= QUICKLY_REWRITTEN
            if is_small:
                connection.exec_driver_sql("VACUUM")
            return _empty_log(connection) and is_small


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
