"""Rasa component: puts `words` on the message, its words in normal form with their typos put right."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.current import current_spelling
from bot.nlu.outright import readable
from bot.nlu.spelling import learn_counts, read_words
from bot.nlu.words import Word, words_of
from knowledge.current import current_snapshot

FILE = "counts.json"
WORDS = "words"
MEANT = "meant"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER], is_trainable=True)
class MessageNormalizer(GraphComponent):
    """Reads the words of every message; the components after it take them with `words_in`."""

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, counts: Sequence[Mapping[str, int]] = ({}, {})
    ) -> None:
        """Keep the counts of words, and of pairs of words, that training made."""
        self._storage = model_storage
        self._resource = resource
        self._counts = counts

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageNormalizer:
        """Create a normalizer that has seen no sentence yet."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> MessageNormalizer:
        """Load the counts of a training."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, json.loads((folder / FILE).read_text(encoding="utf-8")))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """New phrasings in the knowledge base are sentences to learn from."""
        return current_snapshot().version

    def train(self, training_data: TrainingData) -> Resource:
        """Count the words of the examples and of the knowledge base's phrasings."""
        examples = [example.get(TEXT) for example in training_data.training_examples if example.get(TEXT)]
        self._counts = counts_of(examples)
        with self._storage.write_to(self._resource) as folder:
            (folder / FILE).write_text(json.dumps(self._counts, ensure_ascii=False), encoding="utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Read the words of all examples."""
        self._read_words(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Take away what no component shall read as words, and read the words."""
        for message in messages:
            if message.get(TEXT):
                message.set(TEXT, readable(message.get(TEXT)))
        return self._read_words(messages)

    def _read_words(self, messages: list[Message]) -> list[Message]:
        spelling = current_spelling(self._counts)
        for message in messages:
            if message.get(TEXT):
                message.set(WORDS, read_words(message.get(TEXT), spelling))
                message.set(MEANT, meant_otherwise(message.get(TEXT), words_in(message)), add_to_output=True)
        return messages


def words_in(message: Message) -> list[Word]:
    """The words that `MessageNormalizer` found."""
    found: list[Word] = message.get(WORDS) or []
    return found


def meant_otherwise(text: str, words: Iterable[Word]) -> list[dict[str, Any]]:
    """The words of a message that are not spelt as they are meant: their place in it, and what is meant."""
    return [
        {"start": word.start, "end": word.end, "meant": word.text}
        for word in words
        if word.text != text[word.start : word.end].lower()
    ]


def counts_of(examples: Iterable[str]) -> tuple[dict[str, int], dict[str, int]]:
    """The counts of words and of pairs of words in sentences and in the phrasings of the current knowledge."""
    snapshot = current_snapshot()
    asks = [text for predicate in snapshot.predicates.values() for text in predicate.asks]
    asks += [text for remark in snapshot.remarks.values() for text in remark.asks]
    return learn_counts([word.text for word in words_of(text)] for text in (*examples, *asks))
