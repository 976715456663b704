"""The lexicon and the phrase index of the current knowledge, built once in a process for each knowledge version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bot.nlu.lexicon import Lexicon, Mention
from bot.nlu.phrase_index import PhraseIndex
from bot.nlu.sentence import Sentence, sentence_of
from bot.nlu.sentence_encoder import Vectors, default_encoder
from bot.nlu.spelling import Spelling
from bot.nlu.words import Word, normal, words_of, written_out
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


def current_spelling(counts: Sequence[Mapping[str, int]]) -> Spelling:
    """The spelling of words and pairs so often written, and of the current names."""
    lexicon, found = current_lexicon(), _built.get("spelling")
    if found is None or found[0] is not counts or found[1] != lexicon.version:
        words, pairs = counts
        found = _built["spelling"] = (counts, lexicon.version, Spelling(words, pairs, lexicon.words))
    spelling: Spelling = found[2]
    return spelling


def names_in(text: str, words: Iterable[Word] = ()) -> list[dict[str, Any]]:
    """The names in a text, in the shape of Rasa's entities; `words` are its words with their typos put right."""
    return [_entity(mention, text) for mention in current_lexicon().find(text, words)]


def read_sentences(texts: Sequence[str], words: Iterable[Sequence[Word]], vectors: Vectors) -> list[Sentence]:
    """The sentences of texts with their words and vectors, read as a message is read."""
    index = current_index()
    return [
        sentence_of(read, vector, names_in(text, read), hits, index.topics)
        for text, read, vector, hits in zip(texts, words, vectors, index.hits_of_many(vectors), strict=True)
    ]


def read_phrases() -> list[tuple[Sentence, str]]:
    """The phrasings of the current knowledge as sentences, each with the topic of what it asks for."""
    snapshot, known = current_snapshot(), current_index().vectors()
    asked = [(text, predicate.topic) for predicate in snapshot.predicates.values() for text in predicate.asks]
    asked += [(text, remark.topic) for remark in snapshot.remarks.values() for text in remark.asks]
    return [
        (sentence_of(written_out(words_of(text)), known[normal(text)], names_in(text), {}, {}), topic)
        for text, topic in asked
    ]


def _entity(mention: Mention, text: str) -> dict[str, Any]:
    found = asdict(mention)
    return {
        "entity": found["entity"], "value": found["subject"], "start": found["start"], "end": found["end"],
        "text": text[mention.start : mention.end], "extractor": "KnowledgeEntityExtractor",
        "negated": found["is_negated"], "inferred": found["is_inferred"], "alternatives": list(mention.alternatives),
        "past": found["is_past"],
    }  # fmt: skip
