"""A conversation for the learner to keep: exactly, as JSON, or as a page of plain text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from advising.wording import full_date
from bot.plain_text import plain, safe_json

WHO = (
    "Pathwise, independent advice on online credentials. "
    "A program answered here, from dated, sourced statements. No school or platform runs or pays it."
)
CAUTION = "Facts are as old as the sources named with them. No job, pay, admission or credit is promised."
SPEAKERS = {"learner": "You", "bot": "Pathwise"}


def transcript_json(conversation: str, created_at: str, exported_at: str, messages: Iterable[dict[str, Any]]) -> str:
    """The whole conversation as docs/protocol.md says, every character kept.

    Args:
        conversation: Its id.
        created_at: When it began, in ISO 8601.
        exported_at: The present moment, in ISO 8601.
        messages: As `GET /api/messages` sends them.
    """
    whole = {
        "conversation": conversation,
        "created_at": created_at,
        "exported_at": exported_at,
        "messages": [_to_keep(message) for message in messages],
    }
    return safe_json(whole, indent=2) + "\n"


def transcript_text(exported_at: str, messages: Iterable[dict[str, Any]]) -> str:
    """The whole conversation for a person to read; see `transcript_json` for the arguments.

    What the learner wrote stands behind "> ", as in an e-mail: no line of it can pass for an answer.
    """
    head = f"Your talk with Pathwise, kept on {_day(exported_at)}"
    return "\n\n".join([head, f"{WHO}\n{CAUTION}", *(_as_text(message) for message in messages)]) + "\n"


def _to_keep(message: dict[str, Any]) -> dict[str, Any]:
    """A message without what only client and server need: the client's id of it, and the ids of options."""
    kept = {name: value for name, value in message.items() if name != "client_message_id"}
    if "blocks" in kept:
        kept["blocks"] = [_without_option_ids(block) for block in kept["blocks"]]
    return kept


def _without_option_ids(block: dict[str, Any]) -> dict[str, Any]:
    if "options" not in block:
        return block
    return {**block, "options": [{"title": option["title"]} for option in block["options"]]}


def _as_text(message: dict[str, Any]) -> str:
    at = datetime.fromisoformat(message["at"])
    said = plain(message["text"])
    if message["from"] == "learner":
        said = "\n".join(f"> {line}" for line in said.split("\n"))
    return f"{SPEAKERS[message['from']]}, {_day(message['at'])} {at:%H:%M} UTC:\n{said}"


def _day(at: str) -> str:
    return full_date(datetime.fromisoformat(at).date())
