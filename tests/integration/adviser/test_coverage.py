"""`coverage` and `counts`: how much the loaded database holds, on the scale of knowledge/coverage.py."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from advising.model import Snapshot
from bot.commands.dossier import disagreements
from knowledge import tables
from knowledge.catalogue_files import read_catalogue, read_topics
from knowledge.coverage import NOT_NEEDED, Told, catalogue_coverage, coverage, database_coverage, levels
from knowledge.queries import counts, reading
from knowledge.rows import AboutRow, TopicRow
from tests.integration.adviser.conftest import ON, Run
from tests.unit.catalogue_edits import Edit

ABOUT = AboutRow(required=["a", "b"], usable=["c"], complete=["d"])
# (subjects with a claim: lower case for low, capitals for high evidence; the level; what the next one needs)
SCALE_ROWS = [
    ("", "none", ["a", "b"]),
    ("x", "below", ["a", "b"]),  # claims, but about something else
    ("Axcd", "below", ["b"]),  # a level is not reached without the one below it
    ("ab", "required", ["high evidence on a", "high evidence on b", "c"]),
    ("Abc", "required", ["high evidence on b"]),
    ("ABCd", "complete", []),
    ("ABc", "usable", ["d"]),
    ("ABd", "required", ["c"]),
]


@pytest.mark.parametrize(("subjects", "level", "needs"), SCALE_ROWS)
def test_a_level_asks_for_all_of_those_below(subjects: str, level: str, needs: list[str]):
    """required: the usual subjects; usable: high evidence on them, and the next most asked; complete: the named ones."""
    told = [Told("cost", s.lower(), "high" if s.isupper() else "low", f"claim-{s}") for s in subjects]
    (topic,) = coverage([TopicRow("cost", "", 90, ABOUT)], told)
    assert (topic.level, topic.next_needs) == (level, needs)


def test_a_topic_that_states_no_facts_is_no_gap():
    """Small talk needs no claims, and a claim on it changes nothing."""
    (topic,) = coverage([TopicRow("chat", "", 90)], [Told("chat", "edx", "high", "c")])
    assert (topic.level, topic.next_needs, levels([topic])[NOT_NEEDED]) == (NOT_NEEDED, [], 1)


def test_files_and_database_tell_the_same(small_url: str, catalogue_folder: Path):
    """Claims, pathways, comparison tables and arguments count alike; what is not recorded counts nowhere."""
    with reading(small_url) as connection:
        found = database_coverage(connection, read_topics(catalogue_folder))
    assert found == catalogue_coverage(read_catalogue(catalogue_folder))
    assert {topic.topic: len(topic.claims) for topic in found} == {"cost": 2, "define": 2, "credit": 2, "chat": 0}


def test_the_real_catalogue_and_its_database_tell_the_same(engine: Engine):
    """Every topic that learners ask about is answered; tables count for comparing, arguments for being worth it."""
    with engine.connect() as connection:
        found = database_coverage(connection, read_topics())
    assert found == catalogue_coverage(read_catalogue())
    assert not [topic.topic for topic in found if topic.level in ("none", "below")]
    by_topic = {topic.topic: topic for topic in found}
    assert "graduate-certificate" in by_topic["compare"].subjects
    assert "online-mba" in by_topic["worth_it"].subjects


def test_counts_are_those_of_the_database(engine: Engine, snapshot: Snapshot):
    """Programmes, pathways and claims are counted in SQL and agree with the snapshot."""
    with engine.connect() as connection:
        counted = counts(connection)
        assert counted["sources"] == connection.scalar(select(func.count(tables.Source.id)))
    assert (counted["programmes"], counted["pathways"], counted["claims"]) == (
        len(snapshot.programmes), len(snapshot.pathways), len(snapshot.claims),
    )  # fmt: skip


def test_disagreements_are_facts_with_different_values(snapshot: Snapshot):
    """Each stands once and is of a predicate that can have one value only."""
    found = disagreements(snapshot)
    assert ("mitx-statistics-and-data-science", "courses_count") in found
    assert len(found) == len(set(found))
    assert all(snapshot.predicates[predicate].single for _, predicate in found)


@pytest.mark.usefixtures("small_url")
def test_counts_tell_disagreements_and_topics(run: Run):
    """The topics are those of Pathwise, whatever the database holds."""
    output = " ".join(run("counts", *ON).output.split())
    for text in ("programmes", "disagreements │ 1", "topics covered │ 0 of 22"):
        assert text in output


@pytest.mark.usefixtures("small_url")
def test_the_coverage_table_tells_what_is_missing(run: Run, catalogue_folder: Path):
    """What an adviser reads in the terminal."""
    output = " ".join(run("coverage", catalogue_folder).output.split())
    for text in ("cost │ required │ 2 │ micromasters", "chat │ no claims needed │ 0 │", "0 below; 1 required"):
        assert text in output


@pytest.mark.usefixtures("small_url")
def test_a_scale_with_mistakes_is_told(run: Run, catalogue_folder: Path):
    """A row of topics.yml that cannot be read is named."""
    Edit("topics.yml", "usable: [micromasters]", "usable: micromasters").apply(catalogue_folder)
    result = run("coverage", catalogue_folder)
    assert (result.exit_code, "line 2 (cost)" in result.output) == (1, True)


@pytest.mark.usefixtures("empty_database")
@pytest.mark.parametrize(
    "command", [("show", "x"), ("search", "x"), ("stale",), ("coverage",), ("counts",)], ids=lambda row: row[0]
)
def test_without_a_catalogue_every_command_says_what_to_do(run: Run, command: tuple[str, ...]):
    """A database that was never loaded is no traceback."""
    result = run(*command)
    assert (result.exit_code, "pathwise knowledge load" in result.output) == (1, True)
