"""`python -m evaluation.faults`: kills, storms and outages on purpose, one table each, and JSON in results/."""

from __future__ import annotations

from typing import Any

import click
from rich.console import Console
from rich.table import Table

from evaluation.progress import progress
from evaluation.run_record import RESULTS, write_record

SEED = 20261130


@click.group(chain=True)
def main() -> None:
    """Break things on purpose; each part ends with an error if a promise was broken."""


@main.command()
@click.option("--count", default=200, show_default=True, type=click.IntRange(min=1))
@click.option("--lanes", default=2, show_default=True, type=click.IntRange(1, 8), help="Servers side by side.")
@click.option("--seed", default=SEED, show_default=True)
def kills(count: int, lanes: int, seed: int) -> None:
    """Kill -9 at random moments while learners talk and resend."""
    from evaluation.faults.kills import kill_repeatedly

    with progress("kill -9", count) as told:
        found = kill_repeatedly(count, seed, lanes, told)
    _finish("faults_kills", "kill -9 at random moments", found, ("lost", "doubled", "out_of_order"), seed)
    if found["integrity"] != ["ok"]:
        raise click.ClickException(f"integrity check: {found['integrity']}")


@main.command()
@click.option("--count", default=1000, show_default=True, type=click.IntRange(min=50))
def resends(count: int) -> None:
    """The same message on three connections at once."""
    from evaluation.faults.storms import resend_in_parallel

    with progress("resends", count) as told:
        found = resend_in_parallel(count, told)
    _finish("faults_resends", "Resends in parallel", found, ("lost", "doubled", "different_answers"))


@main.command()
@click.option("--count", default=10_000, show_default=True, type=click.IntRange(min=50))
def order(count: int) -> None:
    """Messages of 50 conversations, written without waiting for answers."""
    from evaluation.faults.storms import send_without_waiting

    with progress("messages", count) as told:
        found = send_without_waiting(count, told)
    _finish("faults_order", "Messages without waiting", found, ("lost", "doubled", "out_of_order"))


@main.command()
def outages() -> None:
    """Database, clock, actions and queues: what the learner saw, and whether it recovered."""
    from evaluation.faults.outages import play_all

    rows = play_all(Console(stderr=True))
    table = Table(title="Outages", title_justify="left")
    for name in ("part", "fault", "the learner saw", "after", "recovered"):
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(row.part, row.fault, row.seen, f"{row.took_s:.1f} s", row.recovered)
    Console(width=110).print(table)
    write_record(RESULTS / "faults_outages.json", {"rows": [row.as_json() for row in rows]})
    broken = [row.fault for row in rows if not row.is_well]
    if broken:
        raise click.ClickException(f"not as promised: {', '.join(broken)}")


def _finish(name: str, title: str, found: dict[str, Any], promised: tuple[str, ...], seed: int | None = None) -> None:
    """Print and write what was found.

    Raises:
        ClickException: If anything that is promised not to happen did.
    """
    table = Table(title=title, title_justify="left")
    table.add_column("what")
    table.add_column("found", justify="right")
    for key, value in found.items():
        shown = ", ".join(value) if isinstance(value, list) else f"{value:,}"
        table.add_row(key.replace("_", " "), shown)
    Console().print(table)
    write_record(RESULTS / f"{name}.json", found, seed)
    broken = [key for key in promised if found.get(key)]
    if broken:
        raise click.ClickException(f"promised to be 0: {', '.join(broken)}")


if __name__ == "__main__":
    main()
