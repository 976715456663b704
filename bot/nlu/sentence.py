"""A message as the topic classifier sees it: vector, words, names masked, and marks of what was found in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.nlu.lexicon import ENTITY_OF_KIND
from bot.nlu.sentence_encoder import Vectors
from bot.nlu.words import Word, plain

NAMES = tuple(sorted(set(ENTITY_OF_KIND.values())))
# What `Sentence.marks` holds: whether each kind of name was found, and how near the nearest phrase of the knowledge is.
MARKS = (*NAMES, "nearest phrase")
OUTSIDE = "decline."  # how the ids of phrasings begin that are recorded to be declined
# What stands for a name where only the question around it matters.
PLAIN = {
    "programme": "the program", "institution": "the university", "course": "the course", "platform": "the platform",
    "credential_type": "it",
}  # fmt: skip
FAR = 0.3  # the cosine below which the index reports nothing


@dataclass(frozen=True, slots=True)
class Sentence:
    """One message; `vector` has shape (384,), `marks` (len(MARKS),).

    `text` is its normal form; `masked` has the kind of each name in its place; `beside` are the topics of the phrasings
    of the knowledge base that are near it, each with its cosine.
    """

    vector: Vectors
    text: str
    masked: str
    marks: Vectors
    beside: tuple[tuple[str, float], ...] = ()


def sentence_of(
    words: Sequence[Word],
    vector: Vectors,
    entities: Iterable[Mapping[str, Any]],
    hits: Mapping[str, float],
    topics: Mapping[str, str],
) -> Sentence:
    """The sentence of a message's words, entities and nearness of phrases, as the components before it found them.

    `topics` has the topic of each phrasing.
    """
    names = [entity for entity in entities if entity["entity"] in NAMES and not entity.get("inferred")]
    found = {entity["entity"] for entity in names}
    marks = [float(name in found) for name in NAMES]
    nearest = max((near for phrase, near in hits.items() if not phrase.startswith(OUTSIDE)), default=FAR)
    beside = tuple((topics[phrase], near) for phrase, near in hits.items() if phrase in topics)
    return Sentence(vector, plain(words), masked(words, names), np.array([*marks, nearest], np.float32), beside)


def unnamed(words: Sequence[Word], entities: Iterable[Mapping[str, Any]]) -> list[Word]:
    """The words with a plain one in the place of each name, as phrasings of questions have them."""
    names = [entity for entity in entities if entity["entity"] in PLAIN and not entity.get("inferred")]
    return _replaced(words, ((name, PLAIN[name["entity"]]) for name in names))


def masked(words: Sequence[Word], names: Iterable[Mapping[str, Any]]) -> str:
    """The words with the kind of each name in its place: "price of MITx Finance" -> "price of xxprogramme"."""
    return plain(_replaced(words, ((name, f"xx{str(name['entity']).replace('_', '')}") for name in names)))


def _replaced(words: Sequence[Word], others: Iterable[tuple[Mapping[str, Any], str]]) -> list[Word]:
    left = list(words)
    for name, other in others:
        inside = [word for word in left if word.start < name["end"] and word.end > name["start"]]
        if inside:
            place = left.index(inside[0])
            left[place : place + len(inside)] = [Word(other, inside[0].start, inside[-1].end)]
    return left
