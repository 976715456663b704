"""`search`: subjects by name and alias, in SQL."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from advising.model import Snapshot
from knowledge.queries import Found, look_up, reading, search
from tests.integration.adviser.conftest import Run

# (what is searched, the subjects found, in order)
FOUND = [
    ("mm", ["micromasters"]),
    ("MM!", ["micromasters"]),
    ("asx-data", ["asx-data", "asx-data--one"]),
    ("ASx", ["a-school", "asx-data"]),
    ("big  DATA", ["data-science"]),
    ("technology school", ["a-school"]),
    ("data one", ["asx-data--one"]),
    ("%", []),
    ("_", []),
    ("no such thing", []),
]


@pytest.mark.parametrize(("text", "subjects"), FOUND, ids=[repr(row[0]) for row in FOUND])
def test_subjects_are_found_by_name_and_alias(small_url: str, text: str, subjects: list[str]):
    """Exact names come first, then those that hold every word; signs are no wildcards."""
    with reading(small_url) as connection:
        found = [row.subject for row in search(connection, text)]
    assert set(subjects) <= set(found)
    assert found[:1] == subjects[:1]


def test_a_look_up_is_exact(small_url: str):
    """An alias is found up to case and punctuation, and only whole."""
    with reading(small_url) as connection:
        assert look_up(connection, "Pro-Cert") == [
            Found("certificate", "credential-type", "Professional Certificate", "pro cert")
        ]
        assert look_up(connection, "pro") == []


def test_each_subject_is_found_once_and_no_more_than_asked_for(small_url: str):
    """Several fitting aliases are one find."""
    with reading(small_url) as connection:
        found = [row.subject for row in search(connection, "a", 3)]
    assert len(found) == len(set(found)) == 3


@pytest.mark.usefixtures("small_url")
def test_the_table_shows_slug_kind_and_the_alias_that_fitted(run: Run):
    """What was found is told with why."""
    output = run("search", "pro", "cert").output
    assert "certificate" in output
    assert "(as “pro cert”)" in " ".join(output.replace("│", " ").split())


@pytest.mark.usefixtures("small_url")
def test_nothing_found_is_an_error_that_says_what_to_try(run: Run):
    """A script sees the exit code, a person the advice."""
    result = run("search", "zzz")
    assert (result.exit_code, "Try fewer words" in result.output) == (1, True)


def test_every_real_programme_is_found_by_its_name(engine: Engine, snapshot: Snapshot):
    """Its full name finds it first; its title finds it, too, accents and signs included."""
    with engine.connect() as connection:
        for programme in snapshot.programmes.values():
            assert search(connection, snapshot.name(programme.id), 1)[0].subject == programme.id
            assert programme.id in [row.subject for row in search(connection, programme.title, 400)]
