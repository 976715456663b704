"""How long advice takes: x1 and x100 programmes in one run, one table; the floor is one look at every programme.

`python -m evaluation.advice_speed` copies the programmes, pathways and claims of the loaded knowledge base in memory, each copy under
an id of its own and with figures of its own, so that the number of distinct figures grows as well.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from advising.answers.recommending import recommendation
from advising.asking import outlook
from advising.counterfactual import counterfactuals
from advising.model import Claim, Snapshot
from advising.options import NUMBERS, Options, options_in
from advising.profile import Profile
from advising.ranking import ranked
from advising.repair import relaxations
from knowledge.current import current_snapshot

SCALES = (1, 100)
PROFILES = 60
SEED = 5
RESULT = Path(__file__).parent.parent / "results" / "advice_speed.json"
FIGURES = {predicate for predicates in NUMBERS.values() for predicate in predicates}
# Measure -> (p50 allowed at x1, at x100) in milliseconds; None: no promise was made.
LIMITS: dict[str, tuple[float | None, float | None]] = {
    "recommendation with explanations": (5.0, 50.0),
    "counterfactuals": (None, 500.0),
    "ranking alone": (None, None),
    "next question": (None, None),
    "repair": (None, None),
    "floor: one look at every programme": (None, None),
}


def enlarged(snapshot: Snapshot, copies: int) -> Snapshot:
    """The snapshot with every programme `copies` times, each with figures of its own."""
    if copies == 1:
        return replace(snapshot, derived={})
    chance = random.Random(SEED)
    programmes, claims, pathways = dict(snapshot.programmes), dict(snapshot.claims), list(snapshot.pathways)
    subjects = dict(snapshot.subjects)
    for number in range(2, copies + 1):
        for slug, programme in snapshot.programmes.items():
            copy = f"{slug}-{number}"
            programmes[copy] = replace(programme, id=copy, courses=())
            subjects[copy] = replace(snapshot.subjects[slug], id=copy, name=f"{snapshot.subjects[slug].name} {number}")
            for claim in snapshot.claims_by_subject.get(slug, ()):
                claims[f"{claim.id}-{number}"] = _copied(claim, copy, number, chance)
        pathways += [
            replace(p, id=f"{p.id}-{number}", programme=f"{p.programme}-{number}")
            for p in snapshot.pathways
            if p.programme
        ]
    return replace(
        snapshot, programmes=programmes, claims=claims, pathways=tuple(pathways), subjects=subjects, derived={}
    )


def _copied(claim: Claim, subject: str, number: int, chance: random.Random) -> Claim:
    value = claim.value
    if claim.predicate in FIGURES and not isinstance(value, str):
        factor = chance.uniform(0.5, 1.5)
        value = tuple(round(x * factor, 1) for x in value) if isinstance(value, tuple) else round(value * factor, 1)  # type: ignore[assignment]
    return replace(claim, id=f"{claim.id}-{number}", subject=subject, value=value)


def profiles(options: Options, count: int = PROFILES) -> Iterator[Profile]:
    """Learners who told everything, with any mixture of wishes."""
    chance = random.Random(SEED)
    hours: list[float | str] = ["any", 3.0, 6.0, 10.0, 20.0]
    budgets: list[float | str] = ["any", 200.0, 800.0, 1350.0, 5000.0]
    for _ in range(count):
        fields: tuple[str, ...] = tuple(chance.sample(options.fields, chance.choice([0, 1, 3])))
        yield Profile(
            field=fields or "any",
            background=chance.choice(["any", "beginner", "some", "degree"]),
            hours_per_week=chance.choice(hours),
            budget_usd=chance.choice(budgets),
            credit=chance.choice(["any", "yes", "no", "must"]),
        )


def measure(copies: int) -> dict[str, list[float]]:
    """Milliseconds of each kind of advice, one figure a learner."""
    snapshot = enlarged(current_snapshot(), copies)
    options = options_in(snapshot)
    asked = list(profiles(options))
    recommendation(snapshot, Profile())  # what is read once is read before
    works: dict[str, Callable[[Profile], object]] = {
        "recommendation with explanations": lambda profile: recommendation(snapshot, profile),
        "counterfactuals": lambda profile: counterfactuals(options, profile),
        "ranking alone": lambda profile: ranked(options, profile, 3),
        "next question": lambda profile: outlook(options, replace(profile, budget_usd=None, credit=None)),
        "repair": lambda profile: relaxations(options, replace(profile, credit="must", budget_usd=1.0)),
        "floor: one look at every programme": lambda _: np.flatnonzero(options.credit > options.listed),
    }
    return {name: [_ms(work, profile) for profile in asked] for name, work in works.items()}


def _ms(work: Callable[[Profile], object], profile: Profile) -> float:
    began = time.perf_counter()
    work(profile)
    return 1000 * (time.perf_counter() - began)


def table(found: dict[int, dict[str, list[float]]], count: int) -> Table:
    """The figures, a row a kind of advice, with what is promised."""
    shown = Table(title="Advice: milliseconds a learner")
    shown.add_column("Measure")
    for scale in SCALES:
        for head in (f"{count * scale:,} programmes, p50", "p95", "wanted"):
            shown.add_column(head, justify="right")
    shown.add_column("ratio", justify="right")
    for name, limits in LIMITS.items():
        cells: list[str] = []
        for scale, limit in zip(SCALES, limits, strict=True):
            times = sorted(found[scale][name])
            kept = statistics.median(times)
            verdict = "" if limit is None else f"{limit:g}: {'met' if kept <= limit else 'MISSED'}"
            cells += [f"{kept:.2f}", f"{times[int(len(times) * 0.95)]:.2f}", verdict]
        ratio = statistics.median(found[SCALES[1]][name]) / statistics.median(found[SCALES[0]][name])
        shown.add_row(name, *cells, f"x{ratio:.1f}")
    return shown


def main() -> None:
    """Measure, print the table, and keep the figures."""
    found = {scale: measure(scale) for scale in SCALES}
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(found, indent=1))
    Console(width=150).print(table(found, len(current_snapshot().programmes)))


if __name__ == "__main__":
    main()
