"""What a fact and a recommendation cost our server when the knowledge base is 10 and 100 times as large."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.bench.measuring import Step, memory_mb, speak
from evaluation.bench.script import Script
from evaluation.bench.sides import start_pathwise
from evaluation.faults.own_database import environment_of
from evaluation.knowledge_scale import write_copies
from knowledge.database import migrate, open_database
from knowledge.load import load_catalogue

SHOWN = ("fact", "recommendation")


def measure_growth(
    scales: Sequence[int], model: Path, script: Script, repeats: int, *, folder: Path, step: Step
) -> dict[str, dict[str, Any]]:
    """Each scale: what a fact and a recommendation take, in ms, how long the start, in s, and the memory, in MB.

    The model is the same for all: names and claims are read from the knowledge base, not learnt.
    """
    found = {}
    for scale in scales:
        environment = _filled(scale, folder)
        began = time.perf_counter()
        bot = start_pathwise(environment, model)
        try:
            start_s = time.perf_counter() - began
            spoken = asyncio.run(speak(bot, script, repeats, lambda: None)).as_json()
            found[f"x{scale}"] = {
                **{kind: spoken[kind] for kind in SHOWN}, "start_s": start_s, "memory_mb": memory_mb(bot)["all"],
            }  # fmt: skip
        finally:
            bot.stop()
        step()
    return found


def _filled(scale: int, folder: Path) -> Mapping[str, str]:
    """The environment of a server on a database with so many copies of the catalogue."""
    catalogue, url = folder / f"catalogue-{scale}", f"sqlite:///{folder / f'{scale}.db'}"
    write_copies(catalogue, scale)
    engine = open_database(url)
    migrate(engine)
    load_catalogue(engine, catalogue)
    engine.dispose()
    return environment_of(url)
