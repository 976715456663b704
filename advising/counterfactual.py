"""What would change this: the smallest changes of a profile that change the first place, and how far each number holds.

Defined in docs/decisions/0007-advice.md. Everything is enumerated. That is quick because a slot's points do not depend on another
slot's: the others are judged once, and the first place for every value of a number is found in one sweep over its figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advising.options import NUMBERS, Options, Points, Rows
from advising.possible import answers, with_answer
from advising.profile import ANY, Profile
from advising.ranking import PARTLY, SLOTS, UNKNOWN, Judged, is_number, is_stated, judge, judge_all, weight_of

ANSWERED = ("background", "credit", "hours_per_week", "budget_usd", "months", "wanted_credential")
DROPPED: Mapping[str, Any] = {
    "institution": (), "language": None, "lacks": (), "under": (), "excluded": (), "like": None,
}  # fmt: skip
UP, DOWN, TO = "up", "down", "to"
NOTHING = -1
Places = NDArray[np.int64]


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
class _Answer:
    """An answer that is tried, and the change that it is; those of one slot and direction stand from near to far."""

    change: Change
    value: Any


class _Trial:
    """A profile judged once, slot by slot, so that other answers in a slot or two are tried quickly."""

    def __init__(self, options: Options, profile: Profile) -> None:
        """Judge every slot that is stated."""
        self.options, self.profile = options, profile
        self.judged = judge_all(options, profile)
        self.broken = sum((found.out.astype(np.int64) for found in self.judged.values()), _zeros(options))
        self.points = sum((found.points for found in self.judged.values()), _zeros(options))

    def without(self, *slots: str) -> tuple[Rows, Points]:
        """The rows that no other slot puts out, and their points from the other slots."""
        own = [self.judged[slot] for slot in slots if slot in self.judged]
        broken = self.broken - sum((found.out.astype(np.int64) for found in own), _zeros(self.options))
        rows = np.flatnonzero(broken == 0)
        points = self.points[rows]
        for found in own:
            points = points - found.points[rows]
        return rows, points

    def first(self) -> int:
        """The row of the present first place."""
        return _best(*self.without())

    def places(self, slot: str, values: Sequence[Any]) -> Places:
        """The first place for each value of a slot."""
        rows, points = self.without(slot)
        return self._places(slot, values, rows, points)

    def pair_places(self, one: str, values: Sequence[Any], other: str, others: Sequence[Any]) -> Places:
        """The first place for each value of one slot with each of another: an axis a slot."""
        rows, points = self.without(one, other)
        rows, points = _represented(self.options, (one, other), rows, points)
        found = []
        for value in values:
            judged = self.judge(one, value)
            kept = ~judged.out[rows]
            found.append(self._places(other, others, rows[kept], (points + judged.points[rows])[kept]))
        return np.stack(found)

    def judge(self, slot: str, value: Any) -> Judged:
        """What another answer says of every option."""
        changed = with_answer(self.profile, slot, value)
        if is_stated(changed, slot):
            return judge(self.options, changed, slot)
        none = np.zeros(len(self.options), dtype=bool)
        return Judged(none, _zeros(self.options), none)

    def _places(self, slot: str, values: Sequence[Any], rows: Rows, points: Points) -> Places:
        numbers = [value for value in values if is_number(value)] if slot in NUMBERS else []
        swept = dict(zip(numbers, self._sweep(slot, numbers, rows, points), strict=True)) if numbers else {}
        return np.array(
            [swept[v] if v in swept else self._place(slot, v, rows, points) for v in values], dtype=np.int64
        )

    def _place(self, slot: str, value: Any, rows: Rows, points: Points) -> int:
        judged = self.judge(slot, value)
        kept = ~judged.out[rows]
        return _best(rows[kept], (points + judged.points[rows])[kept])

    def _sweep(self, slot: str, bounds: Sequence[float], rows: Rows, points: Points) -> Places:
        """The first place for each bound: a row counts partly from its low figure on and fully from its high one.

        Both are running maxima over the rows in the order of that figure, so all bounds cost one sort.
        """
        weight = weight_of(self.profile, slot)
        low, high = self.options.low[slot][rows], self.options.high[slot][rows]
        keys = {worth: _keys(rows, points + weight * worth) for worth in (100, PARTLY, UNKNOWN)}
        best = np.full(len(bounds), NOTHING, dtype=np.int64)
        unknown = keys[UNKNOWN][np.isnan(low)]
        if len(unknown):
            best[:] = unknown.max()
        for figures, worth in ((high, 100), (low, PARTLY)):
            best = np.maximum(best, _running_best(figures, keys[worth], np.array(bounds)))
        return _rows_of(best)


def counterfactuals(options: Options, profile: Profile, with_field: bool = False) -> tuple[Counterfactual, ...]:
    """The smallest changes of the first place: all with one change, else all with two; none where two do not suffice."""
    trial = _Trial(options, profile)
    slots = (*(("field",) if with_field else ()), *ANSWERED, *DROPPED)
    tried = {slot: found for slot in slots if (found := _answers(options, profile, slot))}
    now = trial.first()
    single = [row for slot, found in tried.items() for row in _single(trial, slot, found, now)]
    if single:
        return tuple(single)
    return tuple(row for one, other in combinations(tried, 2) for row in _pairs(trial, tried[one], tried[other], now))


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
    places = _Trial(options, profile).places(slot, bounds)
    low = high = here = _class_of(bounds, number)
    while low > 0 and places[low - 1] == places[here]:
        low -= 1
    while high + 1 < len(bounds) and places[high + 1] == places[here]:
        high += 1
    return None if low == 0 else bounds[low], None if high + 1 == len(bounds) else bounds[high + 1]


def does_not_matter(options: Options, profile: Profile, slot: str) -> bool:
    """Whether every possible answer in the slot leads to the present first place.

    Raises:
        ValueError: If the slot has no list of answers.
    """
    if slot in DROPPED:
        raise ValueError(
            f"does_not_matter: {slot!r} has no list of answers; one of field, {', '.join(ANSWERED)} was expected"
        )
    trial = _Trial(options, profile)
    return bool((trial.places(slot, answers(options, slot)) == trial.first()).all())


# --- the answers that are tried ------------------------------------------------------------------------------


def _answers(options: Options, profile: Profile, slot: str) -> list[_Answer]:
    """Every other answer of a slot, as a change of the present one; of a number first up, then down, near before far."""
    present = getattr(profile, slot)
    if slot in DROPPED:
        dropped = DROPPED[slot]
        return [] if present == dropped else [_Answer(Change(slot, dropped, TO), dropped)]
    if slot in NUMBERS:
        return _numbers(options, slot, present)
    same = (ANY, None) if present in (ANY, None) else (present,)
    return [_Answer(Change(slot, answer, TO), answer) for answer in answers(options, slot) if answer not in same]


def _numbers(options: Options, slot: str, present: Any) -> list[_Answer]:
    bounds = options.classes[slot]
    ends = (*bounds[1:], float("inf"))
    here = _class_of(bounds, present) if is_number(present) else len(bounds)
    up = [_Answer(Change(slot, bound, UP), bound) for bound in bounds[here + 1 :]]
    down = [_Answer(Change(slot, ends[n], DOWN), bounds[n]) for n in reversed(range(here))]
    anything = [_Answer(Change(slot, ANY, TO), ANY)] if is_number(present) else []
    return [*up, *down, *anything]


def _class_of(bounds: Sequence[float], number: float) -> int:
    return max(0, int(np.searchsorted(bounds, number, side="right")) - 1)


# --- which of them change the first place, and which are the nearest ------------------------------------------


def _single(trial: _Trial, slot: str, tried: Sequence[_Answer], now: int) -> Iterable[Counterfactual]:
    """The changes of one slot; of a number in each direction only the nearest."""
    places = trial.places(slot, [answer.value for answer in tried])
    seen: set[str] = set()
    for n in np.flatnonzero(places != now):
        change = tried[n].change
        if change.direction == TO or change.direction not in seen:
            seen.add(change.direction)
            yield _counterfactual(trial.options, (change,), int(places[n]))


def _pairs(trial: _Trial, ones: Sequence[_Answer], others: Sequence[_Answer], now: int) -> Iterable[Counterfactual]:
    """The changes of two slots; of the same words and directions only those to which no other is as near in every number."""
    one, other = ones[0].change.slot, others[0].change.slot
    if one in NUMBERS and other not in NUMBERS:  # the sweep goes over the numbers, the loop over the fewer words
        return [Counterfactual(row.changes[::-1], row.first) for row in _pairs(trial, others, ones, now)]
    places = trial.pair_places(one, [a.value for a in ones], other, [a.value for a in others])
    nearest: dict[tuple[object, object], int] = {}
    found = []
    for n, m in np.argwhere(places != now):  # row by row: near before far in the first slot, then in the second
        group = (_said(ones[n].change), _said(others[m].change))
        if m < nearest.get(group, len(others)):
            nearest[group] = int(m)
            found.append(_counterfactual(trial.options, (ones[n].change, others[m].change), int(places[n, m])))
    return found


def _said(change: Change) -> object:
    return change.value if change.direction == TO else (change.direction,)


def _counterfactual(options: Options, changes: tuple[Change, ...], row: int) -> Counterfactual:
    return Counterfactual(changes, None if row == NOTHING else options.rows[row].programme)


# --- the best of many rows -----------------------------------------------------------------------------------

SPREAD = 1 << 32  # more than any number of rows


def _keys(rows: Rows, points: Points) -> Points:
    """One number a row that is larger for more points, and of equal ones for the earlier row."""
    return np.asarray(points * SPREAD + (SPREAD - 1 - rows), dtype=np.int64)


def _rows_of(keys: NDArray[np.int64]) -> Places:
    return np.where(keys < 0, NOTHING, SPREAD - 1 - keys % SPREAD)


def _best(rows: Rows, points: Points) -> int:
    return int(rows[np.argmax(points)]) if len(rows) else NOTHING


def _running_best(figures: NDArray[np.float64], keys: Points, bounds: NDArray[np.float64]) -> NDArray[np.int64]:
    """The largest key among the rows whose figure is at most each bound; NOTHING where there is none."""
    recorded = ~np.isnan(figures)
    order = np.argsort(figures[recorded], kind="stable")
    ordered = figures[recorded][order]
    best = np.maximum.accumulate(keys[recorded][order]) if len(order) else keys[:0]
    count = np.searchsorted(ordered, bounds, side="right")
    return np.where(count > 0, np.append(best, NOTHING)[count - 1], NOTHING)


def _represented(options: Options, slots: Iterable[str], rows: Rows, points: Points) -> tuple[Rows, Points]:
    """Of rows that the slots cannot tell apart only the best: no other can come first."""
    if not len(rows):
        return rows, points
    code = np.zeros(len(rows), dtype=np.int64)
    for slot in slots:
        facts = np.unique(_facts(options, slot)[rows], axis=0, return_inverse=True)[1]
        code = code * (int(facts.max()) + 1) + facts
    order = np.lexsort((rows, -points, code))
    kept = np.sort(order[np.flatnonzero(np.diff(code[order], prepend=-1))])
    return rows[kept], points[kept]


def _facts(options: Options, slot: str) -> NDArray[np.float64]:
    """What a slot judges by, a row an option; for one that can only be dropped the row itself."""
    if slot in NUMBERS:
        return np.nan_to_num(np.stack([options.low[slot], options.high[slot]], axis=1), nan=-1.0)
    columns: Mapping[str, Sequence[NDArray[Any]]] = {
        "background": (options.lowest_level, options.highest_level),
        "credit": (options.credit,),
        "wanted_credential": [options.labelled([kind]) for kind in options.kinds],
    }
    return np.stack(columns.get(slot, (np.arange(len(options)),)), axis=1).astype(np.float64)


def _zeros(options: Options) -> Points:
    return np.zeros(len(options), dtype=np.int64)


assert {*ANSWERED, *DROPPED, "field", "listed"} == set(SLOTS), "a slot is missing from what can be changed"
