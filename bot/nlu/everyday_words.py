"""Everyday words that are never taken for a misspelt name, and never for a name by themselves."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".txt")


@lru_cache(maxsize=1)
def everyday_words() -> frozenset[str]:
    """The words of everyday_words.txt, in lower case."""
    return frozenset(FILE.read_text().split())
