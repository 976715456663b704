"""What a message mentions, and the message with its words put right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Mentioned:
    """An entity of a message: what kind, which value, whether negated, where it stands; a figure has bounds.

    `is_past` marks a school that the learner only comes from.
    """

    entity: str
    value: Any
    is_negated: bool = False
    low: float | None = None
    bound: str = ""
    alternatives: tuple[str, ...] = ()
    is_past: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A word of a message that means another: where it stands, and what is meant ("huors" is "hours")."""

    start: int
    end: int
    meant: str


def put_right(text: str, mentions: Sequence[Mentioned], changes: Iterable[Change]) -> tuple[str, list[Mentioned]]:
    """The text with its words as they were meant, and the mentions at their places in it.

    Args:
        text: The message as it was written.
        mentions: Its entities, at their places in it.
        changes: The words that mean others, in any order, none over another.
    """
    parts, moved, last, shift = list[str](), list(mentions), 0, 0
    for change in sorted(changes, key=lambda change: change.start):
        parts += [text[last : change.start], change.meant]
        last = change.end
        more = len(change.meant) - (change.end - change.start)
        moved = [_moved(mention, change.end + shift, more) for mention in moved]
        shift += more
    return "".join([*parts, text[last:]]), moved


def _moved(mention: Mentioned, place: int, more: int) -> Mentioned:
    """The mention where what ends at a place is longer by some letters."""
    start = mention.start + more if mention.start >= place else mention.start
    end = mention.end + more if mention.end >= place else mention.end
    return replace(mention, start=start, end=end)
