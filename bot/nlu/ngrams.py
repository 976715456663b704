"""Sparse features of what a message says word by word, beside the encoder's one vector of what it means.

Words and pairs of words of the masked text, and character n-grams of the plain text (these survive other forms of a word), each
weighed by TF-IDF with sublinear counts and unit length, as Joachims (1998) and scikit-learn's TfidfVectorizer do it.
Nothing but numpy is needed once the vocabulary is made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.nlu.sentence import Sentence

_WORD = re.compile(r"\w\w+")
CHARACTERS = (2, 4)  # the shortest and longest n-gram
LEAST_WORDS, LEAST_CHARACTERS = 2, 3  # a feature is kept when so many training sentences have it
WEIGHT = 0.7  # of each block, beside a vector of length 1
Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Block:
    """One kind of n-gram: the place of each in the features, and its weight by rarity."""

    grams: Callable[[Sentence], Iterator[str]]
    places: Mapping[str, int]
    rarity: Floats

    def of(self, sentence: Sentence) -> tuple[list[int], list[float]]:
        """(places, values) of a sentence; values have unit length times `WEIGHT`."""
        counts = Counter(place for gram in self.grams(sentence) if (place := self.places.get(gram)) is not None)
        values = np.array([1 + np.log(count) for count in counts.values()]) * self.rarity[list(counts)]
        length = float(np.sqrt(values @ values)) if counts else 1.0
        return list(counts), (WEIGHT * values / length).tolist()


@dataclass(frozen=True)
class Ngrams:
    """The n-gram features of a training set."""

    words: Block
    characters: Block

    @property
    def size(self) -> int:
        """How many features there are."""
        return len(self.words.places) + len(self.characters.places)

    def of(self, sentence: Sentence) -> tuple[Indices, Floats]:
        """(places, values) of a sentence's features; what training never saw has none."""
        places, values = self.words.of(sentence)
        more, others = self.characters.of(sentence)
        shift = len(self.words.places)
        return (
            np.array([*places, *(place + shift for place in more)], dtype=np.int64),
            np.array([*values, *others], dtype=np.float32),
        )

    def arrays(self) -> dict[str, Any]:
        """Vocabulary and weights as plain arrays."""
        return {
            f"{name}_{part}": array for name in ("words", "characters") for part, array in _stored(getattr(self, name))
        }

    @staticmethod
    def from_arrays(stored: Any) -> Ngrams:
        """The inverse of `arrays`."""
        return Ngrams(
            _block(word_grams, _read(stored["words_grams"]), stored["words_rarity"]),
            _block(character_grams, _read(stored["characters_grams"]), stored["characters_rarity"]),
        )


def learn(sentences: Sequence[Sentence]) -> Ngrams:
    """The n-grams that the sentences share."""
    return Ngrams(
        _learn_block(word_grams, sentences, LEAST_WORDS), _learn_block(character_grams, sentences, LEAST_CHARACTERS)
    )


def word_grams(sentence: Sentence) -> Iterator[str]:
    """Words and pairs of words of the masked text."""
    words = _WORD.findall(sentence.masked.lower())
    yield from words
    yield from (f"{one} {other}" for one, other in pairwise(words))


def character_grams(sentence: Sentence) -> Iterator[str]:
    """Character n-grams within the words of the plain text, with a space at each end of a word."""
    shortest, longest = CHARACTERS
    for word in sentence.text.lower().split():
        padded = f" {word} "
        for size in range(shortest, min(longest, len(padded)) + 1):
            yield from (padded[start : start + size] for start in range(len(padded) - size + 1))


def _learn_block(grams: Callable[[Sentence], Iterator[str]], sentences: Sequence[Sentence], least: int) -> Block:
    having = Counter(gram for sentence in sentences for gram in set(grams(sentence)))
    kept = sorted(gram for gram, count in having.items() if count >= least)
    counts = np.array([having[gram] for gram in kept])
    rarity = np.log((1 + len(sentences)) / (1 + counts)) + 1
    return _block(grams, kept, rarity.astype(np.float32))


def _block(grams: Callable[[Sentence], Iterator[str]], kept: Sequence[str], rarity: Floats) -> Block:
    return Block(grams, {gram: place for place, gram in enumerate(kept)}, rarity)


def _stored(block: Block) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    yield "grams", np.frombuffer("\n".join(block.places).encode(), dtype=np.uint8)
    yield "rarity", block.rarity


def _read(stored: npt.NDArray[np.uint8]) -> list[str]:
    return stored.tobytes().decode().split("\n") if stored.size else []
