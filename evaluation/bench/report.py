"""The comparison as tables, Markdown and plots, made of the rounds alone: the same record gives the same report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from evaluation.bench.script import KINDS
from evaluation.bench.sides import OURS, STOCK
from evaluation.bench.summary import SHARES, Compared, extrapolated, over_rounds, within
from evaluation.tables import Grid

Json = Mapping[str, Any]
ALL_EPOCHS = 100
P99_MS = 150.0


def comparisons(found: Json) -> list[Compared]:
    """Every measure that both sides have, and training."""
    rounds, options = found["rounds"], found["options"]
    made = [*_training(rounds, options["stock_epochs"]), _both(rounds, "start to first answer", "s", "start_s")]
    for kind in (*KINDS, "all"):
        shares = SHARES if kind == "all" else (SHARES[0],)
        made += [_both(rounds, f"{_messages(kind)}, p{share}", "ms", "kinds", kind, f"p{share}") for share in shares]
    made += [_both(rounds, f"message at turn {turn}", "ms", "growth", str(turn)) for turn in options["turns"]]
    made += [
        _both(rounds, "memory after start", "MB", "memory", "after start", "all"),
        _both(rounds, f"memory after {options['messages']:,} messages", "MB", "memory", "after messages", "all"),
        _rate(rounds, "one core, most messages a second", lambda steps: max(step["a_second"] for step in steps)),
        _rate(rounds, f"… with p99 within {P99_MS:g} ms", lambda steps: within(steps, P99_MS)),
    ]
    return made


def _messages(kind: str) -> str:
    return "any message" if kind == "all" else kind


def _both(rounds: Sequence[Json], measure: str, unit: str, *path: str) -> Compared:
    return Compared(measure, unit, over_rounds(rounds, OURS, *path), over_rounds(rounds, STOCK, *path))


def _rate(rounds: Sequence[Json], measure: str, rate: Callable[[Sequence[Json]], float]) -> Compared:
    rated = [{side: {"rate": rate(one[side]["throughput"])} for side in (OURS, STOCK)} for one in rounds]
    ours, stock = (over_rounds(rated, side, "rate") for side in (OURS, STOCK))
    return Compared(measure, "a second", ours, stock, more_is_better=True)


def _training(rounds: Sequence[Json], epochs: int) -> Iterator[Compared]:
    ours, again = (over_rounds(rounds, OURS, "training", name) for name in ("seconds", "again_seconds"))
    stock = over_rounds(rounds, STOCK, "training", "seconds")
    yield Compared(f"training from nothing (stock: {epochs} of {ALL_EPOCHS} epochs)", "s", ours, stock)
    yield Compared(
        f"… stock at {ALL_EPOCHS} epochs, EXTRAPOLATED", "s", ours, at_all_epochs(rounds), is_extrapolated=True
    )
    yield Compared("training after one new sentence", "s", again, None)


def at_all_epochs(rounds: Sequence[Json]) -> float | None:
    """Seconds that stock Rasa's training would take at all its epochs; never measured."""
    rows = [
        {
            STOCK: {
                "seconds": extrapolated(one[STOCK]["training"]["seconds"], one[STOCK]["training"]["fits"], ALL_EPOCHS)
            }
        }
        for one in rounds
        if "training" in one[STOCK]
    ]
    return over_rounds(rows, STOCK, "seconds")


def grids(found: Json) -> list[Grid]:
    """All tables."""
    made = [comparison_grid(comparisons(found)), kinds_grid(found["rounds"]), memory_grid(found["rounds"])]
    made += [throughput_grid(found["rounds"]), epochs_grid(found["rounds"])]
    if found.get("knowledge"):
        made.append(knowledge_grid(found["knowledge"]))
    if found.get("breakdown"):
        made.append(breakdown_grid(found["breakdown"]))
    return made


def comparison_grid(rows: Sequence[Compared]) -> Grid:
    """Medians over the rounds, and how many times better ours is."""
    cells = [
        (row.measure, _figure(row.ours, row.unit), _figure(row.stock, row.unit, "≈ " if row.is_extrapolated else ""),
         "" if row.ratio is None else f"{row.ratio:.1f}")
        for row in rows
    ]  # fmt: skip
    return Grid("Pathwise and stock Rasa", ("median of the rounds", OURS, STOCK, "times better"), cells)


