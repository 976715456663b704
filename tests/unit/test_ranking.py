"""Which kinds of statement a question asks for (advising.answers.ranking)."""

from __future__ import annotations

import pytest

from advising.answers.ranking import offered_predicates, ranked_predicates
from advising.model import Pathway
from advising.question import Question
from tests.unit.small_snapshot import claim, snapshot_of

LEVEL = claim("level", "advanced", "level", rank=1)
HOURS = claim("hours", 10, "hours_per_week")
STATUS = claim("status", "running", "status", rank=1)
LISTED = claim("listed", "2026-01", "last_listed", rank=3)
OF_KIND = claim("kind", "running", "status", subject="micromasters")
CREDIT = claim("credit", "9 units", "finding")
KNOWN = snapshot_of(LEVEL, HOURS, STATUS, LISTED, OF_KIND)


@pytest.mark.parametrize(
    ("topic", "mentions", "hits", "ranked"),
    [
        pytest.param(
            "programme", ("asx-data",), {}, ["status", "last_listed"], id="nothing near: the catalogue's order"
        ),
        pytest.param("programme", ("asx-data",), {"last_listed": 0.8}, ["last_listed", "status"], id="a near phrasing"),
        pytest.param("programme", ("asx-data",), {"listed": 0.8}, ["last_listed", "status"], id="a near claim"),
        pytest.param(
            "programme", ("asx-data",), {"kind": 0.9}, ["status", "last_listed"], id="claims of others do not count"
        ),
        pytest.param(
            "programme", ("asx-data",), {"last_listed": 0.49}, ["status", "last_listed"], id="not near enough"
        ),
        pytest.param(
            "workload", ("asx-data",), {"level": 0.9}, ["hours_per_week", "level"], id="the topic before others"
        ),
        pytest.param("cost", ("asx-data",), {"level": 0.9}, ["level"], id="nothing on the topic"),
        pytest.param("cost", ("asx-data",), {}, [], id="nothing recorded, nothing near"),
        pytest.param("cost", ("asx-data",), {"price.total": 0.7}, ["price.total"], id="near, but not recorded"),
        pytest.param("programme", (), {}, ["status"], id="none named: not of single programmes"),
        pytest.param("programme", ("data-science",), {}, ["status"], id="a field is no subject of its own"),
        pytest.param("programme", ("edx",), {}, ["status"], id="nothing of what is named: the general case"),
        pytest.param("weather", (), {}, [], id="a topic without claims"),
    ],
)
def test_what_a_question_asks_for(
    topic: str, mentions: tuple[str, ...], hits: dict[str, float], ranked: list[str]
) -> None:
    """Each row is one rule of the ranking."""
    assert ranked_predicates(KNOWN, Question(topic, "", mentions, hits)) == ranked


def test_what_is_near_and_not_said_is_offered() -> None:
    """Two more kinds of statement at most, none that is far or said already."""
    question = Question(
        "programme", "", ("asx-data",), {"status": 0.9, "last_listed": 0.8, "hours_per_week": 0.7, "level": 0.6}
    )
    assert ranked_predicates(KNOWN, question) == ["status", "last_listed", "hours_per_week", "level"]
    assert offered_predicates(KNOWN, question, {"status"}) == ["last_listed", "hours_per_week"]
    assert offered_predicates(KNOWN, question, {"status", "last_listed"}) == ["hours_per_week"]
    assert offered_predicates(KNOWN, Question("programme", "", ("asx-data",), {"status": 0.9}), {"status"}) == []


def test_credit_of_a_programme_begins_with_its_pathways() -> None:
    """As the answer does, whatever is near."""
    pathway = Pathway("p", "asx-data", "a-school", "MSc", CREDIT)
    snapshot = snapshot_of(CREDIT, pathways=(pathway,))
    assert ranked_predicates(snapshot, Question("credit", "", ("asx-data",)))[0] == "finding"
    assert ranked_predicates(snapshot, Question("cost", "", ("asx-data",))) == []
