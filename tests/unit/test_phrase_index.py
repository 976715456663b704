"""How near claims, predicates and remarks are to a message; only new texts are encoded (bot.nlu.phrase_index)."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np
import pytest

from advising.model import Remark, Snapshot
from bot.nlu.phrase_index import ALONE, FAR, KEPT, SECOND, PhraseIndex, phrases
from bot.nlu.sentence_encoder import Vectors
from bot.nlu.words import normal
from tests.unit.small_snapshot import PREDICATES, claim, snapshot_of


class FakeEncoder:
    """Gives every text a unit vector of its own and remembers what it was asked."""

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: list[str]) -> Vectors:
        """The vectors, as the real encoder gives them."""
        self.encoded += texts
        return np.stack([vector_of(text) for text in texts])


def vector_of(text: str) -> Vectors:
    """A unit vector that depends on the text alone."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
    vector = np.random.default_rng(seed).normal(size=384)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def known(*says: str) -> Snapshot:
    """A snapshot with a claim of each sentence, a predicate with two phrasings and a remark."""
    snapshot = snapshot_of(*(claim(f"c{n}", n, says=text) for n, text in enumerate(says)), claim("silent", 9))
    asking = replace(PREDICATES[0], asks=("what does it cost", "price"))
    return replace(
        snapshot, predicates={"price.total": asking}, remarks={"hello": Remark("hello", "chat", "Hello.", ("hi",))}
    )


def index_of(snapshot: Snapshot, encoder: FakeEncoder, before: PhraseIndex | None = None) -> PhraseIndex:
    """An index with the fake encoder."""
    return PhraseIndex(snapshot, encoder, before.vectors() if before else {})  # type: ignore[arg-type]


def test_everything_with_words_is_a_phrase() -> None:
    """Claims count by their sentence, predicates and remarks by each phrasing; a claim without a sentence not at all."""
    assert list(phrases(known("One.", "Two."))) == [
        ("c0", "One."), ("c1", "Two."), ("price.total", "what does it cost"), ("price.total", "price"), ("hello", "hi"),
    ]  # fmt: skip


def test_only_new_texts_are_encoded() -> None:
    """A new knowledge version costs what is new in it; what went away is forgotten."""
    encoder = FakeEncoder()
    first = index_of(known("One.", "Two."), encoder)
    assert sorted(encoder.encoded) == ["hi?", "one?", "price?", "two?", "what does it cost?"]
    second = index_of(known("One.", "Three."), encoder, first)
    assert encoder.encoded[5:] == ["three?"]
    third = index_of(known("One.", "Three."), encoder, second)
    assert encoder.encoded[6:] == []
    assert "two?" not in third.vectors()


def test_a_text_that_stands_twice_is_encoded_once() -> None:
    """Two claims with the same words share one encoding and are both found."""
    encoder = FakeEncoder()
    index = index_of(known("Same.", "Same."), encoder)
    assert encoder.encoded.count("same?") == 1
    assert {"c0", "c1"} <= set(index.hits(vector_of("same?")))


def test_the_nearest_are_found_with_their_cosine() -> None:
    """A message in a phrase's own words finds it, by its best phrasing where no second one agrees, and nothing that is far."""
    index = index_of(known("One.", "Two."), FakeEncoder())
    for text, found in (
        ("One.", "c0"),
        ("price", "price.total"),
        ("what does it cost", "price.total"),
        ("hi", "hello"),
    ):
        hits = index.hits(vector_of(normal(text)))
        assert hits[found] == pytest.approx(1.0 if found == "c0" else 1.0 - SECOND * ALONE, abs=1e-5)
        assert max(hits, key=lambda name: hits[name]) == found
    assert index.hits(vector_of("something else")) == {}


def test_no_more_than_the_nearest_are_kept() -> None:
    """Of many equally near phrases only so many are kept, and none below the limit."""
    index = index_of(known(*["Same."] * 200), FakeEncoder())
    hits = index.hits(vector_of("same?"))
    assert len(hits) == KEPT
    assert min(hits.values()) >= FAR


def test_the_index_knows_its_version() -> None:
    """The version tells when the index must be renewed."""
    snapshot = replace(known("One."), version="seven")
    assert index_of(snapshot, FakeEncoder()).version == "seven"


def test_the_real_knowledge_has_phrases_for_each_topic(snapshot: Snapshot) -> None:
    """No phrase is empty, and every id is one that answers look up."""
    pairs = list(phrases(snapshot))
    assert all(text.strip() for _, text in pairs)
    assert {name for name, _ in pairs} <= {*snapshot.claims, *snapshot.predicates, *snapshot.remarks}


def test_many_vectors_are_compared_at_once_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks change nothing, also where the last is not full; no vectors, no hits."""
    monkeypatch.setattr("bot.nlu.phrase_index.TOGETHER", 2)
    index = index_of(known("One.", "Two.", "Three."), FakeEncoder())
    vectors = np.stack([vector_of(text) for text in ("one", "what does it cost?", "hi?", "two?", "three")])
    together = list(index.hits_of_many(vectors))
    assert [found.keys() for found in together] == [index.hits(vector).keys() for vector in vectors]
    for found, vector in zip(together, vectors, strict=True):
        assert found == pytest.approx(index.hits(vector), abs=1e-6)
    assert any(together)
    assert list(index.hits_of_many(vectors[:0])) == []
