"""Constraints, score and first place, by the decision's two tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from advising.profile import Profile
from tests.unit.oracle.advice.likeness import likeness
from tests.unit.oracle.advice.rows import Catalogue, Row

NOT_RECORDED = 40


def is_number(value: Any) -> bool:
    """Whether an answer is a number and not "any" or none."""
    return isinstance(value, int | float)


def is_set(value: str | None) -> bool:
    """Whether an answer says something: not "any" and not none."""
    return value not in (None, "any")


def over(recorded: tuple[float, float] | None, number: Any) -> bool:
    """Whether a recorded low is above the learner's number."""
    return is_number(number) and recorded is not None and recorded[0] > number


def not_under(row: Row, profile: Profile) -> bool:
    """Whether one of the figures that must be recorded below a figure is not."""
    recorded = [(getattr(row, criterion), figure) for criterion, figure in profile.under]
    return any(found is None or found[1] >= figure for found, figure in recorded)


def is_excluded(row: Row, profile: Profile) -> bool:
    """Whether the option or something that it is of is excluded."""
    return bool(set(profile.excluded) & {row.programme, *row.fields, *row.institutions, row.kind, row.platform})


# Each constraint: when it is stated, and when an option breaks it.
STATED: dict[str, Callable[[Profile], bool]] = {
    "field": lambda profile: isinstance(profile.field, tuple),
    "wanted_credential": lambda profile: profile.wanted_credential is not None,
    "institution": lambda profile: bool(profile.institution),
    "language": lambda profile: is_set(profile.language),
    "credit": lambda profile: profile.credit == "must",
    "hours_per_week": lambda profile: is_number(profile.hours_per_week),
    "budget_usd": lambda profile: is_number(profile.budget_usd),
    "months": lambda profile: is_number(profile.months),
    "lacks": lambda profile: bool(profile.lacks),
    "under": lambda profile: bool(profile.under),
    "excluded": lambda profile: bool(profile.excluded),
}
BREAKS: dict[str, Callable[[Row, Profile], bool]] = {
    "field": lambda row, profile: not set(row.fields) & set(profile.field or ()),
    "wanted_credential": lambda row, profile: row.kind != profile.wanted_credential,
    "institution": lambda row, profile: not set(row.institutions) & set(profile.institution),
    "language": lambda row, profile: row.language is not None and row.language != profile.language,
    "credit": lambda row, profile: row.credit is None,
    "hours_per_week": lambda row, profile: over(row.hours_per_week, profile.hours_per_week),
    "budget_usd": lambda row, profile: over(row.budget_usd, profile.budget_usd),
    "months": lambda row, profile: over(row.months, profile.months),
    "lacks": lambda row, profile: row.needs is not None and bool(row.needs & set(profile.lacks)),
    "under": not_under,
    "excluded": is_excluded,
}
WEIGHTS = {
    "field": 30, "credit": 20, "hours_per_week": 15, "budget_usd": 15, "months": 10, "background": 10, "lacks": 10,
    "language": 5, "like": 30, "listed": 5,
}  # fmt: skip
ACTIVE: dict[str, Callable[[Profile], bool]] = {
    "field": STATED["field"],
    "credit": lambda profile: profile.credit in ("yes", "must"),
    "hours_per_week": STATED["hours_per_week"],
    "budget_usd": STATED["budget_usd"],
    "months": STATED["months"],
    "background": lambda profile: profile.background in ("beginner", "some", "degree"),
    "lacks": STATED["lacks"],
    "language": STATED["language"],
    "like": lambda profile: profile.like is not None,
    "listed": lambda profile: True,
}


def stated(profile: Profile) -> list[str]:
    """The constraints that the profile states."""
    return [slot for slot, is_stated in STATED.items() if is_stated(profile)]


def broken(row: Row, profile: Profile) -> frozenset[str]:
    """The stated constraints that an option breaks."""
    return frozenset(slot for slot in stated(profile) if BREAKS[slot](row, profile))


def weights(profile: Profile) -> dict[str, int]:
    """The weights of the active criteria, doubled where the learner gives them priority."""
    active = [criterion for criterion, is_active in ACTIVE.items() if is_active(profile)]
    return {one: WEIGHTS[one] * (2 if one in profile.priority else 1) for one in active}


def utility(catalogue: Catalogue, row: Row, profile: Profile, criterion: str) -> int:
    """What one criterion says of an option that breaks nothing, from 0 to 100."""
    if criterion == "like":
        return likeness(catalogue, row, profile.like)
    if criterion == "listed":
        return listing(row.listed, catalogue.year)
    if criterion == "field":
        return 100 if row.fields[0] in (profile.field or ()) else 35
    recorded = getattr(row, {"background": "level", "lacks": "needs"}.get(criterion, criterion))
    return NOT_RECORDED if recorded is None else of_recorded(recorded, profile, criterion)


def of_recorded(recorded: Any, profile: Profile, criterion: str) -> int:
    """What a criterion says of a fact that is recorded and broken by nothing."""
    if criterion == "credit":
        return int(recorded)
    if criterion == "background":
        return background(str(profile.background), *recorded)
    if criterion in ("lacks", "language"):
        return 100
    return 100 if recorded[1] <= getattr(profile, criterion) else 60


def listing(year: int | None, now: int) -> int:
    """How recently it was listed: all of it up to last year, an eighth less for each year of age after that."""
    if year is None:
        return 0
    return 100 if year >= now - 1 else max(0, 100 - 100 * (now - year) // 8)


def background(told: str, lowest: int, highest: int) -> int:
    """How a level suits what the learner brings."""
    if told == "beginner":
        return {1: 100, 2: 60}.get(lowest, 20)
    if told == "some":
        return 100 if lowest <= 2 <= highest else 70 if highest == 1 else 60
    return {3: 100, 2: 80}.get(highest, 60)


def ranking(catalogue: Catalogue, profile: Profile) -> list[tuple[str, int]]:
    """The options that break nothing with their scores, best first, equal ones in the catalogue's order.

    The score is the sum of weight x utility over the active criteria.
    """
    slots, active = stated(profile), weights(profile)
    scored = []
    for row in catalogue.rows:
        if row.programme != profile.like and not any(BREAKS[slot](row, profile) for slot in slots):
            utilities = {one: utility(catalogue, row, profile, one) for one in active}
            scored.append((row.programme, sum(weight * utilities[one] for one, weight in active.items())))
    return sorted(scored, key=lambda placed: -placed[1])


def first_place(catalogue: Catalogue, profile: Profile) -> str | None:
    """The programme at the first place, or nothing when all are out."""
    ranked = ranking(catalogue, profile)
    return ranked[0][0] if ranked else None
