"""How much one conversation or one address may send: so many in a window that slides, counted in memory.

Windows are measured by the monotonic clock, so that a wall clock that is set back or forth locks nobody out. Counts are lost
when the process ends; several processes count each for themselves.
"""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections import deque
from collections.abc import Callable

MINUTE_S, HOUR_S = 60.0, 3600.0
IPV6_HOME = 64  # bits: who has one IPv6 address has all that begin alike


class OverLimit(Exception):
    """Too many in the window; `retry_after_s` whole seconds from now there is room for one."""

    def __init__(self, retry_after_s: int) -> None:
        """Keep the time to wait."""
        super().__init__(f"room in {retry_after_s} s")
        self.retry_after_s = retry_after_s


class SlidingWindow:
    """At most `most` for each key in any `per_s` seconds; 0 is no limit."""

    def __init__(self, most: int, per_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with nothing counted."""
        self._most, self._per_s, self._clock = most, per_s, clock
        self._taken: dict[str, deque[float]] = {}
        self._swept_s = clock()
        self._lock = threading.Lock()

    def take(self, key: str) -> None:
        """Count one more for the key.

        Raises:
            OverLimit: If the window is full; nothing is counted then, so that asking again does not prolong the wait.
        """
        if not self._most:
            return
        now_s = self._clock()
        with self._lock:
            self._sweep(now_s)
            taken = self._taken.setdefault(key, deque())
            self._drop_old(taken, now_s)
            if len(taken) >= self._most:
                raise OverLimit(max(1, math.ceil(taken[0] + self._per_s - now_s)))
            taken.append(now_s)

    def _drop_old(self, taken: deque[float], now_s: float) -> None:
        while taken and taken[0] <= now_s - self._per_s:
            taken.popleft()

    def _sweep(self, now_s: float) -> None:
        """Once in a window, forget the keys of which nothing is left in it."""
        if now_s - self._swept_s < self._per_s:
            return
        self._swept_s = now_s
        for key, taken in list(self._taken.items()):
            self._drop_old(taken, now_s)
            if not taken:
                del self._taken[key]


def home_of(host: str) -> str:
    """What counts as one address: an IPv4 address, or the 64 bits of an IPv6 address that one household has."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, IPV6_HOME), strict=False))
    return str(getattr(address, "ipv4_mapped", None) or address)
