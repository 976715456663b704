"""Which of several recorded figures is the smallest, told only where they are of the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advising.model import Claim

MISSING = "a figure is recorded for only one of them"
UNLIKE = "the figures are not of the same thing"
OVERLAPPING = "the lowest figures overlap or are the same"


@dataclass(frozen=True, slots=True)
class Span:
    """The smallest and largest figure that the claims of a cell state."""

    low: float
    high: float


def span(claims: Sequence[Claim]) -> Span | None:
    """The figures of a cell, over all sources that disagree; none where one of them is told in words."""
    bounds = [_bounds(claim) for claim in claims]
    told = [bound for bound in bounds if bound is not None]
    if not told or len(told) < len(bounds):
        return None
    return Span(min(low for low, _ in told), max(high for _, high in told))


def _bounds(claim: Claim) -> tuple[float, float] | None:
    if isinstance(claim.value, str):
        return None
    low, high = claim.value if isinstance(claim.value, tuple) else (claim.value, claim.value)
    return (0.0 if claim.unit.endswith("at most") else float(low)), float(high)


def are_alike(cells: Sequence[Sequence[Claim]]) -> bool:
    """Whether all claims of the cells state a figure of the same predicate, in the same unit, with the same scope."""
    claims = [claim for cell in cells for claim in cell]
    kinds = {(claim.predicate, claim.unit, claim.scope.strip().casefold()) for claim in claims}
    return len(kinds) == 1 and not any(isinstance(claim.value, str) for claim in claims)


@dataclass(frozen=True, slots=True)
class Order:
    """Which cell is surely the smallest, or why that cannot be told; neither where all say the same."""

    smallest: int | None = None
    untold: str = ""


def smallest(cells: Sequence[Sequence[Claim]]) -> Order:
    """The place of the cell whose every figure is below those of all others that are recorded.

    Args:
        cells: The claims of each column of a row itself; empty where nothing is recorded.
    """
    recorded = [place for place, claims in enumerate(cells) if claims]
    if len(recorded) < 2:
        return Order(untold=MISSING if recorded else "")
    if not are_alike([cells[place] for place in recorded]):
        return Order(untold=UNLIKE)
    spans = {place: found for place in recorded if (found := span(cells[place])) is not None}
    if len(set(spans.values())) == 1:
        return Order()
    least = min(spans, key=lambda place: spans[place].high)
    if all(spans[least].high < other.low for place, other in spans.items() if place != least):
        return Order(smallest=least)
    return Order(untold=OVERLAPPING)
