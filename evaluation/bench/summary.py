"""From rounds to figures: percentiles, medians over rounds, ratios, and training time at epochs that were not run."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]
SHARES = (50, 95, 99)


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure of both sides: the median over the rounds; None where a side has no such figure."""

    measure: str
    unit: str
    ours: float | None
    stock: float | None
    is_extrapolated: bool = False
    more_is_better: bool = False

    @property
    def ratio(self) -> float | None:
        """How many times better ours is; below 1 stock Rasa is better. None where one of the two is missing."""
        if not self.ours or not self.stock:
            return None
        return self.ours / self.stock if self.more_is_better else self.stock / self.ours


def percentiles(values: Sequence[float]) -> dict[str, float]:
    """The values that 50, 95 and 99 of 100 stay within, and how many values there are; of nothing only their number."""
    ordered = sorted(values)
    found = {f"p{share}": ordered[math.ceil(share / 100 * len(ordered)) - 1] for share in SHARES if ordered}
    return {**found, "count": len(ordered)}


def over_rounds(rounds: Sequence[Json], side: str, *path: str) -> float | None:
    """The median over the rounds of the figure at a path; of the rounds that have it, None when none has."""
    found = [value for one in rounds if (value := _at(one[side], path)) is not None]
    return statistics.median(found) if found else None


def spread(rounds: Sequence[Json], side: str, *path: str) -> tuple[float, float] | None:
    """The least and the greatest over the rounds."""
    found = [value for one in rounds if (value := _at(one[side], path)) is not None]
    return (min(found), max(found)) if found else None


def _at(figures: Any, path: Sequence[str]) -> float | None:
    for name in path:
        if not isinstance(figures, Mapping) or name not in figures:
            return None
        figures = figures[name]
    return figures if isinstance(figures, int | float) else None


def within(steps: Sequence[Json], p99_ms: float) -> float:
    """The most messages a second of the steps whose p99 stayed within; 0 when none did."""
    return max((step["a_second"] for step in steps if step["p99"] <= p99_ms), default=0.0)


def extrapolated(seconds: float, fits: Sequence[Json], epochs: int) -> float | None:
    """How long training would have taken at more epochs; None where an epoch's own time is not known.

    Rasa raises the batch size from the first epoch to the last, so that later epochs have fewer steps. The seconds of an epoch are
    taken to be linear in its steps (fixed cost a step plus cost an example), as the measured epochs say.

    Args:
        seconds: What training took, all in all.
        fits: Each model's measured epochs, as `stock/timed_rasa.py` writes them.
        epochs: How many epochs each model is to have.
    """
    total = seconds
    for fit in fits:
        known = [
            (epoch["steps"], epoch["steps"] * epoch["step_seconds"]) for epoch in fit["epochs"] if epoch["step_seconds"]
        ]
        if not known:
            return None
        total += sum(_seconds_of(steps, known) for steps in steps_of(fit, epochs)) - sum(took for _, took in known)
        missing = len(fit["epochs"]) - len(
            known
        )  # an epoch of one step, which built the graph: its work was not told apart
        total -= missing * _seconds_of(1, known)
    return total


def steps_of(fit: Json, epochs: int) -> list[int]:
    """The steps of each of so many epochs, by the examples of the measured ones and Rasa's linear growth of the batch."""
    first = fit["epochs"][0]
    sizes = fit["batch_sizes"]
    least, most = sizes if isinstance(sizes, Sequence) else (sizes, sizes)
    examples = first["steps"] * least
    grown = [least + number * (most - least) / max(1, epochs - 1) for number in range(epochs)]
    return [max(1, math.ceil(examples / int(size))) for size in grown]


def _seconds_of(steps: int, known: Sequence[tuple[int, float]]) -> float:
    """The seconds of an epoch of so many steps: on the line through the measured ones, or in proportion to the only one."""
    fewest, most = min(known), max(known)
    if fewest[0] == most[0]:
        return statistics.median(took for _, took in known) * steps / fewest[0]
    slope = (most[1] - fewest[1]) / (most[0] - fewest[0])
    return max(0.0, fewest[1] + slope * (steps - fewest[0]))
