"""Texts in plain characters, so that an odd space, dash or digit hides no number and no address."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

MINUS = "\u2212"


def folded(text: str) -> tuple[str, Sequence[int]]:
    """(The text in plain characters, for each of them its place in the text).

    Digits of every script become ASCII digits, spaces blanks, dashes hyphens, full-width letters plain ones; characters that
    nobody sees, such as a zero-width space, are left out.
    """
    if text.isascii():
        return text.replace("\t", " "), range(len(text))
    kept = [(plain, place) for place, char in enumerate(text) if (plain := _plain(char))]
    return "".join(plain for plain, _ in kept), [place for _, place in kept]


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """One plain character, or none."""
    kind = unicodedata.category(char)
    if kind == "Cf":
        return ""
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    if kind == "Zs" or char == "\t":
        return " "
    if kind == "Pd" or char == MINUS:
        return "-"
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char
