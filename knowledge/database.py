"""Opening and migrating the one database that facts and conversations share."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT_S = 1.0
# PostgreSQL: how long one waits for a connection, and for one statement.
CONNECT_S, STATEMENT_S = 3, 30
CHANGING = 0x70617468776973  # "pathwis": the advisory lock of whoever changes schema or facts


def open_database(url: str) -> Engine:
    """Return an engine for the URL; SQLite files get WAL, full synchronisation and a short busy timeout.

    A SQLite file is made if it is missing now, but never later: a file that is moved away under a running
    process is an error, not an empty database. Errors do not show what was being stored: they end up in logs.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        told = {"connect_timeout": CONNECT_S, "options": f"-c statement_timeout={STATEMENT_S * 1000}"}
        return create_engine(parsed, pool_pre_ping=True, connect_args=told, hide_parameters=True)
    if not parsed.database or parsed.database == ":memory:":
        engine = create_engine(parsed, hide_parameters=True)
    else:
        path = Path(parsed.database).resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        existing = parsed.set(database=f"file:{quote(str(path))}", query={"mode": "rw", "uri": "true"})
        engine = create_engine(existing, connect_args={"timeout": BUSY_TIMEOUT_S}, hide_parameters=True)
        _follow_file(engine, path)
    event.listen(engine, "connect", _set_pragmas)
    return engine


def _follow_file(engine: Engine, path: Path) -> None:
    """Give up pooled connections whose file is no longer the one at the path."""

    def remember(_connection: Any, record: Any) -> None:
        record.info["file"] = _identity(path)

    def compare(_connection: Any, record: Any, _proxy: Any) -> None:
        if record.info.get("file") != _identity(path):
            raise DisconnectionError(f"{path} is not the file that was opened")

    event.listen(engine, "connect", remember)
    event.listen(engine, "checkout", compare)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _set_pragmas(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")  # what is erased is overwritten, not only given up
    cursor.close()


def revisions() -> list[str]:
    """The revisions of the schema that this program knows, the newest first."""
    from alembic.script import ScriptDirectory

    return [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]


def begin_changing(connection: Connection) -> None:
    """Be the only one who changes schema or facts until the transaction ends; on SQLite the file's own lock sees to that.

    Migrations of big tables take their time, and so does waiting for somebody else's.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({CHANGING})")


def migrate(engine: Engine) -> None:
    """Bring the schema to the newest revision; does nothing when it is there already."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        begin_changing(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
