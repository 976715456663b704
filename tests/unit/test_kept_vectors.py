"""Vectors that training keeps in a file (bot.nlu.kept_vectors): only new sentences are encoded, and a broken file is no end."""

from __future__ import annotations

import errno
import logging
from pathlib import Path
from typing import IO

import numpy as np
import pytest

from bot.nlu import kept_vectors, sentence_encoder
from bot.nlu.kept_vectors import vectors_kept
from bot.nlu.sentence_encoder import SentenceEncoder

TEXTS = ["what does it cost?", "is it worth it?", "¿cuánto cuesta?", "?"]


class Counting:
    """An encoder of one's own that tells which texts it really encodes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Watch a new encoder."""
        self.encoder: SentenceEncoder = sentence_encoder.default_encoder.__wrapped__()
        self.encoded: list[str] = []
        encode = self.encoder._encode_batch
        monkeypatch.setattr(self.encoder, "_encode_batch", lambda texts: (self.encoded.extend(texts), encode(texts))[1])

    def under(self, folder: Path, texts: list[str]) -> tuple[list[str], sentence_encoder.Vectors]:
        """(What was encoded, the vectors) of one training's encoding."""
        self.encoded.clear()
        with vectors_kept(self.encoder, folder):
            vectors = self.encoder.encode(texts)
        return sorted(self.encoded), vectors


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    """An encoder that is watched."""
    return Counting(monkeypatch)


def test_only_new_sentences_are_encoded(counting: Counting, tmp_path: Path) -> None:
    """The second time nothing, then just the new one; the vectors and their order are what they would be."""
    first, vectors = counting.under(tmp_path / "cache", [*TEXTS, TEXTS[0]])
    assert first == sorted(TEXTS)
    assert np.array_equal(vectors[0], vectors[4])
    again, same = counting.under(tmp_path / "cache", [*TEXTS, TEXTS[0]])
    assert again == []
    assert np.array_equal(same, vectors)
    new, more = counting.under(tmp_path / "cache", ["who teaches it?", *TEXTS])
    assert new == ["who teaches it?"]
    assert np.allclose(more, counting.encoder.encode(["who teaches it?", *TEXTS]), atol=1e-5)


def test_outside_everything_is_encoded(counting: Counting, tmp_path: Path) -> None:
    """A server keeps no file and reads none."""
    counting.under(tmp_path, TEXTS)
    counting.encoded.clear()
    counting.encoder.encode(TEXTS)
    assert sorted(counting.encoded) == sorted(TEXTS)


@pytest.mark.parametrize("content", [b"", b"no file of vectors", b"PK\x03\x04 cut off"])
def test_a_broken_file_is_made_anew(
    counting: Counting, tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """It is told, everything is encoded, and the file is sound again."""
    counting.under(tmp_path, TEXTS)
    [path] = tmp_path.iterdir()
    path.write_bytes(content)
    with caplog.at_level(logging.WARNING, logger="pathwise.training"):
        assert counting.under(tmp_path, TEXTS)[0] == sorted(TEXTS)
    assert path.name in caplog.text
    assert counting.under(tmp_path, TEXTS)[0] == []


def test_another_model_has_another_file(counting: Counting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors of one model are never taken for those of another."""
    counting.under(tmp_path, TEXTS)
    monkeypatch.setattr(sentence_encoder, "_digest", lambda model: "f" * 64)
    assert counting.under(tmp_path, TEXTS)[0] == sorted(TEXTS)
    assert len(list(tmp_path.iterdir())) == 2


def test_the_file_does_not_grow_for_ever(counting: Counting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not asked for goes first."""
    monkeypatch.setattr(kept_vectors, "MOST", 3)
    counting.under(tmp_path, ["old", "older", "kept"])
    counting.under(tmp_path, ["kept", "new", "newer"])
    assert counting.under(tmp_path, ["kept", "new", "newer"])[0] == []
    assert counting.under(tmp_path, ["old"])[0] == ["old"]


def test_a_file_that_cannot_be_written_costs_no_training(
    counting: Counting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A full disk is told; the vectors are there, and nothing half written is left."""

    def full(file: IO[bytes], **arrays: object) -> None:
        file.write(b"some of it")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("bot.nlu.kept_vectors.np.savez", full)
    with caplog.at_level(logging.WARNING, logger="pathwise.training"):
        _, vectors = counting.under(tmp_path, TEXTS)
    assert vectors.shape == (len(TEXTS), 384)
    assert "No space left" in caplog.text
    assert list(tmp_path.iterdir()) == []
