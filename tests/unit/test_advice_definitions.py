"""The definitions of decision 7, worked out by hand: what the oracle of the advice must say on small tables."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from advising.profile import Profile
from tests.unit.oracle.advice import changes, questions, repair
from tests.unit.oracle.advice.likeness import likeness, nearness
from tests.unit.oracle.advice.ranking import background, broken, listing, ranking, utility, weights
from tests.unit.oracle.advice.rows import Catalogue, Row, catalogue_of, in_months, steps
from tests.unit.small_snapshot import claim, snapshot_of

FULL = Row(
    "full", ("data", "law"), "micromasters", "edx", ("a-school",), (4.0, 8.0), (900.0, 1500.0), (8.3, 12.0), (2, 3),
    85, frozenset({"maths"}), "English", 2025,
)  # fmt: skip
BARE = Row("bare", ("data",))
BOTH = Catalogue((FULL, BARE), 2026)

# Two programmes between which the hours decide: 2 hours a week, listed long ago; 6 hours a week, listed now.
CHEAP = Row("cheap", ("data",), hours_per_week=(2.0, 2.0), listed=2016)
DEEP = Row("deep", ("law",), hours_per_week=(6.0, 6.0), listed=2026)
HOURS = Catalogue((CHEAP, DEEP), 2026)
ANY = Profile(field="any", background="any", hours_per_week="any", budget_usd="any", credit="any")


@pytest.mark.parametrize(
    ("value", "unit", "months"),
    [
        (17, "months", (17.0, 17.0)),
        (1, "year", (12.0, 12.0)),
        ((1, 2), "years", (12.0, 24.0)),
        (36, "weeks", (8.3, 8.3)),  # 36 x 12 / 52 = 8.307...
        (51, "weeks", (11.8, 11.8)),  # 51 x 12 / 52 = 11.769...
    ],
)
def test_a_duration_is_in_months_rounded_to_tenths(value: Any, unit: str, months: tuple[float, float]) -> None:
    """A year is 12 months, a month 52/12 weeks."""
    assert in_months(claim("c", value, unit=unit)) == months


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("introductory", (1, 1)),
        ("intermediate", (2, 2)),
        ("advanced", (3, 3)),
        ("MIT graduate-level courses", (3, 3)),
        ("introductory to advanced", (1, 3)),  # the lowest and highest of several
        ("varies, undergraduate to advanced professional", None),
        ("undergraduate", None),  # another word than graduate
        ("UK level 4 to 7", None),
    ],
)
def test_a_level_has_steps(text: str, level: tuple[int, int] | None) -> None:
    """Introductory 1, intermediate 2, advanced or graduate 3."""
    assert steps(text) == level


def test_the_level_of_a_programme_goes_before_that_of_its_kind() -> None:
    """The kind's level counts only where the programme has none."""
    of_kind = claim("k", "graduate", "level", subject="micromasters")
    own = claim("o", "introductory", "level")
    assert catalogue_of(snapshot_of(of_kind)).rows[0].level == (3, 3)
    assert catalogue_of(snapshot_of(of_kind, own)).rows[0].level == (1, 1)


def test_a_retired_programme_is_no_option() -> None:
    """Whatever follows the word."""
    assert catalogue_of(snapshot_of(claim("s", "active", "status"))).rows
    assert not catalogue_of(snapshot_of(claim("s", "retired in 2024", "status"))).rows


