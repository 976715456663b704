"""`python -m evaluation.scaling`: how many messages a second one worker holds, and how many two, on one PostgreSQL.

Everything shares the machine: workers, PostgreSQL, and the generator, whose processor time is told, since it is taken from the
workers. Arrivals are open, as in `evaluation.load`. One worker is measured twice: alone on its core, where PostgreSQL has the
others, and with PostgreSQL on its core, which is the whole service on one core. Two workers have a core each, which they share
with PostgreSQL; and, to compare, run where the system puts them.
"""

from __future__ import annotations

import asyncio
import os
import time
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from evaluation.faults.own_database import environment_of, fill
from evaluation.load import SEED, Counted, Limit, Load, ceiling, raised
from evaluation.postgres import Cluster, running_cluster
from evaluation.run_record import RESULTS, write_record
from evaluation.serving import Server, start_server

# How many workers, whether they and PostgreSQL are kept to one core, and which cores the workers take.
SETUPS = {
    "one worker and PostgreSQL on one core": (1, True, True, "any"),
    "one worker on one core, PostgreSQL on the others": (1, True, False, "any"),
    "two workers with a core each, PostgreSQL on both": (2, False, False, "own"),
    "two workers and PostgreSQL on any core": (2, False, False, "any"),
}
LIMIT = Limit(0.99, 150.0)
FIRST_RATE, FACTOR = 10.0, 1.2
CONVERSATIONS = 100
WARM_S = 10.0


@click.command()
def main() -> None:
    """Raise the load on one worker and on two until 99 of 100 answers no longer come within 150 ms."""
    cores = os.sched_getaffinity(0)
    with running_cluster() as cluster:
        url = cluster.url("postgres")
        fill(url)
        found = {}
        for name, (workers, is_kept, is_database_kept, taken) in SETUPS.items():
            one = {min(cores)}
            _keep(cluster, one if is_database_kept else cores - one if is_kept else cores)
            environment = {**environment_of(url), "PATHWISE_WORKERS": str(workers), "PATHWISE_WORKER_CORES": taken}
            found[name] = _held(environment, one if is_kept else cores)
    _print(found)
    write_record(RESULTS / "scaling.json", {"limit_ms": LIMIT.within_ms, "setups": found}, SEED)


def _keep(cluster: Cluster, cores: set[int]) -> None:
    """Keep PostgreSQL to some cores: the processes of new connections inherit them."""
    if cluster.server is not None and cores:
        os.sched_setaffinity(cluster.server.pid, cores)


def _held(environment: dict[str, str], cores: set[int]) -> dict[str, Any]:
    under = ("taskset", "-c", ",".join(map(str, sorted(cores))))
    server = start_server(environment, under=under)
    try:
        steps, busy = asyncio.run(_steps(server))
    finally:
        server.stop()
    return {
        "held": ceiling(steps, LIMIT), "steps": [step.as_json() for step in steps], "generator_share": round(busy, 3),
    }  # fmt: skip


async def _steps(server: Server) -> tuple[list[Counted], float]:
    """The steps of the load, and how much of one core the generator took."""
    async with Load(server, SEED) as load:
        await load.open(CONVERSATIONS)
        await load.run(FIRST_RATE, WARM_S)
        began, used = time.perf_counter(), time.process_time()
        steps = await raised(load, FIRST_RATE, LIMIT, FACTOR)
        return steps, (time.process_time() - used) / (time.perf_counter() - began)


def _print(found: dict[str, dict[str, Any]]) -> None:
    table = Table(title=f"Messages a second, 99 of 100 within {LIMIT.within_ms:g} ms", title_justify="left")
    for name in ("", "held", "times the first", "p50 ms there", "generator, of a core"):
        table.add_column(name, justify="right" if name else "left")
    first = next(iter(found.values()))["held"]
    for name, row in found.items():
        best = [step for step in row["steps"] if step["rate"] == row["held"]]
        ratio = row["held"] / first if first else float("nan")
        table.add_row(
            name, f"{row['held']:g}", f"{ratio:.2f}", f"{best[0]['p50_ms']:g}" if best else "none held",
            f"{row['generator_share']:.0%}",
        )  # fmt: skip
    Console().print(table)


if __name__ == "__main__":
    main()
