"""A copy of a SQLite database while it is used, the way back, and whether a database is sound."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from sqlalchemy import Engine, create_engine, func, inspect, select, text
from sqlalchemy.exc import DatabaseError

from bot.stores.tables import Conversation, Feedback, Message, TrackerEvent
from knowledge.database import revisions
from knowledge.tables import Claim, Programme, Source

COUNTED = (Programme, Claim, Source, Conversation, Message, TrackerEvent, Feedback)
UNSEEN = 0o600  # what it holds is nobody else's business


class BackupProblem(Exception):
    """The copy cannot be made or put back; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Soundness:
    """What a database is like: what is wrong with it, the revision of its schema, and how many rows it holds.

    `is_old` says that the schema is of an earlier version of the program, which can be mended.
    """

    problems: tuple[str, ...]
    revision: str
    is_old: bool
    counts: dict[str, int]


def soundness(engine: Engine) -> Soundness:
    """Look a database over; SQLite's pages and references too.

    Raises:
        OperationalError: If the database cannot be opened.
    """
    problems = list(_broken(engine))
    with engine.connect() as connection:
        names = set(inspect(connection).get_table_names())
        revision = (
            connection.scalar(text("SELECT version_num FROM alembic_version")) if "alembic_version" in names else None
        )
        held = [table for table in COUNTED if table.__tablename__ in names]
        counts = {
            table.__tablename__: connection.scalar(select(func.count()).select_from(table)) or 0 for table in held
        }
    known = revisions()
    if revision not in known:
        problems.append(f"the schema's revision is {revision}; expected {known[0]}, or an earlier one of this program")
    return Soundness(tuple(problems), revision or "none", revision in known[1:], counts)


def _broken(engine: Engine) -> Iterator[str]:
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        yield from (
            f"integrity: {row[0]}" for row in connection.execute(text("PRAGMA integrity_check(20)")) if row[0] != "ok"
        )
        rows = connection.execute(text("PRAGMA foreign_key_check")).all()
        if rows:
            yield f"{len(rows)} rows refer to rows that are not there, the first in table {rows[0][0]}"


def back_up(engine: Engine, target: Path) -> None:
    """Copy the database as it is at this moment into one file, while others go on reading and writing.

    The file is there whole or not at all, and only its owner may read it.

    Raises:
        BackupProblem: If the file is there already, or the database is no SQLite file.
    """
    source = _file_of(engine)
    if target.exists():
        raise BackupProblem(f"{target} is there already; name another file")
    partial = target.with_name(f"{target.name}.partial")
    partial.unlink(missing_ok=True)
    os.close(os.open(partial, os.O_CREAT | os.O_EXCL, UNSEEN))
    try:
        with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(partial)) as writing:
            reading.backup(writing)  # in one step: nothing that is written meanwhile makes it begin again
            writing.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        with _opened(partial), partial.open("rb") as written:
            os.fsync(written.fileno())
        partial.replace(target)
    except sqlite3.Error as error:
        raise BackupProblem(f"{target} could not be made: {error}") from error
    finally:
        partial.unlink(missing_ok=True)


def put_back(copy: Path, engine: Engine, *, is_replacing: bool) -> None:
    """Make the database what the copy is: whole, in one transaction.

    Raises:
        BackupProblem: If the copy is no sound database of this program, or conversations would be lost and `is_replacing` is not set.
    """
    target = _file_of(engine)
    with _opened(copy) as source:
        lost = 0 if is_replacing else len(_lost(engine, source))
    if lost:
        raise BackupProblem(
            f"{lost:,} conversations of {target} are not in {copy}, or went on since; with --replace they are lost"
        )
    try:
        with (
            closing(sqlite3.connect(_untouched(copy), uri=True)) as reading,
            closing(sqlite3.connect(target)) as writing,
        ):
            writing.execute("PRAGMA secure_delete=ON")
            reading.backup(writing)
    except sqlite3.Error as error:
        raise BackupProblem(f"{target} could not be written, and is as it was: {error}") from error
    finally:
        engine.dispose()


@contextmanager
def _opened(copy: Path) -> Iterator[Engine]:
    """A sound copy.

    Raises:
        BackupProblem: If it is none.
    """
    if not copy.is_file():
        raise BackupProblem(f"{copy}: there is no such file")
    source = create_engine(f"sqlite:///{_untouched(copy)}&uri=true", hide_parameters=True)
    try:
        problems = soundness(source).problems
        if problems:
            raise BackupProblem("\n".join([f"{copy} is no sound database of Pathwise:", *problems]))
        yield source
    except DatabaseError as error:
        raise BackupProblem(f"{copy} is no sound database of Pathwise: {error.orig}") from error
    finally:
        source.dispose()


def _lost(engine: Engine, source: Engine) -> list[str]:
    """The conversations of a database that a copy does not hold, or not to their end."""
    if not inspect(engine).has_table(Conversation.__tablename__):
        return []
    wanted = select(Conversation.id, Conversation.last_seq)
    with engine.connect() as ours, source.connect() as theirs:
        kept = {row.id: row.last_seq for row in theirs.execute(wanted)}
        return [row.id for row in ours.execute(wanted) if kept.get(row.id, -1) < row.last_seq]


def _file_of(engine: Engine) -> Path:
    database = engine.url.database
    if engine.dialect.name != "sqlite" or not database or database == ":memory:":
        raise BackupProblem(
            "this works on SQLite files; for PostgreSQL use pg_dump and pg_restore (docs/operations.md)"
        )
    return Path(unquote(database.removeprefix("file:")))


def _untouched(copy: Path) -> str:
    """The address of a file that is read and left as it is: no log is made beside it."""
    return f"file:{quote(str(copy.resolve()))}?mode=ro&immutable=1"