@pytest.mark.parametrize(
    ("profile", "by_full", "by_bare"),
    [
        (Profile(), "", ""),
        (Profile(field="any", language="any", hours_per_week="any", credit="yes"), "", ""),
        (Profile(field=("law",)), "", "field"),  # the second field is enough
        (Profile(wanted_credential="professional-certificate"), "wanted_credential", "wanted_credential"),
        (Profile(institution=("b-school", "a-school")), "", "institution"),
        (Profile(language="Spanish"), "language", ""),  # not recorded breaks nothing
        (Profile(credit="must"), "", "credit"),  # but here the wish is that it be recorded
        (Profile(hours_per_week=3.5), "hours_per_week", ""),
        (Profile(hours_per_week=4.0), "", ""),  # the low is not above it
        (Profile(budget_usd=0.0, months=8.2), "budget_usd months", ""),
        (Profile(lacks=("degree", "maths")), "lacks", ""),
        (Profile(lacks=("degree",)), "", ""),
        (Profile(under=(("budget_usd", 1500.0),)), "under", "under"),  # the high is not below it; not recorded
        (Profile(under=(("budget_usd", 1501.0),)), "", "under"),
        (Profile(under=(("budget_usd", 1501.0), ("months", 12.0))), "under", "under"),
        (Profile(excluded=("law", "bare")), "excluded", "excluded"),
        (Profile(excluded=("a-school",)), "excluded", ""),
        (Profile(excluded=("edx",)), "excluded", "excluded"),
        (Profile(excluded=("micromasters",)), "excluded", "excluded"),
        (Profile(holds=("degree",), priority=("field",), like="other", background="degree"), "", ""),
    ],
)
def test_an_option_breaks_a_constraint(profile: Profile, by_full: str, by_bare: str) -> None:
    """Each constraint, at the figure where it begins to be broken."""
    assert broken(FULL, profile) == set(by_full.split())
    assert broken(BARE, profile) == set(by_bare.split())


@pytest.mark.parametrize(
    ("criterion", "profile", "of_full", "of_bare"),
    [
        ("field", Profile(field=("data",)), 100, 100),
        ("field", Profile(field=("law",)), 35, 35),  # law is not the first field of either
        ("credit", Profile(credit="yes"), 85, 40),
        ("hours_per_week", Profile(hours_per_week=8.0), 100, 40),
        ("hours_per_week", Profile(hours_per_week=7.5), 60, 40),
        ("months", Profile(months=12.0), 100, 40),
        ("budget_usd", Profile(budget_usd=900.0), 60, 40),
        ("lacks", Profile(lacks=("degree",)), 100, 40),
        ("language", Profile(language="English"), 100, 40),
        ("background", Profile(background="beginner"), 60, 40),
        ("listed", Profile(), 100, 0),
    ],
)
def test_a_criterion_has_a_utility(criterion: str, profile: Profile, of_full: int, of_bare: int) -> None:
    """What is recorded by its value, what is not recorded 40, except the year of listing."""
    assert utility(BOTH, FULL, profile, criterion) == of_full
    assert utility(BOTH, BARE, profile, criterion) == of_bare


@pytest.mark.parametrize(
    ("level", "beginner", "some", "degree"),
    [
        ((1, 1), 100, 70, 60),
        ((1, 2), 100, 100, 80),
        ((1, 3), 100, 100, 100),
        ((2, 2), 60, 100, 80),
        ((2, 3), 60, 100, 100),
        ((3, 3), 20, 60, 100),
    ],
)
def test_a_level_suits_a_background(level: tuple[int, int], beginner: int, some: int, degree: int) -> None:
    """All levels by all backgrounds."""
    assert [background(told, *level) for told in ("beginner", "some", "degree")] == [beginner, some, degree]


# 100 - 100 x 2 // 8 = 75; 100 - 300 // 8 = 100 - 37; after eight years nothing is left
@pytest.mark.parametrize(
    ("year", "left"), [(2026, 100), (2025, 100), (2024, 75), (2023, 63), (2018, 0), (2016, 0), (None, 0)]
)
def test_a_listing_ages(year: int | None, left: int) -> None:
    """Last year's is as good as this year's."""
    assert listing(year, 2026) == left


def test_a_score_is_the_sum_of_weight_x_utility() -> None:
    """Field 30, background 10, hours 15, credit 20 twice, listed 5; equal scores stay in the catalogue's order."""
    profile = Profile(
        field=("data",), background="some", hours_per_week=8.0, credit="yes", priority=("credit", "months")
    )
    assert sum(weights(profile).values()) == 30 + 10 + 15 + 40 + 5
    # full: 30 x 100 + 10 x 100 + 15 x 100 + 40 x 85 + 5 x 100; bare: 30 x 100 + 40 x (10 + 15 + 40) + 5 x 0
    assert ranking(BOTH, profile) == [("full", 9400), ("bare", 5600)]
    assert ranking(Catalogue((BARE, replace(BARE, programme="again")), 2026), ANY) == [("bare", 0), ("again", 0)]


