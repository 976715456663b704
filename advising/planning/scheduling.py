"""The schedule with the earliest finish: exact, in whole study weeks, without any idea of dates.

This is the resource-constrained project scheduling problem with two resources: the learner's hours a week and how
many courses may run at once. Its regular measure, the finish, is least in some schedule that placing the courses one
after another, each as early as it fits, produces (Kolisch 1996, "Serial and parallel resource-constrained project
scheduling methods revisited", European Journal of Operational Research 90, 320-333). Branch and bound goes over them.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Task:
    """A course to place: whole weeks without a gap, and the hours that it takes in each of them."""

    id: str
    weeks: int
    hours: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A course in study weeks, counted from 0; `end` is the week after its last."""

    id: str
    start: int
    end: int


def task(course: str, weeks: float, hours: float, available: float) -> Task:
    """A course within the hours a week that there are: one that asks for more is stretched over more weeks.

    Its effort, weeks times hours a week, stays the same: 13 weeks of 12 hours are 20 weeks of 8.
    """
    if hours <= available + EPSILON:
        return Task(course, max(1, math.ceil(weeks)), hours)
    return Task(course, max(1, math.ceil(weeks * hours / available - EPSILON)), available)


def schedule(
    tasks: Sequence[Task], before: Collection[tuple[str, str]], available: float, at_once: int
) -> tuple[Placed, ...]:
    """Place the tasks so that the last ends as early as possible; of equal schedules the one nearest to their order.

    Args:
        tasks: In the order that decides where nothing else does; none asks for more than the available hours.
        before: (first, later) ids: the first ends before the later begins; without a circle. Other ids do not count.
        available: Hours a week that all courses of a week share.
        at_once: How many courses may run in one week, 1 or more.

    Returns:
        The placed tasks by start, then in the order given.

    Raises:
        ValueError: If no order of the tasks respects `before`, or a task asks for more hours than there are.
    """
    search = _Search(tasks, before, available, at_once)
    search.run()
    if search.best is None:
        raise ValueError(f"no schedule of {[task.id for task in tasks]}: expected tasks within {available:g} hours, and no circle in {sorted(before)}")  # fmt: skip
    return tuple(Placed(tasks[n].id, start, start + tasks[n].weeks) for n, start in search.settled())


Beginning = tuple[tuple[int, int], ...]  # placed courses as (number, start), by start and then by number


