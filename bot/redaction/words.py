"""The words that the redaction goes by, from words.yml, and how near they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A part of a text from `start` to before `end`; `kind` is "email", "phone" or "card"."""

    start: int
    end: int
    kind: str

    def overlaps(self, other: Span) -> bool:
        """Whether they share a character."""
        return self.start < other.end and other.start < self.end


WORDS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("words.yml").read_text(encoding="utf-8"))


def alternatives(words: Iterable[str]) -> str:
    """A group of a regular expression that is any of the words, the longest first."""
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"
