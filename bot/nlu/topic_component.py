"""Rasa classifier: the topic of a message as its intent, or `out_of_scope` when it is none of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from advising.answers.several import HEADINGS
from bot.nlu.current import current_index, read_phrases, read_sentences
from bot.nlu.encoder_component import sentence_vector
from bot.nlu.fusing import fused
from bot.nlu.normal_component import words_in
from bot.nlu.outright import declined, has_words, intent_said_outright
from bot.nlu.parts import Part, questions_of, questions_within
from bot.nlu.retrieval_component import hits_of
from bot.nlu.scope_score import OUT_OF_SCOPE, Judgement, ScopedClassifier, train_classifier
from bot.nlu.sentence import Sentence, sentence_of, unnamed
from bot.nlu.sentence_encoder import Vectors, default_encoder
from bot.nlu.words import Word, asked, plain, words_of

FILE = "topics.npz"
SENTENCES = "sentences.json"
RANKED = 5
# What undoes something is done only when it was surely said.
DECISIVE = ("cancel",)
SURE = 0.5
# A wish for advice: a story around it may ask questions, too.
ADVICE = "recommend"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class TopicClassifier(GraphComponent):
    """Linear topics on the sentence vector and n-grams, with a calibrated score of being in scope at all."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        classifier: ScopedClassifier | None = None,
        sentences: dict[str, str] | None = None,
    ) -> None:
        """Keep what training and judging need."""
        self._threshold = float(config["threshold"])
        self._seed = int(config["seed"])
        self._storage = model_storage
        self._resource = resource
        self._classifier = classifier
        self._sentences = sentences or {}

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`threshold`: the least P(in scope) that is answered; `seed`: of the folds."""
        return {"threshold": 0.5, "seed": 0}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        """Create an untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        """Load the arrays of a trained classifier."""
        with model_storage.read_from(resource) as folder, np.load(folder / FILE, allow_pickle=False) as stored:
            sentences = json.loads((folder / SENTENCES).read_text())
            return cls(config, model_storage, resource, ScopedClassifier.from_arrays(stored), sentences)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the classifier on the featurized examples and store it."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        vectors = np.stack([vector for example in examples if (vector := sentence_vector(example)) is not None])
        sentences = read_sentences([example.get(TEXT) for example in examples], map(words_in, examples), vectors)
        labels = [example.get(INTENT) for example in examples]
        self._classifier = train_classifier(sentences, labels, read_phrases(), self._seed)
        self._sentences = {plain(words_of(example.get(TEXT))): example.get(INTENT) for example in examples}
        with self._storage.write_to(self._resource) as folder:
            np.savez_compressed(folder / FILE, **self._classifier.arrays())
            (folder / SENTENCES).write_text(json.dumps(self._sentences))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent, the ranking and `scope_score`, the probability of being in scope."""
        for message in messages:
            vector = sentence_vector(message)
            if not has_words(message.get(TEXT) or ""):
                _put(message, declined())
            elif vector is not None and self._classifier is not None:
                self._judge(message, vector, self._classifier)
        return messages

    def _judge(self, message: Message, vector: Vectors, classifier: ScopedClassifier) -> None:
        hits = message.get("hits") or {}
        read = sentence_of(words_in(message), vector, message.get(ENTITIES, []), hits, current_index().topics)
        self._set(message, classifier.judge(read), read)
        self._set_known(message)
        if (intent := intent_said_outright(message.get(TEXT))) is not None:
            _put(message, {"intent": {"name": intent, "confidence": 1.0}, "scope_score": 1.0})
        elif message.get(INTENT)["name"] == ADVICE:
            _put(message, {"parts": list(self._judged_parts(message, classifier, questions_within))})
        else:
            self._set_parts(message, classifier)

    def _set_parts(self, message: Message, classifier: ScopedClassifier) -> None:
        """Several questions on different topics become `parts`; one of their topics is the intent, the first if need be."""
        if message.get(INTENT)["name"] not in {*HEADINGS, OUT_OF_SCOPE}:
            return
        parts = list(self._judged_parts(message, classifier, questions_of))
        if len({part["topic"] for part in parts}) > 1:
            if message.get(INTENT)["name"] not in {part["topic"] for part in parts}:
                first = {"name": parts[0]["topic"], "confidence": parts[0]["confidence"]}
                message.set(INTENT, first, add_to_output=True)
            _put(message, {"parts": parts})

    def _judged_parts(
        self, message: Message, classifier: ScopedClassifier, divided: Callable[[str], list[Part]]
    ) -> Iterator[dict[str, Any]]:
        """The questions of a message that ask about a topic, one for each topic."""
        seen = set()
        divisions = [(part, *_within(part, message)) for part in divided(message.get(TEXT))]
        texts = [asked(said) for _, words, names in divisions for said in (words, unnamed(words, names))]
        default_encoder().encode_ahead(texts)
        for part, words, names in divisions:
            vector = default_encoder().encode_one(asked(words))
            hits = hits_of(words, vector, names)
            read = sentence_of(words, vector, names, hits, current_index().topics)
            judgement = classifier.judge(read)
            topic, confidence = fused(judgement.ranking, read)[0]
            if judgement.in_scope >= self._threshold and topic in HEADINGS and topic not in seen:
                seen.add(topic)
                yield {**asdict(part), "topic": topic, "confidence": confidence, "hits": hits}

    def _set(self, message: Message, judgement: Judgement, read: Sentence) -> None:
        together = fused(judgement.ranking, read)
        ranking = [{"name": name, "confidence": confidence} for name, confidence in together[:RANKED]]
        name, confidence = together[0]
        is_inside = judgement.in_scope >= self._threshold and (name not in DECISIVE or confidence >= SURE)
        best = ranking[0] if is_inside else {"name": OUT_OF_SCOPE, "confidence": 1 - judgement.in_scope}
        message.set(INTENT, best, add_to_output=True)
        message.set("intent_ranking", ranking, add_to_output=True)
        message.set("scope_score", judgement.in_scope, add_to_output=True)

    def _set_known(self, message: Message) -> None:
        """A sentence that stands in the training data, but for case and signs, means what it means there."""
        known = self._sentences.get(plain(words_of(message.get(TEXT))))
        if known is not None:
            message.set(INTENT, {"name": known, "confidence": 1.0}, add_to_output=True)
            message.set("scope_score", 1.0, add_to_output=True)


def _within(part: Part, message: Message) -> tuple[list[Word], list[Mapping[str, Any]]]:
    """The words and the names of a part of a message."""
    words = [word for word in words_in(message) if part.start <= word.start and word.end <= part.end]
    names = [name for name in message.get(ENTITIES, []) if part.start <= name["start"] and name["end"] <= part.end]
    return words, names


def _put(message: Message, read: Mapping[str, Any]) -> None:
    """Set what was read, so that it comes out of the graph."""
    for name, value in read.items():
        message.set(name, value, add_to_output=True)
