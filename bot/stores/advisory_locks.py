"""One turn at a time in a conversation across processes: PostgreSQL's advisory locks, which wait without polling.

A lock belongs to a connection: when a process dies, its connections end and its locks with them.
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

LOCK_NOT_AVAILABLE = "55P03"
CONNECT_S = 3


class LockTaken(Exception):
    """Another process held the conversation longer than one waits."""


@dataclass(frozen=True, slots=True)
class HeldLock:
    """A lock that is held, and the connection that holds it."""

    key: int
    connection: Connection


class AdvisoryLocks:
    """Takes and gives back the locks of one database; connections of their own, so that waiting uses up no others."""

    def __init__(self, engine: Engine, connections: int, wait_s: float) -> None:
        """Use at most `connections` connections to the engine's database; wait at most `wait_s` seconds for a lock."""
        options = f"-c lock_timeout={int(wait_s * 1000)}"
        self._engine = create_engine(
            engine.url, isolation_level="AUTOCOMMIT", pool_size=connections, max_overflow=0, pool_pre_ping=True,
            pool_timeout=CONNECT_S, connect_args={"options": options, "connect_timeout": CONNECT_S},
        )  # fmt: skip

    def acquire(self, conversation: str) -> HeldLock:
        """Wait for the conversation's lock.

        Raises:
            LockTaken: If it is not free in time.
        """
        held = HeldLock(_key(conversation), self._engine.connect())
        try:
            held.connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": held.key})
        except BaseException as error:
            held.connection.close()
            if isinstance(error, DBAPIError) and getattr(error.orig, "pgcode", None) == LOCK_NOT_AVAILABLE:
                raise LockTaken(conversation) from error
            raise
        return held

    def release(self, held: HeldLock) -> None:
        """Give the lock back. A connection that broke gave it back already, and the turn's commit noticed."""
        try:
            held.connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": held.key})
        except DBAPIError:
            held.connection.invalidate()
        finally:
            with contextlib.suppress(DBAPIError):
                held.connection.close()

    def dispose(self) -> None:
        """Close the connections."""
        self._engine.dispose()


def _key(conversation: str) -> int:
    """The conversation as PostgreSQL's signed 64 bits; two that share a key only wait for each other."""
    digest = hashlib.blake2b(conversation.encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)
