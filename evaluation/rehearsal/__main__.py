"""`python -m evaluation.rehearsal`: plays the scene, prints what learners noticed, ends with 1 if a promise was broken."""

from __future__ import annotations

import asyncio
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from evaluation.postgres import NoPostgres
from evaluation.rehearsal.proxy import NoProxy
from evaluation.rehearsal.scene import rehearse
from evaluation.run_record import RESULTS, write_record

SEED = 20261130
MEASURED = ("messages", "p50", "p95", "p99", "most")
NONE = ("lost", "doubled", "out_of_order", "never_answered", "errors_far_from_kills")


@click.command()
@click.option("--replicas", default=3, show_default=True, type=click.IntRange(2, 8))
@click.option("--rate", default=4.0, show_default=True, help="Messages a second.")
@click.option("--conversations", default=40, show_default=True, type=click.IntRange(min=1))
@click.option("--seed", default=SEED, show_default=True)
def main(replicas: int, rate: float, conversations: int, seed: int) -> None:
    """Kill each replica once under load, add one, stop one: nothing may be lost, doubled, or refused far from a kill."""
    console = Console(stderr=True)
    try:
        found = asyncio.run(rehearse(replicas, rate, conversations, seed, lambda what: console.print(f"{what} ...")))
    except (NoProxy, NoPostgres) as missing:
        raise click.ClickException(f"the rehearsal was not held: {missing}") from missing
    found = {"replicas": replicas, "rate": rate, "conversations": conversations, **found}
    write_record(RESULTS / "rehearsal.json", found, seed)
    _print(found)
    broken = [name.replace("_", " ") for name in NONE if found[name]]
    if broken:
        raise click.ClickException("broken: " + ", ".join(f"{name} is not 0" for name in broken))


def _print(found: dict[str, Any]) -> None:
    console = Console()
    counts = Table(title=f"{found['replicas']} replicas, {found['rate']:g} messages a second", title_justify="left")
    counts.add_column("")
    counts.add_column("found", justify="right")
    for name, value in found.items():
        if isinstance(value, int) and name not in ("replicas", "conversations"):
            counts.add_row(name.replace("_", " "), f"{value:,}")
    console.print(counts)
    stored = Table(title="What the conversations take in PostgreSQL, with indexes", title_justify="left")
    for column in ("table", "rows", "bytes", "bytes a row"):
        stored.add_column(column, justify="right" if column != "table" else "left")
    for name, size in found["stored"].items():
        stored.add_row(name, f"{size['rows']:,}", f"{size['bytes']:,}", f"{size['bytes'] / max(1, size['rows']):,.0f}")
    console.print(stored)
    events = Table(
        title="What was done, and the errors of the second it was done in and the two after", title_justify="left"
    )
    for column in ("second", "what", "replica", "amid an answer", "errors"):
        events.add_column(column)
    for event in found["events"]:
        near = [found["errors_by_second"].get(str(int(event["second"]) + later), {}) for later in range(3)]
        told = ", ".join(f"{count} {kind}" for one in near for kind, count in one.items()) or "0"
        events.add_row(
            f"{event['second']:g}", event["what"], event["replica"], "yes" if event["amid_an_answer"] else "", told
        )
    console.print(events)
    latency = Table(title="From the intended time to the answer, in ms", title_justify="left")
    for column in ("", *MEASURED):
        latency.add_column(column, justify="right")
    for part, row in found["latency_ms"].items():
        latency.add_row(part, *(f"{row[name]:,}" if name in row else "" for name in MEASURED))
    console.print(latency)


if __name__ == "__main__":
    main()
