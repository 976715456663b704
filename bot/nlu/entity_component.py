"""Rasa entity extractor: names from the knowledge base and figures with their bounds, by spaCy."""

from __future__ import annotations

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
                found += [_figure(quantity, text) for quantity in find_quantities(text)]
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages


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
