"""How long training takes, from nothing, and ours once more after one new sentence; on copies, so that the tree is never touched."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.settings import ROOT
from evaluation.bench.sides import QUIET
from evaluation.bench.stock_files import StockProject

CLOCK = Path(__file__).parent / "stock" / "timed_rasa.py"
COPIED = ("advising", "actions", "bot", "data", "knowledge")
COPIED_FILES = ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml", "uv.lock")
TRAIN = "import sys; from pathlib import Path; from bot.model_file import train_model; train_model(Path(sys.argv[1]))"
NEW_SENTENCE = "what would the whole thing come to if i finish it in the spring"
INTENT = "cost"


class TrainingFailed(Exception):
    """Training ended with an error; the message has its output."""


@dataclass(frozen=True, slots=True)
class Trained:
    """A model and how long it took, with what else is known of it."""

    model: Path
    figures: dict[str, Any]


def train_ours(folder: Path, environment: Mapping[str, str]) -> Trained:
    """Train Pathwise in a copy of the project, from nothing and again after one new sentence; the first model is given.

    Raises:
        TrainingFailed: With the output.
    """
    tree, model, again = folder / "tree", folder / "ours" / "pathwise.tar.gz", folder / "again" / "pathwise.tar.gz"
    tree.mkdir(parents=True)
    for name in COPIED:
        shutil.copytree(ROOT / name, tree / name)
    for name in COPIED_FILES:
        shutil.copy2(ROOT / name, tree)
    seconds = _run([sys.executable, "-c", TRAIN, str(model)], tree, environment)
    add_sentence(tree / "data" / "nlu.yml", INTENT, NEW_SENTENCE)
    again_seconds = _run([sys.executable, "-c", TRAIN, str(again)], tree, environment)
    return Trained(model, {"seconds": seconds, "again_seconds": again_seconds})


def train_stock(project: StockProject, python: Path, environment: Mapping[str, str]) -> Trained:
    """Train the stock bot from nothing, with a clock at every epoch.

    Raises:
        TrainingFailed: With the output.
    """
    folder, epochs = project.folder, project.folder / "epochs.json"
    command = [str(python), str(CLOCK), str(epochs), "train", "--config", "config.yml", "--domain", "domain.yml",
               "--data", "data", "--out", "models", "--fixed-model-name", "stock"]  # fmt: skip
    seconds = _run(command, folder, {**environment, **QUIET, "RASA_CACHE_DIRECTORY": str(folder / "cache")})
    fits = json.loads(epochs.read_text(encoding="utf-8"))
    return Trained(folder / "models" / "stock.tar.gz", {"seconds": seconds, "fits": fits})


def add_sentence(nlu: Path, intent: str, sentence: str) -> None:
    """Put a sentence first among those of an intent.

    Raises:
        ValueError: If the file has no such intent.
    """
    head = f"  - intent: {intent}\n    examples: |\n"
    before, found, after = nlu.read_text(encoding="utf-8").partition(head)
    if not found:
        raise ValueError(f"{nlu}: found no intent {intent!r} with examples; expected one to add a sentence to")
    nlu.write_text(f"{before}{head}      - {sentence}\n{after}", encoding="utf-8")


def _run(command: list[str], folder: Path, environment: Mapping[str, str]) -> float:
    """Seconds of a command."""
    told = {name: value for name, value in {**os.environ, **environment}.items() if name != "PYTHONPATH"}
    began = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=told, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise TrainingFailed(
            f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
        )
    return time.perf_counter() - began
