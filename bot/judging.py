"""What a learner says of an answer: whether it helped, and why it did not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

REASONS = {
    "not_asked": "not what I asked",
    "wrong": "wrong or out of date",
    "unclear": "hard to follow",
    "missing": "something is missing",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether an answer helped; `reason` is an id of `REASONS`, and goes only with one that did not."""

    helpful: bool
    reason: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The `feedback` of docs/protocol.md."""
        return {"helpful": self.helpful, **({"reason": self.reason} if self.reason else {})}


def first_sentence(text: str, blocks: Iterable[dict[str, Any]]) -> str:
    """The sentence that an answer begins with; the first line of its text where no block holds sentences."""
    for block in blocks:
        if block["type"] == "text" and block["sentences"]:
            return str(block["sentences"][0]["text"])
    return text.strip().partition("\n")[0]
