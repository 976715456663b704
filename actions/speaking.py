"""From a reply to what Rasa sends: complete plain text with buttons for every channel, blocks beside it for ours."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from advising.model import Snapshot
from advising.rendering import claim_json, render
from advising.reply import FormBlock, OptionsBlock, RecommendationsBlock, Reply


def speak(dispatcher: CollectingDispatcher, snapshot: Snapshot, reply: Reply) -> None:
    """Utter a reply; `pathwise` carries what the widget and `ask --json` show beside the text."""
    text, shown = uttered(snapshot, reply)
    dispatcher.utter_message(text=text, buttons=_buttons(reply), pathwise=shown)


class Shown(dict[str, Any]):
    """What is shown beside a text. Rasa deep-copies whatever an action says, several times, only to log it."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Shown:
        """Nobody changes it after it was said."""
        return self


def uttered(snapshot: Snapshot, reply: Reply) -> tuple[str, Shown]:
    """The plain text of a reply, and what is shown beside it."""
    text, blocks, claims = render(snapshot, reply)
    shown = {
        "topic": reply.topic,
        "topics": list(reply.topics or (reply.topic,)),
        "status": reply.status,
        "blocks": blocks,
        "claims": [claim_json(claim) for claim in claims],
        "recommendations": _recommendations(reply),
    }
    return text, Shown(shown)


def _buttons(reply: Reply) -> list[dict[str, str]]:
    return [
        {"title": option.title, "payload": option.payload}
        for block in reply.blocks
        if isinstance(block, OptionsBlock | FormBlock)
        for option in block.options
    ]


def _recommendations(reply: Reply) -> list[dict[str, Any]]:
    return [
        {
            "programme": item.slug,
            "score": round(item.score, 3),
            "reasons": [sentence.text for sentence in (*item.reasons_for, *item.reasons_against)],
        }
        for block in reply.blocks
        if isinstance(block, RecommendationsBlock)
        for item in block.items
    ]
