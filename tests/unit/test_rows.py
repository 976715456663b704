"""Typed rows: which YAML values become which Python values."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.rows import ArgumentsRow, ClaimRow, PathwayRow, SubjectRow, to_row
from knowledge.yaml_rows import Problem, RawRow

CLAIM = {"predicate": "is", "source": "s", "evidence": "high"}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (True, "yes"),  # YAML's yes
        (False, "no"),  # YAML's no
        (12, 12),  # a whole number
        (12.5, 12.5),  # a fraction
        ("about 8", "about 8"),  # text
        ([3, 6.5], [3, 6.5]),  # a range
    ],
)
def test_a_value_keeps_what_was_written(written: Any, value: Any):
    """Numbers, ranges and text stay as they are; yes and no become words."""
    row = converted({**CLAIM, "value": written}, ClaimRow)
    assert row.value == value
    assert type(row.value) is type(value)


@pytest.mark.parametrize("written", [None, [], [1], [1, 2, 3], ["a", "b"], {"min": 1}], ids=repr)
def test_anything_else_is_no_value(written: Any):
    """A value that is neither number, range nor text is a problem."""
    assert problems_of({**CLAIM, "value": written}, ClaimRow)


def test_keys_that_python_cannot_name_are_read():
    """`is`, `for` and `against` of the catalogue reach their fields."""
    assert converted({"id": "a", "kind": "degree", "name": "A", "is": "a degree"}, SubjectRow).summary == "a degree"
    row = converted({"subject": "a", "for": ["x"], "against": ["y"], "depends": []}, ArgumentsRow)
    assert (row.id, row.pro, row.contra) == ("a/arguments", ["x"], ["y"])


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (SubjectRow, {"id": "a", "kind": "degree", "name": "A", "summary": "the Python name"}),
        (ArgumentsRow, {"subject": "a", "for": [], "contra": [], "depends": []}),
        (ClaimRow, {**CLAIM, "vlaue": 1}),
    ],
)
def test_a_key_that_is_not_the_catalogues_is_a_problem(kind: type, content: dict[str, Any]):
    """A misspelt key never passes as an idle one."""
    assert problems_of(content, kind)


def test_every_mistake_of_a_row_is_told():
    """Three mistakes are three problems, each with file, line and kind of row."""
    told = problems_of({"id": 7, "programme": None, "institution": "x", "degree": "d", "conditions": [{"kind": "exam"}],
                        "conditions_recorded": "maybe", "source": "s", "evidence": "low"}, PathwayRow)  # fmt: skip
    assert len(told) == 3
    assert {(problem.file, problem.expected) for problem in told} == {("facts.yml", "PathwayRow")}
    assert all(problem.row.startswith("line 5") for problem in told)


def test_a_mistake_says_which_value_was_found():
    """An error names what was found, so that it can be searched for."""
    (problem,) = problems_of({**CLAIM, "rank": "third"}, ClaimRow)
    assert "third" in problem.found


def converted(content: dict[str, Any], kind: type) -> Any:
    """The typed row; there must be no problem."""
    problems: list[Problem] = []
    row = to_row(RawRow("facts.yml", 5, content), kind, problems)
    assert problems == []
    return row


def problems_of(content: dict[str, Any], kind: type) -> list[Problem]:
    """What is wrong with a row that must not be converted."""
    problems: list[Problem] = []
    assert to_row(RawRow("facts.yml", 5, content), kind, problems) is None
    return problems
