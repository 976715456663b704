"""What would change this: the smallest changes of a profile that change the first place, and how far each number holds.

Defined in docs/decisions/0007-advice.md. Everything is enumerated: a slot's points do not depend on another slot's, and options
that the changed slots cannot tell apart are represented by the best of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advising.options import NUMBERS, Flags, Options, Points
from advising.possible import answers, with_answer
from advising.profile import ANY, Profile
from advising.ranking import SLOTS, any_out, first_place, is_number, is_stated, judge, judge_all, sum_points

ANSWERED = ("background", "credit", "hours_per_week", "budget_usd", "months", "wanted_credential")
DROPPED: dict[str, Any] = {
    "institution": (), "language": None, "lacks": (), "under": (), "excluded": (), "like": None,
}  # fmt: skip
UP, DOWN, TO = "up", "down", "to"
OUT = -(10**9)
NOTHING = -1


@dataclass(frozen=True, slots=True)
class Change:
    """Another answer in a slot.

    `direction` is "up" (to at least `value`), "down" (to below `value`), or "to" (`value` is the other answer).
    """

    slot: str
    value: Any
    direction: str


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """Changes after which `first` comes first instead; None: nothing fits any more."""

    changes: tuple[Change, ...]
    first: str | None


@dataclass(frozen=True, slots=True)
class _Tried:
    """An answer that was tried: the change that it is, and what it says of each row."""

    change: Change
    out: Flags
    points: Points


def counterfactuals(options: Options, profile: Profile, with_field: bool = False) -> tuple[Counterfactual, ...]:
    """The smallest changes of the first place: all with one change, else all with two; none where two do not suffice."""
    slots = (*(("field",) if with_field else ()), *ANSWERED, *DROPPED)
    tried = {slot: found for slot in slots if (found := _tried(options, profile, slot))}
    single = [row for slot in tried for row in _found(options, profile, [tried[slot]])]
    if single:
        return tuple(single)
    pairs = combinations(tried, 2)
    return tuple(row for one, two in pairs for row in _found(options, profile, [tried[one], tried[two]]))


def stable_range(options: Options, profile: Profile, slot: str) -> tuple[float | None, float | None]:
    """The interval around a number in which the first place stays: its beginning (None: no lower end) and its end (None: no end).

    Raises:
        ValueError: If the slot holds no number.
    """
    number = getattr(profile, slot)
    if slot not in NUMBERS or not is_number(number):
        raise ValueError(
            f"stable_range: {slot!r} holds {number!r}; a number in one of {', '.join(NUMBERS)} was expected"
        )
    bounds = options.classes[slot]
    tried = [*_all_answers(options, profile, slot, bounds)]
    firsts = _first_places(options, profile, [tried])
    here = _class_of(bounds, number)
    low = high = here
    while low > 0 and firsts[low - 1] == firsts[here]:
        low -= 1
    while high + 1 < len(bounds) and firsts[high + 1] == firsts[here]:
        high += 1
    return None if low == 0 else bounds[low], None if high + 1 == len(bounds) else bounds[high + 1]


def does_not_matter(options: Options, profile: Profile, slot: str) -> bool:
    """Whether every possible answer in the slot leads to the same first place."""
    tried = [*_all_answers(options, profile, slot, answers(options, slot))]
    return len(set(_first_places(options, profile, [tried]).ravel().tolist())) == 1


def _all_answers(options: Options, profile: Profile, slot: str, found: Iterable[Any]) -> Iterable[_Tried]:
    for answer in found:
        yield _try(options, profile, Change(slot, answer, TO), answer)


def _tried(options: Options, profile: Profile, slot: str) -> list[_Tried]:
    """Every other answer of a slot, as a change of the present one; nearer ones before farther ones."""
    present = getattr(profile, slot)
    if slot in DROPPED:
        dropped = DROPPED[slot]
        return [] if present == dropped else [_try(options, profile, Change(slot, dropped, TO), dropped)]
    if slot in NUMBERS:
        return _tried_numbers(options, profile, slot, present)
    same = (ANY, None) if present in (ANY, None) else (present,)
    others = [answer for answer in answers(options, slot) if answer not in same]
    return [_try(options, profile, Change(slot, answer, TO), answer) for answer in others]


def _tried_numbers(options: Options, profile: Profile, slot: str, present: Any) -> list[_Tried]:
    bounds = options.classes[slot]
    ends = (*bounds[1:], float("inf"))
    here = _class_of(bounds, present) if is_number(present) else len(bounds)
    up = [_try(options, profile, Change(slot, bound, UP), bound) for bound in bounds[here + 1 :]]
    below = [(bounds[n], ends[n]) for n in reversed(range(here))]
    down = [_try(options, profile, Change(slot, end, DOWN), bound) for bound, end in below]
    anything = [_try(options, profile, Change(slot, ANY, TO), ANY)] if is_number(present) else []
    return [*up, *down, *anything]


def _class_of(bounds: Sequence[float], number: float) -> int:
    return max(0, int(np.searchsorted(bounds, number, side="right")) - 1)


def _try(options: Options, profile: Profile, change: Change, answer: Any) -> _Tried:
    changed = with_answer(profile, change.slot, answer)
    if not is_stated(changed, change.slot):
        count = len(options)
        return _Tried(change, np.zeros(count, dtype=bool), np.zeros(count, dtype=np.int64))
    judged = judge(options, changed, change.slot)
    return _Tried(change, judged.out, judged.points)


def _found(options: Options, profile: Profile, tried: Sequence[list[_Tried]]) -> list[Counterfactual]:
    """The nearest combinations of one tried answer of each slot that change the first place."""
    place = options.place.get(first_place(options, profile) or "", NOTHING)
    firsts = _first_places(options, profile, tried)
    found = [
        (tuple(rows[n].change for rows, n in zip(tried, at, strict=True)), int(firsts[tuple(at)]))
        for at in np.argwhere(firsts != place)
    ]
    nearest = [
        (changes, first) for changes, first in found if not any(_is_nearer(other, changes) for other, _ in found)
    ]
    return [
        Counterfactual(changes, None if first == NOTHING else options.rows[first].programme)
        for changes, first in nearest
    ]


def _is_nearer(one: Sequence[Change], other: Sequence[Change]) -> bool:
    """Whether one is the same change of words and directions, and at least as near in every number, and not the same."""
    if one == other:
        return False
    return all(_is_as_near(a, b) for a, b in zip(one, other, strict=True))


def _is_as_near(one: Change, other: Change) -> bool:
    if one.direction != other.direction or one.direction == TO:
        return one == other
    return bool(one.value <= other.value if one.direction == UP else one.value >= other.value)


def _first_places(options: Options, profile: Profile, tried: Sequence[list[_Tried]]) -> NDArray[np.int64]:
    """The row of the first place (or NOTHING) for every combination of tried answers: an axis a slot."""
    slots = [rows[0].change.slot for rows in tried]
    fixed = judge_all(options, profile, [slot for slot in SLOTS if slot not in slots]).values()
    alive = np.flatnonzero(~any_out(fixed, len(options)))
    points = sum_points(fixed, len(options))[alive]
    tables = [np.stack([np.where(row.out, OUT, row.points)[alive] for row in rows]) for rows in tried]
    alive, points, tables = _represented(alive, points, tables)
    if not len(alive):
        return np.full([len(rows) for rows in tried], NOTHING, dtype=np.int64)
    total = points
    for table in tables:
        total = total[..., None, :] + table
    return np.asarray(np.where(total.max(axis=-1) < 0, NOTHING, alive[total.argmax(axis=-1)]))


def _represented(
    alive: NDArray[np.intp], points: Points, tables: list[NDArray[np.int64]]
) -> tuple[NDArray[np.intp], Points, list[NDArray[np.int64]]]:
    """Of rows whose columns are equal in every table only the best: no other can come first."""
    if not len(alive):
        return alive, points, tables
    order = np.lexsort((alive, -points))
    columns = np.concatenate(tables).T[order]
    _, first = np.unique(columns, axis=0, return_index=True)
    kept = np.sort(order[first])
    return alive[kept], points[kept], [table[:, kept] for table in tables]