def kinds_grid(rounds: Sequence[Json]) -> Grid:
    """Milliseconds by kind of message, and how many messages nothing was answered to."""
    rows = []
    for kind in (*KINDS, "all"):
        cells = [
            _figure(over_rounds(rounds, side, "kinds", kind, f"p{share}"), "")
            for side in (OURS, STOCK)
            for share in SHARES
        ]
        silent = [
            f"{_sum(rounds, side, kind, 'silent')} of {_sum(rounds, side, kind, 'count')}" for side in (OURS, STOCK)
        ]
        rows.append((_messages(kind), *cells, *silent))
    heads = [f"{side} p{share}" for side in ("ours", "stock") for share in SHARES]
    return Grid("A message, in ms", ("kind", *heads, "ours silent", "stock silent"), rows)


def _sum(rounds: Sequence[Json], side: str, kind: str, what: str) -> int:
    return sum(one[side]["kinds"].get(kind, {}).get(what, 0) for one in rounds)


def memory_grid(rounds: Sequence[Json]) -> Grid:
    """Resident memory of each process."""
    rows = []
    for side in (OURS, STOCK):
        for process in rounds[0][side]["memory"]["after start"]:
            cells = (over_rounds(rounds, side, "memory", when, process) for when in ("after start", "after messages"))
            rows.append((f"{side}: {process}", *(_figure(cell, "MB") for cell in cells)))
    return Grid("Resident memory", ("process", "after start", "after many messages"), rows)


def throughput_grid(rounds: Sequence[Json]) -> Grid:
    """Closed loops on one core."""
    rows = []
    for place, step in enumerate(rounds[0][OURS]["throughput"]):
        cells = []
        for side in (OURS, STOCK):
            taken = [{side: one[side]["throughput"][place]} for one in rounds]
            cells += [_figure(over_rounds(taken, side, name), "") for name in ("a_second", "p50", "p99")]
        rows.append((f"{step['clients']:.0f}", *cells))
    heads = [f"{side} {what}" for side in ("ours", "stock") for what in ("a second", "p50 ms", "p99 ms")]
    return Grid("Throughput on one core", ("who speak at once", *heads), rows)


def epochs_grid(rounds: Sequence[Json]) -> Grid:
    """What the epochs of stock Rasa's models took, each with its steps."""
    rows = []
    for number, one in enumerate(rounds, 1):
        for fit in one[STOCK].get("training", {}).get("fits", ()):
            epochs = ", ".join(f"{epoch['seconds']:.1f} ({epoch['steps']})" for epoch in fit["epochs"])
            rows.append((f"{number}: {fit['model']}", epochs))
    return Grid("Stock Rasa's epochs, measured", ("round and model", "seconds (steps) of each"), rows)


def knowledge_grid(scales: Json) -> Grid:
    """What a larger knowledge base costs."""
    rows = [
        (scale, *(f"{figures[kind][share]:.1f}" for kind in ("fact", "recommendation") for share in ("p50", "p99")),
         f"{figures['start_s']:.1f}", f"{figures['memory_mb']:,.0f}")
        for scale, figures in scales.items()
    ]  # fmt: skip
    heads = ("fact p50 ms", "p99", "recommendation p50 ms", "p99", "start s", "memory MB")
    return Grid("Pathwise with a larger knowledge base", ("knowledge base", *heads), rows)


def breakdown_grid(parts: Json) -> Grid:
    """One of our turns."""
    floor = parts["encoder alone"]
    rows = [(name, f"{value:.2f}", f"{value / floor:.2f}") for name, value in parts.items()]
    return Grid("Where a turn of Pathwise goes (medians)", ("part", "ms", "times the encoder alone"), rows)


def _figure(value: float | None, unit: str, before: str = "") -> str:
    if value is None:
        return "-"
    shown = f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
    return f"{before}{shown} {unit}".rstrip()


def markdown(found: Json, plots: Sequence[Path]) -> str:
    """The report as Markdown: what was compared, the tables, the plots."""
    options, versions = found["options"], found["versions"]
    stock = ", ".join(f"{name} {version}" for name, version in versions[STOCK].items())
    lines = [
        "# Pathwise beside stock Rasa", "",
        f"Commit {found.get('commit', 'unknown')}, {options['cores']} cores, {len(found['rounds'])} rounds in turn. Stock: {stock}.", "",
        *(f"- {note}" for note in found["notes"]), "",
        *(f"![{path.stem}]({path.name})" for path in plots), "",
    ]  # fmt: skip
    return "\n".join([*lines, *(grid.markdown() for grid in grids(found))])


def print_all(found: Json) -> None:
    """The tables on the terminal, and what must be known to read them."""
    console = Console(width=140)  # no figure is cut off where there is no terminal
    for grid in grids(found):
        grid.print(console)
    for note in found["notes"]:
        console.print(f"- {note}", markup=False, highlight=False)
