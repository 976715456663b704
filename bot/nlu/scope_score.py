"""The topic classifier and its honest "none of these" score; numpy at run time, scikit-learn only to train.

A linear support vector machine on the encoder's vector and on n-grams gives the topics: the vector knows what a message
means, the n-grams which words it uses. The nearest examples and phrasings have a voice beside it, as k nearest neighbours
do (Cover & Hart 1967): they know rare ways of asking that a border between classes smooths over. Whether the message is about any topic at all is a calibrated probability over
several signals, because the largest softmax alone is the weakest of the usual choices (Larson et al. 2019; our own
comparison in docs/decisions/0004-declining.md): the classifier's margins, the nearest examples in and out of scope, the
names that were found and the nearest phrase of the knowledge base.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from bot.nlu.ngrams import Ngrams, learn
from bot.nlu.sentence import Sentence

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from sklearn.svm import LinearSVC

Array = npt.NDArray[np.float64]
Floats = npt.NDArray[np.float32]

OUT_OF_SCOPE = "out_of_scope"
NEAREST = 3
FOLDS = 3
# The neighbours that have a voice in the topic, how soon it grows quiet with the distance, how much of it any topic has,
# and how much all of them count beside the classifier (as a power of their share).
NEIGHBOURS, WIDTH, LEAST_VOICE, AGREEMENT = 50, 0.05, 0.01, 0.5
C, TOLERANCE = 0.5, 1e-2
PHRASES = 0.4  # how much a phrasing of the knowledge base weighs in the topics, beside a training sentence
ENERGY = 3.0  # how much the largest margin outweighs the others in the energy
SHARPNESS = np.linspace(0.5, 6.0, 23)  # what margins are multiplied by before the softmax; the best is fitted


@dataclass(frozen=True)
class Judgement:
    """How a message was judged: topics with probabilities, best first, and P(in scope)."""

    ranking: tuple[tuple[str, float], ...]
    in_scope: float


@dataclass(frozen=True)
class ScopedClassifier:
    """The trained arrays: everything that is needed to judge a sentence.

    Shapes: `weights` (classes, 384), `gram_weights` (n-grams, classes), `bias` (classes,), `examples` (n, 384) the training
    vectors, those out of scope last, and `topics` (n,) the place of each one's label, `scope_weights`, `scope_mean` and `scope_scale` (signals,).
    """

    labels: tuple[str, ...]
    ngrams: Ngrams
    weights: Floats
    gram_weights: Floats
    bias: Floats
    sharpness: float
    examples: Floats
    topics: npt.NDArray[np.int64]
    scope_weights: Array
    scope_bias: float
    scope_mean: Array
    scope_scale: Array

    @cached_property
    def _inside(self) -> int:
        """How many examples are in scope."""
        return int(np.count_nonzero(self.topics != self.labels.index(OUT_OF_SCOPE)))

    def judge(self, sentence: Sentence) -> Judgement:
        """Judge one message."""
        margins = self.margins(sentence)
        cosines = self.examples @ sentence.vector
        near = [_nearest(side[None])[0] for side in np.split(cosines, [self._inside])]
        signals = _signals(margins[None], np.array([near]), sentence.marks[None], self.labels)[0]
        z = float(((signals - self.scope_mean) / self.scope_scale) @ self.scope_weights + self.scope_bias)
        probabilities = _softmax(self.sharpness * margins[None])[0] * self._neighbours(sentence, cosines) ** AGREEMENT
        probabilities /= probabilities.sum()
        order = np.argsort(-probabilities, kind="stable")
        return Judgement(
            tuple((self.labels[index], float(probabilities[index])) for index in order),
            float(1 / (1 + np.exp(-z))),
        )

    def _neighbours(self, sentence: Sentence, cosines: Floats) -> Array:
        """How much the nearest examples and phrasings speak for each topic, shape (classes,)."""
        places = np.argpartition(-cosines, min(NEIGHBOURS, len(cosines) - 1))[:NEIGHBOURS]
        beside = [(self.labels.index(topic), near) for topic, near in sentence.beside if topic in self.labels]
        topics = np.array([*self.topics[places], *(topic for topic, _ in beside)], dtype=np.int64)
        near = np.array([*cosines[places], *(near for _, near in beside)])
        weights = np.exp((near - near.max()) / WIDTH)
        found: Array = np.bincount(topics, weights, len(self.labels)) + LEAST_VOICE
        shares: Array = found / found.sum()
        return shares

    def margins(self, sentence: Sentence) -> Array:
        """How far on its side of each topic's border the sentence lies, shape (classes,)."""
        places, values = self.ngrams.of(sentence)
        found: Array = (self.weights @ sentence.vector + values @ self.gram_weights[places] + self.bias).astype(
            np.float64
        )
        return found

    def arrays(self) -> dict[str, Any]:
        """Everything as plain arrays, to be stored without pickle."""
        return {
            "labels": np.array(self.labels), "weights": self.weights, "gram_weights": self.gram_weights, "bias": self.bias,
            "sharpness": np.array(self.sharpness), "examples": self.examples, "topics": self.topics,
            "scope_weights": self.scope_weights, "scope_bias": np.array(self.scope_bias),
            "scope_mean": self.scope_mean, "scope_scale": self.scope_scale, **self.ngrams.arrays(),
        }  # fmt: skip

    @staticmethod
    def from_arrays(stored: Any) -> ScopedClassifier:
        """The inverse of `arrays`."""
        return ScopedClassifier(
            tuple(str(label) for label in stored["labels"]), Ngrams.from_arrays(stored), stored["weights"],
            stored["gram_weights"], stored["bias"], float(stored["sharpness"]), stored["examples"], stored["topics"],
            stored["scope_weights"], float(stored["scope_bias"]), stored["scope_mean"], stored["scope_scale"],
        )  # fmt: skip


