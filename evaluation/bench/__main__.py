"""`python -m evaluation.bench`: train, start, ask and load both bots in turn, several rounds, and write what came of it."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bot.settings import ROOT
from evaluation.bench.knowledge_growth import measure_growth
from evaluation.bench.measuring import Messages, growth, memory_mb, speak, throughput
from evaluation.bench.plots import all_plots
from evaluation.bench.report import markdown, print_all
from evaluation.bench.script import Script, read_script
from evaluation.bench.sides import OURS, STOCK, Bot, Start, client, cores, on_core, start_pathwise, start_stock
from evaluation.bench.stock_environment import installed_versions, locked_versions, stock_python
from evaluation.bench.stock_files import names_of, write_project
from evaluation.bench.training import train_ours, train_stock
from evaluation.faults.own_database import own_database
from evaluation.progress import progress
from evaluation.run_record import RESULTS, write_record
from knowledge.current import current_knowledge

CLIENTS_OF_MANY = 4
FOLDERS = {OURS: "ours", STOCK: "stock"}


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of everything is measured."""

    rounds: int
    trainings: int  # in how many of the rounds, from the first, both are trained
    stock_epochs: int
    messages: int
    repeats: int  # of the scripted conversations
    throughput_messages: int
    clients: tuple[int, ...]
    turns: tuple[int, ...]
    scales: tuple[int, ...]
    examples_per_intent: int | None  # of the stock bot; None: all

    def as_json(self) -> dict[str, Any]:
        """As it is written down."""
        return {**{name: getattr(self, name) for name in self.__slots__}, "cores": len(cores())}


