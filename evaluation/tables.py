"""Figures as tables: each is made once, printed by rich and written as Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Grid:
    """A titled table of texts; the first column is text, the others figures."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]

    def markdown(self) -> str:
        """The table in Markdown, under a heading."""
        lines = [" | ".join(self.columns), " | ".join("---" if not n else "---:" for n in range(len(self.columns)))]
        lines += [" | ".join(cell.replace("|", "\\|") for cell in row) for row in self.rows]
        return "\n".join([f"## {self.title}", "", *(f"| {line} |" for line in lines), ""])

    def print(self, console: Console) -> None:
        """The table on a terminal."""
        console.print(f"\n[bold]{escape(self.title)}[/bold]")
        table = Table()
        for place, column in enumerate(self.columns):
            table.add_column(column, justify="right" if place else "left", no_wrap=True)
        for row in self.rows:
            table.add_row(*map(escape, row))
        console.print(table)


def percent(value: float | None) -> str:
    """A share as per cent; of nothing a dash."""
    return "-" if value is None else f"{100 * value:.1f} %"


def interval(found: Json) -> str:
    """The 95 % interval of a share in per cent; of nothing a dash."""
    return f"{100 * found['low']:.1f} to {100 * found['high']:.1f}" if found["of"] else "-"


def share_cells(found: Json) -> tuple[str, str, str]:
    """A share, its interval, and what it is of."""
    return percent(found["share"]), interval(found), f"{found['hits']:,} of {found['of']:,}"


def share_grid(title: str, shares: Mapping[str, Json]) -> Grid:
    """One share a row."""
    return Grid(title, ("", "share", "95 % interval", "rows"), [(name, *share_cells(s)) for name, s in shares.items()])


def topic_grid(topics: Mapping[str, Json]) -> Grid:
    """Precision and recall of each topic."""
    rows = []
    for topic, found in topics.items():
        cells = [cell for part in ("precision", "recall") for cell in _narrow(found[part])]
        rows.append((topic, *cells))
    return Grid("By topic", ("topic", "precision", "95 %", "recall", "95 %", "rows"), [(*r[:3], *r[4:]) for r in rows])


def _narrow(found: Json) -> tuple[str, str, str]:
    bounds = f"{100 * found['low']:.0f}-{100 * found['high']:.0f}" if found["of"] else "-"
    return percent(found["share"]), bounds, str(found["of"])


def confidence_grid(figures: Json) -> Grid:
    """Area under the risk-coverage curve, calibration, and how wrong the most confident answers are."""
    points = figures["risk_coverage"]["points"]
    estimates = (
        ("area under risk-coverage", figures["risk_coverage"]["area"]),
        ("expected calibration error", figures["calibration"]["error"]),
    )
    rows = [(name, *_estimate_cells(found)) for name, found in estimates]
    for coverage in (0.5, 0.8, 1.0):
        if points:
            risk = points[max(1, round(coverage * len(points))) - 1][1]
            rows.append((f"wrong among the surest {coverage:.0%}", f"{risk:.3f}", ""))
    return Grid("Confidence in the topic", ("", "value", "95 % interval"), rows)


def _estimate_cells(found: Json) -> tuple[str, str]:
    if found["value"] is None:
        return "-", "-"
    return f"{found['value']:.3f}", f"{found['low']:.3f} to {found['high']:.3f}"


def latency_grid(latency: Json) -> Grid:
    """Milliseconds of a turn."""
    return Grid("Latency of a turn", ("", "ms"), [(n, f"{v:,.1f}") for n, v in latency.items() if n != "all"])
