"""How near each claim, predicate and remark is to a message; knows nothing of Rasa.

A claim is near by its own sentence, a predicate by the phrasings of its question (`asks`), a remark by its
`asks`. New phrasings in the database are encoded when they appear: no training is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from advising.model import Snapshot
from bot.nlu.sentence_encoder import SentenceEncoder, Vectors
from bot.nlu.words import normal

KEPT = 120
TOGETHER = 256  # vectors that are compared in one product
FAR = 0.3
SECOND, ALONE = 0.2, 0.15  # the weight of the second phrasing, and how much farther it is thought when none is near


def phrases(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """All (id, text) pairs to be compared with messages."""
    for claim in snapshot.claims.values():
        if claim.says:
            yield claim.id, claim.says
    for predicate in snapshot.predicates.values():
        yield from ((predicate.id, text) for text in predicate.asks)
    for remark in snapshot.remarks.values():
        yield from ((remark.id, text) for text in remark.asks)


class PhraseIndex:
    """The vectors of all phrases of one knowledge version."""

    def __init__(self, snapshot: Snapshot, encoder: SentenceEncoder, known: Mapping[str, Vectors]) -> None:
        """Build the index; only texts that are not in `known` are encoded."""
        self.version = snapshot.version
        pairs = list(phrases(snapshot))
        self.topics: dict[str, str] = {
            **{predicate.id: predicate.topic for predicate in snapshot.predicates.values()},
            **{remark.id: remark.topic for remark in snapshot.remarks.values()},
        }
        self._ids = [phrase_id for phrase_id, _ in pairs]
        self.texts = [normal(text) for _, text in pairs]
        missing = sorted({text for text in self.texts if text not in known})
        fresh = dict(zip(missing, encoder.encode(missing), strict=True)) if missing else {}
        self.matrix: Vectors = np.stack([known[text] if text in known else fresh[text] for text in self.texts])

    def vectors(self) -> dict[str, Vectors]:
        """The vector of each text, to build the next version from."""
        return dict(zip(self.texts, self.matrix, strict=True))

    def hits(self, vector: Vectors) -> dict[str, float]:
        """The nearest ids with how near they are, by at most `KEPT` phrases, none with a cosine below `FAR`.

        A claim is as near as its sentence; what has several phrasings as the best of them, a little less if no second agrees.
        """
        return self._nearest(self.matrix @ vector)

    def hits_of_many(self, vectors: Vectors) -> Iterator[dict[str, float]]:
        """What `hits` gives for each of many vectors, shape (n, 384): the phrases are read once for a block of them."""
        for start in range(0, len(vectors), TOGETHER):
            yield from map(self._nearest, vectors[start : start + TOGETHER] @ self.matrix.T)

    def _nearest(self, cosines: Vectors) -> dict[str, float]:
        count = min(KEPT, len(cosines))
        found: dict[str, list[float]] = {}
        for index in np.argpartition(-cosines, count - 1)[:count]:
            if cosines[index] >= FAR:
                found.setdefault(self._ids[index], []).append(float(cosines[index]))
        return {name: _together(near) if name in self.topics else max(near) for name, near in found.items()}


def _together(near: list[float]) -> float:
    best, *others = sorted(near, reverse=True)
    return best + SECOND * ((others[0] if others else best - ALONE) - best)