def test_likeness_is_the_integer_mean_of_what_is_recorded_for_both() -> None:
    """A programme to be like is itself no option."""
    other = Row(
        "other", ("law", "finance"), "micromasters", "coursera", ("b-school", "a-school"), (2.0, 4.0), None, (12.0, 24.0),
        (2, 3), None, None, "Spanish", 2016,
    )  # fmt: skip
    catalogue = Catalogue((FULL, other), 2026)
    # fields 1 of 3: 33; kind 100; school 100; level 100; pathway of one only: 0; hours 4 of 8: 50; months 12 of 24: 50
    assert likeness(catalogue, other, "full") == (33 + 100 + 100 + 100 + 0 + 50 + 50) // 7 == 61
    assert ranking(catalogue, Profile(like="full")) == [("other", 30 * 61)]
    assert nearness((0.0, 0.0), (0.0, 300.0)) == 0
    assert nearness((0.0, 0.0), (0.0, 0.0)) == 100


def test_possible_first_places_are_those_of_all_completions() -> None:
    """With 0 hours nothing fits, with 2 only the cheap one, from 6 on the newer one is first."""
    table = questions.completed(HOURS, replace(ANY, hours_per_week=None))
    assert table == {(0.0,): None, (2.0,): "cheap", (6.0,): "deep", ("any",): "deep"}
    assert questions.possible_first_places(table) == {None, "cheap", "deep"}
    assert questions.matters(table, 0)


def test_the_next_question_leaves_the_fewest_first_places_on_average() -> None:
    """Field leaves 2 (data), 2 (law) or 3 (any); hours leave 1 (none), 2 (two), 2 (six) or 2 (any)."""
    profile = replace(ANY, field=None, hours_per_week=None)
    table, slots = questions.completed(HOURS, profile), questions.open_slots(profile)
    assert [questions.left_on_average(table, place) for place in (0, 1)] == [Fraction(7, 3), Fraction(7, 4)]
    assert questions.next_question(table, slots) == "hours_per_week"


def test_nothing_is_asked_when_one_first_place_is_possible() -> None:
    """Neither programme has a level: the background changes nothing. Of questions that do equally well the first counts."""
    profile = replace(ANY, background=None)
    assert questions.next_question(questions.completed(HOURS, profile), ("background",)) is None
    # Background matters nowhere, credit only by "must", which leaves nothing.
    profile = replace(ANY, background=None, credit=None)
    table = questions.completed(HOURS, profile)
    assert [questions.matters(table, place) for place in (0, 1)] == [False, True]
    assert questions.next_question(table, questions.open_slots(profile)) == "credit"
    # (a, b) -> first place: both leave 3 / 2 places on average.
    even: questions.Table = {("x", "x"): "p", ("x", "y"): "p", ("y", "x"): "p", ("y", "y"): None}
    assert questions.next_question(even, ("field", "credit")) == "field"


def test_relaxations_are_the_smallest_sets_with_the_raises_they_need() -> None:
    """Dropping the field lets one in; dropping hours and budget three, of which one needs more of both than another."""
    rows = (
        Row("more-money", ("data",), hours_per_week=(4.0, 9.0), budget_usd=(900.0, 999.0)),
        Row("more-time", ("data",), hours_per_week=(8.0, 9.0), budget_usd=(300.0, 999.0)),
        Row("more-of-both", ("data",), hours_per_week=(9.0, 9.0), budget_usd=(999.0, 999.0)),
        Row("other-field", ("law",)),
    )
    catalogue, importance = Catalogue(rows, 2026), ("field", "hours_per_week", "budget_usd")
    profile = Profile(field=("data",), hours_per_week=2.0, budget_usd=100.0)
    numbers = repair.Relaxed(
        frozenset({"hours_per_week", "budget_usd"}),
        3,
        frozenset({
            ((("budget_usd", 900.0), ("hours_per_week", 4.0)), 1),
            ((("budget_usd", 300.0), ("hours_per_week", 8.0)), 1),
        }),
    )  # fmt: skip
    field = repair.Relaxed(frozenset({"field"}), 1, frozenset())
    assert repair.relaxations(catalogue, profile, importance) == [numbers, field]
    # With the hours first in the learner's order, dropping the field costs less.
    assert repair.relaxations(catalogue, replace(profile, priority=("hours_per_week",)), importance) == [field, numbers]
    assert repair.relaxations(catalogue, replace(profile, field=("law",)), importance) == []


