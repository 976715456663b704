"""The topic classifier and its score of being in scope at all, on toy vectors (bot.nlu.scope_score)."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest

from bot.nlu.scope_score import FOLDS, OUT_OF_SCOPE, ScopedClassifier, train_classifier
from bot.nlu.sentence import MARKS, Sentence

TOPICS = ("cost", "credit", "duration")
SIZE = 384


def plain(vector: np.ndarray, text: str = "") -> Sentence:
    """A sentence in which nothing was found."""
    return Sentence(vector.astype(np.float32), text, text, np.zeros(len(MARKS), np.float32))


def toy(per_topic: int = 12, seed: int = 0) -> tuple[list[Sentence], list[str]]:
    """Unit vectors: each topic around a direction of its own, out of scope anywhere; the words say nothing."""
    chance = np.random.default_rng(seed)
    rows, labels = [], []
    for place, topic in enumerate((*TOPICS, OUT_OF_SCOPE)):
        for _ in range(per_topic * (2 if topic == OUT_OF_SCOPE else 1)):
            row = chance.normal(size=SIZE) * (1.0 if topic == OUT_OF_SCOPE else 0.02)
            row[place] += 0 if topic == OUT_OF_SCOPE else 1
            rows.append(plain(row / np.linalg.norm(row), "so it is"))
            labels.append(topic)
    return rows, labels


@pytest.fixture(scope="module")
def classifier() -> ScopedClassifier:
    """A classifier of the toy topics."""
    return train_classifier(*toy())


def test_new_vectors_are_judged_by_their_topic(classifier: ScopedClassifier) -> None:
    """Vectors that were not trained on get their topic, and a high probability of being in scope."""
    for sentence, label in zip(*toy(seed=1), strict=True):
        judgement = classifier.judge(sentence)
        assert (judgement.in_scope > 0.5) is (label != OUT_OF_SCOPE)
        if label != OUT_OF_SCOPE:
            assert judgement.ranking[0][0] == label


def test_a_ranking_is_a_distribution_best_first(classifier: ScopedClassifier) -> None:
    """All topics are ranked, in falling probability, which add up to one; the score is a probability too."""
    judgement = classifier.judge(toy(seed=2)[0][0])
    probabilities = [probability for _, probability in judgement.ranking]
    assert {topic for topic, _ in judgement.ranking} == {*TOPICS, OUT_OF_SCOPE}
    assert probabilities == sorted(probabilities, reverse=True)
    assert sum(probabilities) == pytest.approx(1)
    assert 0 <= judgement.in_scope <= 1


def test_stored_arrays_judge_the_same(classifier: ScopedClassifier) -> None:
    """What is stored without pickle and read again judges every vector alike."""
    file = io.BytesIO()
    np.savez(file, **classifier.arrays())
    file.seek(0)
    with np.load(file, allow_pickle=False) as stored:
        again = ScopedClassifier.from_arrays(stored)
    assert again.labels == classifier.labels
    for sentence in toy(seed=3)[0]:
        assert again.judge(sentence) == classifier.judge(sentence)


def test_training_twice_gives_the_same(classifier: ScopedClassifier) -> None:
    """The same examples and the same seed give the same classifier."""
    again = train_classifier(*toy())
    sentence = toy(seed=4)[0][0]
    assert again.judge(sentence).in_scope == pytest.approx(classifier.judge(sentence).in_scope)


def test_neighbours_in_and_out_of_scope_are_kept_apart(classifier: ScopedClassifier) -> None:
    """Nearness to the one side speaks for being in scope, nearness to the other against it."""
    is_outside = classifier.topics == classifier.labels.index(OUT_OF_SCOPE)
    assert classifier.examples[~is_outside].shape == (12 * len(TOPICS), SIZE)
    assert classifier.examples[is_outside].shape == (24, SIZE)


def test_phrasings_that_are_near_speak_for_their_topic(classifier: ScopedClassifier) -> None:
    """Between two topics, what the knowledge base asks in like words decides."""
    between = np.zeros(SIZE)
    between[:2] = 0.5**0.5
    for topic in TOPICS[:2]:
        read = replace(plain(between, "so it is"), beside=((topic, 0.99),))
        assert classifier.judge(read).ranking[0][0] == topic


def test_words_tell_topics_apart_that_mean_the_same_to_the_encoder() -> None:
    """With one vector for all, the n-grams decide."""
    vector = np.ones(SIZE) / SIZE**0.5
    texts = {"cost": "what is the price", "credit": "does it count", OUT_OF_SCOPE: "tell me the weather"}
    sentences = [plain(vector, text) for text in texts.values() for _ in range(6)]
    trained = train_classifier(sentences, [topic for topic in texts for _ in range(6)])
    for topic, text in texts.items():
        assert trained.judge(plain(vector, f"hello, {text}?")).ranking[0][0] == topic


@pytest.mark.parametrize(
    ("keep", "why"),
    [
        (lambda label, n: label != OUT_OF_SCOPE, "without out of scope"),
        (lambda label, n: label != "cost" or n < FOLDS - 1, "too few of a topic"),
        (lambda label, n: label != OUT_OF_SCOPE or n < FOLDS - 1, "too few out of scope"),
    ],
)
def test_training_refuses_too_little(keep: object, why: str) -> None:
    """Fewer examples than folds, or none out of scope, is an error that says where to add some."""
    sentences, labels = toy()
    chosen = [i for i, label in enumerate(labels) if keep(label, labels[:i].count(label))]  # type: ignore[operator]
    with pytest.raises(ValueError, match=r"data/nlu\.yml"):
        train_classifier([sentences[i] for i in chosen], [labels[i] for i in chosen])


@pytest.mark.parametrize("vector", [np.zeros(SIZE), np.ones(SIZE) / SIZE**0.5, -np.ones(SIZE) / SIZE**0.5])
def test_a_strange_vector_is_judged_without_nonsense(classifier: ScopedClassifier, vector: np.ndarray) -> None:
    """No vector makes a probability that is no number."""
    judgement = classifier.judge(plain(vector))
    assert np.isfinite(judgement.in_scope)
    assert all(np.isfinite(probability) for _, probability in judgement.ranking)
