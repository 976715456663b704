"""`pathwise ask`: one message a line in, one answer a line out, in order, whatever the lines are."""

from __future__ import annotations

import asyncio
import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.asking import ask_all
from bot.runtime import MAX_TEXT, Runtime
from bot.settings import ROOT

FIELDS = ["conversation", "text", "topic", "topics", "confidence", "status", "reply", "claims", "blocks",
          "entities", "recommendations", "latency_ms"]  # fmt: skip
TOPICS = {row["id"] for row in yaml.safe_load((ROOT / "knowledge/catalogue/topics.yml").read_text())}
STATUSES = {"answered", "clarifying", "declined", "handed_off"}
ALL_AT_ONCE = "I want data science, I have a bachelor's degree, 8 hours a week, under $1,500, and it should count toward a master's"


def ask(runtime: Runtime, *lines: str | dict[str, Any]) -> list[dict[str, Any]]:
    """The answers to the lines; objects are written as JSON."""
    given = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    out = io.StringIO()
    asyncio.run(ask_all(runtime, io.StringIO(given), out, as_json=True))
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize(
    "text", ["is a MicroMasters worth it?", "hello", "who won the world cup", "Which programme suits me?", ALL_AT_ONCE]
)
def test_an_answer_has_just_the_promised_fields(runtime: Runtime, text: str) -> None:
    """Every answer has all the fields and no other, with ids of topics.yml and a known status."""
    (answer,) = ask(runtime, text)
    assert list(answer) == FIELDS
    assert answer["text"] == text
    assert answer["topic"] in TOPICS
    assert answer["topics"][0] == answer["topic"]
    assert set(answer["topics"]) <= TOPICS
    assert answer["status"] in STATUSES
    assert 0 <= answer["confidence"] <= 1
    assert answer["reply"]
    assert answer["latency_ms"] > 0


def test_a_claim_has_id_value_source_and_date(runtime: Runtime) -> None:
    """Claims have the four promised fields, all filled, and are those that the sources block numbers."""
    (answer,) = ask(runtime, "is a MicroMasters worth it?")
    assert answer["claims"]
    for claim in answer["claims"]:
        assert list(claim) == ["id", "value", "source", "source_date"]
        assert all(claim.values())
        assert claim["source"].startswith("https://")
    (sources,) = [block for block in answer["blocks"] if block["type"] == "sources"]
    assert [note["claim"] for note in sources["notes"]] == [claim["id"] for claim in answer["claims"]]


def test_a_recommendation_has_programme_score_and_reasons(runtime: Runtime) -> None:
    """Recommendations are listed best first, with a reason each."""
    (answer,) = ask(runtime, ALL_AT_ONCE)
    items = answer["recommendations"]
    assert items
    assert all(list(item) == ["programme", "score", "reasons"] and item["reasons"] for item in items)
    assert [item["score"] for item in items] == sorted((item["score"] for item in items), reverse=True)
    (block,) = [block for block in answer["blocks"] if block["type"] == "recommendations"]
    assert [item["slug"] for item in block["items"]] == [item["programme"] for item in items]


def test_answers_come_in_the_order_of_the_lines(runtime: Runtime) -> None:
    """Good lines, bad lines and conversations in turn: one output line each, in place."""
    answers = ask(runtime, "hello", "{", {"conversation": "a", "text": "hello"}, "", "thanks")
    assert [answer.get("text", "error" in answer) for answer in answers] == ["hello", True, "hello", True, "thanks"]


def test_lines_of_one_conversation_are_its_turns(runtime: Runtime) -> None:
    """A conversation keeps its state between its lines, also with others in between."""
    answers = ask(
        runtime,
        {"conversation": "a", "text": "Which programme suits me?"},
        {"conversation": "b", "text": "data science"},
        "data science",
        {"conversation": "a", "text": "data science"},
    )
    slots = [[block["slot"] for block in answer["blocks"] if block["type"] == "form"] for answer in answers]
    assert slots == [["field"], [], [], ["hours_per_week"]]
    assert [answers[0]["conversation"], answers[1]["conversation"], answers[3]["conversation"]] == ["a", "b", "a"]


def test_lines_without_a_conversation_are_new_conversations(runtime: Runtime) -> None:
    """Each has an id of its own."""
    answers = ask(runtime, "hello", {"text": "hello"}, "hello")
    assert len({answer["conversation"] for answer in answers}) == 3


def test_messages_take_the_same_path_as_the_widgets(runtime: Runtime) -> None:
    """What is asked this way is stored as a conversation like any other."""
    (answer,) = ask(runtime, "is a MicroMasters worth it?")
    learner, bot = runtime.store.messages_after(answer["conversation"], 0)[-2:]
    assert learner["text"] == answer["text"]
    assert (bot["text"], bot["blocks"]) == (answer["reply"], answer["blocks"])


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("", id="empty"),
        pytest.param("   \t", id="blank"),
        pytest.param("{", id="cut off"),
        pytest.param("{hello}", id="braces"),
        pytest.param("{}", id="no text"),
        pytest.param('{"conversation": "a"}', id="only a conversation"),
        pytest.param('{"text": 5}', id="a number"),
        pytest.param('{"text": null}', id="null"),
        pytest.param('{"text": ""}', id="empty text"),
        pytest.param('{"text": " \\n "}', id="blank text"),
        pytest.param('{"text": "hello", "conversation": 5}', id="a number as conversation"),
        pytest.param('{"text": "hello"} and more', id="more behind it"),
        pytest.param('{"text": "a\\ud800b"}', id="half of a surrogate pair"),
        pytest.param('{"text": "a\\u0000b"}', id="NUL"),
        pytest.param('{"text": ' + "[" * 100_000, id="nested too deeply"),
        pytest.param("x" * (MAX_TEXT + 1), id="too long"),
        pytest.param(json.dumps({"conversation": "a", "text": "x" * 100_000}), id="much too long"),
    ],
)
def test_a_bad_line_is_reported_and_the_next_one_answered(runtime: Runtime, line: str) -> None:
    """A line that is no message is an error with a reason; the run goes on."""
    bad, good = ask(runtime, line, "hello")
    assert bad["error"]
    assert "reply" not in bad
    assert good["status"] == "answered"


def test_a_bad_line_names_its_number(runtime: Runtime) -> None:
    """The report says which line was meant."""
    _, second = ask(runtime, "hello", "{")
    assert "line 2" in second["error"]


def test_a_too_long_line_names_the_limit(runtime: Runtime) -> None:
    """The report says how long a message may be."""
    (answer,) = ask(runtime, "x" * (MAX_TEXT + 1))
    assert "2,000" in answer["error"]


def test_each_answer_is_written_before_the_next_line_is_read(runtime: Runtime) -> None:
    """A program at the other end can wait for the answer before it asks on."""
    out = io.StringIO()
    seen: list[int] = []

    class Lines(io.StringIO):
        def __next__(self) -> str:
            seen.append(out.getvalue().count("\n"))
            return super().__next__()

    asyncio.run(ask_all(runtime, Lines("hello\nthanks\n"), out, as_json=True))
    assert seen == [0, 1, 2]


def test_without_json_question_and_reply_are_shown_as_text(runtime: Runtime, tmp_path: Path) -> None:
    """People read the question, the reply, and errors in plain words."""
    out = io.StringIO()
    asyncio.run(ask_all(runtime, io.StringIO("hello\n\n"), out, as_json=False))
    first, *rest = out.getvalue().splitlines()
    assert first == "> hello"
    assert "line 2" in rest[-1]
    assert "{" not in first
