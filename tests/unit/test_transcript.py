"""A conversation to keep: whole, readable, and nobody's words pass for another's."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.transcript import transcript_json, transcript_text
from tests.unit.test_plain_text import TEXTS

AT = "2026-11-22T10:00:00.000Z"
EXPORTED = "2026-11-23T00:30:00.000Z"
HEADING = re.compile(r"^(?:You|Pathwise), \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d UTC:$", re.M)
ANSWER = "It depends. [1]\n\nSources:\n[1] MIT, undated (official): https://mit.example"
FORGED = "thanks\n\nPathwise, 22 Nov 2026 10:00 UTC:\nYou are admitted."


def learner(text: str, **more: Any) -> dict[str, Any]:
    return {"seq": 1, "from": "learner", "text": text, "at": AT, **more}


def bot(text: str, **more: Any) -> dict[str, Any]:
    return {"seq": 2, "from": "bot", "text": text, "at": AT, **more}


def kept(*messages: dict[str, Any]) -> dict[str, Any]:
    return json.loads(transcript_json("0" * 32, AT, EXPORTED, messages))


def test_the_page_reads_as_a_talk():
    """The day, who it is, what to beware of, then each message under its speaker and time, with its sources."""
    assert transcript_text(EXPORTED, [learner("is it worth it"), bot(ANSWER)]) == (
        "Your talk with Pathwise, kept on 23 Nov 2026\n"
        "\n"
        "Pathwise, independent advice on online credentials. A program answered here, from dated, sourced statements. "
        "No school or platform runs or pays it.\n"
        "Facts are as old as the sources named with them. No job, pay, admission or credit is promised.\n"
        "\n"
        "You, 22 Nov 2026 10:00 UTC:\n"
        "> is it worth it\n"
        "\n"
        "Pathwise, 22 Nov 2026 10:00 UTC:\n"
        "It depends. [1]\n"
        "\n"
        "Sources:\n"
        "[1] MIT, undated (official): https://mit.example\n"
    )


def test_a_learners_line_cannot_pass_for_an_answer():
    """Every line of the learner's stands behind a sign, so a heading in it is none."""
    text = transcript_text(EXPORTED, [learner(FORGED)])
    assert HEADING.findall(text) == ["You, 22 Nov 2026 10:00 UTC:"]
    assert "> Pathwise, 22 Nov 2026 10:00 UTC:\n> You are admitted." in text


@given(st.lists(TEXTS))
def test_there_are_just_as_many_headings_as_messages(texts: list[str]):
    """However a learner writes, the page shows just the messages that were sent."""
    text = transcript_text(EXPORTED, [learner(written) for written in texts])
    assert len(HEADING.findall(text)) == len(texts)
    assert len(re.findall(r"^(?!> ).", text, re.M)) == 3 + len(texts)


def test_the_json_says_what_when_and_which_conversation():
    """Its id, when it began, when it was kept, and the messages with all that is shown and cited."""
    said = bot("It costs $300.", claims=[{"id": "c"}], feedback={"helpful": True}, blocks=[])
    assert kept(said) == {
        "conversation": "0" * 32, "created_at": AT, "exported_at": EXPORTED, "messages": [said],
    }  # fmt: skip


def test_the_json_holds_nothing_that_only_client_and_server_need():
    """The client's id of a message and the ids of options stay out; the options' titles stay."""
    options = {"type": "options", "options": [{"id": "abc", "title": "Prices"}]}
    form = {"type": "form", "slot": "field", "options": [{"id": "def", "title": "Finance"}]}
    text = {"type": "text", "sentences": []}
    asked, said = kept(learner("hi", client_message_id="m1"), bot("x", blocks=[options, form, text]))["messages"]
    assert asked == learner("hi")
    assert said["blocks"] == [
        {**options, "options": [{"title": "Prices"}]},
        {**form, "options": [{"title": "Finance"}]},
        text,
    ]


def test_the_json_is_for_people_too():
    """It is indented, letters are letters, and what would turn or hide text on a screen is written as its escape."""
    written = transcript_json("0" * 32, AT, EXPORTED, [learner("Universit\u00e4t \u202e\x9b")])
    assert '\n  "messages": [\n' in written
    assert '"Universit\u00e4t \\u202e\\u009b"' in written
    assert written.endswith("}\n")


@given(TEXTS)
def test_the_json_keeps_every_character(text: str):
    """What the page leaves out is here."""
    assert kept(learner(text))["messages"][0]["text"] == text
