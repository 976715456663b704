"""Every promise of the advice engine, compared with the oracle that enumerates everything (decision 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest

from advising.asking import matters, next_question, possible_first_places
from advising.counterfactual import Change, counterfactuals, does_not_matter, stable_range
from advising.model import Snapshot
from advising.options import Option, Options, options_in, options_of
from advising.profile import Profile
from advising.ranking import broken_by, first_place, ranked, weight_sum
from advising.repair import IMPORTANCE, Relaxation, relaxations
from tests.unit.oracle.advice import changes, questions, ranking, repair
from tests.unit.oracle.advice.rows import Catalogue, Row, catalogue_of
from tests.unit.oracle.random_advice import Case, case_over, random_case
from tests.unit.oracle.random_claims import random_snapshot

CASES = 1000
REAL = 100
ANSWERED = (*questions.QUESTIONS, "months", "wanted_credential")

Advised = tuple[Case, Options]
Said = Counter[tuple[frozenset[tuple[str, Any, str]], str | None]]


def cases(first: int = 0, count: int = CASES, **how: Any) -> Iterator[Advised]:
    """Random cases, each with the engine's options; `how` as for `random_case`."""
    for seed in range(first, first + count):
        case = random_case(seed, **how)
        yield case, engine_options(case.catalogue)


def engine_options(catalogue: Catalogue) -> Options:
    """The engine's options from the oracle's rows."""
    return Options.of([Option(**asdict(row)) for row in catalogue.rows], catalogue.year)


def real_cases(snapshot: Snapshot, count: int = REAL, **how: Any) -> Iterator[Advised]:
    """Random profiles over the real catalogue, as oracle and engine read it; `how` as for `case_over`."""
    catalogue = catalogue_of(snapshot)
    for seed in range(count):
        yield case_over(catalogue, seed, **how), options_in(snapshot)


def assert_read_alike(snapshot: Snapshot) -> None:
    """The engine's options hold what the oracle reads from the claims."""
    assert [Row(**asdict(option)) for option in options_of(snapshot)] == list(catalogue_of(snapshot).rows)


def test_options_hold_what_the_claims_record(snapshot: Snapshot) -> None:
    """Every fact of every programme is the one that the decision's table reads; retired ones are left out."""
    assert_read_alike(snapshot)


def test_options_hold_what_random_claims_record() -> None:
    """The same where facts are recorded several times, in other units, not at all, or as not found."""
    for seed in range(CASES):
        assert_read_alike(random_snapshot(seed))


def assert_ranked_alike(case: Case, options: Options) -> None:
    """The same programmes with the same scores in the same order."""
    placed = [(one.option.programme, one.score) for one in ranked(options, case.profile)]
    assert placed == ranking.ranking(case.catalogue, case.profile), case
    assert first_place(options, case.profile) == ranking.first_place(case.catalogue, case.profile), case
    assert weight_sum(case.profile) == sum(ranking.weights(case.profile).values()), case


def test_ranking_is_that_of_the_definition() -> None:
    """No programme that breaks a wish is ranked, none is left out without a reason, and the regret is 0."""
    for case, options in cases():
        assert_ranked_alike(case, options)


def test_ranking_of_the_real_catalogue_is_that_of_the_definition(snapshot: Snapshot) -> None:
    """The same over what is really recorded."""
    for case, options in real_cases(snapshot):
        assert_ranked_alike(case, options)


def assert_broken_alike(case: Case, options: Options) -> None:
    """For every option the set of constraints that it breaks; the programme to be like is no option."""
    found = broken_by(options, case.profile)
    for row in repair.candidates(case.catalogue, case.profile):
        assert found[row.programme] == ranking.broken(row, case.profile), (row.programme, str(case))


def test_what_an_option_breaks_is_what_the_definition_says(snapshot: Snapshot) -> None:
    """Over random catalogues and the real one."""
    for case, options in (*cases(), *real_cases(snapshot, stating=0.4)):
        assert_broken_alike(case, options)


def assert_asked_alike(case: Case, options: Options) -> None:
    """Possible first places, what matters, what is asked next and when to stop, over all completions."""
    table, slots = questions.completed(case.catalogue, case.profile), questions.open_slots(case.profile)
    assert possible_first_places(options, case.profile) == questions.possible_first_places(table), case
    for place, slot in enumerate(slots):
        assert matters(options, case.profile, slot) == questions.matters(table, place), (slot, str(case))
    assert next_question(options, case.profile) == questions.next_question(table, slots), case


@pytest.mark.parametrize(
    ("opened", "most", "count"), [(0, 12, 200), (1, 12, 500), (2, 12, 500), (3, 8, 300), (4, 6, 120), (5, 4, 50)]
)
def test_the_next_question_is_the_one_of_all_completions(opened: int, most: int, count: int) -> None:
    """However many questions are open."""
    for case, options in cases(opened * CASES, count, most=most, opened=opened, stating=0.15):
        assert_asked_alike(case, options)