def train_classifier(
    sentences: Sequence[Sentence], labels: Sequence[str], phrases: Sequence[tuple[Sentence, str]] = (), seed: int = 0
) -> ScopedClassifier:
    """Fit the topics, then the scope score on out-of-fold judgements, so that it is not flattered by the fit.

    Args:
        sentences: n sentences.
        labels: n topics; `out_of_scope` must be among them.
        phrases: Phrasings of the knowledge base with their topics. They help to tell topics apart; the scope score is
            fitted without them, because nobody says them word by word.
        seed: For the division into folds and the order in which the machine looks at examples.

    Raises:
        ValueError: If there is no out-of-scope example, or a topic has fewer examples than folds.
    """
    from joblib import Parallel, delayed
    from scipy.sparse import vstack
    from sklearn.model_selection import StratifiedKFold

    y = np.array(labels)
    names, counts = np.unique(y, return_counts=True)
    if OUT_OF_SCOPE not in names or counts.min() < FOLDS:
        raise ValueError(f"every topic and {OUT_OF_SCOPE!r} need at least {FOLDS} examples in data/nlu.yml")
    asked = [sentence for sentence, _ in phrases]
    asked_of = np.array([topic for _, topic in phrases], dtype=y.dtype)
    ngrams = learn([*sentences, *asked])
    vectors = np.stack([sentence.vector for sentence in sentences])
    marks = np.stack([sentence.marks for sentence in sentences])
    features, is_inside = _matrix(ngrams, sentences), y != OUT_OF_SCOPE
    beside = _matrix(ngrams, asked, features.shape[1])
    margins, near = np.zeros((len(y), len(names))), np.zeros((len(y), 2))

    folds = list(StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(vectors, y))

    def machine(chosen: npt.NDArray[np.int64]) -> Any:
        weights = np.concatenate([np.ones(len(chosen)), np.full(len(asked), PHRASES)])
        rows, topics = vstack([features[chosen], beside]).tocsr(), np.concatenate([y[chosen], asked_of])
        return delayed(_fit)(rows, topics, weights, seed)

    # The machine takes one core: two of them at once.
    final, *machines = Parallel(n_jobs=2)(machine(chosen) for chosen in (np.arange(len(y)), *(fit for fit, _ in folds)))
    for fitted, (fit, held) in zip(machines, folds, strict=True):
        margins[held] = fitted.decision_function(features[held])
        for side, chosen in enumerate((is_inside[fit], ~is_inside[fit])):
            near[held, side] = _nearest(vectors[held] @ vectors[fit][chosen].T)
    signals = _signals(margins, near, marks, tuple(names))
    mean, scale = signals.mean(axis=0), signals.std(axis=0) + 1e-9
    scope_weights, scope_bias = _fit_scope((signals - mean) / scale, is_inside)
    size, order = vectors.shape[1], np.argsort(~is_inside, kind="stable")
    return ScopedClassifier(
        tuple(str(name) for name in names), ngrams, final.coef_[:, :size].astype(np.float32),
        np.ascontiguousarray(final.coef_[:, size:].T, dtype=np.float32), final.intercept_.astype(np.float32),
        _fit_sharpness(margins, np.searchsorted(names, y)), vectors[order], np.searchsorted(names, y)[order],
        scope_weights, scope_bias, mean, scale,
    )  # fmt: skip


