"""How loading, the snapshot and look-ups grow with the catalogue: x1, x10 and x100 programmes in one run, one table.

`python -m evaluation.knowledge_scale` copies the real catalogue into a temporary folder, with every programme, course and
pathway as often as asked, under ids and names of its own, and loads it from empty into a SQLite file.
"""

from __future__ import annotations

import gc
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection

from knowledge.catalogue_files import CATALOGUE
from knowledge.database import migrate, open_database
from knowledge.load import load_catalogue
from knowledge.queries import counts, search
from knowledge.snapshot import read_snapshot

SCALES = (1, 10, 100)
COPIED = ("programmes", "courses", "pathways")
DAY = date(2026, 11, 22)
ASKED, REPEATS = 40, 15
RESULT = Path(__file__).parent.parent / "results" / "knowledge_scale.json"
# Measure -> (unit, how many times the cost of x1 is allowed at a scale)
LIMITS: dict[str, tuple[str, Callable[[int], float]]] = {
    "load from empty": ("s", float),
    "snapshot rebuilt": ("s", float),
    "look-up by alias": ("ms", lambda _: 2.0),
    "look-up by name": ("ms", lambda _: 2.0),
}
Row = dict[str, Any]


def write_copies(folder: Path, copies: int) -> None:
    """Add `copies - 1` sets of programmes, courses and pathways to a copy of the catalogue."""
    shutil.copytree(CATALOGUE, folder)
    originals = {path: _rows(path) for kind in COPIED for path in sorted((CATALOGUE / kind).glob("*.yml"))}
    ids = {row["id"] for rows in originals.values() for row in rows}
    for number in range(2, copies + 1):
        for path, rows in originals.items():
            copied = [_copy(row, ids, number) for row in rows]
            # JSON is YAML that is written quickly.
            target = folder / path.parent.name / f"{path.stem}-{number}.yml"
            target.write_text(json.dumps(copied, ensure_ascii=False), encoding="utf-8")


def _rows(path: Path) -> list[Row]:
    rows: list[Row] = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    return rows


def _copy(row: Row, ids: set[str], number: int) -> Row:
    """The row under an id, name and aliases of its own; what it refers to is the same copy's."""
    changed = {key: f"{row[key]}-{number}" for key in ("id", "programme") if row.get(key) in ids}
    changed |= {key: f"{row[key]} {number}" for key in ("title", "programme_named") if key in row}
    aliases = [f"{alias} {number}" for alias in row.get("aliases", [])]
    claims = [{key: value for key, value in claim.items() if key != "id"} for claim in row.get("claims", [])]
    return row | changed | ({"aliases": aliases} if aliases else {}) | ({"claims": claims} if claims else {})


def measure(copies: int, folder: Path, names: dict[str, list[str]]) -> dict[str, float]:
    """What one scale costs: seconds of loading and of the snapshot, milliseconds of one look-up, and row counts."""
    catalogue = folder / f"catalogue-{copies}"
    write_copies(catalogue, copies)
    # The best of several where it is quick: other work on the machine only ever adds time.
    repeats = 5 if copies == 1 else 2
    engines = [open_database(f"sqlite:///{folder / f'{copies}-{number}.db'}") for number in range(repeats)]
    for engine in engines:
        migrate(engine)
    loads = [_seconds(partial(load_catalogue, engine, catalogue)) for engine in engines]
    snapshots = [_seconds(partial(read_snapshot, engine, DAY)) for engine in engines]
    found = {"load from empty": min(loads), "snapshot rebuilt": min(snapshots)}
    with engines[0].connect() as connection:
        found |= {measured: _look_up_ms(connection, asked) for measured, asked in names.items()}
        found |= counts(connection)
    for engine in engines:
        engine.dispose()
    return found


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _names_to_ask() -> dict[str, list[str]]:
    """Aliases and full names of the real programmes, the same at every scale."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{folder}/names.db")
        migrate(engine)
        load_catalogue(engine)
        subjects = read_snapshot(engine, DAY).subjects.values()
        engine.dispose()
    programmes = [subject for subject in subjects if subject.kind == "programme"]
    aliases = [subject.aliases[0] for subject in programmes if subject.aliases]
    names = [subject.name for subject in programmes]
    return {"look-up by alias": _spread(aliases), "look-up by name": _spread(names)}


def _spread(names: list[str]) -> list[str]:
    return names[:: max(1, len(names) // ASKED)][:ASKED]


def _look_up_ms(connection: Connection, asked: list[str]) -> float:
    """Median milliseconds of finding one subject by what people call it, after one round that warms up.

    Raises:
        LookupError: If a name that is in the catalogue was not found: the time would mean nothing.
    """
    for name in asked:
        if not search(connection, name, 1):
            raise LookupError(f"no subject called {name!r} was found, so its time would mean nothing")
    return 1000 * statistics.median(_times(connection, asked))


def _times(connection: Connection, asked: list[str]) -> Iterator[float]:
    for _ in range(REPEATS):
        for name in asked:
            began = time.perf_counter()
            search(connection, name, 1)
            yield time.perf_counter() - began


def ratios(found: dict[int, dict[str, float]]) -> dict[str, dict[int, float]]:
    """Each measure at each scale, as a multiple of the smallest scale."""
    base = found[min(found)]
    return {name: {scale: found[scale][name] / base[name] for scale in found} for name in LIMITS}


def excesses(found: dict[int, dict[str, float]]) -> list[str]:
    """The measures that grew more than they may."""
    return [
        f"{name} at x{scale}: x{ratio:.1f}, allowed x{LIMITS[name][1](scale):g}"
        for name, by_scale in ratios(found).items()
        for scale, ratio in by_scale.items()
        if ratio > LIMITS[name][1](scale)
    ]


def print_table(found: dict[int, dict[str, float]]) -> None:
    """One row a measure, one pair of columns a scale."""
    table = Table(title="Cost of a larger catalogue", title_justify="left")
    table.add_column("measure")
    for scale in found:
        table.add_column(f"x{scale}", justify="right")
        if scale != min(found):
            table.add_column("ratio", justify="right")
    grown = ratios(found)
    for name in ("programmes", "claims", *LIMITS):
        unit = LIMITS[name][0] if name in LIMITS else ""
        cells: list[str] = []
        for scale, row in found.items():
            cells.append(f"{row[name]:,.2f} {unit}" if unit else f"{row[name]:,.0f}")
            if scale != min(found):
                cells.append(f"{grown[name][scale]:.1f}" if unit else "")
        table.add_row(name, *cells)
    Console().print(table)


def main() -> None:
    """Measure all scales, print the table, and end with 1 if something grew more than it may."""
    with tempfile.TemporaryDirectory(prefix="pathwise-scale-") as folder:
        names = _names_to_ask()  # also loads once, so that the first scale does not pay for warming up
        found = {scale: measure(scale, Path(folder), names) for scale in SCALES}
    print_table(found)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(found, indent=1) + "\n")
    if too_much := excesses(found):
        sys.exit("\n".join(too_much))
    print("All within their limits: xN costs at most N times, a look-up at most twice.")


if __name__ == "__main__":
    main()