@pytest.mark.parametrize("opened", [1, 2])
def test_the_next_question_over_the_real_catalogue(snapshot: Snapshot, opened: int) -> None:
    """The same with all the fields and figures that are really recorded."""
    for case, options in real_cases(snapshot, REAL // 5, opened=opened):
        assert_asked_alike(case, options)


def relaxed(found: Relaxation) -> repair.Relaxed:
    """The engine's relaxation in the oracle's form; no raise is given twice."""
    raises = frozenset((one.bounds, one.count) for one in found.raises)
    assert len(raises) == len(found.raises), found
    return repair.Relaxed(frozenset(found.slots), found.count, raises)


def unlike(advised: Advised) -> Advised:
    """The same case without the wish to be like a programme."""
    case, options = advised
    return replace(case, profile=replace(case.profile, like=None)), options


def without_raises(found: list[repair.Relaxed]) -> list[tuple[frozenset[str], int]]:
    """What is dropped and how many options remain, in order."""
    return [(one.slots, one.count) for one in found]


def assert_repaired_alike(case: Case, options: Options) -> None:
    """The same relaxations with the same counts in the same order."""
    found = [relaxed(one) for one in relaxations(options, case.profile)]
    expected = repair.relaxations(case.catalogue, case.profile, IMPORTANCE)
    assert without_raises(found) == without_raises(expected), case
    for one, other in zip(found, expected, strict=True):
        if len(one.slots & set(repair.NUMBERS)) == 1:
            assert one.raises == other.raises, case


def test_relaxations_are_all_the_smallest_ones(snapshot: Snapshot) -> None:
    """None missed, none too large, least important first."""
    for advised in (*cases(stating=0.5, opened=2), *real_cases(snapshot, stating=0.3, opened=1)):
        assert_repaired_alike(*unlike(advised))


def test_relaxations_where_all_should_be_like_a_programme() -> None:
    """The programme that others should be like is no option, so nothing is dropped to let it in."""
    for case, options in cases(stating=0.5, opened=2):
        assert_repaired_alike(case, options)


def test_raises_are_those_of_which_none_is_above_another() -> None:
    """Also where several numbers are raised together."""
    for case, options in map(unlike, cases(stating=0.25, opened=1)):
        found = [relaxed(one) for one in relaxations(options, case.profile)]
        assert found == repair.relaxations(case.catalogue, case.profile, IMPORTANCE), case


def told(change: Change) -> tuple[str, Any, str]:
    """A change of the engine in the oracle's words: what is dropped has no value."""
    return (change.slot, None if change.value == () else change.value, change.direction)


def counterfactuals_found(case: Case, options: Options, with_field: bool) -> Said:
    """The engine's counterfactuals without their order."""
    found = counterfactuals(options, case.profile, with_field)
    return Counter((frozenset(map(told, each.changes)), each.first) for each in found)


def counterfactuals_expected(case: Case, with_field: bool, most: int = 2) -> Said:
    """The oracle's counterfactuals in the same form."""
    found = changes.counterfactuals(case.catalogue, case.profile, with_field, most)
    said = {frozenset((one.slot, one.value, one.direction) for one in chosen): first for chosen, first in found.items()}
    return Counter(said.items())


@pytest.mark.parametrize(("with_field", "stating"), [(False, 0.3), (True, 0.2)])
def test_counterfactuals_are_all_the_smallest_and_nearest(with_field: bool, stating: float) -> None:
    """The same changes with the same new first places: none missed, none larger or farther than it must be."""
    for case, options in cases(most=6, stating=stating):
        assert counterfactuals_found(case, options, with_field) == counterfactuals_expected(case, with_field), case


def test_counterfactuals_of_one_change_over_the_real_catalogue(snapshot: Snapshot) -> None:
    """Where one change is enough they are the same; two changes are given only where one is not."""
    for case, options in real_cases(snapshot, REAL // 3):
        found, expected = counterfactuals_found(case, options, False), counterfactuals_expected(case, False, most=1)
        assert found == expected or (not expected and all(len(changed) == 2 for changed, _ in found)), case


def assert_as_stable(case: Case, options: Options) -> None:
    """Inside the range the first place stays; at its ends it is another."""
    for slot in changes.NUMBERS:
        if ranking.is_number(getattr(case.profile, slot)):
            expected = changes.stable_range(case.catalogue, case.profile, slot)
            assert stable_range(options, case.profile, slot) == expected, (slot, str(case))


def test_a_stable_range_is_the_largest(snapshot: Snapshot) -> None:
    """Of every number that the profile holds."""
    for case, options in (*cases(), *real_cases(snapshot, REAL // 2)):
        assert_as_stable(case, options)


def test_an_answer_does_not_matter_when_any_other_leads_to_the_same(snapshot: Snapshot) -> None:
    """Every possible answer in its place leads to the present first place; only then it does not matter."""
    for case, options in (*cases(), *real_cases(snapshot, REAL // 5)):
        present = ranking.first_place(case.catalogue, case.profile)
        for slot in ANSWERED:
            firsts = changes.firsts_of_answers(case.catalogue, case.profile, slot)
            assert does_not_matter(options, case.profile, slot) == (firsts == {present}), (slot, str(case))


def test_random_advice_reaches_every_case() -> None:
    """The random cases hold ties, empty results, every slot and one as well as two changes: else they compare little."""
    drawn = [random_case(seed) for seed in range(300)]
    results = [ranking.ranking(case.catalogue, case.profile) for case in drawn]
    assert sum(not found for found in results) > 50
    assert sum(len(found) > 1 and found[0][1] == found[1][1] for found in results) > 5
    for slot in Profile.__slots__:
        assert len({getattr(case.profile, slot) for case in drawn}) > 2, slot
    found = [changes.counterfactuals(case.catalogue, case.profile) for case in drawn]
    sizes = Counter(max(map(len, each), default=0) for each in found)
    assert min(sizes[size] for size in (0, 1, 2)) > 10, sizes
