"""How long claims stay fresh: prices 90 days, pathways and status 180, definitions 2 years, over the real predicates."""

from __future__ import annotations

import re

import pytest

from advising.model import Snapshot

# (what it is, pattern of the predicate's id, days, predicates that look like it and are something else)
LIFETIMES = [
    ("price", r"^(degree\.)?(price|tuition)(\.|_|$)|\.price(_|$)", 90, "price.income_basis price.income_kind price.documents"
     " price.documents_unemployed price.approval price.not_counted"),
    ("pathway", r"^(credit\.)?pathways?(\.|$)", 180, ""),
    ("status", r"^status(\.|$)", 180, ""),
    ("definition", r"^(is|definition)$", 730, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "days", "others"), [row[1:] for row in LIFETIMES], ids=[row[0] for row in LIFETIMES]
)
def test_predicates_have_the_life_time_of_their_kind(snapshot: Snapshot, pattern: str, days: int, others: str):
    """A predicate without a `lifetime_days` of its own takes its topic's, which must then be the right one."""
    kind = [row for row in snapshot.predicates.values() if re.search(pattern, row.id) and row.id not in others.split()]
    assert kind
    assert {row.id: row.lifetime_days for row in kind if row.lifetime_days != days} == {}
