"""Messages of a server that says hostile things, in the shapes of docs/protocol.md; see blocks.yml."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.security.payloads import Payload

FILE = Path(__file__).with_name("blocks.yml")


@cache
def shapes() -> tuple[dict[str, Any], ...]:
    """Every block, with X where the hostile text goes and N where its number goes."""
    return tuple(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def filled(shape: Any, payload: Payload) -> Any:
    """The shape with a payload in it."""
    if isinstance(shape, dict):
        return {name: filled(value, payload) for name, value in shape.items()}
    if isinstance(shape, list):
        return [filled(value, payload) for value in shape]
    if shape == "N":
        return payload.number
    return shape.replace("X", payload.text) if isinstance(shape, str) else shape


def hostile_answer(seq: int, group: Sequence[Payload]) -> dict[str, Any]:
    """A message of the bot with all blocks for each payload of a group."""
    text = "\n".join(payload.text for payload in group)
    blocks = [filled(shape, payload) for payload in group for shape in shapes()]
    return {"seq": seq, "from": "bot", "text": text, "at": text, "topic": text, "topics": [text], "status": text,
            "blocks": blocks, "brief": {"id": text, "state": text}}  # fmt: skip


def plain_answers(seq: int, group: Sequence[Payload]) -> list[dict[str, Any]]:
    """A message of the learner and one of the bot for each payload, without any block."""
    said = [(sender, payload.text) for payload in group for sender in ("learner", "bot")]
    return [{"seq": n, "from": sender, "text": text, "at": text} for n, (sender, text) in enumerate(said, seq)]
