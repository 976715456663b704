"""What a learner asks about money: where to stop, when it pays back, with which numbers of their own."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_YEARS = 2


@dataclass(frozen=True, slots=True)
class MoneyWishes:
    """What a message asks about the cost, stopping and paying back of a programme.

    `stop_after` counts courses, `is_halfway` stands for half of them. `rise_usd` is the hoped-for rise in pay a year,
    `hour_usd` the worth of an hour of the learner's time: both are the learner's own numbers.
    """

    has_stop: bool = False
    stop_after: int | None = None
    is_halfway: bool = False
    has_break_even: bool = False
    rise_usd: float | None = None
    hour_usd: float | None = None
    years: int | None = None
