"""The sentence encoder: unit vectors, remembered texts, files that are missing (bot.nlu.sentence_encoder)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.nlu import sentence_encoder
from bot.nlu.sentence_encoder import (
    FOLDER_SETTING,
    EncoderUnavailable,
    SentenceEncoder,
    default_encoder,
    packaged_model,
    tokenizer_file,
)

TEXTS = ["is a micromasters worth it", "what does it cost?", "", "¿cuánto cuesta?", "x " * 400, "supply chain"]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    """The encoder that training made."""
    return default_encoder()


@pytest.fixture
def fresh_start(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """`default_encoder` as in a new process; the encoder of this one comes back afterwards."""
    unwrapped = default_encoder.__wrapped__
    monkeypatch.setattr(sentence_encoder, "default_encoder", unwrapped)
    monkeypatch.delenv(FOLDER_SETTING, raising=False)
    return monkeypatch


def test_vectors_are_unit_vectors_of_384_numbers(encoder: SentenceEncoder) -> None:
    """Every text, empty and long ones too, becomes a vector of length one."""
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_batch_gives_what_single_texts_give(encoder: SentenceEncoder) -> None:
    """Order and company in a batch do not change a text's vector: what is encoded ahead is what would be encoded alone."""
    many = [f"{text} {n}" for n in range(12) for text in TEXTS]
    encoder.forget()
    alone = [encoder.encode_one(text) for text in many]
    assert np.allclose(encoder.encode(many), alone, atol=1e-5)


def test_texts_are_encoded_ahead_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """One run of the model for all that are new, none for what is remembered."""
    own = sentence_encoder.default_encoder.__wrapped__()
    batches: list[list[str]] = []
    encode = own._encode_batch
    monkeypatch.setattr(own, "_encode_batch", lambda texts: (batches.append(texts), encode(texts))[1])
    own.encode_ahead(["one", "two", "one"])
    own.encode_ahead(["two", "three"])
    assert [len(own.encode_one(text)) for text in ("one", "two", "three")] == [384] * 3
    assert batches == [["one", "two"], ["three"]]


def test_nothing_to_encode_is_no_error(encoder: SentenceEncoder) -> None:
    """An empty list gives an empty matrix."""
    assert encoder.encode([]).shape == (0, 384)


def test_like_meanings_are_nearer_than_unlike_ones(encoder: SentenceEncoder) -> None:
    """The right model is loaded: a paraphrase is nearer than another question."""
    price, cost, exam = encoder.encode(["what is the price", "how much does it cost", "is the exam supervised"])
    assert float(price @ cost) > float(price @ exam) + 0.2


def test_a_repeated_text_is_not_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same text gives the same array; the oldest of too many texts is forgotten."""
    own = sentence_encoder.default_encoder.__wrapped__()
    monkeypatch.setattr(sentence_encoder, "CACHED", 2)
    first = own.encode_one("one")
    assert own.encode_one("one") is first
    own.encode_one("two")
    own.encode_one("one")
    own.encode_one("three")  # "two" was used longest ago
    assert own.encode_one("one") is first
    two = own.encode_one("two")
    assert own.encode_one("two") is two
    own.encode_one("four")
    assert own.encode_one("one") is not first


def test_a_missing_package_is_named(fresh_start: pytest.MonkeyPatch) -> None:
    """Where the package is not installed the error says so and what to run."""
    fresh_start.setattr(sentence_encoder, "find_spec", lambda name: None)
    with pytest.raises(EncoderUnavailable, match="make train"):
        sentence_encoder.default_encoder()


@pytest.mark.parametrize("present", [(), ("model.onnx",), ("tokenizer.json",)])
def test_a_missing_file_is_named(fresh_start: pytest.MonkeyPatch, tmp_path: Path, present: tuple[str, ...]) -> None:
    """A folder of one's own needs both files; the error names the missing one."""
    for name in present:
        (tmp_path / name).write_bytes(b"x")
    fresh_start.setenv(FOLDER_SETTING, str(tmp_path))
    missing = "tokenizer.json" if "model.onnx" in present else "model.onnx"
    with pytest.raises(EncoderUnavailable, match=missing):
        sentence_encoder.default_encoder()


def test_a_folder_of_ones_own_is_used(fresh_start: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Who names a folder with a model and tokenizer gets that model."""
    (tmp_path / "model.onnx").symlink_to(packaged_model())
    (tmp_path / "tokenizer.json").symlink_to(tokenizer_file())
    fresh_start.setenv(FOLDER_SETTING, str(tmp_path))
    assert sentence_encoder.default_encoder().encode_one("hello").shape == (384,)
