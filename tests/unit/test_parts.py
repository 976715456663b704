"""Dividing a message into its questions (bot.nlu.parts)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.parts import MOST, questions_of

DIVIDED = [
    ("what is a micromasters and is it worth it?", ["what is a micromasters", "is it worth it?"]),
    ("How long is it? How much is it?", ["How long is it?", "How much is it?"]),
    (
        "is it free, do i get a certificate and can i get credit",
        ["is it free", "do i get a certificate", "can i get credit"],
    ),
    ("do i need maths? also is it free", ["do i need maths?", "also is it free"]),
    ("I work full time. How long is it? And what does it cost?", ["How long is it?", "And what does it cost?"]),
    ("what does it cost\nwhen does it start", ["what does it cost", "when does it start"]),
]
WHOLE = [
    "what is the difference between cost and price",  # "and" joins two things, not two questions
    "I work full time. Can I do it?",  # a statement is no question
    "is a micromasters worth it",
    "compare MIT and Harvard",
    "mitx finance, edx, cost",  # keywords
    "",
    "?!",
]


@pytest.mark.parametrize(("text", "parts"), DIVIDED)
def test_several_questions_are_told_apart(text: str, parts: list[str]) -> None:
    """Each question is a part, in order; what joins them belongs to none."""
    assert [part.text for part in questions_of(text)] == parts


@pytest.mark.parametrize("text", WHOLE)
def test_one_question_is_left_whole(text: str) -> None:
    """A message with fewer than two questions has no parts."""
    assert questions_of(text) == []


@given(st.text(alphabet="what is it how and also ,.?!\n", max_size=200))
def test_parts_stand_in_the_message(text: str) -> None:
    """Parts do not overlap, come in order, are at most three, and their text stands where they say."""
    parts = questions_of(text)
    assert len(parts) <= MOST
    assert len(parts) != 1
    assert all(one.end <= other.start for one, other in pairwise(parts))
    assert all(part.text == text[part.start : part.end].strip() for part in parts)
