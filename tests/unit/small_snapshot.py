"""A snapshot made by hand: one programme, one school, one field; tests add the claims that they are about."""

from __future__ import annotations

from datetime import date
from typing import Any

from advising.model import Claim, Pathway, Predicate, Programme, Snapshot, Source, Subject

AS_OF = date(2026, 11, 22)
SUBJECTS = (
    Subject("micromasters", "credential-type", "MicroMasters programme", "MicroMasters"),
    Subject("professional-certificate", "credential-type", "Professional Certificate"),
    Subject("edx", "platform", "edX"),
    Subject("a-school", "institution", "A School of Technology", "A School"),
    Subject("data-science", "field", "Data science"),
    Subject("finance", "field", "Finance"),
    Subject("asx-data", "programme", "ASx Data (MicroMasters)", "ASx Data"),
)
PREDICATES = (
    Predicate("price.total", "cost", "Price", True, 90, "{subject} costs {value}{scope}."),
    Predicate("hours_per_week", "workload", "Hours a week", True, 365, "{subject} asks for {value}{scope}."),
    Predicate("level", "prerequisites", "Level", True, 365, "{subject} is of {value} level{scope}."),
    Predicate("status", "programme", "Status", True, 365, "{subject} is {value}{scope}."),
    Predicate("last_listed", "programme", "Last listed", True, 365, "{subject} was listed on {value}{scope}."),
    Predicate("finding", "recognition", "Finding", False, 730),
)
PROGRAMME = Programme("asx-data", "Data", "micromasters", "edx", ("a-school",), ("data-science",))


def source(
    kind: str = "official", published_on: str = "2026-01", about: str = "", publisher: str = "A Publisher"
) -> Source:
    """A source of a kind and date."""
    return Source(
        f"{kind}-{published_on}{about}", publisher, kind, f"https://example.org/{kind}", AS_OF, "", published_on, about
    )


def claim(claim_id: str, value: Any = 1000, predicate: str = "price.total", **more: Any) -> Claim:
    """A claim about the programme; `kind`, `published_on` and `about` make its source."""
    origin = source(more.pop("kind", "official"), more.pop("published_on", "2026-01"), more.pop("about", ""))
    topic = next(row.topic for row in PREDICATES if row.id == predicate)
    return Claim(claim_id, more.pop("subject", "asx-data"), predicate, topic, value, more.pop("source", origin), **more)


def snapshot_of(
    *claims: Claim, programmes: tuple[Programme, ...] = (PROGRAMME,), pathways: tuple[Pathway, ...] = ()
) -> Snapshot:
    """A snapshot with just these claims."""
    return Snapshot(
        "by hand", AS_OF,
        {subject.id: subject for subject in SUBJECTS},
        {predicate.id: predicate for predicate in PREDICATES},
        {programme.id: programme for programme in programmes},
        pathways, (), {claim.id: claim for claim in claims},
    )  # fmt: skip
