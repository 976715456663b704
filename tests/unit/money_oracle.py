"""The oracle of money answers: recomputes sums, stops and break-even by brute force, in exact fractions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

Exact = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Row:
    """A part of a programme as it was told: a course or a final, and its price."""

    is_course: bool
    price: Exact | None


@dataclass(frozen=True)
class Told:
    """What is known of a programme's cost."""

    rows: tuple[Row, ...]
    total: Exact | None = None
    is_choice: bool = False


@dataclass(frozen=True)
class ExpectedStop:
    """What stopping after some courses has cost, and what is left."""

    courses: int
    paid: Exact
    unpriced: int
    left: Exact | None


def exact(value: float | tuple[float, float]) -> Exact:
    """A price to the cent, as the lowest and highest."""
    low, high = value if isinstance(value, tuple) else (value, value)
    return Fraction(str(low)), Fraction(str(high))


def whole(told: Told) -> Exact | None:
    """The sum of all parts; None where one is missing or the parts are no whole."""
    if not told.rows or told.is_choice or any(row.price is None for row in told.rows):
        return None
    return total_of(told.rows)


def total_of(rows: tuple[Row, ...]) -> Exact:
    """The sum of the prices that are known."""
    low = high = Fraction(0)
    for row in rows:
        if row.price is not None:
            low += row.price[0]
            high += row.price[1]
    return low, high


def floor(told: Told) -> Fraction | None:
    """What it costs at least where only some parts are known."""
    if told.total is not None or whole(told) is not None or told.is_choice:
        return None
    return total_of(told.rows)[0] if any(row.price is not None for row in told.rows) else None


def expected_stops(told: Told) -> list[ExpectedStop]:
    """Every point after a course that leaves something to do, the courses before the finals."""
    rows = tuple(sorted(told.rows, key=lambda row: not row.is_course))
    found = []
    for k in range(1, len(rows)):
        if not rows[k - 1].is_course:
            break
        done, rest = rows[:k], rows[k:]
        unpriced = sum(row.price is None for row in done)
        found.append(ExpectedStop(k, total_of(done), unpriced, _left(told, done, rest, unpriced)))
    return found


def _left(told: Told, done: tuple[Row, ...], rest: tuple[Row, ...], unpriced: int) -> Exact | None:
    if whole(told) is not None:
        return total_of(rest)
    paid = total_of(done)
    if told.total is None or unpriced or told.is_choice or told.total[0] < paid[1]:
        return None
    return told.total[0] - paid[1], told.total[1] - paid[0]


def smallest_rise(cost: Fraction, years: int) -> int:
    """The smallest rise in whole dollars that is worth the cost after the years, found by trying them all."""
    rise = 0
    while rise * years < cost:
        rise += 1
    return rise


def smallest_months(cost: Fraction, rise_usd: int) -> int:
    """The smallest number of months after which the rise is worth the cost, found by trying them all."""
    months = 0
    while Fraction(rise_usd * months, 12) < cost:
        months += 1
    return months
