"""When a cost would be paid back: arithmetic over a recorded cost and the learner's own numbers, before tax and without interest."""

from __future__ import annotations

from dataclasses import dataclass

from advising.money.amounts import Span, rounded_up, span_text

YEARS = (1, 2, 3)
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class BreakEven:
    """By how much the pay of a year has to rise for a cost to be back after some years; whole dollars, rounded up."""

    years: int
    rise_usd: Span

    @property
    def text(self) -> str:
        """The rise as it is said: "$675 a year"."""
        return f"{span_text(self.rise_usd)} a year"


def break_even(cost_usd: Span, years: int) -> BreakEven:
    """The rise in yearly pay that pays a cost back within the years.

    Args:
        cost_usd: The lowest and highest cost.
        years: Over how many years, at least 1.

    Raises:
        ValueError: If there are no years to pay it back in, or the cost is below nothing.
    """
    if years < 1:
        raise ValueError(f"break_even: {years} years; give 1 or more")
    if min(cost_usd) < 0:
        raise ValueError(f"break_even: a cost of {cost_usd}; give 0 or more")
    low, high = cost_usd
    return BreakEven(years, (rounded_up(low / years), rounded_up(high / years)))


def years_to_pay_back(cost_usd: Span, rise_usd: float) -> Span | None:
    """After how many years a hoped-for rise in yearly pay adds up to a cost; None without a rise.

    Args:
        cost_usd: The lowest and highest cost.
        rise_usd: The learner's own number: how much more pay a year.
    """
    if rise_usd <= 0:
        return None
    return cost_usd[0] / rise_usd, cost_usd[1] / rise_usd


def time_text(years: Span) -> str:
    """(1.35, 1.35) -> "17 months"; (1.25, 5.0) -> "15 months to 5 years"; rounded up, never down."""
    low, high = (_time(one) for one in years)
    return low if low == high else f"{low} to {high}"


def _time(years: float) -> str:
    months = rounded_up(years * MONTHS_A_YEAR)
    if months <= 2 * MONTHS_A_YEAR and months != MONTHS_A_YEAR:
        return f"{months:.0f} {'month' if months == 1 else 'months'}"
    told = rounded_up(years, 0.1)
    return f"{told:g} {'year' if told == 1 else 'years'}"