def test_a_raise_lets_in_all_that_it_reaches() -> None:
    """Of 4, 4 and 6 hours the lowest is enough for two."""
    rows = [Row(name, ("data",), hours_per_week=(low, 9.0)) for name, low in (("a", 4.0), ("b", 4.0), ("c", 6.0))]
    relaxed = repair.Relaxed(frozenset({"hours_per_week"}), 3, frozenset({((("hours_per_week", 4.0),), 2)}))
    found = repair.relaxations(Catalogue(tuple(rows), 2026), Profile(hours_per_week=1.0), ("hours_per_week",))
    assert found == [relaxed]


def said(found: changes.Counterfactuals) -> dict[tuple[tuple[str, Any, str], ...], str | None]:
    """Counterfactuals without the answers that stand for them."""
    return {tuple((one.slot, one.value, one.direction) for one in chosen): first for chosen, first in found.items()}


def test_counterfactuals_of_one_change() -> None:
    """From 2 hours: at least 6, below 2, any; and a pathway that neither has. Other answers change nothing here."""
    assert said(changes.counterfactuals(HOURS, replace(ANY, hours_per_week=2.0))) == {
        (("hours_per_week", 6.0, "up"),): "deep",
        (("hours_per_week", 2.0, "down"),): None,
        (("hours_per_week", "any", "to"),): "deep",
        (("credit", "must", "to"),): None,
    }


def test_only_the_nearest_change_of_a_number_is_given() -> None:
    """From 0 hours at least 2 is nearer than at least 6; below "any" the class that ends at 6 is nearer than that at 2."""
    assert said(changes.counterfactuals(HOURS, replace(ANY, hours_per_week=0.0))) == {
        (("hours_per_week", 2.0, "up"),): "cheap",
        (("hours_per_week", "any", "to"),): "deep",
    }
    downward = said(changes.counterfactuals(HOURS, ANY))
    assert downward[(("hours_per_week", 6.0, "down"),)] == "cheap"
    assert (("hours_per_week", 2.0, "down"),) not in downward


def test_counterfactuals_of_two_changes_where_one_is_not_enough() -> None:
    """Too few hours for the only programme, and its field excluded."""
    profile = replace(ANY, hours_per_week=2.0, excluded=("law",))
    assert said(changes.counterfactuals(Catalogue((DEEP,), 2026), profile)) == {
        (("hours_per_week", 6.0, "up"), ("excluded", None, "to")): "deep",
        (("hours_per_week", "any", "to"), ("excluded", None, "to")): "deep",
    }


def test_another_field_is_a_counterfactual_only_when_asked_for() -> None:
    """The newer programme is first where its field is wanted, or any."""
    profile = replace(ANY, field=("data",))
    in_field = {(("field", ("law",), "to"),): "deep", (("field", "any", "to"),): "deep"}
    without, with_field = (said(changes.counterfactuals(HOURS, profile, asked)) for asked in (False, True))
    assert with_field == without | in_field
    assert not set(in_field) & set(without)


@pytest.mark.parametrize(
    ("hours", "stays"), [(1.0, (None, 2.0)), (2.0, (2.0, 6.0)), (5.9, (2.0, 6.0)), (7.0, (6.0, None))]
)
def test_a_stable_range_goes_as_far_as_the_first_place_stays(
    hours: float, stays: tuple[float | None, float | None]
) -> None:
    """Nothing fits below 2, the cheap one is first from 2, the newer one from 6."""
    assert changes.stable_range(HOURS, replace(ANY, hours_per_week=hours), "hours_per_week") == stays


def test_possible_answers_lead_to_first_places() -> None:
    """No background changes anything, the hours do; months have no recorded figure: 0 and any are equal."""
    profile = replace(ANY, hours_per_week=2.0)
    assert changes.firsts_of_answers(HOURS, profile, "background") == {"cheap"}
    assert changes.firsts_of_answers(HOURS, profile, "months") == {"cheap"}
    assert changes.firsts_of_answers(HOURS, profile, "hours_per_week") == {None, "cheap", "deep"}
