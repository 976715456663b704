"""The trained model: what it was made of, whether it is up to date, and that it is the one built here."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from bot.left_out import ONLY_TRAINING, UNUSED, is_light, leave_out, parts_of
from bot.nlu.sentence_encoder import encoder_file
from bot.settings import ROOT

MODEL = ROOT / "models" / "pathwise.tar.gz"
INPUTS = ("config.yml", "domain.yml", "data/*.yml", "bot/nlu/*.*", "uv.lock", "knowledge/catalogue/**/*.yml")


class ModelProblem(Exception):
    """The model is missing, or not the one that was built here."""


def manifest_path(model: Path) -> Path:
    """The manifest beside a model: its sha256, the encoder's, the digest of what it was made of, and the parts it is made up of."""
    return model.with_name("manifest.json")


def inputs_digest(root: Path = ROOT) -> str:
    """A digest of everything that training depends on."""
    digest = hashlib.sha256()
    for pattern in INPUTS:
        for path in sorted(root.glob(pattern)):
            digest.update(str(path.relative_to(root)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def is_current(model: Path = MODEL) -> bool:
    """Whether the model is the one that was built, of just the present inputs."""
    recorded = _manifest(model)
    return bool(recorded and recorded["inputs"] == inputs_digest() and _found(model) == _recorded(recorded))


def leave_out_unused(model: Path) -> None:
    """Keep this process from loading what a model needs only if it has parts that ours lacks; before Rasa is imported."""
    recorded = _manifest(model)
    if recorded and is_light(recorded["parts"]):
        leave_out(UNUSED | ONLY_TRAINING)


def _manifest(model: Path) -> dict[str, Any] | None:
    """What the manifest of an existing model records, or None if either is missing or the manifest is unsound."""
    try:
        recorded = json.loads(manifest_path(model).read_text())
    except (OSError, ValueError):
        return None
    shapes = {"sha256": str, "encoder": str, "inputs": str, "parts": list}
    is_sound = isinstance(recorded, dict) and all(isinstance(recorded.get(key), kind) for key, kind in shapes.items())
    return recorded if is_sound and model.is_file() else None


def train_model(model: Path = MODEL) -> None:
    """Train with Rasa's own command, and record what was built.

    Raises:
        ModelProblem: If Rasa fails; its output says why.
    """
    model.parent.mkdir(parents=True, exist_ok=True)
    inputs = inputs_digest()
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    command = [sys.executable, "-m", "bot.rasa_command", "train", "--quiet", "--fixed-model-name", model.name.removesuffix(".tar.gz"),
               "--out", str(model.parent)]  # fmt: skip
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore",
                   "TQDM_DISABLE": "1"}  # fmt: skip
    result = subprocess.run(  # noqa: S603 - our own interpreter and arguments
        command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    if result.returncode:
        raise ModelProblem(
            f"'rasa train' ended with {result.returncode}:\n{result.stdout[-4000:]}\n{result.stderr[-4000:]}"
        )
    if not model.is_file():
        raise ModelProblem(f"'rasa train' wrote no {model}:\n{result.stdout[-4000:]}\n{result.stderr[-4000:]}")
    made = {**_found(model), "inputs": inputs, "parts": parts_of(config)}
    manifest_path(model).write_text(json.dumps(made, indent=1) + "\n")


def verify_model(model: Path) -> None:
    """Refuse a model, or an encoder for it, that is not the one its manifest records: vectors of another mean nothing to it.

    Raises:
        ModelProblem: If one is missing or has another sha256, or there is no manifest.
    """
    recorded = _manifest(model)
    if recorded is None:
        raise ModelProblem(f"{model}: no model with a sound manifest; run 'make train'")
    for name, path in _files(model).items():
        found = file_digest(path) if path.is_file() else "no such file"
        if found != recorded[name]:
            raise ModelProblem(f"{path}: found sha256 {found}, expected {recorded[name]}; run 'make train'")


def _files(model: Path) -> dict[str, Path]:
    """The files that belong together, by what the manifest calls their digests."""
    return {"sha256": model, "encoder": encoder_file()}


def _found(model: Path) -> dict[str, str]:
    """The digests of a model's files that are there."""
    return {name: file_digest(path) for name, path in _files(model).items() if path.is_file()}


def _recorded(manifest: dict[str, Any]) -> dict[str, str]:
    return {name: manifest[name] for name in ("sha256", "encoder")}


def file_digest(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
