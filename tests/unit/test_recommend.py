"""Ranking programmes: constraints hold, silence excludes nobody, every reason has its claim (advising.recommend)."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from advising.evidence import fact
from advising.model import Claim, Condition, Pathway, Programme, Snapshot
from advising.options import low_high, options_in
from advising.profile import ANY, Profile
from advising.ranking import broken_by, ranked
from advising.recommend import SHOWN, recommendations
from tests.unit.learners import random_profiles
from tests.unit.small_snapshot import PROGRAMME, claim, snapshot_of

LEARNERS = 200


def recorded(snapshot: Snapshot, programme: str, *predicates: str) -> Claim | None:
    """The preferred claim of the first predicate that is recorded."""
    found = (fact(snapshot, programme, predicate).preferred for predicate in predicates)
    return next((preferred for preferred in found if preferred), None)


def lowest(found: Claim | None) -> float:
    """The least that a figure asks for; nothing recorded asks for nothing."""
    if found is None:
        return 0.0
    return float(found.value[0] if isinstance(found.value, tuple) else found.value)  # type: ignore[arg-type]


def is_retired(snapshot: Snapshot, programme: str) -> bool:
    """Whether the preferred claim on its status says "retired", in whatever words."""
    status = recorded(snapshot, programme, "status")
    return status is not None and "retired" in str(status.value)


def breaks_a_wish(snapshot: Snapshot, programme: Programme, profile: Profile) -> bool:
    """The oracle, written apart from the code: does a recorded fact break a stated wish?"""
    hours = lowest(recorded(snapshot, programme.id, "hours_per_week", "hours_per_week.estimate"))
    price = lowest(recorded(snapshot, programme.id, "price.total", "price.courses_sum.estimate"))
    return any([
        is_retired(snapshot, programme.id),
        isinstance(profile.field, tuple) and not set(profile.field) & set(programme.fields),
        set(profile.excluded) & {*programme.fields, *programme.institutions},
        profile.wanted_credential not in (None, programme.credential_type),
        isinstance(profile.hours_per_week, float) and hours > profile.hours_per_week,
        isinstance(profile.budget_usd, float) and price > profile.budget_usd,
    ])  # fmt: skip


def test_just_the_programmes_that_break_no_wish_are_ranked(snapshot: Snapshot) -> None:
    """Over many random learners nobody is recommended against a wish, and nobody is left out without a recorded reason."""
    for profile in random_profiles(snapshot, LEARNERS, seed=1):
        expected = {p.id for p in snapshot.programmes.values() if not breaks_a_wish(snapshot, p, profile)}
        assert {row.option.programme for row in ranked(options_in(snapshot), profile)} == expected, profile


def test_a_retired_programme_is_never_recommended(snapshot: Snapshot) -> None:
    """What the best evidence calls retired is not recommended, in whatever words it says so."""
    retired = {slug for slug in snapshot.programmes if is_retired(snapshot, slug)}
    assert retired
    assert not retired & {row.option.programme for row in ranked(options_in(snapshot), Profile())}


def test_every_reason_has_its_claim(snapshot: Snapshot) -> None:
    """What speaks for or against a recommended programme is always a claim; what is unknown never pretends to be one."""
    for profile in random_profiles(snapshot, LEARNERS, seed=2):
        for item in recommendations(snapshot, profile).items:
            assert all(reason.claims for reason in (*item.reasons_for, *item.reasons_against))
            assert not any(gap.claims for gap in item.unknown)


def test_the_order_is_the_same_every_time(snapshot: Snapshot) -> None:
    """The same learner gets the same order, and programmes are in falling order of a score between 0 and 1."""
    for profile in random_profiles(snapshot, 50, seed=3):
        first, again = ranked(options_in(snapshot), profile), ranked(options_in(snapshot), profile)
        assert [row.option.programme for row in first] == [row.option.programme for row in again]
        scores = [row.score for row in first]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= item.score <= 1 for item in recommendations(snapshot, profile).items)


def test_equal_scores_keep_the_order_of_the_catalogue(snapshot: Snapshot) -> None:
    """Between equals the catalogue decides, not chance."""
    places = {slug: place for place, slug in enumerate(snapshot.programmes)}
    for profile in random_profiles(snapshot, 50, seed=4):
        for one, other in pairwise(ranked(options_in(snapshot), profile)):
            assert one.score > other.score or places[one.option.programme] < places[other.option.programme]


def test_a_wish_for_everything_leaves_only_what_is_retired_out(snapshot: Snapshot) -> None:
    """Who says that nothing matters is excluded from nothing, just as who is silent."""
    indifferent = Profile(ANY, ANY, ANY, ANY, ANY)
    assert len(ranked(options_in(snapshot), indifferent)) == len(ranked(options_in(snapshot), Profile()))


PRICE = {"predicate": "price.total", "unit": "USD"}
HOURS = {"predicate": "hours_per_week", "unit": "hours"}
EXCLUDED = [
    ("nothing is known", [], Profile(("data-science",), "beginner", 1.0, 0.0, "yes"), False),
    ("over the budget", [claim("p", 1000, **PRICE)], Profile(budget_usd=999.0), True),
    ("just the budget", [claim("p", 1000, **PRICE)], Profile(budget_usd=1000.0), False),
    ("a range from within the budget", [claim("p", (900, 1500), **PRICE)], Profile(budget_usd=1000.0), False),
    ("budget does not matter", [claim("p", 1000, **PRICE)], Profile(budget_usd=ANY), False),
    ("too many hours", [claim("h", (8, 10), **HOURS)], Profile(hours_per_week=7.0), True),
    ("hours that may suffice", [claim("h", (8, 10), **HOURS)], Profile(hours_per_week=8.0), False),
    ("the better source is affordable", [claim("p", 1000, **PRICE), claim("q", 10, kind="blog", **PRICE)], Profile(budget_usd=50.0), True),
    ("another field", [], Profile(("finance",)), True),
    ("one of several fields", [], Profile(("finance", "data-science")), False),
    ("an excluded field", [], Profile(excluded=("data-science",)), True),
    ("an excluded school", [], Profile(excluded=("a-school",)), True),
    ("another kind", [], Profile(wanted_credential="professional-certificate"), True),
    ("retired", [claim("s", "retired", "status")], Profile(), True),
    ("active", [claim("s", "active", "status")], Profile(), False),
    ("no degree needed for a beginner", [claim("l", "graduate", "level")], Profile(background="beginner"), False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("claims", "profile", "is_out"), [row[1:] for row in EXCLUDED], ids=[row[0] for row in EXCLUDED]
)
def test_only_a_recorded_fact_excludes(claims: list[Claim], profile: Profile, is_out: bool) -> None:
    """A wish excludes a programme when, and only when, a recorded fact breaks it."""
    known = snapshot_of(*claims)
    assert (not ranked(options_in(known), profile)) is is_out
    assert is_out is (
        PROGRAMME.id not in options_in(known).place or bool(broken_by(options_in(known), profile)[PROGRAMME.id])
    )


def only_item(profile: Profile, *claims: Claim, **more: Any) -> Any:
    """The recommendation of the only programme."""
    (item,) = recommendations(snapshot_of(*claims, **more), profile).items
    return item


def test_what_is_unknown_is_named() -> None:
    """Hours, price and credit that nobody recorded are said to be not recorded."""
    item = only_item(Profile(credit="yes", hours_per_week=5.0, budget_usd=100.0))
    assert len(item.unknown) == 3
    assert not item.reasons_for


def test_a_recorded_fact_that_fits_is_better_than_an_unknown_one() -> None:
    """Evidence raises the score; silence lowers it below."""
    profile = Profile(hours_per_week=10.0, budget_usd=2000.0)
    known = only_item(profile, claim("p", 1000, **PRICE), claim("h", (5, 8), **HOURS))
    assert known.score > only_item(profile).score


@pytest.mark.parametrize(
    ("profile", "claims", "side"),
    [
        (Profile(hours_per_week=9.0), [claim("x", (8, 10), **HOURS)], "reasons_against"),  # may need more
        (Profile(hours_per_week=10.0), [claim("x", (8, 10), **HOURS)], "reasons_for"),
        (Profile(), [claim("x", (8, 10), **HOURS)], "reasons_for"),  # no wish: a fact
        (Profile(background="beginner"), [claim("x", "graduate", "level")], "reasons_against"),
        (Profile(background="degree"), [claim("x", "graduate", "level")], "reasons_for"),
        (
            Profile(background="some"),
            [claim("x", "graduate", "level", subject="micromasters")],
            "reasons_for",
        ),  # of its kind
        (Profile(), [claim("x", "2026-01-01", "last_listed")], "reasons_for"),
        (Profile(), [claim("x", "2021-10-01", "last_listed")], "reasons_against"),  # an old list
        (Profile(("data-science",)), [claim("x", "2026-01-01", "last_listed")], "reasons_for"),
    ],
)
def test_each_fact_speaks_for_or_against(profile: Profile, claims: list[Claim], side: str) -> None:
    """A fact stands on the side where the learner's answers put it, with its claim."""
    reasons = getattr(only_item(profile, *claims), side)
    assert any("x" in [c.id for c in reason.claims] for reason in reasons)


