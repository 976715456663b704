"""Rasa featurizer: one dense sentence feature from the sentence encoder."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.normal_component import words_in
from bot.nlu.sentence import unnamed
from bot.nlu.sentence_encoder import SentenceEncoder, Vectors, default_encoder
from bot.nlu.words import asked

ORIGIN = "sentence_encoder"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER], is_trainable=False)
class SentenceFeaturizer(GraphComponent):
    """Adds the encoder's vector to every message; classifiers after it read it with `sentence_vector`."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        """Keep the encoder."""
        self._encoder = encoder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceFeaturizer:
        """Load the encoder of this process."""
        return cls(default_encoder())

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Another encoder means another training."""
        return default_encoder().digest

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Featurize all examples, in batches."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        vectors = self._encoder.encode([asked(words_in(example)) for example in examples])
        for example, vector in zip(examples, vectors, strict=True):
            _add(example, vector)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Featurize the messages; the components after it compare a message without its names, too."""
        for message in messages:
            if message.get(TEXT):
                words = words_in(message)
                said = asked(words)
                self._encoder.encode_ahead([said, asked(unnamed(words, message.get(ENTITIES, [])))])
                _add(message, self._encoder.encode_one(said))
        return messages


def _add(message: Message, vector: Vectors) -> None:
    message.add_features(Features(vector.reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, ORIGIN))


def sentence_vector(message: Message) -> Vectors | None:
    """The vector that `SentenceFeaturizer` added, shape (384,), or None for a message without text."""
    for features in message.features:
        if features.origin == ORIGIN and features.attribute == TEXT:
            vector: Vectors = features.features[0]
            return vector
    return None
