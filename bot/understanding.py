"""What a message means: the NLU graph for text, the payload for a pressed button; a command that is written is text."""

from __future__ import annotations

import json
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.outright import declined, is_command

COMMAND_REMARK = "decline.command"


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
