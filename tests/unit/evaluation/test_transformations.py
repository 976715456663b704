"""Changes of messages: what they do, what they leave alone, and that a seed gives the same again."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.transformations import AFTER, BEFORE, CHANGES, changed, misspelt, neighbours, number_formats

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=12)
SEEDS = st.integers(0, 1000)


def edits(word: str) -> set[str]:
    """Every word that one typo can make, told independently: by trying all places and letters."""
    places = range(len(word))
    dropped = {word[:n] + word[n + 1 :] for n in places}
    doubled = {word[:n] + word[n] + word[n:] for n in places}
    swapped = {word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1)}
    missed = {word[:n] + key + word[n + 1 :] for n in places for key in neighbours(word[n])}
    return dropped | doubled | swapped | missed


@given(WORDS, SEEDS)
def test_a_typo_is_one_edit_of_the_word(word: str, seed: int) -> None:
    """A swapped, dropped, doubled or missed letter, and never the word as it was."""
    found = misspelt(word, Random(seed))
    assert found != word
    assert found in edits(word)


@pytest.mark.parametrize(("letter", "beside"), [("q", "w"), ("s", "ad"), ("m", "n"), ("G", "FH"), ("é", ""), ("1", "")])
def test_neighbouring_keys(letter: str, beside: str) -> None:
    """The keys left and right of a letter, in its case."""
    assert neighbours(letter) == beside


@pytest.mark.parametrize("name", CHANGES)
@given(text=TEXTS, seed=SEEDS)
def test_a_seed_gives_the_same_again(name: str, text: str, seed: int) -> None:
    """A change depends on seed, change, row and message, and on nothing else."""
    assert changed(name, "r1", text, seed) == changed(name, "r1", text, seed)


def test_rows_and_seeds_draw_on_their_own() -> None:
    """The same message as another row or from another seed is changed in other ways."""
    text = "which of these programmes would you recommend to somebody without experience"
    by_row = {changed("one typo", f"r{n}", text, 0) for n in range(20)}
    by_seed = {changed("one typo", "r1", text, n) for n in range(20)}
    assert len(by_row) > 10
    assert len(by_seed) > 10


@pytest.mark.parametrize("name", ["one typo", "two typos"])
@pytest.mark.parametrize("text", ["", "is it ok?", "R2D2 and x1y2z3", "me@example.org", "123456 $1,000"])
def test_short_words_figures_and_addresses_get_no_typo(name: str, text: str) -> None:
    """Without a word of four letters nothing changes."""
    assert changed(name, "r1", text, 0) == text


@given(SEEDS)
def test_two_typos_hit_two_words(seed: int) -> None:
    """Both long words change, the short ones stay."""
    first, middle, last = changed("two typos", "r1", "recognised or accredited", seed).split()
    assert first in edits("recognised")
    assert middle == "or"
    assert last in edits("accredited")


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("lower case", "Is edX OK?", "is edx ok?"),
        ("upper case", "Is edX OK?", "IS EDX OK?"),
        ("no punctuation", "What's it, exactly - a degree?", "Whats it exactly a degree"),
        ("no punctuation", "$1,000.50 or 3.5 hours, pay-per-course.", "$1,000.50 or 3.5 hours pay-per-course"),
        ("no punctuation", "C++ and C# (¿por qué?)", "C++ and C# por qué"),
    ],
)
def test_changes_without_chance(name: str, text: str, expected: str) -> None:
    """Casing and punctuation, with figures and names left whole."""
    assert changed(name, "r1", text, 0) == expected


@given(st.text("abc ?.", min_size=1, max_size=20), SEEDS)
def test_filler_keeps_the_message(text: str, seed: int) -> None:
    """The clause stands before or after the message, which is whole."""
    before, after = changed("filler before", "r1", text, seed), changed("filler after", "r1", text, seed)
    assert before.endswith(f" {text}")
    assert before.removesuffix(f" {text}") in BEFORE
    assert after.startswith(text.rstrip())
    assert after.endswith(AFTER)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        pytest.param("under $1,000", {"under $1000", "under $1k", "under 1k"}, id="dollars"),
        pytest.param("$1500 at most", {"$1,500 at most", "$1.5k at most", "1.5k at most"}, id="no comma"),
        pytest.param("up to 2k", {"up to 2,000"}, id="k"),
        pytest.param("€2,000", {"€2000", "€2k"}, id="another currency stays"),
        pytest.param("$1,234", {"$1234"}, id="no round number"),
        pytest.param("ten hours a week", {"10 hours a week"}, id="a word"),
        pytest.param("8 weeks", {"eight weeks"}, id="a digit"),
        pytest.param("12-week course", {"twelve-week course"}, id="a hyphen"),
        pytest.param("twenty-five hours", {"25 hours"}, id="two words"),
        pytest.param("fifteen months or 6 months", {"15 months or six months"}, id="both ways at once"),
        pytest.param("since 2024", {"since 2024"}, id="a year"),
        pytest.param("which one of the two", {"which one of the two"}, id="no amount"),
        pytest.param("module 3", {"module 3"}, id="an ordinal"),
        pytest.param("8-10 hours", {"8-10 hours"}, id="a range"),
        pytest.param("37 weeks", {"37 weeks"}, id="no word for it"),
        pytest.param("1.5 weeks", {"1.5 weeks"}, id="a fraction"),
    ],
)
def test_number_formats(text: str, forms: set[str]) -> None:
    """Every form that seeds draw, and no other."""
    assert {number_formats(text, Random(seed)) for seed in range(40)} == forms
