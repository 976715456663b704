"""What is read in a message without any model."""

from __future__ import annotations

import pytest

from bot.nlu.outright import declined, has_words, intent_said_outright, is_command, readable


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("/restart", True),
        (" /cost ", True),
        ('/cost{"subject": ["micromasters"]}', True),
        ("/cost{", True),
        ("/cost@0.3", True),
        ("/cost of a micromasters", False),
        ("and/or", False),
        ("/", False),
        ("/ restart", False),
        ("cost", False),
    ],
)
def test_command_is_a_slash_and_one_word_perhaps_with_values(text: str, is_one: bool) -> None:
    """What Rasa would obey is told from what only begins with a slash."""
    assert is_command(text) == is_one


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<b>hi</b>", "   hi    "),
        ("/cost of a micromasters", " cost of a micromasters"),
        (" // hello", "    hello"),
        ("<script>alert(1)</script>", "        alert(1)         "),
        ("x < 3 and y > 4", "x < 3 and y > 4".replace("< 3 and y >", " " * 11)),
        ("4 < 5", "4 < 5"),
        ("and/or <3", "and/or <3"),
        ("/restart", "/restart"),
        ('/inform{"answer": "<b>"}', '/inform{"answer": "<b>"}'),
    ],
)
def test_markup_and_leading_slashes_become_blanks(text: str, read: str) -> None:
    """Each word stays where it was, so that what is found in the text is found in what was written."""
    assert readable(text) == read
    assert len(read) == len(text)


@pytest.mark.parametrize(
    ("text", "has"),
    [("???", False), ("", False), (" \n", False), ("🎓💸", False), ("7", True), ("é", True), ("ок", True)],
)
def test_letters_and_figures_are_words(text: str, has: bool) -> None:
    """Signs alone say nothing."""
    assert has_words(text) == has


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("  I want to talk to a person", "handoff"),
        ("  I don't want to continue. ", "cancel"),
        ("no, I do not want to answer these questions", "cancel"),
        ("what does it cost", None),
    ],
)
def test_wish_for_a_person_or_to_leave_is_read_outright(text: str, intent: str | None) -> None:
    """Blanks around it do not matter."""
    assert intent_said_outright(text) == intent


def test_declined_message_chooses_the_words_of_the_answer() -> None:
    """It is about nothing we know, surely; a remark may be named."""
    assert declined()["hits"] == {}
    assert declined("decline.command") == {**declined(), "hits": {"decline.command": 1.0}}
    assert declined()["intent"] == {"name": "out_of_scope", "confidence": 1.0}
