"""The normal form of messages (bot.nlu.words): signs, capitals and shorthand make no difference."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.words import normal, shorthand, words_of
from evaluation.transformations import no_punctuation


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("What's a MicroMasters?", "what is a micromasters?"),
        ("whats a micromasters", "what is a micromasters?"),
        ("Is it $1,000 or 3.5k?!", "is it $1000 or 3.5k?"),
        ("a pay-per-course plan (50% off)", "a pay per course plan 50% off?"),
        ("Harvard\u2019s Ph.D. in C++", "harvards phd in c++?"),
        ("edX.org, e-mail; hrs/wk", "edxorg e mail hours week?"),
        ("¿Cuánto cuesta?", "cuánto cuesta?"),
        ("...", "?"),
        ("", "?"),
    ],
)
def test_normal_form(text: str, wanted: str) -> None:
    assert normal(text) == wanted


def test_a_word_knows_where_it_stands() -> None:
    text = "So... what's  up?"
    assert [text[word.start : word.end] for word in words_of(text)] == ["So", "what's", "up"]


@given(st.text(max_size=80))
def test_normal_form_is_stable_and_has_no_doubled_space(text: str) -> None:
    found = normal(text)
    assert found == " ".join(found.split())
    assert normal(found) == found


@pytest.mark.parametrize(
    "text",
    [
        "Hi, I've a B.Sc. in maths; can I join?",
        "What does it cost - roughly - in U.S. dollars?",
        'Is "MicroMasters" (edX) worth $1,000, or not?!',
        "it's harvard's, isn't it... right?",
    ],
)
def test_lost_punctuation_changes_nothing(text: str) -> None:
    assert normal(no_punctuation(text, Random(0))) == normal(text)
    assert normal(text.upper()) == normal(text) == normal(text.lower())


def test_shorthand_stands_for_words_that_are_no_shorthand() -> None:
    for short, long in shorthand().items():
        assert short == normal_key(short)
        assert not set(long.split()) & set(shorthand()), f"{short}: {long}"


def normal_key(short: str) -> str:
    """A key as the table must hold it: the only word of itself, in small letters and without signs."""
    [word] = words_of(short)
    return word.text
