"""When nothing fits: the smallest sets of wishes to give up or raise, all of them, in the learner's order of importance.

Defined in docs/decisions/0007-advice.md. Every option breaks a set of constraints; the relaxations are the sets that contain
no other (minimal diagnoses: Reiter 1987, "A theory of diagnosis from first principles"), which reading them off finds exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from advising.options import NUMBERS, Options, Rows
from advising.profile import Profile
from advising.ranking import judge_all

# The most important first: what is usually given up last.
IMPORTANCE = (
    "field", "excluded", "language", "lacks", "wanted_credential", "institution", "months", "hours_per_week",
    "budget_usd", "under", "credit",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Raise:
    """Numbers raised just so far that `count` options are let in; bounds are (slot, figure), sorted by slot."""

    bounds: tuple[tuple[str, float], ...]
    count: int


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Wishes, most important first, without which `count` options fit; for the numbers among them, how far to raise."""

    slots: tuple[str, ...]
    count: int
    raises: tuple[Raise, ...] = ()


def relaxations(options: Options, profile: Profile) -> tuple[Relaxation, ...]:
    """All minimal relaxations, the least important first; none when something fits already."""
    order = importance(profile)
    breaking = _breaking(options, profile)
    if frozenset() in breaking:
        return ()
    minimal = [broken for broken in breaking if not any(other < broken for other in breaking)]
    found = [_relaxation(options, sorted(broken, key=order.index), breaking[broken]) for broken in minimal]
    return tuple(sorted(found, key=lambda row: [-order.index(slot) for slot in row.slots]))


def _breaking(options: Options, profile: Profile) -> dict[frozenset[str], Rows]:
    """The options by the set of constraints that they break."""
    judged = judge_all(options, profile)
    is_option = ~judged.pop("like").out if "like" in judged else np.ones(len(options), dtype=bool)
    sets = sum(
        (found.out.astype(np.int64) << n for n, found in enumerate(judged.values())), np.zeros(len(options), int)
    )
    names = list(judged)
    return {
        frozenset(slot for n, slot in enumerate(names) if bits >> n & 1): np.flatnonzero((sets == bits) & is_option)
        for bits in np.unique(sets[is_option]).tolist()
    }  # fmt: skip


def importance(profile: Profile) -> tuple[str, ...]:
    """The constraints, most important first; what the learner called important comes before all."""
    first = [slot for slot in profile.priority if slot in IMPORTANCE]
    return tuple(dict.fromkeys((*first, *IMPORTANCE)))


def _relaxation(options: Options, slots: list[str], rows: Rows) -> Relaxation:
    numbers = sorted(slot for slot in slots if slot in NUMBERS)
    needed = [tuple(float(options.low[slot][n]) for slot in numbers) for n in rows]
    raises = tuple(Raise(tuple(zip(numbers, bound, strict=True)), _let_in(needed, bound)) for bound in _lowest(needed))
    return Relaxation(tuple(slots), len(rows), raises if numbers else ())


def _let_in(needed: Iterable[tuple[float, ...]], bound: tuple[float, ...]) -> int:
    return sum(_is_within(one, bound) for one in needed)


def _lowest(needed: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """Those that are above no other one in every number."""
    distinct = sorted(set(needed))
    return [one for one in distinct if not any(other != one and _is_within(other, one) for other in distinct)]


def _is_within(one: tuple[float, ...], bound: tuple[float, ...]) -> bool:
    return all(a <= b for a, b in zip(one, bound, strict=True))
