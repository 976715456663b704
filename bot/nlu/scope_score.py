"""The topic classifier and its honest "none of these" score; numpy at run time, scikit-learn only to train.

A linear classifier on sentence vectors gives the topics. Whether the message is about any of them at all is a
calibrated probability over several signals, because the largest softmax alone is the weakest of the usual
choices (Larson et al. 2019; our own comparison in docs/decisions/0004-declining.md): mean cosine to the three
nearest in-scope examples, probability of the out-of-scope class, largest in-scope probability, energy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

OUT_OF_SCOPE = "out_of_scope"
NEAREST = 3
FOLDS = 5
C = 10.0


@dataclass(frozen=True)
class Judgement:
    """How a message was judged: topics with probabilities, best first, and P(in scope)."""

    ranking: tuple[tuple[str, float], ...]
    in_scope: float


@dataclass(frozen=True)
class ScopedClassifier:
    """The trained arrays: everything that is needed to judge a vector.

    Shapes: `weights` (classes, 384), `bias` (classes,), `examples` (n, 384, single precision) the in-scope training vectors,
    `scope_weights` (signals,), `scope_mean` and `scope_scale` (signals,).
    """

    labels: tuple[str, ...]
    weights: Array
    bias: Array
    examples: npt.NDArray[np.float32]
    scope_weights: Array
    scope_bias: float
    scope_mean: Array
    scope_scale: Array

    def judge(self, vector: npt.NDArray[np.float32]) -> Judgement:
        """Judge one message by its vector, shape (384,)."""
        logits = self.weights @ vector + self.bias
        probabilities = _softmax(logits[None])[0]
        near = (self.examples @ vector)[None]
        signals = _signals(logits[None], probabilities[None], near, self._outside)[0]
        z = float(((signals - self.scope_mean) / self.scope_scale) @ self.scope_weights + self.scope_bias)
        order = np.argsort(-probabilities)
        return Judgement(
            tuple((self.labels[index], float(probabilities[index])) for index in order),
            float(1 / (1 + np.exp(-z))),
        )

    @property
    def _outside(self) -> int:
        return self.labels.index(OUT_OF_SCOPE)

    def arrays(self) -> dict[str, Any]:
        """Everything as plain arrays, to be stored without pickle."""
        return {
            "labels": np.array(self.labels), "weights": self.weights, "bias": self.bias, "examples": self.examples,
            "scope_weights": self.scope_weights, "scope_bias": np.array(self.scope_bias),
            "scope_mean": self.scope_mean, "scope_scale": self.scope_scale,
        }  # fmt: skip

    @staticmethod
    def from_arrays(stored: Any) -> ScopedClassifier:
        """The inverse of `arrays`."""
        return ScopedClassifier(
            tuple(str(label) for label in stored["labels"]), stored["weights"], stored["bias"], stored["examples"],
            stored["scope_weights"], float(stored["scope_bias"]), stored["scope_mean"], stored["scope_scale"],
        )  # fmt: skip


def train_classifier(vectors: npt.NDArray[np.float32], labels: list[str], seed: int = 0) -> ScopedClassifier:
    """Fit the topics, then the scope score on out-of-fold judgements, so that it is not flattered by the fit.

    Args:
        vectors: Shape (n, 384).
        labels: n topics; `out_of_scope` must be among them.
        seed: For the division into folds.

    Raises:
        ValueError: If there is no out-of-scope example, or a topic has fewer examples than folds.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold

    y = np.array(labels)
    names, counts = np.unique(y, return_counts=True)
    if OUT_OF_SCOPE not in names or counts.min() < FOLDS:
        raise ValueError(f"every topic and {OUT_OF_SCOPE!r} need at least {FOLDS} examples in data/nlu.yml")
    x = vectors.astype(np.float64)
    outside = int(np.flatnonzero(names == OUT_OF_SCOPE)[0])
    signals, in_scope = np.zeros((len(y), 4)), (y != OUT_OF_SCOPE)
    for fit, held in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(x, y):
        model = LogisticRegression(C=C, max_iter=500).fit(x[fit], y[fit])
        logits = model.decision_function(x[held])
        near = x[held] @ x[fit][in_scope[fit]].T
        signals[held] = _signals(logits, _softmax(logits), near, outside)
    mean, scale = signals.mean(axis=0), signals.std(axis=0) + 1e-9
    scope = LogisticRegression(C=1.0, class_weight="balanced").fit((signals - mean) / scale, in_scope)
    model = LogisticRegression(C=C, max_iter=500).fit(x, y)
    return ScopedClassifier(
        tuple(str(name) for name in names), model.coef_, model.intercept_, vectors[in_scope],
        scope.coef_[0], float(scope.intercept_[0]), mean, scale,
    )  # fmt: skip


def _softmax(logits: Array) -> Array:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    result: Array = shifted / shifted.sum(axis=1, keepdims=True)
    return result


def _signals(logits: Array, probabilities: Array, near: Array, outside: int) -> Array:
    """The signals of the scope score, shape (n, 4); `near` are cosines to in-scope examples, shape (n, m)."""
    nearest = np.partition(near, -NEAREST, axis=1)[:, -NEAREST:].mean(axis=1)
    inside = np.delete(probabilities, outside, axis=1)
    energy = np.log(np.exp(np.delete(logits, outside, axis=1)).sum(axis=1))
    return np.stack([nearest, probabilities[:, outside], inside.max(axis=1), energy], axis=1)
