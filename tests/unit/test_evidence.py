"""The stated rule that prefers one claim and shows the others (advising.evidence)."""

from __future__ import annotations

import random
from typing import Any

import pytest

from advising.evidence import disagreeing_with, fact, same_value
from advising.model import NOT_RECORDED
from tests.unit.small_snapshot import claim, snapshot_of

# (what is compared, the better claim, the worse claim)
BETTER = [
    ("medium over low evidence", {"evidence": "medium"}, {"evidence": "low"}),
    ("a weak-looking blog over low official", {"kind": "blog"}, {"evidence": "low", "kind": "official"}),
    ("expired medium over fresh low", {"is_expired": True}, {"evidence": "low"}),
    ("old blog over new low official", {"kind": "blog", "published_on": "2012"}, {"evidence": "low", "published_on": "2026"}),
    ("fresh over expired", {"kind": "blog"}, {"kind": "official", "is_expired": True}),
    ("official over peer-reviewed", {"kind": "official", "published_on": "2019"}, {"kind": "peer-reviewed"}),
    ("government over peer-reviewed", {"kind": "government"}, {"kind": "peer-reviewed", "published_on": "2026-05"}),
    ("peer-reviewed over press", {"kind": "peer-reviewed", "published_on": "2019"}, {"kind": "press"}),
    ("press over data set", {"kind": "press", "published_on": "2019"}, {"kind": "dataset"}),
    ("data set over blog", {"kind": "dataset", "published_on": "2019"}, {"kind": "blog"}),
    ("blog over an unheard-of kind", {"kind": "blog", "published_on": "2019"}, {"kind": "rumour"}),
    ("the newer year", {"published_on": "2025"}, {"published_on": "2024-12-31"}),
    ("the newer month", {"published_on": "2025-02"}, {"published_on": "2025-01-31"}),
    ("the newer day", {"published_on": "2025-01-31"}, {"published_on": "2025-01-30"}),
    ("dated over undated", {"published_on": "2015"}, {"published_on": ""}),
    ("about 2022 over 2021", {"published_on": "", "about": "c. 2022"}, {"published_on": "2021-12"}),
    ("about 2017 over undated", {"published_on": "", "about": "c. 2017"}, {"published_on": "", "about": "undated copy"}),
    ("about 2017 over an undated one's guess", {"published_on": "", "about": "c. 2017"}, {"published_on": "", "about": "undated (c. 2024)"}),
    ("government newer than official", {"kind": "government", "published_on": "2026"}, {"published_on": "2025"}),
    ("official newer than government", {"published_on": "2026"}, {"kind": "government", "published_on": "2025"}),
    ("medium counts as high", {"evidence": "medium", "published_on": "2026"}, {"evidence": "high", "published_on": "2025"}),
]  # fmt: skip


@pytest.mark.parametrize(("better", "worse"), [row[1:] for row in BETTER], ids=[row[0] for row in BETTER])
@pytest.mark.parametrize("worse_first", [False, True], ids=["better first", "worse first"])
def test_the_stated_rule_prefers(better: dict[str, Any], worse: dict[str, Any], worse_first: bool) -> None:
    """Evidence, then freshness, then the kind of source, then the date decides, in whatever order claims are stored."""
    claims = [claim("better", 1, **better), claim("worse", 2, **worse)]
    found = fact(snapshot_of(*(reversed(claims) if worse_first else claims)), "asx-data", "price.total")
    assert found.preferred
    assert (found.preferred.id, [c.id for c in found.disagreeing]) == ("better", ["worse"])


def test_low_evidence_never_outranks_better_evidence() -> None:
    """Over all mixtures of kind, date and freshness a low claim is preferred only when every claim is low."""
    chance = random.Random(1)
    for _ in range(300):
        claims = [
            claim(str(n), n, evidence=chance.choice(["low", "medium", "high"]), is_expired=chance.random() < 0.5,
                  kind=chance.choice(["official", "government", "peer-reviewed", "press", "dataset", "blog"]),
                  published_on=chance.choice(["", "2015", "2026-11"]))
            for n in range(4)
        ]  # fmt: skip
        preferred = fact(snapshot_of(*claims), "asx-data", "price.total").preferred
        assert preferred
        assert preferred.evidence != "low" or all(c.evidence == "low" for c in claims)


def test_equal_claims_keep_their_order() -> None:
    """Where the rule cannot decide, the catalogue's order does."""
    found = fact(snapshot_of(claim("one", 1), claim("two", 2)), "asx-data", "price.total")
    assert found.preferred
    assert found.preferred.id == "one"


def test_nothing_recorded_is_its_own_answer() -> None:
    """A fact without claims, or only with claims of absence, is not recorded and cites nothing."""
    absent = claim("absent", "none found", state=NOT_RECORDED)
    for known in (snapshot_of(), snapshot_of(absent)):
        found = fact(known, "asx-data", "price.total")
        assert not found.is_recorded
        assert found.claims == ()


def test_agreeing_claims_are_kept_apart_from_disagreeing_ones() -> None:
    """Claims with the same value support the preferred one; the cited order is preferred, disagreeing, agreeing."""
    known = snapshot_of(claim("blog", 5, kind="blog"), claim("school", 7), claim("press", 7, kind="press"))
    found = fact(known, "asx-data", "price.total")
    assert [c.id for c in found.agreeing] == ["press"]
    assert [c.id for c in found.claims] == ["school", "blog", "press"]
    assert found.is_recorded


def test_findings_do_not_disagree() -> None:
    """Of a fact that may have several values, other values are no disagreement."""
    known = snapshot_of(claim("a", "x", "finding"), claim("b", "y", "finding"))
    assert fact(known, "asx-data", "finding").disagreeing == ()
    assert disagreeing_with(known, known.claims["a"]) == ()


def test_each_claim_knows_its_rivals_best_first() -> None:
    """Seen from a claim, those with another value are its rivals, the best evidence first; itself and agreeing ones are not."""
    known = snapshot_of(
        claim("mine", 5, kind="blog"), claim("same", 5), claim("press", 7, kind="press"), claim("school", 7)
    )
    assert [c.id for c in disagreeing_with(known, known.claims["mine"])] == ["school", "press"]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (5, 5.0, True),
        (5, 6, False),
        ((1, 2), (1, 2), True),
        ((1, 2), (1, 3), False),
        ("Graduate ", "graduate", True),  # case and outer space do not matter
        ("graduate", "introductory", False),
        ("5", 5, False),  # text is no number
    ],
)
def test_values_are_the_same(one: Any, other: Any, is_same: bool) -> None:
    """Numbers are compared as numbers, texts without case and outer space."""
    assert same_value(one, other) is is_same


def test_a_claim_of_absence_stands_beside_a_value_but_is_none() -> None:
    """A "looked for and not found" is shown beside a value, and is never the value itself."""
    known = snapshot_of(claim("price", 5), claim("absent", "", state=NOT_RECORDED))
    assert [rival.id for rival in disagreeing_with(known, known.claims["price"])] == ["absent"]
    found = fact(known, known.claims["price"].subject, known.claims["price"].predicate)
    assert found.preferred is known.claims["price"]
    assert found.disagreeing == ()
