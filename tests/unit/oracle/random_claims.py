"""Random claims about three programmes and two kinds of credential: what `advising.options` reads facts from."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from advising.model import NOT_RECORDED, Claim, Pathway, Predicate, Programme, Snapshot
from tests.unit.oracle.random_advice import names
from tests.unit.small_snapshot import PROGRAMME, SUBJECTS, snapshot_of, source

PROGRAMMES = (
    PROGRAMME,
    replace(PROGRAMME, id="bsx-law", credential_type="professional-certificate", fields=("law", "data-science")),
    replace(PROGRAMME, id="csx-finance", platform="coursera", institutions=("a-school", "b-school")),
)
HOURS = ((2, 4), (8, 10.5), 4, 15)
LEVELS = ("introductory", "intermediate", "advanced", "graduate", "introductory to intermediate", "introductory to advanced",
          "varies, undergraduate to advanced professional", "UK level 4 to 7", "MIT graduate-level courses")  # fmt: skip
# The values and units that each predicate is recorded with.
VALUES: dict[str, tuple[tuple[Any, ...], tuple[str, ...]]] = {
    "hours_per_week": (HOURS, ("hours a week", "hours a week, at most")),
    "hours_per_week.estimate": (HOURS, ("hours a week",)),
    "price.total": ((0, 792, (1200, 1500), 1350.5), ("USD", "USD, about")),
    "price.courses_sum.estimate": ((996,), ("USD",)),
    "duration.months": ((17, (2, 4), (18, 24)), ("months",)),
    "duration.designed": ((1, 2), ("year", "years")),
    "duration.estimated": (((1, 2), 1.5), ("years",)),
    "weeks_total.estimate": ((16, 23, 36, 51), ("weeks",)),
    "level": (LEVELS, ("",)),
    "prerequisite.maths": (("algebra",), ("",)),
    "prerequisite.degree": (("none", "bachelor's degree"), ("",)),
    "prerequisite.recommended": (("teaching background is a plus",), ("",)),
    "prerequisite": (("calculus is inside the course",), ("",)),
    "language": (("English", "Spanish"), ("",)),
    "last_listed": (("2016-09", "2021-10-01", "2023"), ("",)),
    "status": (("active", "retired", "retired in 2024", "courses open"), ("",)),
}


def random_snapshot(seed: int) -> Snapshot:
    """A snapshot in which each fact is recorded by no claim, by one, or by several of different worth."""
    random = Random(seed)
    subjects = [*(programme.id for programme in PROGRAMMES), *names(p.credential_type for p in PROGRAMMES)]
    places = [(subject, predicate) for subject in subjects for predicate in VALUES if random.random() < 0.5]
    claims = [random_claim(random, f"c{n}", *place) for n, place in enumerate(places * 2) if random.random() < 0.5]
    pathways = [random_pathway(random, f"w{n}") for n in range(random.randint(0, 3))]
    made = snapshot_of(*claims, *(row.claim for row in pathways), programmes=PROGRAMMES, pathways=tuple(pathways))
    known = {predicate: Predicate(predicate, "programme", predicate, True, 365) for predicate in VALUES}
    return replace(made, predicates={**made.predicates, **known}, subjects={row.id: row for row in SUBJECTS})


def random_claim(random: Random, claim: str, subject: str, predicate: str) -> Claim:
    """A claim of any worth; some say that nothing was found."""
    values, units = VALUES[predicate]
    origin = source(random.choice(("official", "press", "blog")), random.choice(("2020-01", "2022-08", "2026-01")))
    return Claim(
        claim, subject, predicate, "programme", random.choice(values), origin, unit=random.choice(units),
        state=random.choice(("recorded", "recorded", "recorded", NOT_RECORDED)),
        evidence=random.choice(("high", "medium", "low")), is_expired=random.random() < 0.3,
    )  # fmt: skip


def random_pathway(random: Random, claim: str) -> Pathway:
    """A pathway from one of the programmes, or from one that the catalogue does not hold."""
    start: Programme | None = random.choice((*PROGRAMMES, None))
    finding = Claim(claim, start.id if start else "finding", "finding", "recognition", "counts", source(),
                    evidence=random.choice(("high", "medium", "low")))  # fmt: skip
    return Pathway(claim, start.id if start else "", "a-school", "MSc", finding)
