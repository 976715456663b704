"""A message as the topic classifier sees it: vector, words, names masked, and marks of what was found in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.nlu.lexicon import ENTITY_OF_KIND
from bot.nlu.sentence_encoder import Vectors

NAMES = tuple(sorted(set(ENTITY_OF_KIND.values())))
# What `Sentence.marks` holds: whether each kind of name was found, and how near the nearest phrase of the knowledge is.
MARKS = (*NAMES, "nearest phrase")
OUTSIDE = "decline."  # how the ids of phrasings begin that are recorded to be declined
FAR = 0.3  # the cosine below which the index reports nothing


@dataclass(frozen=True, slots=True)
class Sentence:
    """One message; `vector` has shape (384,), `marks` (len(MARKS),). `masked` has the kind of each name in its place."""

    vector: Vectors
    text: str
    masked: str
    marks: Vectors


def sentence_of(
    text: str, vector: Vectors, entities: Iterable[Mapping[str, Any]], hits: Mapping[str, float]
) -> Sentence:
    """The sentence of a message with its entities and the nearness of phrases, as the components before it found them."""
    names = [entity for entity in entities if entity["entity"] in NAMES and not entity.get("inferred")]
    found = {entity["entity"] for entity in names}
    marks = [float(name in found) for name in NAMES]
    nearest = max((near for phrase, near in hits.items() if not phrase.startswith(OUTSIDE)), default=FAR)
    return Sentence(vector, text, masked(text, names), np.array([*marks, nearest], np.float32))


def masked(text: str, names: Iterable[Mapping[str, Any]]) -> str:
    """The text with the kind of each name in its place: "price of MITx Finance" -> "price of  xxprogramme "."""
    for name in sorted(names, key=lambda name: -int(name["start"])):
        kind = str(name["entity"]).replace("_", "")
        text = f"{text[: name['start']]} xx{kind} {text[name['end'] :]}"
    return text
