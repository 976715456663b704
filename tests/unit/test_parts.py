"""Dividing a message into its questions (bot.nlu.parts)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.parts import MOST, questions_of, questions_within

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

# Several questions in a row without a sign or a joining word between them.
UNMARKED = [
    (
        "what is a micromasters how long does it take and what does it cost",
        ["what is a micromasters", "how long does it take", "what does it cost"],
    ),
    ("how much does it cost how long does it take", ["how much does it cost", "how long does it take"]),
    ("what is a micromasters is it worth it", ["what is a micromasters", "is it worth it"]),
    ("how long does it take is it hard", ["how long does it take", "is it hard"]),
    ("what is edx how does it work", ["what is edx", "how does it work"]),
    ("how do i enrol when does it start", ["how do i enrol", "when does it start"]),
    ("is it free do i get a certificate", ["is it free", "do i get a certificate"]),
    (
        "what does the mitx finance micromasters cost how long does it take",
        ["what does the mitx finance micromasters cost", "how long does it take"],
    ),
    ("can i get credit for it how much does it cost", ["can i get credit for it", "how much does it cost"]),
    ("whats a micromasters whats the cost", ["whats a micromasters", "whats the cost"]),
    ("do employers like it is it worth it", ["do employers like it", "is it worth it"]),
    (
        "what is the difference between edx and coursera which is cheaper",
        ["what is the difference between edx and coursera", "which is cheaper"],
    ),
    ("how many hours a week is it can i do it with a job", ["how many hours a week is it", "can i do it with a job"]),
    ("what are the prerequisites is there an exam", ["what are the prerequisites", "is there an exam"]),
    ("how much is mitx scm does it count for credit", ["how much is mitx scm", "does it count for credit"]),
    ("what do i need to know first how hard is it", ["what do i need to know first", "how hard is it"]),
    ("who teaches it what do they teach", ["who teaches it", "what do they teach"]),
    ("do i need a degree how much does it cost", ["do i need a degree", "how much does it cost"]),
    ("is a micromasters worth it how much is it", ["is a micromasters worth it", "how much is it"]),
    ("when does it start where do i sign up", ["when does it start", "where do i sign up"]),
    ("does harvard accept it what does it cost", ["does harvard accept it", "what does it cost"]),
    ("how long is the course what is the workload", ["how long is the course", "what is the workload"]),
    ("can i pay monthly can i get a refund", ["can i pay monthly", "can i get a refund"]),
    (
        "is it recognised in india do they give a certificate",
        ["is it recognised in india", "do they give a certificate"],
    ),
    ("how hard is it how much time do i need", ["how hard is it", "how much time do i need"]),
    ("how is the mitx finance micromasters is it good", ["how is the mitx finance micromasters", "is it good"]),
]
# What looks like a second question is a clause of the first.
CLAUSES = [
    "what is a micromasters, i work as a nurse and have two small children",
    "how much is it, i have a job and can only spend 300",
    "is it hard? i do bookkeeping and would like to learn more",
    "tell me what it costs",
    "i don't know how long it takes",
    "is it true that it is free",
    "what does it cost if i only audit",
    "what does it cost when i pay monthly",
    "can you tell me how long it takes",
    "do you know what it costs",
    "how do i know if it is worth it",
    "what should i do if i fail the exam",
    "how do i find out what the price is",
    "is a micromasters what i need",
    "what is the difference between what edx and coursera offer",
    "can i do it when i have a job",
    "how much does it cost to do the mitx finance micromasters",
    "which micromasters is the best",
    "what is the best one i can do",
    "what is it that i have to do first",
    "how many courses do i have to take",
    "does it matter which one i take",
    "what can i do with it",
    "how long do i have access after i pay",
    "what happens after i finish can",
    "who is it for",
    "do you think it is worth it",
    "what do employers think it is",
    "is there anything i can do to get a discount",
    "how much is it in total for what you get",
    "what kind of jobs can i get with a micromasters",
    "what university is it from",
    "how much of the degree does it cover",
    "what courses are in the mitx finance micromasters",
    "how much does the mitx scm micromasters program cost",
    "which of these programs has the most courses",
    "is it the case that mit is free",
    "i want to know what a micromasters is and whether it is worth it",
    "what does it mean that the certificate is verified",
    "why is it that harvard is so expensive",
    "why do i have to pay when the course is free",
    "how much time will i need each week will",
    "does what i learn here count",
    "can someone explain to me in simple words what is a micromasters",
    "do you know how much is it",
    "can i ask how much does it cost",
    "i am 25 what is a micromasters",
]


@pytest.mark.parametrize(("text", "parts"), [*DIVIDED, *UNMARKED])
def test_several_questions_are_told_apart(text: str, parts: list[str]) -> None:
    """Each question is a part, in order; what joins them belongs to none."""
    assert [part.text for part in questions_of(text)] == parts


@pytest.mark.parametrize("text", [*WHOLE, *CLAUSES])
def test_one_question_is_left_whole(text: str) -> None:
    """A message with fewer than two questions has no parts."""
    assert questions_of(text) == []


@given(
    st.text(alphabet="what is it how and also ,.?!\n", max_size=200)
    | st.lists(
        st.sampled_from(
            [
                "what",
                "how",
                "is",
                "does",
                "it",
                "the",
                "cost",
                "long",
                "and",
                "if",
                "take",
                "which",
                "one",
                "hard",
                ",",
                "?",
            ]
        )
    ).map(" ".join)
)
def test_parts_stand_in_the_message(text: str) -> None:
    """Parts do not overlap, come in order, are at most three, and their text stands where they say."""
    parts = questions_of(text)
    assert len(parts) <= MOST
    assert len(parts) != 1
    assert all(one.end <= other.start for one, other in pairwise(parts))
    assert all(part.text == text[part.start : part.end].strip() for part in parts)


def test_a_question_is_found_in_a_story_and_not_in_a_short_message() -> None:
    """One question among many statements is a part of its own; a short message is one matter."""
    story = "I work as a nurse and have two small children, so I have 6 hours a week in the evening. Is a micromasters worth it?"
    assert [part.text for part in questions_within(story)] == ["Is a micromasters worth it?"]
    assert questions_within("I have 5 hours. Is it worth it?") == []
