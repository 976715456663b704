"""Folding: how names are compared."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.folding import fold

# Trade mark signs, raised letters and the like: signs without case that unfold into capitals.
CAPITALS = [
    char for char in map(chr, range(sys.maxunicode + 1))
    if unicodedata.normalize("NFKD", char) != unicodedata.normalize("NFKD", char).casefold() and char == char.casefold()
]  # fmt: skip
TEXT = st.text(st.characters() | st.sampled_from(CAPITALS))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("UC San  Diego's", "uc san diego s"),  # case, doubled space, apostrophe
        ("École Polytechnique", "ecole polytechnique"),  # an accent
        ("E\u0301cole", "ecole"),  # an accent of its own
        ("STRASSE straße", "strasse strasse"),  # a letter that folds into two
        ("C++ and C#", "c++ and c#"),  # programming languages keep their signs
        ("data\tscience\n", "data science"),  # other white space
        ("M.B.A.", "m b a"),  # points
        ("\uff2d\uff29\uff34\uff58", "mitx"),  # full-width letters
        ("İstanbul", "istanbul"),  # a capital whose small letter has an accent
        ("MicroMasters® ", "micromasters"),  # a registered sign
        ("MicroMasters™", "micromasterstm"),  # a trade mark sign, which unfolds into capitals
        ("", ""),  # nothing
        ("?!", ""),  # only punctuation
    ],
)
def test_a_name_is_folded(text: str, folded: str):
    """Case, accents, punctuation and doubled space do not matter."""
    assert fold(text) == folded


@given(TEXT)
def test_folding_twice_changes_nothing(text: str):
    """A folded name is its own folding: stored and looked-up names meet."""
    assert fold(fold(text)) == fold(text)


@given(TEXT)
def test_a_folded_name_has_no_case_and_no_accents(text: str):
    """No capital and no combining mark is left."""
    folded = fold(text)
    assert folded == folded.casefold()
    assert not any(unicodedata.combining(char) for char in folded)


@given(st.lists(st.text("abcxyz019", min_size=1), min_size=1), st.text(" \t.,;:!?'()-", min_size=1))
def test_only_the_words_count(words: list[str], between: str):
    """Plain words give the same folding whatever stands between and around them."""
    assert fold(between + between.join(words).upper() + between) == " ".join(words)
