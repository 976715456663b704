"""The comparison as plots: small SVG files, without time or version in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")  # no window

from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from evaluation.bench.script import KINDS
from evaluation.bench.sides import OURS, STOCK
from evaluation.bench.summary import over_rounds, spread

mpl.rcParams["svg.hashsalt"] = "pathwise"  # the same figures give the same file
Json = Mapping[str, Any]
COLOURS = {
    OURS: "#0b5f66",
    STOCK: "#9aa4ae",
}  # the widget's accent, and a quiet grey: also apart without colour, by lightness


def all_plots(folder: Path, found: Json) -> list[Path]:
    """Every plot that the record has figures for."""
    rounds, made = found["rounds"], list[Path]()
    made.append(kinds_plot(folder / "bench-messages.svg", rounds))
    made.append(growth_plot(folder / "bench-conversation.svg", rounds, found["options"]["turns"]))
    made.append(resources_plot(folder / "bench-start-memory.svg", rounds))
    return made


def kinds_plot(path: Path, rounds: Sequence[Json]) -> Path:
    """The median message of each kind, with the least and greatest of the rounds."""
    with _axes(path, "milliseconds, median", (6, 3.2)) as axes:
        _bars(axes, rounds, [(kind, ("kinds", kind, "p50")) for kind in KINDS])
    return path


def resources_plot(path: Path, rounds: Sequence[Json]) -> Path:
    """Start and memory, each on an axis of its own."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(6, 1.9), layout="constrained")
    _bars(left, rounds, [("start", ("start_s",))])
    left.set(xlabel="seconds to the first answer")
    rows = [(when, ("memory", when, "all")) for when in ("after start", "after messages")]
    _bars(right, rounds, rows)
    right.set(xlabel="MB resident, all processes")
    _save(figure, path)
    return path


def growth_plot(path: Path, rounds: Sequence[Json], turns: Sequence[int]) -> Path:
    """What a message costs late in a conversation."""
    with _axes(path, "turn of the conversation", (6, 3)) as axes:
        for side, colour in COLOURS.items():
            values = [over_rounds(rounds, side, "growth", str(turn)) for turn in turns]
            axes.plot(turns, [value or 0.0 for value in values], "o-", color=colour, label=side)
        axes.set(ylabel="milliseconds of a message", ylim=(0, None), xscale="log")
        axes.set_xticks(list(turns), [str(turn) for turn in turns])
        axes.minorticks_off()
    return path


def _bars(axes: Axes, rounds: Sequence[Json], rows: Sequence[tuple[str, tuple[str, ...]]]) -> None:
    """Two bars a row, ours above; lines show the least and the greatest round."""
    height = 0.38
    for place, (side, colour) in enumerate(COLOURS.items()):
        values = [over_rounds(rounds, side, *figure) or 0.0 for _, figure in rows]
        bounds = [spread(rounds, side, *figure) or (0.0, 0.0) for _, figure in rows]
        errors = [
            [value - low for value, (low, _) in zip(values, bounds, strict=True)],
            [high - value for value, (_, high) in zip(values, bounds, strict=True)],
        ]
        ys = [number + (place - 0.5) * height for number in range(len(rows))]
        axes.barh(ys, values, height, color=colour, label=side, xerr=errors, error_kw={"lw": 1, "ecolor": "#4a5560"})
        for y, value, (_, high) in zip(ys, values, bounds, strict=True):
            axes.annotate(f" {value:,.0f}" if value >= 100 else f" {value:.1f}", (high, y), va="center", fontsize=8)
    axes.set_yticks(range(len(rows)), [name for name, _ in rows])
    axes.invert_yaxis()
    axes.margins(x=0.18)


@contextmanager
def _axes(path: Path, x: str, size: tuple[float, float]) -> Iterator[Axes]:
    figure, axes = plt.subplots(figsize=size, layout="constrained")
    yield axes
    axes.set(xlabel=x)
    _save(figure, path)


def _save(figure: Any, path: Path) -> None:
    for axes in figure.axes:
        axes.spines[["top", "right"]].set_visible(False)
    # Above the axes, where no figure can be covered by it.
    figure.legend(
        *figure.axes[0].get_legend_handles_labels(), loc="outside upper left", ncols=2, frameon=False, fontsize=8
    )
    figure.savefig(path, metadata={"Date": None, "Creator": None})
    plt.close(figure)
