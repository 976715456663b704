"""The advice to keep: complete, sourced, and the same as the recommendation (advising.summary)."""

from __future__ import annotations

from typing import Any

import pytest

from advising.model import Snapshot
from advising.profile import ANY, Profile
from advising.profile_link import read_fragment
from advising.recommend import recommendations
from advising.summary import CAUTIONS, NOTHING_FITS, summary, summary_json, wishes

PROFILE = Profile(("data-science",), "degree", 10.0, 1500.0, "yes")
ALL_WISHES = Profile(
    ("finance",), "some", ANY, ANY, "must", 12.0, "micromasters", ("mit",), "English", ("marketing",),
    (("budget_usd", 900.0), ("hours_per_week", 8.0)), ("maths",), ("verified-certificate",), "mitx-finance", ("budget_usd",),
)  # fmt: skip


@pytest.fixture(scope="module")
def kept(snapshot: Snapshot) -> dict[str, Any]:
    """A summary with one kept programme, as JSON."""
    return summary_json(snapshot, summary(snapshot, PROFILE, ("mitx-finance",)))


def test_the_ranking_is_that_of_the_recommendation(snapshot: Snapshot, kept: dict[str, Any]) -> None:
    """What is kept is what was recommended."""
    block = recommendations(snapshot, PROFILE)
    recommended = [item.slug for item in block.items]
    assert recommended
    assert read_fragment(snapshot, block.share) == (PROFILE, ())
    assert [item["slug"] for item in kept["recommendations"]] == recommended


def test_a_kept_programme_shows_its_facts(snapshot: Snapshot, kept: dict[str, Any]) -> None:
    """Every line of a kept programme is a fact with its source or says that nothing is recorded."""
    (card,) = kept["kept"]
    assert card["title"] == snapshot.programmes["mitx-finance"].title
    assert all(fact["notes"] or fact["text"] == "not recorded" for fact in card["facts"])


def test_every_note_has_its_source_and_every_source_its_date(kept: dict[str, Any]) -> None:
    """Footnotes lead somewhere, and nothing undated is passed off as dated."""
    numbers = {source["n"] for source in kept["sources"]}
    cited = [
        n for item in kept["recommendations"] for part in ("for", "against") for s in item[part] for n in s["notes"]
    ]
    assert cited
    assert set(cited) <= numbers
    assert all(source["source_date"] and source["publisher"] for source in kept["sources"])
    assert {claim["id"] for claim in kept["claims"]} == {source["claim"] for source in kept["sources"]}


def test_the_summary_says_what_it_rests_on(snapshot: Snapshot, kept: dict[str, Any]) -> None:
    """The day and version of the knowledge, the cautions, and a link back to the same profile."""
    assert (kept["as_of"], kept["version"]) == (snapshot.as_of.isoformat(), snapshot.version)
    assert kept["cautions"] == list(CAUTIONS)
    assert read_fragment(snapshot, kept["fragment"]) == (PROFILE, ("mitx-finance",))


def test_the_text_holds_everything(kept: dict[str, Any]) -> None:
    """The plain text is complete on its own."""
    shown = [chip["value"] for chip in kept["profile"]] + [item["title"] for item in kept["recommendations"]]
    shown += [card["title"] for card in kept["kept"]] + kept["cautions"]
    assert [part for part in shown if part not in kept["text"]] == []


def test_all_wishes_are_shown_in_words(snapshot: Snapshot) -> None:
    """No wish is used in silence, and none is shown as an id."""
    chips = {chip.slot: chip.value for chip in wishes(snapshot, ALL_WISHES)}
    assert set(chips) == {name for name in ALL_WISHES.__slots__ if getattr(ALL_WISHES, name) not in (None, ())}
    assert chips["under"] == "$900 and 8 hours a week"
    assert chips["credit"] == "needed"
    assert chips["institution"] == snapshot.label("mit")
    assert chips["months"] == "up to 12 months"


def test_when_nothing_fits_it_is_said(snapshot: Snapshot) -> None:
    """An impossible wish gives no empty page."""
    told = summary_json(
        snapshot, summary(snapshot, Profile(("finance",), budget_usd=0.0, hours_per_week=0.0, excluded=("finance",)))
    )
    assert told["recommendations"] == []
    assert NOTHING_FITS in told["text"]
