"""Words that are never taken for a misspelt other one; the everyday ones are never a name by themselves either."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".txt")
PROPER = Path(__file__).with_name("proper_words.txt")


@lru_cache(maxsize=1)
def everyday_words() -> frozenset[str]:
    """The words of everyday_words.txt, in lower case."""
    return frozenset(FILE.read_text().split())


@lru_cache(maxsize=1)
def proper_words() -> frozenset[str]:
    """Countries, exams and other words of proper_words.txt that lists of common words leave out, in lower case."""
    return frozenset(PROPER.read_text().split())
