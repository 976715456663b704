"""`stale`: what to check again, the most urgent first."""

from __future__ import annotations

from itertools import pairwise

import pytest

from advising.model import Snapshot
from knowledge.queries import due, looked_for_on
from tests.integration.adviser.conftest import ON, Run
from tests.unit.small_snapshot import AS_OF, claim, snapshot_of


def test_expired_claims_come_first_then_dated_then_undated_ones():
    """Within each, rank 1 before rank 2, and the older before the newer."""
    known = snapshot_of(
        claim("undated", published_on=""),
        claim("fresh", published_on="2026-11"),
        claim("rank 2, old", published_on="2015", is_expired=True),
        claim("rank 1, newer", published_on="2021", is_expired=True, rank=1),
        claim("rank 1, older", published_on="2018", is_expired=True, rank=1),
    )
    order = [row.claim.id for row in due(known)]
    assert order == ["rank 1, older", "rank 1, newer", "rank 2, old", "fresh", "undated"]


def test_a_claim_expires_after_its_predicates_life_time():
    """A vague date counts to its last day: "2026-01" and 90 days end on the first of May."""
    row = due(snapshot_of(claim("price", published_on="2026-01")))[0]
    assert (str(row.published), str(row.expires)) == ("2026-01-31", "2026-05-01")


def test_an_undated_claim_never_expires():
    """Without a date there is no day of expiry."""
    row = due(snapshot_of(claim("price", published_on="")))[0]
    assert (row.published, row.expires) == (None, None)


def test_the_days_agree_with_the_snapshot(snapshot: Snapshot):
    """Over the real catalogue a claim is expired exactly when its day of expiry has passed, and expired ones lead."""
    rows = due(snapshot)
    assert len(rows) == len(snapshot.claims)
    for row in rows:
        assert row.claim.is_expired == (row.expires is not None and row.expires < snapshot.as_of)
    assert all(one.claim.is_expired >= other.claim.is_expired for one, other in pairwise(rows))


def test_the_day_of_looking_is_the_last_reading_of_the_subjects_sources(snapshot: Snapshot):
    """A subject without claims was looked for when the catalogue's sources were read."""
    assert looked_for_on(snapshot, "mitx-finance") == AS_OF
    assert looked_for_on(snapshot, "nobody") == AS_OF
    assert looked_for_on(snapshot_of(), "nobody") is None


@pytest.mark.usefixtures("small_url")
def test_the_table_is_limited_and_counts_all(run: Run):
    """The first rows are shown, and how many there are of each kind."""
    output = run("stale", "--limit", 2, *ON).output
    assert "3 expired" in output
    assert "2 shown." in output


@pytest.mark.usefixtures("small_url")
def test_another_day_expires_other_claims(run: Run):
    """On the day of its source nothing was expired yet."""
    assert "0 expired" in run("stale", "--on", "2024-06-01").output


@pytest.mark.usefixtures("small_url")
def test_one_topic_can_be_asked_for(run: Run):
    """Only its claims are counted; a topic without claims is an error that names the others."""
    assert "1 expired, 0 fresh, 2 undated" in run("stale", "--topic", "cost", *ON).output
    result = run("stale", "--topic", "weather")
    assert (result.exit_code, "expected one of cost, credit, define" in " ".join(result.output.split())) == (2, True)
