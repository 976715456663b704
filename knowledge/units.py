"""Units and what is believable in them: `units.yml` bounds each unit, a predicate lists the units of its numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from knowledge.catalogue_files import Catalogue, Placed
from knowledge.rows import PATHWAY_PREDICATE, PredicateRow, UnitRow, Value
from knowledge.yaml_rows import Problem

UnitOf = Callable[[str], UnitRow | None]


class Measured(NamedTuple):
    """Numbers of a row with the unit as it is written there and the predicate that says which units are right."""

    placed: Placed[Any]
    predicate: str
    figures: list[float]
    unit: str


def unit_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Every number has a unit of its predicate, and is believable in it."""
    unit_of = _unit_finder([placed.row for placed in catalogue.units])
    predicates = {placed.row.id: placed for placed in catalogue.predicates}
    unitless: dict[str, Measured] = {}
    yield from _unit_rows(catalogue)
    yield from _predicates(catalogue)
    for measured in _all_measured(catalogue):
        predicate = predicates.get(measured.predicate)
        if predicate and predicate.row.units:
            yield from _measured(measured, predicate.row, unit_of)
        elif predicate:
            unitless.setdefault(predicate.row.id, measured)
    for name, first in unitless.items():  # told once: the predicate is what to mend, not each of its claims
        where = f"{first.placed.file}: {first.placed.place}"
        yield predicates[name].problem(f"no units, but numbers in {first.unit!r} (first in {where})", "units: [...]")


def figures(value: Value) -> list[float]:
    """The numbers of a value: none of a text, two of a range."""
    parts = value if isinstance(value, list) else [value]
    return [float(part) for part in parts if isinstance(part, int | float)]


def _unit_finder(units: list[UnitRow]) -> UnitOf:
    """A function that tells which unit a text begins with: "USD per year, about" is in "USD per year", not in "USD"."""
    named = [(name, unit) for unit in units for name in (unit.id, unit.one) if name]
    patterns = [
        (re.compile(re.escape(name) + r"(?!\w)"), unit)
        for name, unit in sorted(named, key=lambda pair: len(pair[0]), reverse=True)
    ]

    @cache
    def unit_of(text: str) -> UnitRow | None:
        return next((unit for pattern, unit in patterns if pattern.match(text)), None)

    return unit_of


def _unit_rows(catalogue: Catalogue) -> Iterator[Problem]:
    first: dict[str, Placed[UnitRow]] = {}
    for placed in catalogue.units:
        if first.setdefault(placed.row.id, placed) is not placed:
            yield placed.problem(f"the unit {placed.row.id!r} again", "each unit once")
        if not _is_range(placed.row.range):
            yield placed.problem(f"range {placed.row.range}", "[the smallest, the largest] believable number")


def _predicates(catalogue: Catalogue) -> Iterator[Problem]:
    known = {placed.row.id for placed in catalogue.units}
    for placed in catalogue.predicates:
        row = placed.row
        for unit in row.units:
            if unit not in known:
                yield placed.problem(f"unit {unit!r}", "a unit of units.yml")
        if row.range and not _is_range(row.range):
            yield placed.problem(f"range {row.range}", "[the smallest, the largest] believable number")
        if row.range and len(row.units) != 1:
            yield placed.problem(f"range {row.range} with units {row.units}", "just one unit that the range is in")


def _is_range(bounds: list[float]) -> bool:
    return len(bounds) == 2 and bounds[0] <= bounds[1]


def _all_measured(catalogue: Catalogue) -> Iterator[Measured]:
    """All numbers of claims and pathways."""
    for claim in catalogue.claims:
        if numbers := figures(claim.row.value):
            yield Measured(claim, claim.row.predicate, numbers, claim.row.unit)
    for pathway in catalogue.pathways:
        if credit := pathway.row.credits:
            numbers = [credit.value, *([pathway.row.degree_credits] if pathway.row.degree_credits is not None else [])]
            yield Measured(pathway, PATHWAY_PREDICATE, numbers, credit.unit)


def _measured(measured: Measured, predicate: PredicateRow, unit_of: UnitOf) -> Iterator[Problem]:
    unit = unit_of(measured.unit)
    if unit is None or unit.id not in predicate.units:
        yield measured.placed.problem(f"a number with the unit {measured.unit!r}", " | ".join(predicate.units))
        return
    low, high = bounds if _is_range(bounds := predicate.range or unit.range) else (-math.inf, math.inf)
    for number in measured.figures:
        if math.isfinite(number) and not low <= number <= high:
            yield measured.placed.problem(
                f"{number:g} {measured.unit}", f"{low:g} to {high:g}, or other bounds in units.yml or the predicate"
            )
