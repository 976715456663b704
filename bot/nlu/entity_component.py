"""Rasa entity extractor: names from the knowledge base and figures with their bounds, by spaCy."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.lexicon import Lexicon, Mention
from bot.nlu.quantities import Quantity, find_quantities
from knowledge.current import current_snapshot


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class KnowledgeEntityExtractor(GraphComponent):
    """Finds names and figures; follows the knowledge base without training."""

    def __init__(self) -> None:
        """Start without a lexicon; the first message builds it."""
        self._lexicon: Lexicon | None = None

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
        lexicon = self._current_lexicon()
        for message in messages:
            text = message.get(TEXT)
            if text:
                found = [_name(mention, text) for mention in lexicon.find(text)]
                found += [_figure(quantity, text) for quantity in find_quantities(text)]
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def _current_lexicon(self) -> Lexicon:
        snapshot = current_snapshot()
        if self._lexicon is None or self._lexicon.version != snapshot.version:
            self._lexicon = Lexicon(snapshot)
        return self._lexicon


def _name(mention: Mention, text: str) -> dict[str, Any]:
    return {
        "entity": mention.entity,
        "value": mention.subject,
        "start": mention.start,
        "end": mention.end,
        "text": text[mention.start : mention.end],
        "extractor": "KnowledgeEntityExtractor",
        "negated": mention.is_negated,
        "inferred": mention.is_inferred,
        "alternatives": list(mention.alternatives),
    }


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
