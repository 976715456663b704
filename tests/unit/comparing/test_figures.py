"""Which figure is the smallest: a table of cases."""

from __future__ import annotations

from typing import Any

import pytest

from advising.comparing.figures import MISSING, OVERLAPPING, UNLIKE, Order, smallest, span
from advising.model import Claim
from tests.unit.small_snapshot import claim


def hours(value: Any, **more: Any) -> Claim:
    """A claim of hours a week."""
    return claim("c", value, more.pop("predicate", "hours_per_week"), unit=more.pop("unit", "hours a week"), **more)


CASES = {
    "one figure below the other": ([[hours(3)], [hours(5)]], Order(smallest=0)),
    "a range below a range": ([[hours((8, 12))], [hours((2, 4))]], Order(smallest=1)),
    "ranges that touch": ([[hours((2, 4))], [hours((4, 6))]], Order(untold=OVERLAPPING)),
    "the same figure": ([[hours(3)], [hours(3)]], Order()),
    "a tie for the smallest of three": ([[hours(3)], [hours(3)], [hours(5)]], Order(untold=OVERLAPPING)),
    "one of two not recorded": ([[hours(3)], []], Order(untold=MISSING)),
    "none recorded": ([[], []], Order()),
    "two of three recorded": ([[hours(5)], [], [hours(3)]], Order(smallest=2)),
    "another scope": ([[hours(3, scope="per course")], [hours(5)]], Order(untold=UNLIKE)),
    "the same scope in other capitals": ([[hours(3, scope="Per course")], [hours(5, scope="per course")]], Order(smallest=0)),
    "another unit": ([[hours(3)], [hours(5, unit="hours a day")]], Order(untold=UNLIKE)),
    "another predicate": ([[hours(3)], [hours(5, predicate="price.total")]], Order(untold=UNLIKE)),
    "a figure in words": ([[hours("moderate")], [hours(5)]], Order(untold=UNLIKE)),
    "a source that disagrees and overlaps": ([[hours(3), hours(6)], [hours(5)]], Order(untold=OVERLAPPING)),
    "sources that disagree below the other": ([[hours(3), hours(4)], [hours(5)]], Order(smallest=0)),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "order"), CASES.values(), ids=CASES)
def test_the_smallest_is_told_only_where_it_is_sure(cells: list[list[Claim]], order: Order) -> None:
    """Figures are ranked when they are of the same thing and every source of one is below every source of the others."""
    assert smallest(cells) == order


def test_an_upper_bound_leaves_the_lowest_open() -> None:
    """What takes 15 hours at most may take any figure up to 15."""
    found = span([hours(15, unit="hours a week, at most")])
    assert found is not None
    assert (found.low, found.high) == (0, 15)
