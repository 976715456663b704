"""What a turn gives back, and the channel that collects it from Rasa."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from rasa.core.channels.channel import OutputChannel

from bot.stores.conversations import BotMessage, StoredTurn


@dataclass(frozen=True, slots=True)
class Understood:
    """How the message was understood: intent with confidence, and entities."""

    topic: str
    confidence: float
    scope_score: float | None = None
    entities: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class TurnResult:
    """A finished turn: what was stored, and how the message was understood (None for a repeated message)."""

    stored: StoredTurn
    understood: Understood | None = None


@dataclass
class CollectingChannel(OutputChannel):
    """Collects the bot's messages of one turn; options get ids, their payloads stay on the server."""

    messages: list[BotMessage] = field(default_factory=list)

    @classmethod
    def name(cls) -> str:
        """How Rasa names the channel."""
        return "pathwise"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take a message that an action uttered."""
        self.messages.append(bot_message(message.get("text") or "", message.get("pathwise") or {}))


def bot_message(text: str, shown: dict[str, Any]) -> BotMessage:
    """A message to be stored: options get ids, and their payloads are kept apart."""
    offered: dict[str, list[str]] = {}
    blocks = [_with_option_ids(block, offered) for block in shown.get("blocks", [])]
    return BotMessage(text, {"topics": [], **shown, "blocks": blocks}, offered)


def is_storable(text: str) -> bool:
    """Whether a database and a UTF-8 stream can hold the text: no NUL, no half of a surrogate pair."""
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def _with_option_ids(block: dict[str, Any], offered: dict[str, list[str]]) -> dict[str, Any]:
    if "options" not in block:
        return block
    shown = []
    for option in block["options"]:
        option_id = secrets.token_urlsafe(9)
        offered[option_id] = [option["title"], option["payload"]]
        shown.append({"id": option_id, "title": option["title"]})
    return {**block, "options": shown}
