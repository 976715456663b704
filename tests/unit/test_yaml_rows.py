"""Reading YAML: what a catalogue never needs is refused, and every refusal is a problem with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yaml import safe_dump

from knowledge.yaml_rows import MAX_BYTES, MAX_DEPTH, CatalogueError, Problem, RawRow, read_rows

BILLION_LAUGHS = b"- &a [lol, lol]\n- &b [*a, *a]\n- &c [*b, *b]\n- [*c, *c]\n"
CODE = b"- !!python/object/apply:os.system ['echo harm']\n"

# case: (content of the file, row named by the problem, what was found)
REFUSED_FILES = {
    "billion laughs": (BILLION_LAUGHS, "", "anchor or alias in line 1"),
    "an alias without its anchor": (b"- *a\n", "", "anchor or alias in line 1"),
    "an anchor on a scalar": (b"- {id: &x a}\n", "", "anchor or alias in line 1"),
    "a Python object": (b"- {id: a}\n- !!python/object:os.environ {}\n", "", "python/object:os.environ' in line 2"),
    "a Python call": (CODE, "", "python/object/apply:os.system' in line 1"),
    "a tag of our own": (b"- !secret a\n", "", "'!secret' in line 1"),
    "a standard tag": (b"- !!binary aGk=\n", "", "binary' in line 1"),
    "one level too deep": (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), "", f"more than {MAX_DEPTH} levels"),
    "far too deep": (b"[" * 100_000, "", f"more than {MAX_DEPTH} levels"),
    "one byte too large": (b"#" * (MAX_BYTES + 1), "", "1,000,001 bytes"),
    "a mapping": (b"id: a\n", "line 1", "a MappingNode"),
    "a scalar": (b"just text\n", "line 1", "a ScalarNode"),
    "two documents": (b"- {id: a}\n---\n- {id: b}\n", "", "another document"),
    "broken YAML": (b"- {id: a\n", "", "while parsing a flow mapping"),
    "a tab as indentation": (b"- id: a\n\tname: b\n", "", "while scanning"),
    "broken UTF-8": (b"- \xe9\n", "", "UTF-8"),
    "a control character": (b"- \x00\n", "", "control characters"),
    "half of a surrogate pair": (b'- "\\ud800"\n', "", "invalid Unicode"),
}

# case: (a second row between two sound ones, what was found)
REFUSED_ROWS = {
    "a key twice": (b"- {id: b, name: x, id: c}\n", "the key 'id' twice in line 2"),
    "a key twice inside": (b"- {id: b, credits: {value: 1, value: 2}}\n", "the key 'value' twice in line 2"),
    "a merge of nothing": (b"- {<<: 3}\n", "for merging"),
    "a value key": (b"- {id: =}\n", "yaml.org,2002:value"),
    "a list as a key": (b"- {[id]: b}\n", ""),
    "a mapping as a key": (b"- {{id: b}: c}\n", ""),
    "a binary number without digits": (b"- {rank: 0b_}\n", ""),
    "a number of 5,000 digits": (b"- {rank: " + b"1" * 5000 + b"}\n", ""),
}

# What people type: letters, digits, signs and spaces of all scripts.
TEXT = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(("content", "row", "found"), REFUSED_FILES.values(), ids=REFUSED_FILES)
def test_a_file_that_is_no_plain_list_gives_no_rows_and_one_problem(
    tmp_path: Path, content: bytes, row: str, found: str
):
    """A file with anything but a plain list of rows yields nothing, and one problem that names it."""
    rows, problems = read(tmp_path, content)
    assert rows == []
    assert [(problem.file, problem.row) for problem in problems] == [("facts.yml", row)]
    assert found in problems[0].found


@pytest.mark.parametrize(("second", "found"), REFUSED_ROWS.values(), ids=REFUSED_ROWS)
def test_a_broken_row_is_one_problem_and_leaves_its_neighbours(tmp_path: Path, second: bytes, found: str):
    """A row that cannot be read is a problem with its line; the rows around it are read."""
    rows, problems = read(tmp_path, b"- {id: a}\n" + second + b"- {id: z}\n")
    assert [row.content["id"] for row in rows] == ["a", "z"]
    assert [(problem.file, problem.row) for problem in problems] == [("facts.yml", "line 2")]
    assert found in problems[0].found


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path):
    """An unreadable file is told like any other mistake."""
    problems: list[Problem] = []
    assert read_rows(tmp_path, "facts.yml", problems) == []
    assert [problem.file for problem in problems] == ["facts.yml"]


@pytest.mark.parametrize("content", [b"", b"# only a comment\n", b"[]\n"], ids=["empty", "comment", "empty list"])
def test_an_empty_file_has_no_rows_and_no_problem(tmp_path: Path, content: bytes):
    """A file may be empty."""
    assert read(tmp_path, content) == ([], [])


@pytest.mark.parametrize("depth", [1, MAX_DEPTH], ids=["flat", "as deep as allowed"])
def test_nesting_up_to_the_limit_is_read(tmp_path: Path, depth: int):
    """The limit itself is allowed."""
    _, problems = read(tmp_path, b"[" * depth + b"]" * depth)
    assert problems == []


def test_a_file_of_just_the_limit_is_read(tmp_path: Path):
    """A file of exactly the largest size is read."""
    rows, problems = read(tmp_path, b"- a\n".ljust(MAX_BYTES, b"#"))
    assert (len(rows), problems) == (1, [])


@pytest.mark.parametrize("written", ["2022-08-22", "2022-08", "2022-02-30", "2022-08-22T10:00:00Z"])
def test_a_date_stays_the_text_that_was_written(tmp_path: Path, written: str):
    """Dates are text, so that a vague or wrong one reaches the checks as it stands."""
    rows, _ = read(tmp_path, f"- {{seen_on: {written}}}\n".encode())
    assert rows[0].content == {"seen_on": written}


@given(content=st.lists(PLAIN, max_size=4))
def test_plain_rows_come_back_as_they_were_written(tmp_path_factory: pytest.TempPathFactory, content: list[object]):
    """Whatever plain values YAML can write are read back the same, in order."""
    path = tmp_path_factory.getbasetemp() / "plain.yml"
    path.write_text(safe_dump(content, allow_unicode=True))
    problems: list[Problem] = []
    assert ([row.content for row in read_rows(path, "plain.yml", problems)], problems) == (content, [])


def test_a_row_is_placed_by_its_line_and_id():
    """People find a row by its line, and by its id where it has one."""
    assert RawRow("a.yml", 7, {"id": "x"}).place == "line 7 (x)"
    assert RawRow("a.yml", 7, {"name": "x"}).place == "line 7"
    assert RawRow("a.yml", 7, "text").place == "line 7"


def test_the_error_lists_every_problem_on_a_line_of_its_own():
    """One message holds all mistakes, each with file, row, what was found and what was expected."""
    error = CatalogueError([Problem("a.yml", "line 1", "x", "y"), Problem("b.yml", "", "z", "w")])
    assert str(error).splitlines()[1:] == ["a.yml: line 1: found x; expected y", "b.yml: found z; expected w"]


def read(folder: Path, content: bytes) -> tuple[list[RawRow], list[Problem]]:
    """Rows and problems of a file of that content."""
    path = folder / "facts.yml"
    path.write_bytes(content)
    problems: list[Problem] = []
    return read_rows(path, "facts.yml", problems), problems
