"""The words of a message in their normal form: small letters, no signs, shorthand written out; knows nothing of Rasa.

A message means the same with and without its commas and capitals, so everything that judges it sees only these words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import yaml

SHORTHAND = Path(__file__).with_name("shorthand.yml")
# A word with the signs that belong to it: "$1,000", "3.5", "c++", "what's", "ph.d". A hyphen divides.
_WORD = re.compile(r"[$\u20ac\u00a3]?[^\W_]+(?:(?:['\u2018\u2019.]|,(?=\d))[^\W_]+)*[+#%]*")
_INSIDE = re.compile(r"['\u2018\u2019,]|(?<!\d)\.|\.(?!\d)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in its normal form and where it stands in the message as it was written."""

    text: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of a text, left to right."""
    return [Word(_INSIDE.sub("", found[0]).lower(), found.start(), found.end()) for found in _WORD.finditer(text)]


def written_out(words: Iterable[Word]) -> list[Word]:
    """The words with shorthand in full; one word may then hold several ("whats" is "what is")."""
    return [replace(word, text=shorthand().get(word.text, word.text)) for word in words]


def plain(words: Iterable[Word]) -> str:
    """The words as one text."""
    return " ".join(word.text for word in words)


def asked(words: Iterable[Word]) -> str:
    """The words as the sentence encoder is shown them: it tells questions apart better when they end as one."""
    return f"{plain(words)}?"


def normal(text: str) -> str:
    """A well-spelt text as the sentence encoder is shown it."""
    return asked(written_out(words_of(text)))


@lru_cache(maxsize=1)
def shorthand() -> dict[str, str]:
    """What each shorthand stands for."""
    found: dict[str, str] = yaml.safe_load(SHORTHAND.read_text(encoding="utf-8"))
    return found
