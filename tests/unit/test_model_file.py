"""The model file: whether it is up to date, and that nothing but what was built here is loaded."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot import model_file
from bot.model_file import (
    ModelProblem,
    file_digest,
    inputs_digest,
    is_current,
    manifest_path,
    train_model,
    verify_model,
)
from bot.nlu.sentence_encoder import FOLDER_SETTING, encoder_file

# Stands in for Python with Rasa: takes the same arguments, writes a small model, or fails.
RASA = """#!/bin/sh
while [ $# -gt 0 ]; do
  case "$1" in --out) out="$2" ;; --fixed-model-name) name="$2" ;; esac
  shift
done
echo "reading config.yml"
{outcome}
"""
WRITES = 'printf "a model" > "$out/$name.tar.gz"'
FAILS = 'echo "no such component" >&2; exit 3'


@pytest.fixture(autouse=True)
def encoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that stands where the encoder is expected."""
    monkeypatch.setenv(FOLDER_SETTING, str(tmp_path))
    path = encoder_file()
    path.write_bytes(b"an encoder")
    return path


@pytest.fixture
def model(tmp_path: Path, encoder: Path) -> Path:
    """A model with a manifest that says what it is and what it was made of."""
    model = tmp_path / "models" / "pathwise.tar.gz"
    model.parent.mkdir()
    model.write_bytes(b"a model")
    digests = {"sha256": file_digest(model), "encoder": file_digest(encoder)}
    manifest_path(model).write_text(json.dumps({**digests, "inputs": inputs_digest(), "parts": []}))
    return model


@pytest.fixture
def rasa(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts a script in Rasa's place, with the outcome that a test wants."""

    def put(outcome: str) -> None:
        script = tmp_path / "rasa.sh"
        script.write_text(RASA.replace("{outcome}", outcome))
        script.chmod(0o755)
        monkeypatch.setattr(model_file, "sys", SimpleNamespace(executable=str(script)))

    return put


def test_a_model_built_here_is_accepted(model: Path):
    """A model that matches its manifest is loaded, and needs no training."""
    verify_model(model)
    assert is_current(model)


# case: what is done to the model or its manifest
DAMAGES = {
    "no model": lambda model: model.unlink(),
    "no manifest": lambda model: manifest_path(model).unlink(),
    "another model": lambda model: model.write_bytes(b"another model"),
    "an empty manifest": lambda model: manifest_path(model).write_text(""),
    "half a manifest": lambda model: manifest_path(model).write_text('{"sha256": "ab'),
    "a manifest without the sha256": lambda model: manifest_path(model).write_text("{}"),
    "a manifest that is a list": lambda model: manifest_path(model).write_text("[]"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_any_other_model_is_refused_with_what_to_do(model: Path, damage):
    """A model that is missing or not the recorded one is never loaded; the message says how to get one."""
    damage(model)
    with pytest.raises(ModelProblem, match="make train"):
        verify_model(model)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_model_that_would_be_refused_is_not_current(model: Path, damage):
    """'make train' makes a new model whenever serving would ask for it."""
    damage(model)
    assert not is_current(model)


def test_a_model_of_other_inputs_is_not_current(model: Path):
    """A model made of something else is trained again."""
    manifest_path(model).write_text(json.dumps({**json.loads(manifest_path(model).read_text()), "inputs": "0" * 64}))
    assert not is_current(model)


@pytest.mark.parametrize(
    "name",
    [
        "config.yml",
        "domain.yml",
        "uv.lock",
        "data/nlu.yml",
        "bot/nlu/lexicon.py",
        "knowledge/catalogue/fields.yml",
        "knowledge/catalogue/claims/cost.yml",
    ],
)
def test_each_input_of_training_counts(tmp_path: Path, name: str):
    """Adding, changing or removing a file that training reads makes other inputs."""
    digests = [inputs_digest(tmp_path)]
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    for text in ("a", "b"):
        path.write_text(text)
        digests.append(inputs_digest(tmp_path))
    assert len(set(digests)) == 3
    path.unlink()
    assert inputs_digest(tmp_path) == digests[0]


@pytest.mark.parametrize("name", ["README.md", "data/notes.txt", "advising/reply.py", "models/pathwise.tar.gz"])
def test_what_training_does_not_read_does_not_count(tmp_path: Path, name: str):
    """Other files may change without training."""
    before = inputs_digest(tmp_path)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("x")
    assert inputs_digest(tmp_path) == before


@pytest.mark.parametrize("change", [lambda path: path.write_bytes(b"another encoder"), lambda path: path.unlink()])
def test_a_model_goes_with_its_encoder(model: Path, encoder: Path, change: Callable[[Path], object]):
    """Vectors of another encoder mean nothing to a model: it is refused, with what was found, and to be trained anew."""
    change(encoder)
    with pytest.raises(ModelProblem, match=r"model\.onnx: found .* run 'make train'"):
        verify_model(model)
    assert not is_current(model)


def test_a_trained_model_is_current_and_accepted(tmp_path: Path, rasa):
    """Training leaves a model with a manifest, also in a folder that is not there yet."""
    rasa(WRITES)
    model = tmp_path / "new" / "pathwise.tar.gz"
    train_model(model)
    verify_model(model)
    assert is_current(model)


def test_a_failed_training_tells_what_rasa_said(tmp_path: Path, rasa):
    """When Rasa fails, its code and both of its outputs are told, and no manifest vouches for a model."""
    rasa(FAILS)
    model = tmp_path / "new" / "pathwise.tar.gz"
    with pytest.raises(ModelProblem) as caught:
        train_model(model)
    assert "ended with 3" in str(caught.value)
    assert "no such component" in str(caught.value)
    assert "reading config.yml" in str(caught.value)
    assert not is_current(model)


def test_a_training_without_a_model_is_a_problem(tmp_path: Path, rasa):
    """Rasa may end well and write nothing: that is told as a failure too."""
    rasa("true")
    with pytest.raises(ModelProblem):
        train_model(tmp_path / "new" / "pathwise.tar.gz")