FULL = Extent(3, 1, 8, 10_000, 20, 400, (1, 2, 4, 8), (5, 50, 500), (1, 10, 100), None)
QUICK = Extent(1, 1, 2, 60, 2, 30, (1, 4), (5, 20), (1, 10), 40)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run works: a folder that goes afterwards, the file of the rounds so far, knowledge base, script, stock interpreter."""

    folder: Path
    rounds: Path
    environment: Mapping[str, str]
    script: Script
    python: Path


@dataclass(frozen=True, slots=True)
class Ready:
    """A side that can be started: its model, and how, under a command."""

    model: Path
    start: Start


def measure_side(
    side: str, number: int, place: Place, extent: Extent, ready: Ready | None
) -> tuple[dict[str, Any], Ready, dict[str, str]]:
    """(Figures of one side in one round, what it was started from, its answers); trained unless it is ready."""
    figures: dict[str, Any] = {}
    if ready is None:
        _tell(f"round {number}: training {side}")
        figures["training"], ready = _prepared(side, place.folder / f"{number}-{FOLDERS[side]}", place, extent)
        _tell(f"round {number}: {side}: trained in {figures['training']['seconds']:.0f} s")
    start = ready.start
    _tell(f"round {number}: {side}: starting")
    began = time.perf_counter()
    with _running(start(())) as bot:
        asyncio.run(_first_answer(bot))
        figures["start_s"] = time.perf_counter() - began
        figures["memory"] = {"after start": memory_mb(bot)}
        answers = _measure_running(bot, side, figures, place.script, extent, is_first=number == 1)
    _tell(f"round {number}: {side}: on one core")
    core = cores()[0] if len(cores()) > 1 else None
    with _running(start(on_core(core))) as bot, _off_core(core):
        asyncio.run(_first_answer(bot))
        total = extent.throughput_messages * len(extent.clients)
        with progress(f"{side}: throughput", total) as step:
            messages = Messages(bot, place.script, step)
            figures["throughput"] = asyncio.run(throughput(messages, extent.clients, extent.throughput_messages))
    return figures, ready, answers


def _prepared(side: str, folder: Path, place: Place, extent: Extent) -> tuple[dict[str, Any], Ready]:
    """(Figures of its training, what was trained)."""
    if side == OURS:
        trained = train_ours(folder, place.environment)
        model = trained.model
        return trained.figures, Ready(model, lambda under: start_pathwise(place.environment, model, under))
    names = names_of(current_knowledge(place.environment["PATHWISE_DATABASE_URL"]).snapshot())
    project = write_project(folder, extent.stock_epochs, names, examples_per_intent=extent.examples_per_intent)
    trained = train_stock(project, place.python, place.environment)
    model = trained.model
    return trained.figures, Ready(
        model, lambda under: start_stock(place.environment, project, model, place.python, under)
    )


def _measure_running(
    bot: Bot, side: str, figures: dict[str, Any], script: Script, extent: Extent, *, is_first: bool
) -> dict[str, str]:
    """Everything that is asked of a server on all cores; its answers."""
    with progress(f"{side}: by kind", len(script.conversations) * (extent.repeats + 1)) as step:
        spoken = asyncio.run(speak(bot, script, extent.repeats, step))
    figures["kinds"] = spoken.as_json()
    if is_first:  # a long talk takes stock Rasa nine minutes; the same process goes on, so that memory is told once
        with progress(f"{side}: one long talk", max(extent.turns)) as step:
            figures["growth"] = asyncio.run(growth(Messages(bot, script, step), extent.turns))
        with progress(f"{side}: many messages", extent.messages) as step:
            asyncio.run(Messages(bot, script, step).send(extent.messages, CLIENTS_OF_MANY))
        figures["memory"]["after messages"] = memory_mb(bot)
    return spoken.answers


async def _first_answer(bot: Bot) -> None:
    async with client(bot) as http:
        await bot.say(http, await bot.begin(http), "hi")


@contextmanager
def _running(bot: Bot) -> Iterator[Bot]:
    try:
        yield bot
    finally:
        bot.stop()


@contextmanager
def _off_core(core: int | None) -> Iterator[None]:
    """Leave a core to the server alone."""
    before = os.sched_getaffinity(0)
    if core is not None:
        os.sched_setaffinity(0, before - {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _tell(what: str) -> None:
    click.echo(f"[{time.strftime('%H:%M:%S')}] {what}", err=True)


def run(extent: Extent, place: Place) -> dict[str, Any]:
    """All rounds and what is measured once; the order of the two sides changes from round to round."""
    rounds, ready, answers = list[dict[str, Any]](), dict[str, Ready](), dict[str, dict[str, str]]()
    for number in range(1, extent.rounds + 1):
        figures: dict[str, Any] = {}
        for side in (OURS, STOCK) if number % 2 else (STOCK, OURS):
            before = None if number <= extent.trainings else ready[side]
            figures[side], ready[side], answers[side] = measure_side(side, number, place, extent, before)
        rounds.append(figures)
        write_record(place.rounds, {"options": extent.as_json(), "rounds": rounds})
    found = {"options": extent.as_json(), "rounds": rounds, "same_answers": _same(answers)}
    model = ready[OURS].model
    _tell("the knowledge base grows")
    with progress("knowledge base", len(extent.scales)) as step:
        found["knowledge"] = measure_growth(
            extent.scales, model, place.script, extent.repeats, folder=place.folder, step=step
        )
    _tell("a turn in its parts")
    found["breakdown"] = _breakdown(model, extent.repeats, place.environment)
    found["versions"] = {STOCK: installed_versions(place.python), "locked": locked_versions()["rasa"][0]}
    found["notes"] = notes(found)
    return found


def _same(answers: Mapping[str, Mapping[str, str]]) -> dict[str, int]:
    """How many turns both sides answered with the same words, of those that both were asked."""
    both = answers[OURS].keys() & answers[STOCK].keys()
    same = sum(answers[OURS][turn].split() == answers[STOCK][turn].split() for turn in both)
    return {"same": same, "of": len(both)}


def _breakdown(model: Path, repeats: int, environment: Mapping[str, str]) -> dict[str, float]:
    command = [sys.executable, "-m", "evaluation.bench.breakdown", str(model), str(repeats)]
    told = {**environment, "PATHWISE_RATE_LIMIT": "off"}
    done = subprocess.run(command, cwd=ROOT, env=told, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise click.ClickException(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-4000:]}")
    parts: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return parts


def notes(found: Mapping[str, Any]) -> list[str]:
    """What must be known to read the figures."""
    options, same = found["options"], found["same_answers"]
    silent = sum(one[STOCK]["kinds"]["all"]["silent"] for one in found["rounds"])
    count = sum(one[STOCK]["kinds"]["all"]["count"] for one in found["rounds"])
    told = [
        f"Stock Rasa was trained for {options['stock_epochs']} of its 100 epochs; its figure at 100 is extrapolated, never measured.",
        f"It said nothing to {silent} of {count} messages that it was unsure of (Rasa's fallback): those cost it no action.",
        f"In the last round both gave the same words to {same['same']} of {same['of']} messages.",
        "Both use the same actions and facts. Stock Rasa reads names by lookup tables that this run adds to its pipeline; it has no "
        "nearness of claims and no figures read from a message, so that it often has less to do.",
    ]  # fmt: skip
    if options["examples_per_intent"]:
        told.append(
            f"QUICK: stock Rasa learnt only {options['examples_per_intent']} sentences an intent; its training time and memory "
            "are not those of the whole. Do not cite these figures."
        )
    return told


def _numbers(_: click.Context, __: click.Parameter, told: str | None) -> tuple[int, ...] | None:
    return None if told is None else tuple(int(number) for number in told.split(","))


@click.command()
@click.option("--rounds", type=click.IntRange(min=1), help="How often each side is measured (3).")
@click.option("--trainings", type=click.IntRange(min=1), help="In how many of the rounds both are trained (1).")
@click.option("--stock-epochs", type=click.IntRange(min=1), help="Epochs of stock Rasa's three models (8 of 100).")
@click.option("--messages", type=click.IntRange(min=1), help="After how many messages memory is told (10,000).")
@click.option("--turns", callback=_numbers, help="Turns of one long conversation that are told (5,50,500).")
@click.option("--scales", callback=_numbers, help="Sizes of the knowledge base (1,10,100).")
@click.option("--quick", is_flag=True, help="A few minutes, to see that everything works; its figures mean little.")
@click.option("--results", default=RESULTS, type=click.Path(path_type=Path), help="Where to write to.")
def main(quick: bool, results: Path, **told: Any) -> None:
    """Compare Pathwise with stock Rasa on this machine."""
    base = QUICK if quick else FULL
    chosen = {name: value for name, value in told.items() if value is not None}
    extent = Extent(**{**{name: getattr(base, name) for name in base.__slots__}, **chosen})
    _tell("stock Rasa's environment (.stock): a few minutes when it is made, else a second")
    python = stock_python()
    with own_database() as (_, environment), tempfile.TemporaryDirectory(prefix="pathwise-bench-") as folder:
        place = Place(Path(folder), results / "bench-rounds.json", environment, read_script(), python)
        found = run(extent, place)
    _write(results, found)


def _write(results: Path, found: dict[str, Any]) -> None:
    record = results / "bench.json"
    write_record(record, found)
    found = json.loads(record.read_text(encoding="utf-8"))
    report = results / "bench.md"
    report.write_text(markdown(found, all_plots(results, found)), encoding="utf-8")
    print_all(found)
    click.echo(f"\nWritten: {record}, {report} and its plots bench-*.svg")


__all__: Sequence[str] = ("FULL", "QUICK", "Extent", "main")

if __name__ == "__main__":
    main()
