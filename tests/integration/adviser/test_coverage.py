"""`coverage` and `counts`: how much the loaded database holds, on the scale of knowledge/coverage.py."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, func, select

from advising.model import Snapshot
from bot.commands.dossier import disagreements
from knowledge import tables
from knowledge.coverage import FLAGSHIPS, MAIN_KINDS, TopicCoverage, coverage, levels
from knowledge.queries import counts, reading
from tests.integration.adviser.conftest import ON, Run

KINDS = {"a": 1, "b": 2}
# (what the topic has, its level, what the next one needs)
SCALE = [
    ({}, "none", "claims"),
    ({"claims": 9, "high": 9, "platform": 9, "subjects": {"a": 1, "flag": 1}}, "below", "b"),
    ({"claims": 3, "subjects": KINDS}, "required", "high evidence, a platform"),
    ({"claims": 3, "high": 1, "subjects": KINDS}, "required", "a platform"),
    ({"claims": 3, "high": 1, "subjects": KINDS | {"flag": 1}}, "required", "a platform"),
    ({"claims": 3, "high": 1, "platform": 1, "subjects": KINDS}, "usable", "flag"),
    ({"claims": 4, "high": 1, "platform": 1, "subjects": KINDS | {"flag": 1}}, "complete", ""),
]


@pytest.mark.parametrize(("has", "level", "needs"), SCALE)
def test_a_level_asks_for_all_of_those_below(has: dict, level: str, needs: str):
    """required: both kinds; usable: high evidence and a platform too; complete: every flagship too."""
    topic = TopicCoverage("cost", ("a", "b"), ("flag",), **has)
    assert (topic.level, topic.next_needs) == (level, needs)


def test_claims_are_counted_by_topic(small_url: str):
    """Only recorded claims count; a topic that has only remarks is listed with none."""
    with reading(small_url) as connection:
        found = {topic.topic: topic for topic in coverage(connection, ("micromasters", "certificate"), ("asx-data",))}
    assert {name: topic.claims for name, topic in found.items()} == {"chat": 0, "cost": 2, "credit": 2, "define": 2}
    assert (found["define"].level, found["define"].high) == ("required", 1)
    assert found["cost"].subjects == {"asx-data": 2}
    assert levels(list(found.values())) == {"none": 1, "below": 2, "required": 1, "usable": 0, "complete": 0}


def test_the_scales_subjects_are_in_the_real_catalogue(snapshot: Snapshot):
    """Main kinds and flagship programmes exist; a renamed one would count as missing everywhere."""
    assert {snapshot.subjects[kind].kind for kind in MAIN_KINDS} == {"credential-type"}
    assert set(FLAGSHIPS) <= set(snapshot.programmes)


def test_the_real_topics_are_all_26(engine: Engine, snapshot: Snapshot):
    """Every topic is found in the database, and its claims are those of the snapshot."""
    with engine.connect() as connection:
        topics = coverage(connection)
    recorded = [claim for claim in snapshot.claims.values() if claim.state == "recorded"]
    assert (len(topics), sum(topic.claims for topic in topics)) == (26, len(recorded))


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
@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("counts", *ON), ["programmes", "disagreements │ 1", "topics covered │ 3 of 4"]),
        (("coverage",), ["topic", "define │ below │ 2 │ 1/2 │ 1", "1 none; 3 below; 0 required", "chat: claims"]),
    ],
    ids=["counts", "coverage"],
)
def test_the_tables_tell_it(run: Run, command: tuple[str, ...], told: list[str]):
    """What an adviser reads in the terminal."""
    output = " ".join(run(*command).output.split())
    for text in told:
        assert text in output


@pytest.mark.usefixtures("empty_database")
@pytest.mark.parametrize(
    "command", [("show", "x"), ("search", "x"), ("stale",), ("coverage",), ("counts",)], ids=lambda row: row[0]
)
def test_without_a_catalogue_every_command_says_what_to_do(run: Run, command: tuple[str, ...]):
    """A database that was never loaded is no traceback."""
    result = run(*command)
    assert (result.exit_code, "pathwise knowledge load" in result.output) == (1, True)
