"""Transactions that write: on SQLite they queue here, in the order in which they come, one after the other.

SQLite lets one connection write and has the others try again after pauses that grow: among many writers some wait for ever.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

WAIT_S = 4.0
_QUEUES: WeakKeyDictionary[Engine, threading.Lock] = WeakKeyDictionary()
_MAKING = threading.Lock()


class WritersQueueFull(Exception):
    """Others wrote for so long that one gives up; nothing was stored."""


@contextmanager
def turn_to_write(engine: Engine) -> Iterator[None]:
    """Be the only writer of this process, on SQLite.

    Raises:
        WritersQueueFull: If the turn does not come in four seconds.
    """
    if engine.dialect.name != "sqlite":
        yield
        return
    with _MAKING:
        queue = _QUEUES.setdefault(engine, threading.Lock())
    if not queue.acquire(timeout=WAIT_S):
        raise WritersQueueFull(f"no turn to write in {WAIT_S:g} s")
    try:
        yield
    finally:
        queue.release()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that is committed at the end of the block, or undone if it raises.

    Raises:
        WritersQueueFull: If the turn to write does not come in four seconds.
    """
    with turn_to_write(engine), engine.begin() as connection:
        yield connection
