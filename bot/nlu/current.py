"""The lexicon and the phrase index of the current knowledge, built once in a process for each knowledge version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bot.nlu.lexicon import Lexicon, Mention
from bot.nlu.phrase_index import PhraseIndex
from bot.nlu.sentence import Sentence, sentence_of
from bot.nlu.sentence_encoder import Vectors, default_encoder
from knowledge.current import current_snapshot

_built: dict[str, Any] = {}


def current_lexicon() -> Lexicon:
    """All names of the current knowledge."""
    snapshot, found = current_snapshot(), _built.get("lexicon")
    if not isinstance(found, Lexicon) or found.version != snapshot.version:
        found = _built["lexicon"] = Lexicon(snapshot)
    return found


def current_index(known: Mapping[str, Vectors] | None = None) -> PhraseIndex:
    """All phrases of the current knowledge; those in `known` need no encoding when it is built."""
    snapshot, found = current_snapshot(), _built.get("index")
    if not isinstance(found, PhraseIndex) or found.version != snapshot.version:
        before = found.vectors() if isinstance(found, PhraseIndex) else {}
        found = _built["index"] = PhraseIndex(snapshot, default_encoder(), {**(known or {}), **before})
    return found


def names_in(text: str) -> list[dict[str, Any]]:
    """The names in a text, in the shape of Rasa's entities."""
    return [_entity(mention, text) for mention in current_lexicon().find(text)]


def read_sentences(texts: Sequence[str], vectors: Iterable[Vectors]) -> list[Sentence]:
    """The sentences of texts with their vectors, read as a message is read."""
    index = current_index()
    return [
        sentence_of(text, vector, names_in(text), index.hits(vector))
        for text, vector in zip(texts, vectors, strict=True)
    ]


def _entity(mention: Mention, text: str) -> dict[str, Any]:
    found = asdict(mention)
    return {
        "entity": found["entity"], "value": found["subject"], "start": found["start"], "end": found["end"],
        "text": text[mention.start : mention.end], "extractor": "KnowledgeEntityExtractor",
        "negated": found["is_negated"], "inferred": found["is_inferred"], "alternatives": list(mention.alternatives),
        "past": found["is_past"],
    }  # fmt: skip
