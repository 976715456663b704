"""Which options fit a profile, and in which order: constraints and points, one slot at a time, in whole numbers.

Every slot of a profile is judged by itself, so that trying another answer judges only that slot again.
Defined in docs/decisions/0007-advice.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from advising.options import NUMBERS, Flags, Option, Options, Points
from advising.profile import ANY, Profile

WEIGHTS = {
    "field": 30, "credit": 20, "hours_per_week": 15, "budget_usd": 15, "months": 10, "background": 10, "lacks": 10,
    "language": 5, "like": 30, "listed": 5,
}  # fmt: skip
PARTLY = 60  # of a span that the learner's number lies in
UNKNOWN = 40  # Hurwicz: what is not recorded counts between the worst, 0, and the best, 100
SECOND_FIELD = 35
LISTED_YEARS = 8


@dataclass(frozen=True, slots=True)
class Judged:
    """What one slot says of every option: whether it is out, its points, and where its fact is not recorded."""

    out: Flags
    points: Points
    unknown: Flags


@dataclass(frozen=True, slots=True)
class Placed:
    """An option at its place, with its score and the score that it had if what is not recorded were worst or best."""

    option: Option
    score: int
    worst: int
    best: int


def is_number(value: object) -> bool:
    """Whether an answer is a bound, rather than any or none."""
    return isinstance(value, int | float)


def ranked(options: Options, profile: Profile, most: int | None = None) -> tuple[Placed, ...]:
    """The options that break no constraint, best first; of equal ones the catalogue's order; at most `most`."""
    judged = judge_all(options, profile)
    alive = np.flatnonzero(~any_out(judged.values(), len(options)))
    scores = sum_points(judged.values(), len(options))
    order = alive[np.argsort(-scores[alive], kind="stable")][:most]
    unknown = {slot: weight_of(profile, slot) * found.unknown for slot, found in judged.items()}
    below = UNKNOWN * np.sum([*unknown.values()], axis=0) if unknown else np.zeros(len(options), dtype=np.int64)
    above = below * (100 - UNKNOWN) // UNKNOWN
    return tuple(
        Placed(options.rows[n], int(scores[n]), int(scores[n] - below[n]), int(scores[n] + above[n])) for n in order
    )


def first_place(options: Options, profile: Profile) -> str | None:
    """The programme that comes first; None when all are out."""
    judged = judge_all(options, profile).values()
    n = winner(any_out(judged, len(options)), sum_points(judged, len(options)))
    return None if n is None else options.rows[n].programme


def fitting(options: Options, profile: Profile) -> int:
    """How many options break no constraint."""
    return int(np.count_nonzero(~any_out(judge_all(options, profile).values(), len(options))))


def fitting_scores(options: Options, profile: Profile) -> Points:
    """The scores of the options that break no constraint, in the catalogue's order."""
    judged = judge_all(options, profile).values()
    scores: Points = sum_points(judged, len(options))[~any_out(judged, len(options))]
    return scores


def broken_by(options: Options, profile: Profile) -> dict[str, frozenset[str]]:
    """For each programme the constraints that it breaks."""
    judged = judge_all(options, profile)
    return {row.programme: frozenset(slot for slot, found in judged.items() if found.out[n])
            for n, row in enumerate(options.rows)}  # fmt: skip


def weight_of(profile: Profile, criterion: str) -> int:
    """The weight of a criterion: doubled where the learner said that it matters most, 0 where it only excludes."""
    return WEIGHTS.get(criterion, 0) * (2 if criterion in profile.priority else 1)


def weight_sum(profile: Profile) -> int:
    """The sum of the active weights, so that score / (100 x sum) lies between 0 and 1."""
    return sum(weight_of(profile, criterion) for criterion in WEIGHTS if is_active(profile, criterion))


def is_active(profile: Profile, criterion: str) -> bool:
    """Whether a criterion gives points for this profile."""
    if criterion == "listed":
        return True
    value = getattr(profile, criterion)
    if criterion in NUMBERS:
        return is_number(value)
    if criterion == "credit":
        return value in ("yes", "must")
    return value not in (None, ANY, ())


def are_tied(profile: Profile, one: int, other: int) -> bool:
    """Whether two scores differ by no more than a hundredth of the share."""
    return abs(one - other) <= weight_sum(profile)


def judge_all(options: Options, profile: Profile, slots: Iterable[str] | None = None) -> dict[str, Judged]:
    """What each slot that is stated says; only of the given slots, where they are given."""
    return {
        slot: judge(options, profile, slot) for slot in (SLOTS if slots is None else slots) if is_stated(profile, slot)
    }


def is_stated(profile: Profile, slot: str) -> bool:
    """Whether a slot can exclude an option or give it points."""
    return slot == "listed" or getattr(profile, slot) not in (None, ANY, ())


def judge(options: Options, profile: Profile, slot: str) -> Judged:
    """What one slot of the profile says of every option; the latest answers are remembered."""
    value = None if slot == "listed" else getattr(profile, slot)
    weight = weight_of(profile, slot) if is_active(profile, slot) else 0
    key = (slot, value, weight)
    found = options.judged.get(key)
    if not isinstance(found, Judged):
        found = _judged(options, profile, slot, weight)
        options.judged.put(key, found)
    return found


def _judged(options: Options, profile: Profile, slot: str, weight: int) -> Judged:
    out, utility, unknown = SLOTS[slot](options, profile)
    points = weight * np.where(unknown, UNKNOWN, utility).astype(np.int64)
    return Judged(out, points, unknown if weight else np.zeros(len(options), dtype=bool))


