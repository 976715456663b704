"""What a message means: the NLU graph for text, the payload for a pressed button; a command that is written is text."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.outright import declined, is_command
from bot.nlu.sentence_encoder import default_encoder

COMMAND_REMARK = "decline.command"
REMEMBERED = 500


class Understanding:
    """Reads messages, one at a time, and remembers how the latest were read: what many ask in the same words is read once."""

    def __init__(self, processor: MessageProcessor) -> None:
        """Read with a loaded model."""
        self._processor = processor
        self._read: OrderedDict[tuple[str, str], dict[str, Any]] = OrderedDict()
        self._one_at_a_time = threading.RLock()

    def __call__(self, text: str, version: str) -> dict[str, Any]:
        """What `understand` reads in the text, for one version of the knowledge base."""
        read = self._remembered((version, text))
        # A turn may add to the list of entities; nobody changes what is deeper.
        return {**read, "entities": [dict(entity) for entity in read.get("entities") or []]}

    def _remembered(self, key: tuple[str, str]) -> dict[str, Any]:
        with self._one_at_a_time:
            if key not in self._read:
                self._read[key] = self.anew(key[1])
                if len(self._read) > REMEMBERED:
                    self._read.popitem(last=False)
            self._read.move_to_end(key)
            return self._read[key]

    def forget(self) -> None:
        """Forget the texts, here and in the encoder."""
        with self._one_at_a_time:
            self._read.clear()
            default_encoder().forget()

    def anew(self, text: str) -> dict[str, Any]:
        """What `understand` reads in the text now, remembered or not."""
        with self._one_at_a_time:
            return understand(self._processor, text)


def understand(processor: MessageProcessor, text: str) -> dict[str, Any]:
    """The message as Rasa's parse data: intent, entities, `hits` and `scope_score`; its `text` is the text as written."""
    if is_command(text):  # Rasa's graph would obey it; docs/protocol.md promises that a written command is text
        return {"text": text, **declined(COMMAND_REMARK)}
    tracker = DialogueStateTracker.from_events("understanding", [])
    # The graph itself: Rasa's public `parse_message` would warn of what it does not expect.
    parsed: dict[str, Any] = processor._parse_message_with_graph(UserMessage(text), tracker)
    return {**parsed, "text": text}


def parsed_payload(payload: str) -> dict[str, Any]:
    """An offered option's payload, read as Rasa's graph reads it: `/cost{"subject": ["x"]}` needs no understanding."""
    intent, _, rest = payload.removeprefix("/").partition("{")
    values: dict[str, Any] = json.loads("{" + rest) if rest else {}
    entities = [
        {"entity": name, "value": value, "start": 0, "end": 0}
        for name, told in values.items()
        for value in (told if isinstance(told, list) else [told])
    ]
    return {
        "text": payload,
        "intent": {"name": intent, "confidence": 1.0},
        "entities": entities,
        "intent_ranking": [],
    }
