"""What is read in a message without any model: signs that mean nothing, commands, and wishes that are said outright."""

from __future__ import annotations

import re
from typing import Any

from advising.moves import asks_for_person, leaves
from bot.nlu.scope_score import OUT_OF_SCOPE

PERSON, LEAVING = "handoff", "cancel"
# What Rasa reads as a command: `/restart`, `/cost{"subject": …}`.
_COMMAND = re.compile(r"^\s*/\w+\s*(\{.*|@.*)?$", re.S)
# What a message says nothing with: markup, and slashes before its first word.
_NO_WORDS = re.compile(r"<[^<>]{1,200}>|^[/\s]+")


def is_command(text: str) -> bool:
    """Whether Rasa would read the message as a command."""
    return bool(_COMMAND.match(text))


def readable(text: str) -> str:
    """The text with blanks for markup and leading slashes, each word where it was; a command stays as it is."""
    return text if is_command(text) else _NO_WORDS.sub(lambda found: " " * len(found[0]), text)


def has_words(text: str) -> bool:
    """Whether there is anything to read in a message."""
    return any(char.isalnum() for char in text)


def declined(remark: str = "") -> dict[str, Any]:
    """The parse data of a message that is about nothing we know; `remark` is the id of the one to decline it with."""
    intent = {"name": OUT_OF_SCOPE, "confidence": 1.0}
    return {
        "intent": intent,
        "intent_ranking": [intent],
        "entities": [],
        "hits": {remark: 1.0} if remark else {},
        "scope_score": 0.0,
    }


def intent_said_outright(text: str) -> str | None:
    """The intent of who asks for a person or leaves, whatever else the message is about."""
    said = text.strip()
    if asks_for_person(said):
        return PERSON
    return LEAVING if leaves(said) else None
