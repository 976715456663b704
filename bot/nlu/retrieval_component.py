"""Rasa component: puts `hits` on the message, the nearness of claims, predicates and remarks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.current import current_index
from bot.nlu.encoder_component import sentence_vector
from bot.nlu.normal_component import words_in
from bot.nlu.sentence import unnamed
from bot.nlu.sentence_encoder import Vectors, default_encoder
from bot.nlu.words import Word, asked
from knowledge.current import current_snapshot

FILE = "phrases.npz"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class ClaimRetriever(GraphComponent):
    """Compares messages with the phrases of the knowledge base; training only saves the first encoding."""

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, known: dict[str, Vectors] | None = None
    ) -> None:
        """Start from known vectors; the first message completes them."""
        self._storage = model_storage
        self._resource = resource
        self._known = known or {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ClaimRetriever:
        """Create a retriever that knows nothing yet."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ClaimRetriever:
        """Load the vectors that training stored."""
        with model_storage.read_from(resource) as folder, np.load(folder / FILE, allow_pickle=False) as stored:
            known = dict(zip((str(text) for text in stored["texts"]), stored["vectors"], strict=True))
        return cls(model_storage, resource, known)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """A new knowledge version means that the stored vectors are worth renewing."""
        return current_snapshot().version

    def train(self, training_data: TrainingData) -> Resource:
        """Encode all phrases of the knowledge base and store them."""
        index = current_index(self._known)
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / FILE, texts=np.array(index.texts), vectors=index.matrix)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `hits` on each message with a vector."""
        current_index(self._known)
        for message in messages:
            vector = sentence_vector(message)
            if vector is not None:
                message.set("hits", hits_of(words_in(message), vector, message.get(ENTITIES, [])), add_to_output=True)
        return messages


def hits_of(words: Sequence[Word], vector: Vectors, entities: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """How near each phrase is to a message as it is, or with plain words for its names, whichever is nearer."""
    hits, plainly = current_index().hits(vector), asked(unnamed(words, entities))
    if plainly == asked(words):
        return hits
    for phrase, near in current_index().hits(default_encoder().encode_one(plainly)).items():
        hits[phrase] = max(near, hits.get(phrase, 0.0))
    return hits
