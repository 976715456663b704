"""Rasa entity extractor: names from the knowledge base and figures with their bounds, by spaCy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.current import names_in
from bot.nlu.normal_component import words_in
from bot.nlu.quantities import Quantity, find_quantities
from bot.nlu.words import Word


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class KnowledgeEntityExtractor(GraphComponent):
    """Finds names and figures; follows the knowledge base without training."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> KnowledgeEntityExtractor:
        """Create the extractor."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities of each message."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                found = names_in(text, words_in(message))
                found += figures_in(text, words_in(message))
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages


def figures_in(text: str, words: Iterable[Word]) -> list[dict[str, Any]]:
    """The figures of a message, in the shape of Rasa's entities; `words` are its words with their typos put right."""
    meant, places = _as_meant(text, words)
    found = []
    for quantity in find_quantities(meant):
        start, end = places[quantity.start], places[quantity.end - 1] + 1
        found.append(_figure(replace(quantity, start=start, end=end), text))
    return found


def _as_meant(text: str, words: Iterable[Word]) -> tuple[str, list[int]]:
    """The text with its misspelt words put right, and for each letter of it its place in the text as it was written."""
    letters, places, last = list[str](), list[int](), 0
    for word in words:
        if not word.text.isalpha() or word.text == text[word.start : word.end].lower():
            continue  # "$1,000" and "1.5k" stay as they were written
        letters += [text[last : word.start], word.text]
        places += [*range(last, word.start), *(word.end - 1 for _ in word.text)]
        places[len(places) - len(word.text)] = word.start
        last = word.end
    return "".join([*letters, text[last:]]), [*places, *range(last, len(text))]


def _figure(quantity: Quantity, text: str) -> dict[str, Any]:
    return {
        "entity": quantity.kind,
        "value": quantity.high,
        "low": quantity.low,
        "bound": quantity.bound,
        "start": quantity.start,
        "end": quantity.end,
        "text": text[quantity.start : quantity.end],
        "extractor": "KnowledgeEntityExtractor",
    }
