"""The checks of the catalogue: a row for each kind of mistake, made in a catalogue that is otherwise sound."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.backing import numbers_in
from knowledge.catalogue_files import read_catalogue
from knowledge.yaml_rows import CatalogueError, Problem
from tests.unit.catalogue_edits import EVERY_KIND, Edit
from tests.unit.mistakes import MISTAKES, REFUSED_LATER


@pytest.mark.parametrize(("edit", "place", "found"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_once_with_its_file_and_row(catalogue_folder: Path, edit: Edit, place: str, found: str):
    """Each kind of mistake is one problem that names the file, the row and what was found there."""
    edit.apply(catalogue_folder)
    problem = only_problem(catalogue_folder)
    assert problem.file == str(catalogue_folder / edit.file)
    assert place in problem.row
    assert found in problem.found
    assert problem.expected


@pytest.mark.parametrize(("edit", "place", "found"), REFUSED_LATER.values(), ids=REFUSED_LATER)
def test_what_cannot_be_stored_or_read_back_is_refused_here(catalogue_folder: Path, edit: Edit, place: str, found: str):
    """A catalogue that passes can be loaded and read back: what would fail later is a problem with file and row."""
    for enlarging in EVERY_KIND:
        enlarging.apply(catalogue_folder)
    edit.apply(catalogue_folder)
    problem = only_problem(catalogue_folder)
    assert problem.file == str(catalogue_folder / edit.file)
    assert place in problem.row
    assert found in problem.found


def test_all_mistakes_are_told_at_once(catalogue_folder: Path):
    """A catalogue with mistakes in several files and of several kinds is refused once, with all of them."""
    made = [
        Edit("sources/all.yml", "kind: blog", "kind: rumour"),
        Edit("subjects.yml", "kind: platform", "kind: planet"),
        Edit("fields.yml", "id: data-science, name:", "id: data-science, nmae:"),
        Edit("courses/a-school.yml", "position: 1", "position: one"),
        Edit("claims/define.yml", "rank: 1", "rank: 7"),
        Edit("claims/unreadable.yml", "", "- {"),
        Edit("remarks.yml", "topic: chat", "topic: gossip"),
    ]
    for edit in made:
        edit.apply(catalogue_folder)
    told = {problem.file for problem in problems_of(catalogue_folder)}
    assert told >= {str(catalogue_folder / edit.file) for edit in made}


def test_two_mistakes_in_one_row_are_both_told(catalogue_folder: Path):
    """A row is not given up at its first mistake."""
    Edit("sources/all.yml", 'kind: blog, url: "https:', 'kind: rumour, url: "ftp:').apply(catalogue_folder)
    told = problems_of(catalogue_folder)
    assert [problem.found for problem in told] == ["kind 'rumour'", "url 'ftp://example.org/blog'"]
    assert len({problem.row for problem in told}) == 1


def test_an_id_that_stands_twice_names_the_first_row(catalogue_folder: Path):
    """Who repeats an id is told where it stands already."""
    Edit("fields.yml", "", '- {id: edx, name: "Again"}\n').apply(catalogue_folder)
    expected = only_problem(catalogue_folder).expected
    assert str(catalogue_folder / "subjects.yml") in expected
    assert "line 3 (edx)" in expected


def test_a_predicate_may_be_stricter_than_its_unit(catalogue_folder: Path):
    """The predicate's range counts instead of the unit's, wherever the claim stands."""
    Edit("predicates/cost.yml", 'units: ["USD"]', 'units: ["USD"], range: [950, 2000]').apply(catalogue_folder)
    problem = only_problem(catalogue_folder)
    assert (problem.found, "950 to 2000" in problem.expected) == ("900 USD", True)


@pytest.mark.parametrize("unit", ["USD, about", "USD a head"])
def test_a_unit_may_go_on_in_words(catalogue_folder: Path, unit: str):
    """What follows the unit says of what; nothing is wrong with it."""
    Edit("programmes/a-school.yml", 'value: 900, unit: "USD"', f'value: 900, unit: "{unit}"').apply(catalogue_folder)
    assert read_catalogue(catalogue_folder).claims


SHARED_ON_PURPOSE = (
    Edit("subjects.yml", "", '- {id: analyst, kind: occupation, name: "Analyst", aliases: ["big data"]}\n'),
    Edit("shared_names.yml", "", '- {name: "Big Data", why: "the occupation and its field"}\n'),
)
ONE_TITLE = (
    Edit("fields.yml", "", '- {id: one, name: "Data one"}\n'),  # called like a course
    Edit("subjects.yml", '"MicroMasters", aliases', '"edX", aliases'),  # short like the platform's name
    Edit("subjects.yml", 'name: "edX", aliases: []', 'name: "edX", aliases: ["EDX"]'),  # an alias that is its own name
)


@pytest.mark.parametrize("edits", [SHARED_ON_PURPOSE, ONE_TITLE], ids=["on purpose", "full names"])
def test_names_may_be_shared_on_purpose_and_full_names_always(catalogue_folder: Path, edits: tuple[Edit, ...]):
    """Only an alias must mean one subject; schools give their programmes and courses the titles they like."""
    for edit in edits:
        edit.apply(catalogue_folder)
    assert read_catalogue(catalogue_folder).claims


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('value: 1350, unit: "courses"', "1,350"),  # a thousands separator
        ('value: 12.5, unit: "courses"', "12.50"),  # an idle zero
        ('value: [3, 6.0], unit: "courses"', "3 to 6"),  # a range
        ('value: "about 8", unit: "hours in 2 parts"', "8 hours in 2"),  # a number of the unit
        ('value: "some", scope: "since 2019"', "2019"),  # a number of the scope
        ('value: "some", estimate: "4 times 3"', "4 times 3"),  # a number of the estimate
        ('value: 1234567.5, unit: "courses"', "1,234,567.5"),  # a large number with a fraction
        ('value: 1350000.0, unit: "courses"', "1,350,000"),  # a large number written with a point
    ],
)
def test_a_sentence_may_say_the_numbers_of_its_row(catalogue_folder: Path, row: str, said: str):
    """Numbers that stand in value, unit, scope or estimate may be said, however they are written."""
    Edit("claims/define.yml", 'value: "a series of courses"', row).apply(catalogue_folder)
    Edit("claims/define.yml", "is a series of courses.", f"is {said}.").apply(catalogue_folder)
    assert read_catalogue(catalogue_folder).claims[0].row.says == f"A MicroMasters is {said}."


@given(st.integers(0, 10**15))
def test_a_number_is_the_same_with_and_without_separators(number: int):
    """Thousands separators do not change a number."""
    assert numbers_in(f"about {number:,} hours") == numbers_in(f"{number}") == {str(number)}


@given(st.decimals(0, 10**6, places=2))
def test_idle_zeros_do_not_change_a_number(number: object):
    """12.50 is 12.5, and 12.00 is 12."""
    assert numbers_in(f"{number} hours") == numbers_in(f"{float(str(number)):.4f}")


def problems_of(folder: Path) -> list[Problem]:
    """What is wrong with the catalogue; there must be something."""
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(folder)
    return caught.value.problems


def only_problem(folder: Path) -> Problem:
    """The one thing that is wrong."""
    problems = problems_of(folder)
    assert len(problems) == 1, "\n".join(map(str, problems))
    return problems[0]
