"""Plots of a report, as PNG files; matplotlib comes with Rasa."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np

mpl.use("Agg")  # no window

from matplotlib import pyplot as plt
from matplotlib.axes import Axes

Json = Mapping[str, Any]


def question_plots(folder: Path, figures: Json) -> list[Path]:
    """All plots of a run over labelled questions."""
    latencies = figures["latency_ms"]["all"]
    return [*confidence_plots(folder, figures), *([latency_plot(folder, latencies)] if latencies else [])]


def confidence_plots(folder: Path, figures: Json) -> list[Path]:
    """Risk-coverage, reliability and confusions."""
    made = [confusion_plot(folder, figures["confusions"])]
    if figures["risk_coverage"]["points"]:
        made = [
            risk_coverage_plot(folder, figures["risk_coverage"]),
            reliability_plot(folder, figures["calibration"]["bins"]),
            *made,
        ]
    return made


def risk_coverage_plot(folder: Path, found: Json) -> Path:
    """The share of wrong topics among the surest answers, by how many are answered."""
    path = folder / "risk-coverage.png"
    with _axes(path, "share of the messages, the surest first", "share with a wrong topic") as axes:
        coverage, risk = zip(*found["points"], strict=True)
        axes.plot(coverage, risk, label=f"area {found['area']['value']:.3f}")
        axes.set(xlim=(0, 1), ylim=(0, None))
        axes.legend()
    return path


def reliability_plot(folder: Path, bins: Sequence[Json]) -> Path:
    """Accuracy by confidence; on the diagonal, the bot is as sure as it should be."""
    path = folder / "reliability.png"
    with _axes(path, "confidence", "share right") as axes:
        axes.plot([0, 1], [0, 1], linestyle=":", color="grey")
        axes.bar(
            [row["low"] for row in bins],
            [row["accuracy"] for row in bins],
            width=[row["high"] - row["low"] for row in bins],
            align="edge",
            edgecolor="white",
        )
        for row in bins:
            axes.annotate(str(row["count"]), ((row["low"] + row["high"]) / 2, 0.02), ha="center", fontsize=7)
        axes.plot([row["confidence"] for row in bins], [row["accuracy"] for row in bins], "o", color="black")
        axes.set(xlim=(0, 1), ylim=(0, 1))
    return path


def confusion_plot(folder: Path, pairs: Sequence[Sequence[str]]) -> Path:
    """How often each topic was taken for each; the labels of rows are what was expected."""
    path = folder / "confusion.png"
    labels = sorted({label for pair in pairs for label in pair})
    counts = np.zeros((len(labels), len(labels)))
    for truth, got in pairs:
        counts[labels.index(truth), labels.index(got)] += 1
    side = max(5.0, 0.32 * len(labels))
    with _axes(path, "reported", "expected", (side, side)) as axes:
        axes.imshow(np.log1p(counts), cmap="Blues")
        for row, column in np.argwhere(counts):
            axes.annotate(f"{counts[row, column]:.0f}", (column, row), ha="center", va="center", fontsize=6)
        axes.set_xticks(range(len(labels)), labels, rotation=90)
        axes.set_yticks(range(len(labels)), labels)
    return path


def latency_plot(folder: Path, latencies: Sequence[float]) -> Path:
    """How many turns took how long."""
    path = folder / "latency.png"
    with _axes(path, "milliseconds of a turn", "turns") as axes:
        axes.hist(latencies, bins=40)
    return path


@contextmanager
def _axes(path: Path, x: str, y: str, size: tuple[float, float] = (5, 4)) -> Iterator[Axes]:
    """Axes with labels, written to a file at the end; the file holds no time and no version."""
    figure, axes = plt.subplots(figsize=size, layout="constrained")
    try:
        yield axes
        axes.set(xlabel=x, ylabel=y)
        figure.savefig(path, dpi=110, metadata={"Software": None})
    finally:
        plt.close(figure)
