"""Completions, possible first places and the next question, by answering every open question in every way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

from advising.profile import Profile
from tests.unit.oracle.advice.ranking import first_place
from tests.unit.oracle.advice.rows import Catalogue

QUESTIONS = ("field", "background", "hours_per_week", "budget_usd", "credit")
WORDS = {"background": ("beginner", "some", "degree", "any"), "credit": ("must", "yes", "no", "any")}

# The first place of each completion; a completion is one answer for each open question, in the questions' order.
Table = dict[tuple[Any, ...], str | None]


def open_slots(profile: Profile) -> tuple[str, ...]:
    """The questions whose slot is None."""
    return tuple(slot for slot in QUESTIONS if getattr(profile, slot) is None)


def breakpoints(catalogue: Catalogue, slot: str) -> list[float]:
    """0 and each distinct recorded low and high, rising."""
    recorded = [getattr(row, slot) for row in catalogue.rows]
    return sorted({0.0, *(figure for found in recorded if found is not None for figure in found)})


def answers(catalogue: Catalogue, slot: str) -> list[Any]:
    """The possible answers of a question."""
    if slot == "field":
        return [*((field,) for field in sorted({field for row in catalogue.rows for field in row.fields})), "any"]
    if slot in WORDS:
        return list(WORDS[slot])
    return [*breakpoints(catalogue, slot), "any"]


def completed(catalogue: Catalogue, profile: Profile) -> Table:
    """The first place of every completion."""
    slots = open_slots(profile)
    table: Table = {}
    for chosen in product(*(answers(catalogue, slot) for slot in slots)):
        table[chosen] = first_place(catalogue, replace(profile, **dict(zip(slots, chosen, strict=True))))
    return table


def possible_first_places(table: Table) -> frozenset[str | None]:
    """The first places of all completions."""
    return frozenset(table.values())


def by_answer(table: Table, place: int) -> dict[Any, set[str | None]]:
    """For each answer to the question at a place the first places that are left."""
    left: dict[Any, set[str | None]] = {}
    for chosen, first in table.items():
        left.setdefault(chosen[place], set()).add(first)
    return left


def other_answers(table: Table, place: int) -> Iterator[set[str | None]]:
    """For each way to answer all questions but the one at a place, the first places that its answers lead to."""
    firsts: dict[tuple[Any, ...], set[str | None]] = {}
    for chosen, first in table.items():
        firsts.setdefault(chosen[:place] + chosen[place + 1 :], set()).add(first)
    yield from firsts.values()


def matters(table: Table, place: int) -> bool:
    """Whether for some answers to the others two answers to this question lead to different first places."""
    return any(len(firsts) > 1 for firsts in other_answers(table, place))


def left_on_average(table: Table, place: int) -> Fraction:
    """How many first places stay possible, on average over the answers to the question at a place."""
    left = by_answer(table, place)
    return Fraction(sum(len(firsts) for firsts in left.values()), len(left))


def next_question(table: Table, slots: tuple[str, ...]) -> str | None:
    """The question that matters and leaves the fewest first places; nothing when only one is possible."""
    if len(possible_first_places(table)) == 1:
        return None
    mattering = [place for place in range(len(slots)) if matters(table, place)]
    return slots[min(mattering, key=lambda place: left_on_average(table, place))]