@dataclass(slots=True)
class _Search:
    """Depth first over the courses by their start, each at the first week from the start of the one before it.

    Whatever schedule begins with some courses, placing the rest in its order this way ends no later: so the tree holds
    a best one, and what fits behind one beginning fits behind another that frees its hours no later.
    """

    tasks: Sequence[Task]
    before: Collection[tuple[str, str]]
    available: float
    at_once: int
    best: Beginning | None = None
    finish: float = math.inf
    earlier: list[list[int]] = field(default_factory=list)
    tail: list[int] = field(default_factory=list)
    shares: list[list[float]] = field(default_factory=list)
    seen: dict[frozenset[int], list[tuple[tuple[int, int], dict[int, int]]]] = field(default_factory=dict)

    def run(self) -> None:
        """Fill in `best` and `finish`."""
        number = {task.id: n for n, task in enumerate(self.tasks)}
        self.earlier = [[] for _ in self.tasks]
        for first, later in self.before:
            if first in number and later in number:
                self.earlier[number[later]].append(number[first])
        self.tail = self._tails()
        self.shares = [
            [1 / self.at_once] * len(self.tasks),
            *hour_shares([t.hours / self.available for t in self.tasks]),
        ]
        if self.tail and all(task.hours <= self.available + EPSILON for task in self.tasks):
            self.finish = self._quick() + 1
            self._extend(())
        elif not self.tasks:
            self.best = ()

    def settled(self) -> Beginning:
        """The best with each course as early as it fits, by start and number."""
        placed: Beginning = ()
        for n, _ in self.best or ():
            placed = (*placed, (n, self._earliest(n, placed)))
        return tuple(sorted(placed, key=lambda one: (one[1], one[0])))

    def _quick(self) -> int:
        """A finish that some schedule reaches: the longest chains first, or the most work first."""
        ranks = (self.tail, [task.weeks for task in self.tasks], [task.weeks * task.hours for task in self.tasks])
        return min(self._end(self._serial(rank)) for rank in ranks)

    def _serial(self, rank: Sequence[float]) -> Beginning:
        placed: Beginning = ()
        while len(placed) < len(self.tasks):
            n = max(self._open(placed), key=rank.__getitem__)
            placed = (*placed, (n, self._earliest(n, placed)))
        return placed

    def _open(self, placed: Beginning) -> list[int]:
        """The courses left whose earlier ones are all placed."""
        done = {n for n, _ in placed}
        return [n for n, firsts in enumerate(self.earlier) if n not in done and done.issuperset(firsts)]

    def _tails(self) -> list[int]:
        """For each task the weeks from its start to the end of the longest chain behind it; nothing on a circle."""
        tail = [task.weeks for task in self.tasks]
        for _ in range(len(self.tasks) + 1):
            longer = list(tail)
            for later, firsts in enumerate(self.earlier):
                for first in firsts:
                    longer[first] = max(longer[first], self.tasks[first].weeks + tail[later])
            if longer == tail:
                return tail
            tail = longer
        return []

    def _extend(self, placed: Beginning) -> None:
        """Place one more course at or after the start of the last, in each way that may finish earlier than the best."""
        if len(placed) == len(self.tasks):
            if self._end(placed) < self.finish:
                self.best, self.finish = placed, self._end(placed)
            return
        last = (placed[-1][1], placed[-1][0]) if placed else (0, -1)
        if self._bound(placed, last[0]) >= self.finish or self._is_dominated(placed, last):
            return
        for n in self._open(placed):
            self._extend((*placed, (n, self._earliest(n, placed, last[0] + (n < last[1])))))

    def _earliest(self, n: int, placed: Beginning, week: int = 0) -> int:
        """The first week from a week on from which the course fits for all its weeks: that week, or where another ends."""
        ready = max((start + self.tasks[m].weeks for m, start in placed if m in self.earlier[n]), default=0)
        first = max(week, ready)
        ends = (start + self.tasks[m].weeks for m, start in placed)
        return next(w for w in sorted({first, *(end for end in ends if end > first)}) if self._fits(n, w, placed))

    def _fits(self, n: int, start: int, placed: Beginning) -> bool:
        """Whether the course can run from a week on; the load of the others only grows where one of them starts."""
        end = start + self.tasks[n].weeks
        beside = [(m, week) for m, week in placed if week < end and week + self.tasks[m].weeks > start]
        room = self.available - self.tasks[n].hours + EPSILON
        for week in {max(start, other) for _, other in beside}:
            running = [m for m, other in beside if other <= week < other + self.tasks[m].weeks]
            if len(running) >= self.at_once or sum(self.tasks[m].hours for m in running) > room:
                return False
        return True

    def _end(self, placed: Beginning) -> int:
        return max((start + self.tasks[n].weeks for n, start in placed), default=0)

    def _bound(self, placed: Beginning, last: int) -> int:
        """No schedule that begins like this ends earlier: its longest chain, and the work left for the weeks left.

        Nothing more begins before the last start, so what is left of all courses has to fit in the weeks from there.
        """
        left, chain, done = [task.weeks for task in self.tasks], 0, dict(placed)
        for n, task in enumerate(self.tasks):
            if n in done:
                left[n] = max(0, done[n] + task.weeks - last)
            else:
                ready = max((done[m] + self.tasks[m].weeks for m in self.earlier[n] if m in done), default=0)
                chain = max(chain, max(last, ready) + self.tail[n])
        work = max(math.fsum(map(operator.mul, left, share)) for share in self.shares)
        return max(self._end(placed), chain, last + math.ceil(work - EPSILON))

    def _is_dominated(self, placed: Beginning, last: tuple[int, int]) -> bool:
        """Whether the same courses were placed before so that each frees its hours no later: what follows fits there too."""
        ends = {n: start + self.tasks[n].weeks for n, start in placed}
        rivals = self.seen.setdefault(frozenset(ends), [])
        if any(w <= last and all(o[n] <= max(end, last[0]) for n, end in ends.items()) for w, o in rivals):
            return True
        rivals.append((last, ends))
        return False


def hour_shares(shares: Sequence[float]) -> list[list[float]]:
    """Shares of a full week, restated so that courses which fit into one week together still fit, but bound better.

    Dual feasible functions (Fekete and Schepers 2001, "New classes of fast lower bounds for bin packing problems",
    Mathematical Programming 91, 11-31): a course of more than half a week's hours leaves no room for another such.
    """
    restated = [list(shares)]
    for edge in sorted({share for share in shares if share <= 0.5}):
        restated.append([1.0 if s > 1 - edge + EPSILON else s if s >= edge - EPSILON else 0.0 for s in shares])
    for parts in range(1, 5):
        restated.append([_rounded(share, parts) for share in shares])
    return restated


def _rounded(share: float, parts: int) -> float:
    scaled = share * (parts + 1)
    return share if abs(scaled - round(scaled)) < EPSILON else math.floor(scaled) / parts
