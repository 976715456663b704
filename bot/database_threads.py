"""Runs database work off the event loop, in threads of its own, and gives up on a database that does not answer."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class DatabaseTimeout(Exception):
    """The database did not answer in time. What was asked of it may still happen; a resend finds out."""


class DatabaseThreads:
    """A bounded pool; when all its threads are stuck, further work waits its turn and is given up in time too."""

    def __init__(self, workers: int, timeout_s: float, name: str = "database") -> None:
        """Use at most `workers` threads; whoever waits longer than `timeout_s` seconds is told."""
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix=name)
        self._timeout_s = timeout_s

    async def __call__(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of the work.

        Raises:
            DatabaseTimeout: If it is not there in time; work that has not begun is dropped.
        """
        context = contextvars.copy_context()
        loop = asyncio.get_running_loop()
        running = loop.run_in_executor(self._pool, partial(context.run, work, *args, **kwargs))
        try:
            return await asyncio.wait_for(running, self._timeout_s)
        except TimeoutError as error:
            raise DatabaseTimeout(f"no answer in {self._timeout_s:g} s") from error
