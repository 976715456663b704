"""Forgets conversations that are older than the settings allow, by a clock that is not believed blindly.

The running server does it by itself about once an hour, and takes away what erased conversations leave in the files.
"""

from __future__ import annotations

import asyncio
import logging
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.stores.ages import Ages
from bot.stores.traces import Traces

LOG = logging.getLogger("pathwise.retention")
DAY = timedelta(days=1)
# No conversation is older than the program: a clock that stands before this is wrong, as on a machine that has just started.
FIRST_DAY = datetime(2026, 11, 1, tzinfo=UTC)
EVERY_S, SWEEP_EVERY_S = 3600.0, 20.0
PAUSE_S = 0.05  # between a few conversations and the next, for others to write in


def utc_now() -> datetime:
    """The clock's time."""
    return datetime.now(UTC)


@dataclass
class Calendar:
    """The time that ages are counted from: the clock's, but it never runs ahead of what is known to have passed.

    It begins a day after the newest stored message at the latest, and from then on goes no faster than the machine's monotonic
    clock, which nobody sets. A clock that is put ahead thus makes no conversation older than it is by more than a day.
    """

    clock: Callable[[], datetime] = utc_now
    monotonic: Callable[[], float] = time.monotonic
    _began: tuple[datetime, float] | None = None

    def now(self, newest: datetime) -> datetime | None:
        """The time, or None as long as the clock stands before what is stored by more than a day.

        Args:
            newest: When the last message of all was stored.
        """
        clock = self.clock()
        if clock < max(FIRST_DAY, newest - DAY):
            LOG.warning("the clock says %s, the newest message is of %s: nothing is forgotten", clock, newest)
            return None
        if self._began is None:
            self._began = min(clock, newest + DAY), self.monotonic()
            if clock > newest + DAY:
                LOG.warning("the newest message is of %s, the clock says %s: ages are counted from a day after the message",
                            newest, clock)  # fmt: skip
        began, at = self._began
        return min(clock, began + timedelta(seconds=self.monotonic() - at))


def forget_old(ages: Ages, days: int, now: datetime, pause: Callable[[float], object] = time.sleep) -> int:
    """Forget the conversations whose last message is more than some days old; how many these were.

    `pause` waits some seconds; what it returns ends the work if it is true.
    """
    moment, forgotten = now - timedelta(days=days), 0
    for count in ages.forget(ages.silent_since(moment), moment):
        forgotten += count
        if pause(PAUSE_S):
            break
    return forgotten


class Retention:
    """What the server does by itself, in a thread beside the turns."""

    def __init__(self, ages: Ages, traces: Traces, days: int, calendar: Calendar | None = None) -> None:
        """Forget what is older than `days`; with 0 keep everything, and only take the traces of erased conversations away."""
        self._ages, self._traces, self._days = ages, traces, days
        self._calendar = calendar or Calendar()
        self._stopping = threading.Event()
        self._next_at = -math.inf

    async def run(self) -> None:
        """Work until cancelled; a run that fails is logged and tried again."""
        self._stopping.clear()
        try:
            while True:
                try:
                    await asyncio.to_thread(self.step)
                except Exception as error:
                    LOG.warning("retention failed, and is tried again: %s", error)
                await asyncio.sleep(SWEEP_EVERY_S)
        finally:
            self._stopping.set()

    def step(self) -> None:
        """Forget what is old, if an hour has passed since it was last done; sweep, if something was erased.

        Raises:
            Exception: Whatever the database raises; the next step tries again.
        """
        if self._days and self._calendar.monotonic() >= self._next_at:
            self._forget()
            self._next_at = self._calendar.monotonic() + EVERY_S
        if self._traces.is_due and not self._stopping.is_set():
            self._traces.sweep()

    def _forget(self) -> None:
        newest = self._ages.newest()
        now = self._calendar.now(newest) if newest else None
        if now is None:
            return
        forgotten = forget_old(self._ages, self._days, now, self._stopping.wait)
        if forgotten:
            self._traces.mark()
            LOG.info("conversations forgotten, of more than %d days ago: %d", self._days, forgotten)
