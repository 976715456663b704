"""Relaxations and raises, by trying every part of the stated constraints."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from advising.profile import Profile
from tests.unit.oracle.advice.ranking import BREAKS, stated
from tests.unit.oracle.advice.rows import Catalogue, Row

NUMBERS = ("budget_usd", "hours_per_week", "months")  # sorted, as the bounds of a raise are

Bounds = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Relaxed:
    """A relaxation: the constraints to drop, how many options then remain, and for each raise how many it lets in."""

    slots: frozenset[str]
    count: int
    raises: frozenset[tuple[Bounds, int]]


def candidates(catalogue: Catalogue, profile: Profile) -> list[Row]:
    """The options before any constraint: all but the programme that others should be like."""
    return [row for row in catalogue.rows if row.programme != profile.like]


def remaining(catalogue: Catalogue, profile: Profile, dropped: frozenset[str]) -> list[Row]:
    """The options that break none of the constraints that are not dropped."""
    kept = [slot for slot in stated(profile) if slot not in dropped]
    return [row for row in candidates(catalogue, profile) if not any(BREAKS[slot](row, profile) for slot in kept)]


def relaxations(catalogue: Catalogue, profile: Profile, importance: tuple[str, ...]) -> list[Relaxed]:
    """All relaxations, in the learner's order; none where some option is not out."""
    found: list[Relaxed] = []
    for dropped in smallest(catalogue, profile):
        left = remaining(catalogue, profile, dropped)
        found.append(Relaxed(dropped, len(left), raises(left, dropped)))
    return sorted(found, key=lambda relaxed: order(relaxed.slots, importance, profile.priority))


def smallest(catalogue: Catalogue, profile: Profile) -> list[frozenset[str]]:
    """The sets of stated constraints without which some option remains, while without a smaller part none does."""
    if remaining(catalogue, profile, frozenset()):
        return []
    slots, found = stated(profile), list[frozenset[str]]()
    for size in range(1, len(slots) + 1):
        for part in map(frozenset, combinations(slots, size)):
            if not any(less < part for less in found) and remaining(catalogue, profile, part):
                found.append(part)
    return found


def order(slots: frozenset[str], importance: tuple[str, ...], priority: tuple[str, ...]) -> list[int]:
    """Sets whose most important member is the least important come first; then by the next member."""
    learners = [*priority, *(slot for slot in importance if slot not in priority)]
    return [-place for place in sorted(learners.index(slot) for slot in slots)]


def raises(left: list[Row], dropped: frozenset[str]) -> frozenset[tuple[Bounds, int]]:
    """The lows of the remaining options of which none is above another in every number, with what each lets in."""
    slots = [slot for slot in NUMBERS if slot in dropped]
    if not slots:
        return frozenset()
    lows = {tuple(getattr(row, slot)[0] for slot in slots) for row in left}
    lowest = [one for one in lows if not any(is_above(one, other) for other in lows)]
    return frozenset((tuple(zip(slots, one, strict=True)), let_in(left, slots, one)) for one in lowest)


def is_above(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether another raise is at least as low in every number."""
    return one != other and all(high >= low for high, low in zip(one, other, strict=True))


def let_in(left: list[Row], slots: list[str], bounds: tuple[float, ...]) -> int:
    """How many of the options have all their lows within the bounds."""
    pairs = list(zip(slots, bounds, strict=True))
    return sum(all(getattr(row, slot)[0] <= bound for slot, bound in pairs) for row in left)
