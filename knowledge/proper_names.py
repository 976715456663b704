"""Proper names in English text: what a sentence names, and what a row of the catalogue gives it the right to name.

A proper name is a word with a capital letter. At the beginning of a sentence a capital is grammar, unless the word is
known not to be an ordinary one. "MITx", "UC San Diego's" and "edX/2U" give mitx, uc, san, diego, edx and 2u: names are
compared word by word, in lower case, without possessive and plural ending.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

_WORD = re.compile(r"[^\W_](?:[\w'\u2019&+]|[.](?=\w))*")
_BEFORE_A_BEGINNING = re.compile(r"(?:^|[.!?:;(\"\u201c\u2022]\s*|\n(?:- )?|\. )$")


def proper_names(text: str, ordinary: Container[str] | None = None) -> frozenset[str]:
    """The proper names of a text.

    Args:
        text: English, one or more sentences.
        ordinary: Words in lower case that may begin a sentence without being names; without it every first word may.
    """
    found = set()
    for match in _WORD.finditer(text):
        word = match.group()
        if word == word.lower() or not word[0].isalpha():
            continue
        if _begins(text, match.start()) and _is_plain(word) and (ordinary is None or bare(word) in ordinary):
            continue
        found.add(bare(word))
    return frozenset(found)


def words(texts: Iterable[str]) -> frozenset[str]:
    """Every word of the texts, in the form in which `proper_names` gives them."""
    return frozenset(bare(match.group()) for text in texts for match in _WORD.finditer(text))


def ordinary_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that the texts write in lower case."""
    found = (match.group() for text in texts for match in _WORD.finditer(text))
    return frozenset(bare(word) for word in found if word == word.lower())


def bare(word: str) -> str:
    """A word in lower case without possessive and plural ending: "Certificates" -> "certificate"."""
    plain = re.sub(r"['\u2019]s?$", "", word).lower()
    return plain[:-1] if len(plain) > 3 and plain.endswith("s") and not plain.endswith("ss") else plain


def _begins(text: str, start: int) -> bool:
    return bool(_BEFORE_A_BEGINNING.search(text[:start]))


def _is_plain(word: str) -> bool:
    """Only the first letter is a capital: "Online", not "MITx"; a single letter is plain too."""
    return word[1:] == word[1:].lower()
