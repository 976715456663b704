"""The scheduler (advising.planning.scheduling) against two oracles that share nothing with it but the question."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import pytest

from advising.planning.scheduling import Placed, Task, hour_shares, schedule, task

Pair = tuple[str, str]
CASES, TINY_CASES, LARGE_CASES = 1200, 150, 25


def simulated(order: Sequence[Task], before: Sequence[Pair], available: float, at_once: int, limit: int) -> int | None:
    """Walk week by week for each course of an order; the weeks until all are done.

    None if the order is not allowed or one of them ends at the limit or later.
    """
    hours, running = [0.0] * 400, [0] * 400
    ended: dict[str, int] = {}
    for one in order:
        firsts = [first for first, later in before if later == one.id]
        if any(first not in ended for first in firsts):
            return None
        week, studied = max((ended[first] for first in firsts), default=0), 0
        while studied < one.weeks:
            here = week + studied
            if hours[here] + one.hours <= available + 1e-9 and running[here] < at_once:
                studied += 1
            else:
                week, studied = here + 1, 0
        for here in range(week, week + one.weeks):
            hours[here] += one.hours
            running[here] += 1
        ended[one.id] = week + one.weeks
        if ended[one.id] >= limit:
            return None
    return max(ended.values(), default=0)


def brute_force(tasks: Sequence[Task], before: Sequence[Pair], available: float, at_once: int) -> int:
    """The least finish over all orders."""
    best = sum(t.weeks for t in tasks) + 1
    for order in itertools.permutations(tasks):
        best = simulated(order, before, available, at_once, best) or best
    return best


def any_starts(tasks: Sequence[Task], before: Sequence[Pair], available: float, at_once: int) -> int:
    """The least finish over every possible week of every start: no theory of schedules at all."""
    horizon = sum(t.weeks for t in tasks)
    best = horizon
    for starts in itertools.product(*(range(horizon - t.weeks + 1) for t in tasks)):
        placed = [Placed(t.id, start, start + t.weeks) for t, start in zip(tasks, starts, strict=True)]
        finish = max(one.end for one in placed)
        if finish < best and not faults(placed, tasks, before, available, at_once):
            best = finish
    return best


def faults(
    placed: Sequence[Placed], tasks: Sequence[Task], before: Sequence[Pair], available: float, at_once: int
) -> list[str]:
    """What a schedule breaks; nothing for a sound one."""
    by_id, where = {t.id: t for t in tasks}, {one.id: one for one in placed}
    found = [f"{f} after {l}" for f, l in before if where[f].end > where[l].start]  # noqa: E741
    found += [f"length of {one.id}" for one in placed if one.end - one.start != by_id[one.id].weeks or one.start < 0]
    for week in range(max((one.end for one in placed), default=0)):
        now = [by_id[one.id] for one in placed if one.start <= week < one.end]
        if len(now) > at_once or sum(t.hours for t in now) > available + 1e-9:
            found.append(f"week {week}")
    return found


def drawn(chance: random.Random, count: int, weeks: int) -> tuple[list[Task], list[Pair], float, int]:
    """A random case: some with quarter hours, some without pairs, some with many."""
    available = chance.choice([4, 6, 7.5, 8, 10, 12])
    hours = [
        chance.choice([h for h in (1, 1.5, 2, 2.25, 3, 4, 5, 6, 7.5, 8, 12) if h <= available]) for _ in range(count)
    ]
    tasks = [Task(f"c{n}", chance.randint(1, weeks), h) for n, h in enumerate(hours)]
    density = chance.choice([0, 0.1, 0.3, 0.6])
    shuffled = chance.sample(tasks, count)
    before = [(a.id, b.id) for a, b in itertools.combinations(shuffled, 2) if chance.random() < density]
    return tasks, before, available, chance.randint(1, 3)


@pytest.mark.parametrize("part", range(6))
def test_no_order_of_the_courses_finishes_earlier(part: int) -> None:
    """On 1,200 random cases of up to six courses the finish is that of the best of all orders, and nothing is broken."""
    chance = random.Random(part)
    for _ in range(CASES // 6):
        tasks, before, available, at_once = drawn(chance, chance.randint(1, 6), 9)
        placed = schedule(tasks, before, available, at_once)
        assert max(one.end for one in placed) == brute_force(tasks, before, available, at_once)
        assert not faults(placed, tasks, before, available, at_once)


def test_no_schedule_at_all_finishes_earlier() -> None:
    """On 150 tiny cases the finish is the least over every combination of starts."""
    chance = random.Random(7)
    for _ in range(TINY_CASES):
        tasks, before, available, at_once = drawn(chance, chance.randint(1, 4), 3)
        placed = schedule(tasks, before, available, at_once)
        assert max(one.end for one in placed) == any_starts(tasks, before, available, at_once)


def test_large_programmes_are_scheduled_soundly() -> None:
    """Ten courses break nothing, and no course could begin earlier with the others where they are."""
    chance = random.Random(11)
    for _ in range(LARGE_CASES):
        tasks, before, available, at_once = drawn(chance, 10, 12)
        placed = schedule(tasks, before, available, at_once)
        assert not faults(placed, tasks, before, available, at_once)
        for one in placed:
            others = [other for other in placed if other is not one]
            earlier = [Placed(one.id, s, s + one.end - one.start) for s in range(one.start)]
            assert all(faults([*others, moved], tasks, before, available, at_once) for moved in earlier)


@pytest.mark.parametrize(
    ("tasks", "before", "available", "at_once", "starts"),
    [
        pytest.param([], [], 8, 1, {}, id="no course"),
        pytest.param([("a", 3, 8)], [], 8, 1, {"a": 0}, id="one course"),
        pytest.param([("a", 3, 8), ("b", 2, 4)], [], 8, 1, {"a": 0, "b": 3}, id="one at a time, as listed"),
        pytest.param([("a", 3, 4), ("b", 2, 4)], [], 8, 2, {"a": 0, "b": 0}, id="two at once"),
        pytest.param([("a", 3, 5), ("b", 2, 4)], [], 8, 2, {"a": 0, "b": 3}, id="two do not fit in the hours"),
        pytest.param([("a", 3, 4), ("b", 2, 4)], [("b", "a")], 8, 2, {"b": 0, "a": 2}, id="a pair turns the list round"),
        pytest.param([("a", 2, 2), ("b", 2, 2), ("c", 2, 2)], [], 9, 2, {"a": 0, "b": 0, "c": 2}, id="not three at once"),
        pytest.param([("a", 1, 8), ("b", 3, 4), ("c", 3, 4)], [], 8, 2, {"a": 0, "b": 1, "c": 1}, id="ties as listed"),
        pytest.param([("a", 5, 3), ("i", 9, 8), ("d", 9, 8)], [], 8, 2, {"a": 0, "i": 5, "d": 14}, id="a tie with room"),
        pytest.param([("a", 1, 4), ("b", 3, 4), ("c", 2, 4)], [], 8, 2, {"b": 0, "a": 0, "c": 1}, id="earliest finish"),
        pytest.param([("a", 1, 1)], [("gone", "a")], 8, 1, {"a": 0}, id="a pair with a finished course"),
    ],
)  # fmt: skip
def test_where_courses_are_placed(tasks, before, available, at_once, starts) -> None:
    """Each row with the study week in which every course begins."""
    placed = schedule([Task(*row) for row in tasks], before, available, at_once)
    assert {one.id: one.start for one in placed} == starts


@pytest.mark.parametrize(
    ("tasks", "before"),
    [
        pytest.param([("a", 1, 1), ("b", 1, 1)], [("a", "b"), ("b", "a")], id="a circle"),
        pytest.param([("a", 1, 9)], [], id="more hours than there are"),
    ],
)
def test_what_cannot_be_scheduled_is_said(tasks, before) -> None:
    """Neither a circle nor a course over the hours is dropped in silence."""
    with pytest.raises(ValueError, match="no schedule of"):
        schedule([Task(*row) for row in tasks], before, 8, 1)


@pytest.mark.parametrize(
    ("weeks", "hours", "available", "expected"),
    [
        pytest.param(13, 8, 8, (13, 8), id="just enough"),
        pytest.param(13, 4, 8, (13, 4), id="more than enough shortens nothing"),
        pytest.param(13, 12, 8, (20, 8), id="stretched: 156 hours are 19.5 weeks"),
        pytest.param(12, 10, 5, (24, 5), id="stretched without a rest"),
        pytest.param(6.5, 4, 8, (7, 4), id="half a week is a week"),
        pytest.param(3, 0.3, 0.1, (9, 0.1), id="no week more by rounding"),
    ],
)
def test_a_course_over_the_hours_takes_longer(weeks, hours, available, expected) -> None:
    """Its effort stays: weeks times hours a week."""
    made = task("a", weeks, hours, available)
    assert (made.weeks, made.hours) == expected


def test_restated_hours_never_exclude_what_fits() -> None:
    """Any courses that fit into one week together still fit by every restated share."""
    chance = random.Random(3)
    for _ in range(400):
        shares = [chance.choice([0.1, 0.2, 0.25, 1 / 3, 0.4, 0.5, 0.6, 2 / 3, 0.75, 1.0]) for _ in range(5)]
        for size in range(1, 6):
            for some in itertools.combinations(range(5), size):
                if sum(shares[n] for n in some) <= 1 + 1e-9:
                    assert all(sum(row[n] for n in some) <= 1 + 1e-6 for row in hour_shares(shares))
