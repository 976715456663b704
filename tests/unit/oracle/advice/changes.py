"""Counterfactuals, stable ranges and where answers lead, by trying every change and every two changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from advising.profile import Profile
from tests.unit.oracle.advice.questions import answers, breakpoints
from tests.unit.oracle.advice.ranking import first_place, is_number
from tests.unit.oracle.advice.rows import Catalogue

WORDS = ("background", "credit")
NUMBERS = ("hours_per_week", "budget_usd", "months")
DROPPED = {"institution": (), "language": None, "lacks": (), "under": (), "excluded": (), "like": None}
SLOTS = (*WORDS, *NUMBERS, "wanted_credential", *DROPPED)
LAST = float("inf")

Group = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Changed:
    """A change of one slot: what is said (value, direction), and the answer that stands for it."""

    slot: str
    value: Any
    direction: str
    answer: Any


def classes(catalogue: Catalogue, slot: str) -> list[tuple[float, float]]:
    """The beginning and end of each class of numbers, rising; the last has no end."""
    begins = breakpoints(catalogue, slot)
    return list(zip(begins, [*begins[1:], LAST], strict=True))


def number_changes(catalogue: Catalogue, profile: Profile, slot: str) -> list[Changed]:
    """The changes of a number to the classes below and above it and to any; "any" is above every number."""
    now = getattr(profile, slot)
    found = classes(catalogue, slot)
    if not is_number(now):
        return [Changed(slot, end, "down", begin) for begin, end in found]
    down = [Changed(slot, end, "down", begin) for begin, end in found if end <= now]
    up = [Changed(slot, begin, "up", begin) for begin, end in found if begin > now]
    return [*down, *up, Changed(slot, "any", "to", "any")]


def word_changes(catalogue: Catalogue, profile: Profile, slot: str) -> list[Changed]:
    """The changes to other words; None stands for a kind that is wanted no longer, or for what is dropped."""
    now = getattr(profile, slot)
    if slot in DROPPED:
        return [Changed(slot, None, "to", DROPPED[slot])] if now != DROPPED[slot] else []
    if slot == "wanted_credential":
        words: list[Any] = [*kinds(catalogue), None]
    else:
        words = answers(catalogue, slot)
    return [Changed(slot, word, "to", word) for word in words if word != now]


def changes(catalogue: Catalogue, profile: Profile, with_field: bool = False) -> list[Changed]:
    """Every change of one slot."""
    slots = ("field", *SLOTS) if with_field else SLOTS
    return [
        change
        for slot in slots
        for change in (number_changes if slot in NUMBERS else word_changes)(catalogue, profile, slot)
    ]


Counterfactuals = dict[tuple[Changed, ...], str | None]


def counterfactuals(catalogue: Catalogue, profile: Profile, with_field: bool = False, most: int = 2) -> Counterfactuals:
    """The smallest and nearest sets of at most so many changes after which the first place is another, with that place."""
    present = first_place(catalogue, profile)
    single = changes(catalogue, profile, with_field)
    for size in range(1, most + 1):
        found: Counterfactuals = {}
        for chosen in combinations(single, size):
            if len({change.slot for change in chosen}) == size:
                first = first_place(catalogue, changed(profile, chosen))
                if first != present:
                    found[chosen] = first
        if found:
            return {chosen: found[chosen] for chosen in nearest(list(found))}
    return {}


def changed(profile: Profile, chosen: tuple[Changed, ...]) -> Profile:
    """The profile after the changes."""
    return replace(profile, **{change.slot: change.answer for change in chosen})


def nearest(found: list[tuple[Changed, ...]]) -> list[tuple[Changed, ...]]:
    """Those to which no other of the same slots, words and directions is at least as near in every number."""
    groups: dict[Group, list[tuple[Changed, ...]]] = {}
    for chosen in found:
        groups.setdefault(group(chosen), []).append(chosen)
    return [
        chosen
        for alike in groups.values()
        for chosen in alike
        if not any(all(map(is_as_near, other, chosen)) for other in alike if other != chosen)
    ]


def group(chosen: tuple[Changed, ...]) -> Group:
    """What changes are alike by: slot and direction, and the word where it is a word."""
    return tuple((one.slot, one.direction, one.value if one.direction == "to" else None) for one in chosen)


def is_as_near(one: Changed, other: Changed) -> bool:
    """Whether a change of a number goes no farther than another in the same direction."""
    if one.direction == "to":
        return True
    return bool(one.value <= other.value if one.direction == "up" else one.value >= other.value)


def stable_range(catalogue: Catalogue, profile: Profile, slot: str) -> tuple[float | None, float | None]:
    """The largest interval around a number in which the first place stays; None where nothing there changes it."""
    now: float = getattr(profile, slot)
    present = first_place(catalogue, profile)
    firsts = {(begin, end): first_after(catalogue, profile, slot, begin) for begin, end in classes(catalogue, slot)}
    others = [place for place, first in firsts.items() if first != present]
    below = [end for begin, end in others if end <= now]
    above = [begin for begin, end in others if begin > now]
    return (max(below, default=None), min(above, default=None))


def firsts_of_answers(catalogue: Catalogue, profile: Profile, slot: str) -> set[str | None]:
    """The first places that the possible answers of a slot lead to; the slot is one that can be answered in several ways."""
    if slot == "months":
        possible: list[Any] = [*breakpoints(catalogue, slot), "any"]
    elif slot == "wanted_credential":
        possible = [*kinds(catalogue), None]
    else:
        possible = answers(catalogue, slot)
    return {first_after(catalogue, profile, slot, answer) for answer in possible}


def first_after(catalogue: Catalogue, profile: Profile, slot: str, answer: Any) -> str | None:
    """The first place with another answer in one slot."""
    return first_place(catalogue, replace(profile, **{slot: answer}))


def kinds(catalogue: Catalogue) -> list[str]:
    """Each kind that an option has."""
    return sorted({row.kind for row in catalogue.rows})
