"""Labelled rows: good ones are read whole, every bad one is told with its file and line (evaluation.rows)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evaluation.rows import QuestionRow, RowsError, predicate_row, question_row, read_rows

GOOD: dict[str, Any] = {"id": "a", "text": "what is it", "topic": "define", "status": ["answered"]}


def written(folder: Path, *rows: Any, name: str = "rows.jsonl") -> Path:
    """A file with the rows, one a line; texts stand as they are."""
    path = folder / name
    path.write_text(
        "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), encoding="utf-8"
    )
    return path


def test_a_short_row_has_defaults(tmp_path: Path) -> None:
    """Only id, message, topic and status are needed."""
    assert read_rows([written(tmp_path, GOOD)], question_row) == [
        QuestionRow("a", ("what is it",), "define", ("answered",))
    ]


def test_every_field_of_a_full_row_is_kept(tmp_path: Path) -> None:
    """Turns come before the text, one entity stands for a list, fields of others are left alone."""
    full = GOOD | {
        "turns": ["hello", "and the price?"], "accept": ["cost"], "all_topics": ["cost", "define"], "near_scope": True,
        "entities": {"programme": "x", "institution": ["y", "z"], "gpa": 3.5}, "must_contain": ["\\$"],
        "must_not_contain": ["free"], "severity": 2, "language": "en", "origin": "real",
    }  # fmt: skip
    (row,) = read_rows([written(tmp_path, full)], question_row)
    assert row.turns == ("hello", "and the price?")
    assert row.entities == {"programme": ("x",), "institution": ("y", "z"), "gpa": ("3.5",)}
    assert (row.accept, row.all_topics, row.near_scope) == (("cost",), ("cost", "define"), True)
    assert (row.must_contain, row.must_not_contain, row.severity) == (("\\$",), ("free",), 2)


def test_rows_of_several_files_keep_their_order(tmp_path: Path) -> None:
    """No row is lost, empty lines are no rows, and a line separator inside of a text does not end the row."""
    first = written(tmp_path, GOOD, "", json.dumps(GOOD | {"id": "b", "text": "one\u2028two"}, ensure_ascii=False))
    second = written(tmp_path, GOOD | {"id": "c"}, "   ", name="more.jsonl")
    assert [row.id for row in read_rows([first, second], question_row)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        pytest.param("{", "expected a JSON object", id="cut off"),
        pytest.param("[" * 100_000, "expected a JSON object", id="nested too deeply"),
        pytest.param([1], "found [1]; expected a JSON object", id="a list"),
        pytest.param({**GOOD, "id": ""}, 'id: found ""', id="no id"),
        pytest.param({**GOOD, "id": 5}, "id: found 5; expected a text", id="a number as id"),
        pytest.param({k: v for k, v in GOOD.items() if k != "text"}, "text: found nothing", id="no message"),
        pytest.param({**GOOD, "text": " "}, "text: found", id="a blank message"),
        pytest.param({**GOOD, "turns": "hello"}, "turns: found", id="turns that are no list"),
        pytest.param({**GOOD, "turns": ["hello", ""]}, "turns: found", id="an empty turn"),
        pytest.param(
            {**GOOD, "topic": "weather"}, 'topic: found "weather"; expected one of define', id="unknown topic"
        ),
        pytest.param({**GOOD, "topic": ["define"]}, "topic: found", id="several topics"),
        pytest.param({**GOOD, "accept": ["weather"]}, "accept: found", id="unknown accepted topic"),
        pytest.param(
            {**GOOD, "status": []}, "status: found []; expected a list of texts, at least one", id="no status"
        ),
        pytest.param({**GOOD, "status": "answered"}, "status: found", id="a status that is no list"),
        pytest.param({**GOOD, "status": ["ok"]}, "status: found", id="unknown status"),
        pytest.param({**GOOD, "near_scope": "no"}, "near_scope: found", id="a word as a flag"),
        pytest.param({**GOOD, "severity": 3}, "severity: found 3; expected 1 or 2", id="unknown severity"),
        pytest.param({**GOOD, "must_contain": ["("]}, "'(' is none", id="no regular expression"),
        pytest.param({**GOOD, "entities": ["x"]}, "entities: found", id="entities without names"),
    ],
)
def test_a_bad_row_is_told_with_file_and_line(tmp_path: Path, row: Any, told: str) -> None:
    """The message begins with the place and says what was found and expected."""
    path = written(tmp_path, GOOD | {"id": "first"}, row)
    with pytest.raises(RowsError) as problem:
        read_rows([path], question_row)
    (line,) = str(problem.value).splitlines()
    assert line.startswith(f"{path}:2: ")
    assert told in line


def test_all_bad_rows_are_told_at_once(tmp_path: Path) -> None:
    """Three bad rows in two files: all are named, with two problems of one row."""
    first = written(tmp_path, "{", GOOD)
    second = written(tmp_path, {**GOOD, "id": "b", "topic": "x", "status": ["y"]}, name="more.jsonl")
    with pytest.raises(RowsError) as problem:
        read_rows([first, second], question_row)
    places = [line.split(": ")[0] for line in str(problem.value).splitlines()]
    assert places == [f"{first}:1", f"{second}:1", f"{second}:1"]


def test_an_id_may_come_once(tmp_path: Path) -> None:
    """The second place names the first."""
    path = written(tmp_path, GOOD, GOOD)
    with pytest.raises(RowsError, match=f"rows.jsonl:2: id: found 'a' again, first at {path}:1"):
        read_rows([path], question_row)


@pytest.mark.parametrize("content", [b"", b"\n\n", b'{"id": "\xff"}'])
def test_a_file_without_rows_is_told(tmp_path: Path, content: bytes) -> None:
    """An empty or unreadable file is a mistake, not an empty measurement."""
    path = tmp_path / "empty.jsonl"
    path.write_bytes(content)
    with pytest.raises(RowsError, match=r"empty\.jsonl"):
        read_rows([path], question_row)


def test_a_predicate_row_needs_its_predicate(tmp_path: Path) -> None:
    """The predicate is what is measured."""
    path = written(tmp_path, {"id": "a", "text": "how much"})
    with pytest.raises(RowsError, match="predicate: found nothing"):
        read_rows([path], predicate_row)
