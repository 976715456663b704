"""How like two programmes are, from 0 to 100."""

from __future__ import annotations

from tests.unit.oracle.advice.rows import Catalogue, Figures, Row

NOT_RECORDED = 40


def likeness(catalogue: Catalogue, row: Row, wanted: str | None) -> int:
    """The likeness of an option to the programme that it should be like."""
    found = [one for one in catalogue.rows if one.programme == wanted]
    parts = likeness_parts(row, found[0]) if found else []
    return sum(parts) // len(parts) if parts else NOT_RECORDED


def likeness_parts(one: Row, other: Row) -> list[int]:
    """The parts that are recorded for both, in the decision's order."""
    parts = [
        common_fields(one.fields, other.fields),
        100 if one.kind == other.kind else 0,
        common_institution(one.institutions, other.institutions),
        same_level(one.level, other.level),
        100 if (one.credit is None) == (other.credit is None) else 0,
        nearness(one.hours_per_week, other.hours_per_week),
        nearness(one.budget_usd, other.budget_usd),
        nearness(one.months, other.months),
    ]
    return [part for part in parts if part is not None]


def common_fields(one: tuple[str, ...], other: tuple[str, ...]) -> int | None:
    """The share of fields in common among all of either."""
    if not one or not other:
        return None
    return 100 * len(set(one) & set(other)) // len({*one, *other})


def common_institution(one: tuple[str, ...], other: tuple[str, ...]) -> int | None:
    """Whether a school is the same."""
    if not one or not other:
        return None
    return 100 if set(one) & set(other) else 0


def same_level(one: tuple[int, int] | None, other: tuple[int, int] | None) -> int | None:
    """Whether the lowest and highest step are the same."""
    if one is None or other is None:
        return None
    return 100 if one == other else 0


def nearness(one: Figures | None, other: Figures | None) -> int | None:
    """How near two highs are."""
    if one is None or other is None:
        return None
    smaller, larger = sorted((one[1], other[1]))
    return 100 if larger == 0 else int(100 * smaller // larger)