def _fit(rows: csr_matrix, topics: npt.NDArray[np.str_], weights: npt.NDArray[np.float64], seed: int) -> LinearSVC:
    from sklearn.svm import LinearSVC

    return LinearSVC(C=C, tol=TOLERANCE, random_state=seed).fit(rows, topics, sample_weight=weights)


def _matrix(ngrams: Ngrams, sentences: Sequence[Sentence], width: int = 0) -> csr_matrix:
    """Vectors and n-grams side by side, shape (n, 384 + n-grams); `width` is that of no sentences."""
    from scipy.sparse import csr_matrix, hstack

    if not sentences:
        return csr_matrix((0, width))
    vectors = np.stack([sentence.vector for sentence in sentences])
    found = [ngrams.of(sentence) for sentence in sentences]
    ends = np.cumsum([0, *(len(places) for places, _ in found)])
    values = np.concatenate([values for _, values in found])
    places = np.concatenate([places for places, _ in found])
    return hstack([csr_matrix(vectors), csr_matrix((values, places, ends), (len(sentences), ngrams.size))]).tocsr()


def _fit_scope(signals: Array, is_inside: npt.NDArray[np.bool_]) -> tuple[Array, float]:
    from sklearn.linear_model import LogisticRegression

    scope = LogisticRegression(C=1.0, class_weight="balanced", max_iter=500).fit(signals, is_inside)
    return scope.coef_[0], float(scope.intercept_[0])


def _fit_sharpness(margins: Array, truth: npt.NDArray[np.int64]) -> float:
    """The factor under which the softmax of held-out margins is likeliest: temperature scaling (Guo et al. 2017)."""
    chosen = np.arange(len(truth)), truth
    likelihoods = [np.log(_softmax(factor * margins)[chosen] + 1e-12).mean() for factor in SHARPNESS]
    return float(SHARPNESS[int(np.argmax(likelihoods))])


def _softmax(logits: Array) -> Array:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    result: Array = shifted / shifted.sum(axis=1, keepdims=True)
    return result


def _nearest(cosines: npt.NDArray[Any]) -> Array:
    """The mean of the nearest cosines of each row."""
    count = min(NEAREST, cosines.shape[1])
    found: Array = np.partition(cosines, -count, axis=1)[:, -count:].mean(axis=1)
    return found


def _signals(margins: Array, near: Array, marks: npt.NDArray[Any], labels: Sequence[str]) -> Array:
    """The signals of the scope score, shape (n, 6 + marks); `near` are cosines to the sides' examples, shape (n, 2)."""
    outside = list(labels).index(OUT_OF_SCOPE)
    inside = np.sort(np.delete(margins, outside, axis=1), axis=1)
    second = inside[:, -2] if inside.shape[1] > 1 else inside[:, -1]
    energy = np.log(np.exp(ENERGY * inside).sum(axis=1))
    own = np.stack([margins[:, outside], inside[:, -1], inside[:, -1] - second, energy], axis=1)
    return np.hstack([own, near, marks])
