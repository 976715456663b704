"""The scripted conversations: what is said in which order, and of which kind each message is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "conversations.yml"
KINDS = ("chat", "fact", "comparison", "recommendation", "form step", "button")


class ScriptError(Exception):
    """A conversation that cannot be held; the message says where."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A text, or the place of the button to press among those of the answer before."""

    kind: str
    text: str | None = None
    press: int | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """Turns in their order."""

    name: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """Conversations, and what is put around their texts so that none comes twice."""

    conversations: tuple[Conversation, ...]
    openings: tuple[str, ...]
    endings: tuple[str, ...]

    def varied(self, text: str, number: int) -> str:
        """The text in its `number`th wording; as many as there are pairs of opening and ending differ."""
        opening = self.openings[number % len(self.openings)]
        ending = self.endings[number // len(self.openings) % len(self.endings)]
        return ", ".join(part for part in (opening, text, ending) if part)

    @property
    def plain_texts(self) -> tuple[str, ...]:
        """Messages that stand alone, without the form: what is sent where only the number of messages matters."""
        turns = [turn for one in self.conversations for turn in one.turns]
        return tuple(turn.text for turn in turns if turn.text and turn.kind in ("chat", "fact", "comparison"))

    def one(self, number: int) -> str:
        """One question about facts in its `number`th wording, from the last ones on: no other part of a run gets to these."""
        text = next(turn.text for one in self.conversations for turn in one.turns if turn.kind == "fact" and turn.text)
        return self.varied(text, len(self.openings) * len(self.endings) - 1 - number)

    def plain(self, number: int) -> str:
        """The `number`th of many plain messages, all different."""
        return self.varied(self.plain_texts[number % len(self.plain_texts)], number // len(self.plain_texts))


def read_script(path: Path = FILE) -> Script:
    """The script of a file.

    Raises:
        ScriptError: If a turn is of no known kind, or is not just one of text and button.
    """
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    conversations = tuple(_conversation(path, row) for row in read["conversations"])
    return Script(conversations, tuple(read["openings"]), tuple(read["endings"]))


def _conversation(path: Path, row: dict[str, Any]) -> Conversation:
    turns = tuple(Turn(**turn) for turn in row["turns"])
    for number, turn in enumerate(turns, 1):
        if turn.kind not in KINDS or (turn.text is None) == (turn.press is None):
            expected = f"a kind of {', '.join(KINDS)}, and either text or press"
            raise ScriptError(f"{path}: {row['name']}: turn {number}: found {turn}; expected {expected}")
    return Conversation(row["name"], turns)
