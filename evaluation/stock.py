"""Rasa's stock pipeline and ours, trained on the same data in one run and asked the same messages, side by side."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import yaml

from bot.nlu.scope_score import OUT_OF_SCOPE
from bot.settings import ROOT
from evaluation.metrics import share
from evaluation.rows import QuestionRow
from evaluation.tables import Grid, percent

OURS, STOCK = ROOT / "config.yml", ROOT / "config.stock.yml"
FALLBACK = "nlu_fallback"
TRAINED = "DIETClassifier"


class TrainingFailed(Exception):
    """`rasa train nlu` failed; the message has its output."""


@dataclass(frozen=True, slots=True)
class Trained:
    """A model and how long its training took, from nothing, in seconds."""

    model: Path
    seconds: float


def with_epochs(config: Path, epochs: int, folder: Path) -> Path:
    """A copy of a configuration in which the stock classifier learns for so many epochs."""
    settings = yaml.safe_load(config.read_text(encoding="utf-8"))
    for part in settings["pipeline"]:
        if part["name"] == TRAINED:
            part["epochs"] = epochs
    path = folder / config.name
    path.write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    return path


def train(config: Path, folder: Path) -> Trained:
    """Train only the understanding, without Rasa's cache.

    Raises:
        TrainingFailed: With the output of Rasa.
    """
    name = config.stem.replace(".", "_")
    command = [sys.executable, "-m", "rasa", "train", "nlu", "--config", str(config), "--nlu", str(ROOT / "data"),
               "--out", str(folder), "--fixed-model-name", name]  # fmt: skip
    environment = {**os.environ, "RASA_CACHE_DIRECTORY": str(folder / f"cache_{name}"), "TF_CPP_MIN_LOG_LEVEL": "3",
                   "RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore", "TQDM_DISABLE": "1"}  # fmt: skip
    started = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - our own interpreter and arguments
        command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    seconds = time.perf_counter() - started
    model = folder / f"{name}.tar.gz"
    if done.returncode or not model.is_file():
        raise TrainingFailed(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-4000:]}")
    return Trained(model, seconds)


def asked(trained: Trained, rows: Sequence[QuestionRow], step: Callable[[], None]) -> tuple[list[str], list[float]]:
    """(topics, milliseconds) of the last turns, each parsed by itself."""
    from rasa.core.agent import Agent

    agent = Agent.load(str(trained.model))
    topics, times = [], []

    async def ask() -> None:
        for row in rows:
            started = time.perf_counter()
            intent = (await agent.parse_message(row.turns[-1]))["intent"]["name"]
            times.append((time.perf_counter() - started) * 1000)
            topics.append(OUT_OF_SCOPE if intent == FALLBACK else intent)
            step()

    asyncio.run(ask())
    return topics, times


def figures_of(
    trained: Trained, rows: Sequence[QuestionRow], topics: Sequence[str], times: Sequence[float]
) -> dict[str, Any]:
    """What the table shows of one pipeline."""
    pairs = list(zip(rows, topics, strict=True))
    outside = [topic for row, topic in pairs if "answered" not in row.status and row.topic == OUT_OF_SCOPE]
    inside = [topic for row, topic in pairs if "declined" not in row.status]
    return {
        "topic accuracy": share(topic in (row.topic, *row.accept) for row, topic in pairs).as_json(),
        "out of scope, seen as such": share(topic == OUT_OF_SCOPE for topic in outside).as_json(),
        "in scope, seen as out of it": share(topic == OUT_OF_SCOPE for topic in inside).as_json(),
        "training_seconds": trained.seconds,
        "message_ms": median(times),
    }


def stock_grid(figures: dict[str, dict[str, Any]]) -> Grid:
    """Both pipelines side by side."""
    names = list(figures)
    rows = [
        (
            what,
            *(
                f"{percent(figures[name][what]['share'])} ({figures[name][what]['hits']} of {figures[name][what]['of']})"
                for name in names
            ),
        )
        for what in ("topic accuracy", "out of scope, seen as such", "in scope, seen as out of it")
    ]
    rows.append(("training from nothing", *(f"{figures[name]['training_seconds']:,.0f} s" for name in names)))
    rows.append(("one message, p50", *(f"{figures[name]['message_ms']:.1f} ms" for name in names)))
    return Grid("Ours and Rasa's stock pipeline", ("", *names), rows)
