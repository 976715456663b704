"""Text for files and terminals: nothing in it moves, hides or replaces what stands around it."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plain_text import one_line, plain, safe_json

BIDI = ("\u061c", "\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A)))
LINE_ENDS = ("\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
# What a hostile or a careless text is made of, beside letters.
TEXTS = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from([*BIDI, *LINE_ENDS, "\x1b", "\x9b", "\t"])))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two\nlines", "two\nlines"),
        ("a\tb", "a\tb"),
        ("caf\u00e9 \U0001f393", "caf\u00e9 \U0001f393"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
        ("\x1b[2Jgone\x9b2J\x7f\x08", "[2Jgone2J"),
        ("costs \u202e002$\u202c today", "costs 002$ today"),
        ("\u2066a\u2069 \u200fb\u061c", "a b"),
        ("", ""),
    ],
    ids=["lines", "tab", "letters and signs", "a joiner that Persian needs", "terminal codes", "override", "marks", "empty"],
)  # fmt: skip
def test_a_text_keeps_what_is_read_and_loses_what_is_not(text: str, expected: str):
    """Letters, signs, joiners, tabs and lines stay; control characters and bidi controls go."""
    assert plain(text) == expected


@pytest.mark.parametrize("end", [*LINE_ENDS, "\r\n"], ids=repr)
def test_every_line_end_is_one_newline(end: str):
    """What any editor shows as a new line is one, so that nothing begins a line unseen."""
    assert plain(f"a{end}b") == "a\nb"
    assert one_line(f" a {end} b ") == "a b"


@pytest.mark.parametrize("char", BIDI, ids=unicodedata.name)
def test_no_bidi_control_stays(char: str):
    """Not one of Unicode's twelve can turn the order of what is read."""
    assert plain(f"a{char}b") == "ab"
    assert char not in safe_json(f"a{char}b")


@given(TEXTS)
def test_no_text_leaves_a_control_character(text: str):
    """Whatever was written: but newlines and tabs, every character is one that is seen or joins others."""
    left = plain(text)
    assert not [char for char in left if unicodedata.category(char) == "Cc" and char not in "\n\t"]
    assert not set(BIDI) & set(left)
    assert plain(left).rstrip("\n") == left.rstrip("\n")


@given(st.dictionaries(TEXTS, TEXTS))
def test_json_keeps_every_character(value: dict[str, str]):
    """JSON that is safe to look at reads as just what was put in, with letters unescaped."""
    written = safe_json(value)
    assert json.loads(written) == value
    assert not [char for char in written if unicodedata.category(char) == "Cc" or char in BIDI]
    assert safe_json("Universit\u00e4t") == '"Universit\u00e4t"'
