"""What a message means: the NLU graph for text, the payload for a pressed button, and what never reaches the graph."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.trackers import DialogueStateTracker

from advising.answers.several import HEADINGS
from advising.moves import asks_for_person, leaves
from bot.nlu.parts import questions_within

OUT_OF_SCOPE, ADVICE, PERSON, LEAVING = "out_of_scope", "recommend", "handoff", "cancel"
# What Rasa would read as a command: `/restart`, `/cost{"subject": …}`. Here it is text, and declined as such.
_COMMAND = re.compile(r"^\s*/\w+\s*(\{.*|@.*)?$", re.S)
_MARKUP = re.compile(r"<[^<>]{1,200}>")
_COMMAND_REMARK = "decline.command"


def understand(processor: MessageProcessor, text: str) -> dict[str, Any]:
    """The message as Rasa's parse data: intent, entities, `hits` and `scope_score`; its `text` is the text as written."""
    if _COMMAND.match(text):
        return declined(text, {_COMMAND_REMARK: 1.0})
    readable = _MARKUP.sub(" ", text).strip().lstrip("/ ")
    if not any(char.isalnum() for char in readable):
        return declined(text, {})
    tracker = DialogueStateTracker.from_events("understanding", [])
    # The graph itself: Rasa's public `parse_message` would read a command in the text first.
    parsed: dict[str, Any] = processor._parse_message_with_graph(UserMessage(readable), tracker)
    for is_said, intent in ((asks_for_person, PERSON), (leaves, LEAVING)):
        if is_said(readable):
            return {
                **parsed,
                "text": text,
                "intent": {"name": intent, "confidence": 1.0},
                "scope_score": 1.0,
                "parts": [],
            }
    if (parsed.get("intent") or {}).get("name") == ADVICE:
        parsed = {**parsed, "parts": list(_asked_beside(processor, readable, tracker))}
    return {**parsed, "text": text}


def _asked_beside(processor: MessageProcessor, text: str, tracker: DialogueStateTracker) -> Iterator[dict[str, Any]]:
    """The questions that stand in a story beside the wish for advice, one for each topic, as the graph gives parts."""
    seen = set()
    for part in questions_within(text):
        read = processor._parse_message_with_graph(UserMessage(part.text), tracker)
        intent = read.get("intent") or {}
        if intent.get("name") in HEADINGS and intent["name"] not in seen:
            seen.add(intent["name"])
            yield {**asdict(part), "topic": intent["name"], "confidence": intent["confidence"], "hits": read["hits"]}


def declined(text: str, hits: dict[str, float]) -> dict[str, Any]:
    """A message that is about nothing we know, without asking the graph."""
    intent = {"name": OUT_OF_SCOPE, "confidence": 1.0}
    return {
        "text": text,
        "intent": intent,
        "intent_ranking": [intent],
        "entities": [],
        "hits": hits,
        "scope_score": 0.0,
    }


def parsed_payload(payload: str) -> dict[str, Any]:
    """An offered option's payload: `/cost{"subject": ["x"]}` needs no understanding."""
    intent, _, rest = payload.removeprefix("/").partition("{")
    values: dict[str, Any] = json.loads("{" + rest) if rest else {}
    entities = [{"entity": name, "value": value, "start": 0, "end": 0} for name, value in values.items()]
    return {
        "text": payload,
        "intent": {"name": intent, "confidence": 1.0},
        "entities": entities,
        "intent_ranking": [],
        "hits": dict.fromkeys(values.get("predicate", ()), 1.0),
    }