def test_credit_that_is_wanted_puts_pathways_first() -> None:
    """Of two programmes alike in all else the one with a recorded pathway comes first for who wants credit."""
    other = replace(PROGRAMME, id="asx-other")
    step = claim("step", "MSc Data", "finding", subject="asx-other")
    pathway = Pathway(
        "p", "asx-other", "a-school", "MSc Data", step, 16, "credits", conditions=(Condition("grade", "Pass."),)
    )
    known = snapshot_of(step, programmes=(PROGRAMME, other), pathways=(pathway,))
    assert [row.option.programme for row in ranked(options_in(known), Profile(credit="yes"))] == [
        "asx-other",
        "asx-data",
    ]
    (best, _) = recommendations(known, Profile(credit="yes")).items
    assert any("16 credits" in reason.text and reason.claims == (step,) for reason in best.reasons_for)


def test_equals_are_called_a_tie_and_three_are_shown() -> None:
    """Programmes whose scores can hardly be told apart are marked; no more than three are shown."""
    many = tuple(replace(PROGRAMME, id=f"asx-{n}") for n in range(5))
    items = recommendations(snapshot_of(programmes=many), Profile()).items
    assert len(items) == SHOWN
    assert all(item.is_tie for item in items)
    assert not only_item(Profile()).is_tie


def test_a_figure_in_words_is_refused_with_the_claim_named() -> None:
    """A text where a number must stand is an error that says which claim to mend."""
    with pytest.raises(TypeError, match="claim wrong: 'a lot'"):
        low_high(claim("wrong", "a lot"))
