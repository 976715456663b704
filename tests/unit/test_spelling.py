"""Misspelt words put right by the noisy channel (bot.nlu.spelling), on counts of a few sentences."""

from __future__ import annotations

import pytest

from bot.nlu.spelling import EASY, HARD, TWICE, Spelling, learn_counts, mistake, read_words
from bot.nlu.words import plain

SENTENCES = (
    ["how long does it take", "what does it cost", "does it take long", "is the certificate worth it"] * 4
    + ["how much is the first course", "which course comes first", "the course is hard"] * 4
    + ["supply chain at georgia", "the udacity price"] * 6
)


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    """What the sentences above teach, and two names."""
    words, pairs = learn_counts(sentence.split() for sentence in SENTENCES)
    return Spelling(words, pairs, {"micromasters", "mitx"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("certifcate", "certificate"),
        ("certificatte", "certificate"),
        ("cretificate", "certificate"),
        ("mciromasters", "micromasters"),
        ("corse", "course"),
        ("tkae", "take"),
    ],
)
def test_typos_are_put_right(spelling: Spelling, typed: str, meant: str) -> None:
    assert spelling.corrected([typed]) == [meant]


@pytest.mark.parametrize(
    "word", ["udacity", "toronto", "wales", "ielts", "qwertzuiop", "mitx", "c++", "42", "zx", "bread"]
)
def test_what_people_mean_is_left_alone(spelling: Spelling, word: str) -> None:
    assert spelling.corrected([word]) == [word]


def test_neighbours_decide(spelling: Spelling) -> None:
    assert spelling.corrected(["how", "long", "dose", "it", "take"]) == ["how", "long", "does", "it", "take"]
    assert spelling.corrected(["a", "high", "dose", "of", "iron"]) == ["a", "high", "dose", "of", "iron"]
    assert spelling.corrected(["which", "curse", "comes", "first"]) == ["which", "course", "comes", "first"]


def test_mistakes_of_a_hurried_finger_are_likelier() -> None:
    assert [mistake("cost", typed) for typed in ("cots", "cst", "coost", "xost", "vost", "coxt")] == [
        EASY, EASY, EASY, HARD, HARD, HARD,
    ]  # fmt: skip
    assert mistake("cost", "cobt") == HARD
    assert mistake("cost", "cist") == EASY
    assert mistake("certificate", "crtifcate") == TWICE


def test_a_corrected_word_stays_in_its_place(spelling: Spelling) -> None:
    text = "Whats the certifcate, price?"
    words = read_words(text, spelling)
    assert plain(words) == "what is the certificate price"
    assert [text[word.start : word.end] for word in words] == ["Whats", "the", "certifcate", "price"]
