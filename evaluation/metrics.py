"""Figures and their intervals, from plain lists of numbers; knows nothing of the bot.

Shares carry Wilson score intervals (Wilson 1927). The risk-coverage curve and its area follow Geifman and El-Yaniv
(2017); ties in confidence are averaged over all orders, so that no figure depends on the order of the rows.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

Z = 1.959963984540054  # two-sided 95 %
BINS = 10
RESAMPLES = 1000
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, or None of nothing."""
        return self.hits / self.of if self.of else None

    def as_json(self) -> dict[str, Any]:
        """The share with its interval."""
        low, high = wilson(self.hits, self.of)
        return {"hits": self.hits, "of": self.of, "share": self.value, "low": low, "high": high}


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of like confidence: how many, their mean confidence, and the share that was right."""

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure that is no share, with a 95 % percentile-bootstrap interval."""

    value: float | None
    low: float | None = None
    high: float | None = None


def share(outcomes: Iterable[bool]) -> Share:
    """The share of true outcomes."""
    listed = list(outcomes)
    return Share(sum(listed), len(listed))


def wilson(hits: int, of: int) -> Interval:
    """The 95 % Wilson score interval of a share; of nothing, everything is possible.

    Raises:
        ValueError: If there are more hits than trials, or fewer than none.
    """
    if not 0 <= hits <= of:
        raise ValueError(f"found {hits} of {of}; expected hits from 0 to {of}")
    if of == 0:
        return 0.0, 1.0
    centre = (hits + Z * Z / 2) / (of + Z * Z)
    half = Z * math.sqrt(hits * (of - hits) / of + Z * Z / 4) / (of + Z * Z)
    low = 0.0 if hits == 0 else max(0.0, centre - half)
    return low, 1.0 if hits == of else min(1.0, centre + half)


def precision_and_recall(truth: Sequence[str], got: Sequence[str]) -> dict[str, tuple[Share, Share]]:
    """(precision, recall) of each label that was expected or given, by name."""
    pairs = list(zip(truth, got, strict=True))
    return {
        label: (share(t == label for t, g in pairs if g == label), share(g == label for t, g in pairs if t == label))
        for label in sorted({*truth, *got})
    }


def reliability(confidences: Sequence[float], is_right: Sequence[bool], bins: int = BINS) -> list[Bin]:
    """The non-empty bins of equal width; a confidence of 1 belongs to the last."""
    grouped: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in zip(confidences, is_right, strict=True):
        grouped.setdefault(min(int(confidence * bins), bins - 1), []).append((confidence, right))
    return [
        Bin(place / bins, (place + 1) / bins, len(rows), _mean(c for c, _ in rows), _mean(r for _, r in rows))
        for place, rows in sorted(grouped.items())
    ]


def calibration_error(confidences: Sequence[float], is_right: Sequence[bool], bins: int = BINS) -> float:
    """Expected calibration error: the distance of confidence and accuracy, averaged over the answers."""
    found = reliability(confidences, is_right, bins)
    return sum(row.count * abs(row.confidence - row.accuracy) for row in found) / max(1, len(confidences))


def risk_coverage(confidences: Sequence[float], is_right: Sequence[bool]) -> list[tuple[float, float]]:
    """(coverage, risk) after each answer, the most confident first; risk is the share that was wrong so far."""
    if not confidences:
        return []
    _, tie, tied = np.unique(-np.asarray(confidences), return_inverse=True, return_counts=True)
    wrong = np.bincount(tie, weights=~np.asarray(is_right, dtype=bool))
    answered = np.arange(1, len(confidences) + 1)
    risks = np.cumsum(np.repeat(wrong / tied, tied)) / answered
    return list(zip((answered / len(confidences)).tolist(), risks.tolist(), strict=True))


def risk_area(confidences: Sequence[float], is_right: Sequence[bool]) -> float:
    """The area under the risk-coverage curve: the mean risk over all coverages. 0 is perfect."""
    return _mean(risk for _, risk in risk_coverage(confidences, is_right))


def bootstrap(
    measure: Callable[[Sequence[float], Sequence[bool]], float],
    confidences: Sequence[float],
    is_right: Sequence[bool],
    seed: int,
    resamples: int = RESAMPLES,
) -> Estimate:
    """A measure with the interval that resampling the answers gives; None of nothing."""
    if not confidences:
        return Estimate(None)
    chance = np.random.default_rng(seed)
    draws = chance.integers(len(confidences), size=(resamples, len(confidences)))
    found = [measure([confidences[i] for i in draw], [is_right[i] for i in draw]) for draw in draws.tolist()]
    low, high = np.quantile(found, [0.025, 0.975])
    return Estimate(measure(confidences, is_right), float(low), float(high))


def confidence_figures(confidences: Sequence[float], is_right: Sequence[bool], seed: int) -> dict[str, Any]:
    """The risk-coverage curve with its area, and the calibration, ready to be stored."""
    return {
        "risk_coverage": {
            "area": asdict(bootstrap(risk_area, confidences, is_right, seed)),
            "points": risk_coverage(confidences, is_right),
        },
        "calibration": {
            "error": asdict(bootstrap(calibration_error, confidences, is_right, seed)),
            "bins": [asdict(row) for row in reliability(confidences, is_right)],
        },
    }


def percentiles(values: Sequence[float]) -> dict[str, float]:
    """The middle, the slow tail and the slowest."""
    if not values:
        return {}
    cuts = np.quantile(values, [0.5, 0.9, 0.99, 1.0])
    return dict(zip(("p50", "p90", "p99", "max"), (round(float(cut), 1) for cut in cuts), strict=True))


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0
