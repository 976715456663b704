"""Cross-validation of data/nlu.yml: how well topics and scope are told on sentences that were not trained on.

Judges with the classifier of `bot.nlu.scope_score`; beside it, other scores of being in scope, read from the sentence
vectors alone, are compared on the same folds. The numbers in docs/decisions/0004-declining.md are made here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold
from threadpoolctl import threadpool_limits

from bot.nlu.current import current_spelling, read_sentences
from bot.nlu.fusing import fused
from bot.nlu.normal_component import counts_of
from bot.nlu.scope_score import OUT_OF_SCOPE, ScopedClassifier, train_classifier
from bot.nlu.sentence import Sentence
from bot.nlu.sentence_encoder import default_encoder
from bot.nlu.spelling import read_words
from bot.nlu.words import asked
from bot.settings import ROOT
from evaluation.metrics import confidence_figures, precision_and_recall, share
from evaluation.tables import Grid

NLU = ROOT / "data" / "nlu.yml"
CONFIG = ROOT / "config.yml"
CLASSIFIER = "bot.nlu.topic_component.TopicClassifier"
FOLDS = 5
FALSE_DECLINES = 0.05
C = 10.0  # of the plain classifier that the other scores are read from
USED = "calibrated over all (used)"
Labels = npt.NDArray[np.str_]
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Held:
    """What was found of one held-out sentence: the topic as the bot would report it, and scores of being in scope."""

    text: str
    truth: str
    got: str
    confidence: float
    scores: dict[str, float] = field(default_factory=dict)


def read_examples(path: Path = NLU) -> tuple[list[str], list[str]]:
    """(sentences, intents) of a Rasa NLU file."""
    texts, labels = [], []
    for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
        for line in entry.get("examples", "").splitlines() if "intent" in entry else ():
            texts.append(line.removeprefix("- ").strip())
            labels.append(entry["intent"])
    return texts, labels


def read_as_messages(texts: Sequence[str]) -> list[Sentence]:
    """The sentences of texts, read as the pipeline reads its messages."""
    spelling = current_spelling(counts_of(texts))
    words = [read_words(text, spelling) for text in texts]
    return read_sentences(texts, words, default_encoder().encode([asked(read) for read in words]))


def configured_threshold(path: Path = CONFIG) -> float:
    """The least P(in scope) that the configured classifier answers."""
    pipeline = yaml.safe_load(path.read_text(encoding="utf-8"))["pipeline"]
    return next(float(part["threshold"]) for part in pipeline if part["name"] == CLASSIFIER)


def cross_validate(
    sentences: Sequence[Sentence],
    labels: Sequence[str],
    phrases: Sequence[tuple[Sentence, str]] = (),
    *,
    threshold: float,
    seed: int,
    step: Callable[[], None] = lambda: None,
) -> list[Held]:
    """Judge every sentence by a classifier of the other folds, in the order of the sentences.

    Args:
        sentences: The n sentences.
        labels: Their n topics.
        phrases: Phrasings of the knowledge base with their topics; they are in every fold's training.
        threshold: The least P(in scope) that is answered.
        seed: Of the division into folds, and of the classifier's own.
        step: Called after each fold.
    """
    y, vectors = np.array(labels), np.stack([sentence.vector for sentence in sentences])
    found: dict[int, Held] = {}
    # One thread: on these sizes several only wait for each other, ten times as long on a busy machine.
    with threadpool_limits(1):
        for fit, held in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(vectors, y):
            classifier = train_classifier([sentences[index] for index in fit], list(y[fit]), phrases, seed)
            scores = dict(_scores_of_fold(vectors.astype(np.float64), y, fit, held))
            for place, index in enumerate(held):
                topic, confidence, own = reported(classifier, sentences[index], threshold)
                others = {name: float(values[place]) for name, values in scores.items()}
                found[int(index)] = Held(sentences[index].text, labels[index], topic, confidence, {**others, **own})
            step()
    return [found[index] for index in range(len(sentences))]


def reported(classifier: ScopedClassifier, sentence: Sentence, threshold: float) -> tuple[str, float, dict[str, float]]:
    """(topic, confidence, scores of being in scope), as `bot.nlu.topic_component` reports a judgement."""
    judgement = classifier.judge(sentence)
    scores = {"out-of-scope class": 1 - dict(judgement.ranking)[OUT_OF_SCOPE], USED: judgement.in_scope}
    if judgement.in_scope < threshold:
        return OUT_OF_SCOPE, 1 - judgement.in_scope, scores
    return *fused(judgement.ranking, sentence)[0], scores


def _scores_of_fold(
    x: npt.NDArray[np.float64], y: Labels, fit: Indices, held: Indices
) -> Iterator[tuple[str, npt.NDArray[np.float64]]]:
    """Scores of being in scope that are not used, for the held-out sentences; higher is more in scope."""
    inside = y[fit] != OUT_OF_SCOPE
    known_only = LogisticRegression(C=C, max_iter=500).fit(x[fit][inside], y[fit][inside])
    logits = known_only.decision_function(x[held])
    yield "largest softmax", known_only.predict_proba(x[held]).max(axis=1)
    yield "energy", np.log(np.exp(logits).sum(axis=1))
    yield "nearest 3 examples", np.sort(x[held] @ x[fit][inside].T, axis=1)[:, -3:].mean(axis=1)


def training_figures(held: Sequence[Held], seed: int) -> dict[str, Any]:
    """All figures over the held-out sentences, ready to be stored as JSON."""
    truth, got = [row.truth for row in held], [row.got for row in held]
    is_right = [t == g for t, g in zip(truth, got, strict=True)]
    inside = [row for row in held if row.truth != OUT_OF_SCOPE]
    shares = {
        "topic accuracy": share(is_right),
        "… of sentences in scope": share(row.got == row.truth for row in inside),
        "out of scope, declined": share(row.got == OUT_OF_SCOPE for row in held if row.truth == OUT_OF_SCOPE),
        "declined without cause": share(row.got == OUT_OF_SCOPE for row in inside),
    }
    return {
        "rows": len(held),
        "shares": {name: found.as_json() for name, found in shares.items()},
        "topics": {
            label: {"precision": precision.as_json(), "recall": recall.as_json()}
            for label, (precision, recall) in precision_and_recall(truth, got).items()
        },
        "scope_scores": scope_scores(held),
        "confusions": [[row.truth, row.got] for row in held],
        **confidence_figures([row.confidence for row in held], is_right, seed),
        "failures": [_failure(row) for row in held if row.truth != row.got],
    }


def scope_scores(held: Sequence[Held]) -> dict[str, dict[str, float]]:
    """Of each score: recall of what is out of scope where 5 % of the rest is declined, and the area under its ROC curve."""
    truth = np.array([row.truth != OUT_OF_SCOPE for row in held])
    found = {}
    for name in held[0].scores if held else ():
        scores = np.array([row.scores[name] for row in held])
        threshold = np.quantile(scores[truth], FALSE_DECLINES)
        found[name] = {
            "recall": float((scores[~truth] < threshold).mean()),
            "auroc": float(roc_auc_score(truth, scores)),
        }
    return found


def scope_grid(scores: dict[str, dict[str, float]]) -> Grid:
    """The scores beside each other."""
    rows = [(name, f"{found['recall']:.3f}", f"{found['auroc']:.3f}") for name, found in scores.items()]
    return Grid("Scores of being in scope", ("score", "recall at 5 % false declines", "AUROC"), rows)


def _failure(row: Held) -> dict[str, Any]:
    return {
        "id": row.truth,
        "turns": [row.text],
        "severity": 1,
        "confidence": row.confidence,
        "problems": [{"what": "topic", "expected": row.truth, "got": row.got}],
        "reply": "",
    }
