"""Vectors by text in a file, so that training encodes only sentences that it has never seen; knows nothing of Rasa.

Rasa's own cache is by component: one new sentence makes its featurizer read all of them again.
"""

from __future__ import annotations

import logging
import os
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from bot.nlu.sentence_encoder import SentenceEncoder, Vectors

LOG = logging.getLogger("pathwise.training")
MOST = 50_000  # vectors in the file, about 80 MB


@contextmanager
def vectors_kept(encoder: SentenceEncoder, folder: Path) -> Iterator[None]:
    """Within the block the encoder's `encode` takes what it can from the encoder's file in a folder; new vectors go there.

    What was not asked for this time goes first when the file grows too large. A file that cannot be read is made anew.
    """
    path = folder / f"vectors-{encoder.digest[:16]}.npz"
    known = _read(path)
    before = set(known)
    encoder.known = known
    try:
        yield
    finally:
        encoder.known = None
        if known.keys() - before:
            _keep(path, dict(list(known.items())[-MOST:]))


def _read(path: Path) -> dict[str, Vectors]:
    if not path.exists():
        return {}
    try:
        with np.load(path, allow_pickle=False) as stored:
            texts = stored["texts"].tobytes().decode().split("\n")
            return dict(zip(texts, stored["vectors"], strict=True))
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as error:
        LOG.warning("%s cannot be read (%s); its sentences are encoded anew", path, error)
        return {}


def _keep(path: Path, vectors: Mapping[str, Vectors]) -> None:
    """Write the file whole or not at all: without it the next training only takes longer."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    texts = np.frombuffer("\n".join(vectors).encode(), np.uint8)  # their normal forms have no line ends
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            np.savez(file, texts=texts, vectors=np.stack(list(vectors.values())))
        beside.replace(path)
    except OSError as error:
        LOG.warning("%s cannot be written (%s); the next training encodes its sentences again", path, error)
        beside.unlink(missing_ok=True)
