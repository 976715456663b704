"""Writes a run to a folder: `results.json`, `report.md` with every failure, and the plots."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.settings import ROOT
from evaluation.tables import Grid

BEGINNING = 400
_MARKS = re.compile(r"([\\`*_\[\]#|~])")
Json = Mapping[str, Any]


def report_folder(given: Path | None, name: str) -> Path:
    """The folder of a report, made if it is missing."""
    folder = given or ROOT / "var" / "evaluation" / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def set_name(paths: Sequence[Path], suffix: str = "") -> str:
    """What a run over files is called."""
    return "+".join(path.stem for path in paths) + suffix


def write_results(folder: Path, results: Json) -> None:
    """Everything that was found, as JSON."""
    text = json.dumps(results, ensure_ascii=False, indent=1)
    (folder / "results.json").write_text(text + "\n", encoding="utf-8")


def write_report(
    folder: Path, results: Json, grids: Sequence[Grid], plots: Sequence[Path], sections: Sequence[str]
) -> None:
    """The report: what was run, the tables, the plots, and the sections with the failures."""
    parts = [f"# Evaluation: {results['name']}", "", run_line(results["run"]), ""]
    parts += [grid.markdown() for grid in grids]
    parts += [f"![{path.stem}]({path.name})\n" for path in plots]
    (folder / "report.md").write_text("\n".join([*parts, *sections]) + "\n", encoding="utf-8")


def run_line(run: Json) -> str:
    """What the figures depend on."""
    return ", ".join(f"{name} `{value}`" for name, value in run.items())


def failure_section(failures: Sequence[Json]) -> str:
    """Every failure with its message, what was expected, what came, and how the reply begins; what matters most first."""
    ordered = sorted(failures, key=lambda failure: -failure["severity"])
    parts = [f"## Failures: {len(failures)}", ""]
    for failure in ordered:
        what = ", ".join(problem["what"] for problem in failure["problems"])
        mark = " (matters for trust)" if failure["severity"] > 1 else ""
        parts += [f"### {quoted(failure['id'])}: {what}{mark}", "", *(f"> {quoted(t)}\n" for t in failure["turns"])]
        parts += [
            f"- {problem['what']}: expected {quoted(problem['expected'])}; got {quoted(problem['got'])}"
            for problem in failure["problems"]
        ]
        if failure["confidence"] is not None:
            parts.append(f"- confidence {failure['confidence']:.3f}")
        parts += [*([f"- reply: {beginning(failure['reply'])}"] if failure["reply"] else []), ""]
    return "\n".join(parts)


def beginning(text: str) -> str:
    """The beginning of a reply, in one line."""
    return quoted(text if len(text) <= BEGINNING else text[:BEGINNING].rstrip() + " …")


def quoted(text: str) -> str:
    """Any text as one line of Markdown that shows just that text."""
    return _MARKS.sub(r"\\\1", html.escape(" ".join(text.split()), quote=False))
