"""Amounts of US dollars as a lowest and a highest figure, and how they are said."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from advising.model import Claim, Value
from advising.wording import money

Span = tuple[float, float]  # lowest and highest, in the same unit

NOTHING: Span = (0.0, 0.0)


def span_of(claim: Claim | None, unit: str = "USD") -> Span | None:
    """The lowest and highest figure of a claim in the unit; None where it states no figure in it."""
    if claim is None or not claim.unit.startswith(unit) or "per " in claim.unit:
        return None
    return figures_of(claim.value)


def figures_of(value: Value) -> Span | None:
    """The lowest and highest figure of a value; None for text."""
    if isinstance(value, str):
        return None
    return (float(value[0]), float(value[1])) if isinstance(value, tuple) else (float(value), float(value))


def added(spans: Iterable[Span]) -> Span:
    """The sum of the lowest and of the highest figures, exact to the cent."""
    low, high = NOTHING
    for span in spans:
        low, high = low + span[0], high + span[1]
    return round(low, 2), round(high, 2)


def times(span: Span, factor: float) -> Span:
    """Both figures multiplied, exact to the cent."""
    return round(span[0] * factor, 2), round(span[1] * factor, 2)


def span_text(span: Span) -> str:
    """(300, 300) -> "$300"; (250, 1000) -> "$250 to $1,000"."""
    low, high = span
    return money(low) if low == high else f"{money(low)} to {money(high)}"


def rounded_up(amount: float, step: float = 1.0) -> float:
    """The amount rounded up to a whole number of steps: (178.5) -> 179, (1.351, 0.1) -> 1.4."""
    return round(ceil(round(amount / step, 6)) * step, 6)
