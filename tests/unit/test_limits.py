"""Limits: so many in a window that slides, for each key apart, and nothing remembered for longer than it counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.limits import OverLimit, SlidingWindow, home_of

MOST, PER_S = 3, 60.0


class Clock:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        """Seconds since some moment."""
        return self.now_s


def test_one_too_many_is_refused_with_the_time_to_wait():
    """Up to the limit all are let through; the next is told when there is room."""
    clock = Clock()
    window = SlidingWindow(MOST, PER_S, clock)
    for _ in range(MOST):
        window.take("a")
        clock.now_s += 10
    with pytest.raises(OverLimit) as refused:
        window.take("a")
    assert refused.value.retry_after_s == 30


def test_who_waits_as_told_is_let_through():
    """The time to wait is enough, and a second less is not."""
    clock = Clock()
    window = SlidingWindow(1, PER_S, clock)
    window.take("a")
    clock.now_s += PER_S - 1
    with pytest.raises(OverLimit) as refused:
        window.take("a")
    clock.now_s += refused.value.retry_after_s
    window.take("a")


def test_asking_again_does_not_prolong_the_wait():
    """Refused attempts are not counted."""
    clock = Clock()
    window = SlidingWindow(1, PER_S, clock)
    window.take("a")
    for _ in range(50):
        with pytest.raises(OverLimit):
            window.take("a")
    clock.now_s += PER_S
    window.take("a")


def test_keys_are_counted_apart():
    """What one conversation sends is no other's."""
    window = SlidingWindow(1, PER_S, Clock())
    window.take("a")
    window.take("b")


def test_no_limit_is_no_limit():
    """Switched off, everything is let through."""
    window = SlidingWindow(0, PER_S, Clock())
    for _ in range(1000):
        window.take("a")


def test_what_counts_no_more_is_forgotten():
    """A hundred thousand keys leave nothing behind when their window has passed."""
    clock = Clock()
    window = SlidingWindow(MOST, PER_S, clock)
    for number in range(100_000):
        window.take(str(number))
    clock.now_s += PER_S
    window.take("last")
    assert len(window._taken) == 1


@given(st.lists(st.floats(0, 100), min_size=1, max_size=60), st.integers(1, 5))
def test_no_window_ever_holds_more_than_the_limit(steps: list[float], most: int):
    """However requests are spaced, any window of that length holds at most so many that were let through."""
    clock, let_through = Clock(), list[float]()
    window = SlidingWindow(most, PER_S, clock)
    for step in steps:
        clock.now_s += step
        try:
            window.take("a")
        except OverLimit:
            continue
        let_through.append(clock.now_s)
    for begin in let_through:
        assert sum(begin <= at < begin + PER_S - 1e-6 for at in let_through) <= most


@pytest.mark.parametrize(
    ("host", "home"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("testclient", "testclient"),
    ],
)
def test_a_household_is_one_address(host: str, home: str):
    """An IPv4 address is one; an IPv6 household has 64 bits of them; an IPv4 address written as IPv6 stays itself."""
    assert home_of(host) == home
