"""Which question can still change the first place, and when none can: by trying every answer of every open question.

Defined in docs/decisions/0007-advice.md; the stop at a necessary winner follows Konczak & Lang (2005), "Voting procedures
with incomplete preferences". The work is small because a slot's points do not depend on another slot's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advising.options import NUMBERS, Options, Points
from advising.possible import answers, with_answer
from advising.profile import ANY, QUESTIONS, Profile, open_questions
from advising.ranking import any_out, judge, judge_all, sum_points

NOTHING = -1  # the first place when all options are out
Winners = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Outlook:
    """The first places that are still possible, and the next question that can change them; None: nothing can."""

    possible: frozenset[str | None]
    question: str | None
    mattering: tuple[str, ...]


def next_question(options: Options, profile: Profile) -> str | None:
    """The open question that leaves the fewest possible first places on average; None when none can change the first."""
    return outlook(options, profile).question


def possible_first_places(options: Options, profile: Profile) -> frozenset[str | None]:
    """The first places over all completions of the open questions; None stands for nothing."""
    return outlook(options, profile).possible


def matters(options: Options, profile: Profile, slot: str) -> bool:
    """Whether two answers of an open question can lead to different first places, the other open ones being equal."""
    return slot in outlook(options, profile).mattering


def outlook(options: Options, profile: Profile) -> Outlook:
    """What the open questions can still do; remembered for the latest profiles."""
    key = replace(profile, holds=())
    found = options.outlooks.get(key)
    if not isinstance(found, Outlook):
        found = _outlook(options, profile)
        options.outlooks.put(key, found)
    return found


def _outlook(options: Options, profile: Profile) -> Outlook:
    slots = open_questions(profile)
    winners = _winners(options, profile, slots)
    possible = frozenset(None if n == NOTHING else options.rows[n].programme for n in np.unique(winners))
    if len(possible) < 2:
        return Outlook(possible, None, ())
    mattering = tuple(slot for axis, slot in enumerate(slots) if _varies(winners, axis))
    left = {slot: _mean_left(winners, axis) for axis, slot in enumerate(slots)}
    return Outlook(possible, min(mattering, key=lambda slot: (left[slot], QUESTIONS.index(slot))), mattering)


def _varies(winners: Winners, axis: int) -> bool:
    return bool((winners != winners.take([0], axis)).any())


def _mean_left(winners: Winners, axis: int) -> float:
    """How many first places remain on average over the answers along an axis."""
    rows = np.moveaxis(winners, axis, 0).reshape(winners.shape[axis], -1)
    return float(np.mean([len(np.unique(row)) for row in rows]))


def _winners(options: Options, profile: Profile, slots: Sequence[str]) -> Winners:
    """The first place (a row, or NOTHING) of every completion: an axis an open slot, in their order."""
    fixed = judge_all(options, profile)
    out, points = any_out(fixed.values(), len(options)), sum_points(fixed.values(), len(options))
    if not slots:
        return np.array(_best(out, points))
    first, *rest = slots
    tables = []
    for answer in answers(options, first):
        judged = _answered(options, profile, first, answer)
        alive = np.flatnonzero(~(out | judged[0]))
        tables.append(_completed(options, profile, rest, alive, (points + judged[1])[alive]))
    return np.stack(tables)


def _best(out: NDArray[np.bool_], points: Points) -> int:
    alive = np.flatnonzero(~out)
    return int(alive[np.argmax(points[alive])]) if len(alive) else NOTHING


def _completed(
    options: Options, profile: Profile, slots: Sequence[str], alive: NDArray[np.intp], points: Points
) -> Winners:
    """The first places of the rows that are left, over all answers of the remaining slots."""
    lists = [answers(options, slot) for slot in slots]
    shape = tuple(len(found) for found in lists)
    if not len(alive):
        return np.full(shape, NOTHING, dtype=np.int64)
    alive, points = _best_of_kind(options, slots, alive, points)
    tables = [_table(options, profile, slot, found, alive) for slot, found in zip(slots, lists, strict=True)]
    distinct = [np.unique(table, axis=0, return_inverse=True) for table in tables]
    total = reduce(lambda sums, part: sums[..., None, :] + part[0], distinct, points)
    places = np.where(total.max(axis=-1) < 0, NOTHING, alive[total.argmax(axis=-1)])
    return np.asarray(places[np.ix_(*(inverse for _, inverse in distinct))]) if slots else np.asarray(places)


def _table(
    options: Options, profile: Profile, slot: str, found: Sequence[Any], alive: NDArray[np.intp]
) -> NDArray[np.int64]:
    """Points of the rows for each answer; one that is out can never be made good again."""
    judged = [_answered(options, profile, slot, answer) for answer in found]
    return np.stack([np.where(out, OUT, points)[alive] for out, points in judged])


OUT = -(10**9)


def _answered(options: Options, profile: Profile, slot: str, answer: Any) -> tuple[NDArray[np.bool_], Points]:
    if answer in (ANY, None):
        return np.zeros(len(options), dtype=bool), np.zeros(len(options), dtype=np.int64)
    judged = judge(options, with_answer(profile, slot, answer), slot)
    return judged.out, judged.points


def _best_of_kind(
    options: Options, slots: Sequence[str], alive: NDArray[np.intp], points: Points
) -> tuple[NDArray[np.intp], Points]:
    """Of rows that the remaining slots cannot tell apart only the best: no other can ever come first."""
    order = np.lexsort((alive, -points))
    facts = np.stack([_facts(options, slot)[alive[order]] for slot in slots], axis=1) if slots else None
    if facts is None:
        kept = order[:1]
    else:
        _, first = np.unique(facts.reshape(len(order), -1), axis=0, return_index=True)
        kept = np.sort(order[first])
    return alive[kept], points[kept]


def _facts(options: Options, slot: str) -> NDArray[np.float64]:
    """The recorded facts that a slot judges by, one row an option; -1 is not recorded."""
    if slot in NUMBERS:
        return np.nan_to_num(np.stack([options.low[slot], options.high[slot]], axis=1), nan=-1.0)
    if slot == "background":
        return np.stack([options.lowest_level, options.highest_level], axis=1).astype(np.float64)
    return np.stack([options.credit, options.credit], axis=1).astype(np.float64)