def any_out(judged: Iterable[Judged], count: int) -> Flags:
    """Which options are out by any of the slots."""
    out = np.zeros(count, dtype=bool)
    for found in judged:
        out |= found.out
    return out


def sum_points(judged: Iterable[Judged], count: int) -> Points:
    """The points of all the slots together."""
    points = np.zeros(count, dtype=np.int64)
    for found in judged:
        points += found.points
    return points


def winner(out: Flags, points: Points) -> int | None:
    """The row with the most points that is not out, the first of equal ones."""
    if not len(points) or out.all():
        return None
    return int(np.argmax(np.where(out, -1, points)))


# --- one function a slot: which options are out, the utilities, and where the fact is not recorded ---------------

Slot = tuple[Flags, Points, Flags]


def _field(options: Options, profile: Profile) -> Slot:
    wanted = profile.field if isinstance(profile.field, tuple) else ()
    return ~options.labelled(wanted), np.where(options.first_in(wanted), 100, SECOND_FIELD), _none(options)


def _kind(options: Options, profile: Profile) -> Slot:
    return ~options.labelled([profile.wanted_credential or ""]), _zero(options), _none(options)


def _institution(options: Options, profile: Profile) -> Slot:
    return ~options.labelled(profile.institution), _zero(options), _none(options)


def _excluded(options: Options, profile: Profile) -> Slot:
    return options.labelled(profile.excluded), _zero(options), _none(options)


def _language(options: Options, profile: Profile) -> Slot:
    is_in = options.in_language(profile.language or "")
    return options.has_language & ~is_in, np.where(is_in, 100, 0), ~options.has_language


def _credit(options: Options, profile: Profile) -> Slot:
    unknown = options.credit < 0
    return unknown if profile.credit == "must" else _none(options), options.credit, unknown


def _number(criterion: str) -> Callable[[Options, Profile], Slot]:
    def judged(options: Options, profile: Profile) -> Slot:
        bound = float(getattr(profile, criterion))
        low, high = options.low[criterion], options.high[criterion]
        return low > bound, np.where(high <= bound, 100, PARTLY), np.isnan(low)

    return judged


def _under(options: Options, profile: Profile) -> Slot:
    out = _none(options)
    for criterion, figure in profile.under:
        out = out | ~(options.high[criterion] < figure)  # not recorded is out as well
    return out, _zero(options), _none(options)


def _lacks(options: Options, profile: Profile) -> Slot:
    return options.needing(profile.lacks), np.full(len(options), 100), ~options.has_needs


def _background(options: Options, profile: Profile) -> Slot:
    low, high = options.lowest_level, options.highest_level
    match profile.background:
        case "beginner":
            utility = np.select([low == 1, low == 2], [100, 60], 20)
        case "some":
            utility = np.select([(low <= 2) & (high >= 2), high == 1], [100, 70], 60)
        case _:
            utility = np.select([high == 3, high == 2], [100, 80], 60)
    return _none(options), utility, low == 0


def _listed(options: Options, profile: Profile) -> Slot:
    age = options.year - options.listed
    utility = np.where(age <= 1, 100, np.maximum(0, 100 - 100 * age // LISTED_YEARS))
    return _none(options), np.where(options.listed < 0, 0, utility), _none(options)


def _like(options: Options, profile: Profile) -> Slot:
    place = options.place.get(profile.like or "")
    if place is None:
        return _none(options), _zero(options), _none(options)
    out = _none(options)
    out[place] = True
    return out, likeness(options, options.rows[place]), _none(options)


def likeness(options: Options, model: Option) -> Points:
    """How like a programme each option is, 0 to 100: the mean over the parts that are recorded for both."""
    total, parts = np.zeros(len(options), dtype=np.int64), np.zeros(len(options), dtype=np.int64)
    mine = set(model.fields)
    common = np.array([100 * len(mine & set(row.fields)) // len(mine | set(row.fields)) for row in options.rows])
    level = model.level or (0, 0)
    same_level = (options.lowest_level == level[0]) & (options.highest_level == level[1])
    everywhere = np.ones(len(options), dtype=bool)
    for utility, recorded in (
        (common, everywhere),
        (100 * options.labelled([model.kind]), everywhere),
        (100 * options.labelled(model.institutions), options.has_institution & bool(model.institutions)),
        (100 * same_level, (options.lowest_level > 0) & (model.level is not None)),
        (100 * ((options.credit >= 0) == (model.credit is not None)), everywhere),
        *(_alike(options, model, name) for name in NUMBERS),
    ):
        total += np.where(recorded, utility, 0)
        parts += recorded
    result: Points = total // parts
    return result


def _alike(options: Options, model: Option, criterion: str) -> tuple[Points, Flags]:
    span = getattr(model, criterion)
    if span is None:
        return _zero(options), _none(options)
    high = options.high[criterion]
    recorded = ~np.isnan(high)
    filled = np.where(recorded, high, span[1])
    larger = np.maximum(filled, span[1])
    smaller = np.minimum(filled, span[1])
    return np.where(larger > 0, 100 * smaller // np.where(larger > 0, larger, 1), 100).astype(np.int64), recorded


def _none(options: Options) -> Flags:
    return np.zeros(len(options), dtype=bool)


def _zero(options: Options) -> Points:
    return np.zeros(len(options), dtype=np.int64)


SLOTS: dict[str, Callable[[Options, Profile], Slot]] = {
    "field": _field, "credit": _credit, "hours_per_week": _number("hours_per_week"),
    "budget_usd": _number("budget_usd"), "months": _number("months"), "background": _background,
    "wanted_credential": _kind, "institution": _institution, "language": _language, "lacks": _lacks,
    "under": _under, "excluded": _excluded, "like": _like, "listed": _listed,
}  # fmt: skip
