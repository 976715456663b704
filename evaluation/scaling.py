"""`python -m evaluation.scaling`: how many messages a second one worker holds, and how many two, on one PostgreSQL.

Everything shares the machine: workers, PostgreSQL, and the generator, whose processor time is told, since it is taken from the
workers. Arrivals are open, as in `evaluation.load`. Where there are two cores, one worker is kept to one of them.
"""

from __future__ import annotations

import asyncio
import os
import time
from typing import Any

import click
import httpx
from rich.console import Console
from rich.table import Table

from evaluation.faults.own_database import environment_of, fill
from evaluation.load import GIVE_UP_S, SEED, Counted, Limit, Load, ceiling, raised
from evaluation.postgres import running_cluster
from evaluation.run_record import RESULTS, write_record
from evaluation.serving import Server, start_server

WORKERS = (1, 2)
LIMIT = Limit(0.99, 150.0)
FIRST_RATE, FACTOR = 10.0, 1.2
CONVERSATIONS = 100
WARM_S = 10.0


@click.command()
def main() -> None:
    """Raise the load on one worker and on two until 99 of 100 answers no longer come within 150 ms."""
    with running_cluster() as cluster:
        url = cluster.url("postgres")
        fill(url)
        found = {workers: _held(workers, environment_of(url)) for workers in WORKERS}
    _print(found)
    write_record(RESULTS / "scaling.json", {"limit_ms": LIMIT.within_ms, "workers": found}, SEED)


def _held(workers: int, environment: dict[str, str]) -> dict[str, Any]:
    core = str(min(os.sched_getaffinity(0)))
    under = ("taskset", "-c", core) if workers == 1 else ()
    server = start_server({**environment, "PATHWISE_WORKERS": str(workers)}, under=under)
    try:
        steps, busy = asyncio.run(_steps(server))
    finally:
        server.stop()
    return {
        "held": ceiling(steps, LIMIT), "steps": [step.as_json() for step in steps], "generator_share": round(busy, 3),
    }  # fmt: skip


async def _steps(server: Server) -> tuple[list[Counted], float]:
    """The steps of the load, and how much of one core the generator took."""
    limits = httpx.Limits(max_connections=CONVERSATIONS, max_keepalive_connections=CONVERSATIONS)
    async with httpx.AsyncClient(base_url=server.address, timeout=GIVE_UP_S, limits=limits) as http:
        load = Load(http, server, SEED)
        await load.open(CONVERSATIONS)
        await load.run(FIRST_RATE, WARM_S)
        began, used = time.perf_counter(), time.process_time()
        steps = await raised(load, FIRST_RATE, LIMIT, FACTOR)
        return steps, (time.process_time() - used) / (time.perf_counter() - began)


def _print(found: dict[int, dict[str, Any]]) -> None:
    table = Table(title=f"Messages a second, 99 of 100 within {LIMIT.within_ms:g} ms", title_justify="left")
    for name in ("workers", "held", "times one", "p50 ms there", "generator, of a core"):
        table.add_column(name, justify="right")
    for workers, row in found.items():
        best = [step for step in row["steps"] if step["rate"] == row["held"]]
        ratio = row["held"] / found[min(found)]["held"] if found[min(found)]["held"] else float("nan")
        table.add_row(
            str(workers), f"{row['held']:g}", f"{ratio:.2f}", f"{best[0]['p50_ms']:g}" if best else "none held",
            f"{row['generator_share']:.0%}",
        )  # fmt: skip
    Console().print(table)


if __name__ == "__main__":
    main()
