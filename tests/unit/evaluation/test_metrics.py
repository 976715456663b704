"""Figures against examples that were computed by hand (evaluation.metrics)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.metrics import (
    Bin,
    Share,
    bootstrap,
    calibration_error,
    percentiles,
    precision_and_recall,
    reliability,
    risk_area,
    risk_coverage,
    share,
    wilson,
)

JUDGED = st.lists(st.tuples(st.integers(0, 10).map(lambda n: n / 10), st.booleans()), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        pytest.param(0, 0, 0.0, 1.0, id="of nothing everything is possible"),
        pytest.param(0, 10, 0.0, 0.2775, id="none of ten"),
        pytest.param(8, 10, 0.4902, 0.9433, id="eight of ten"),
        pytest.param(10, 10, 0.7225, 1.0, id="all of ten"),
        pytest.param(50, 100, 0.4038, 0.5962, id="half of a hundred"),
        pytest.param(1, 1, 0.2065, 1.0, id="one of one proves little"),
    ],
)
def test_wilson_intervals(hits: int, of: int, low: float, high: float) -> None:
    """The bounds that the formula gives by hand."""
    assert wilson(hits, of) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("hits", "of"), [(-1, 5), (6, 5)])
def test_impossible_shares_are_refused(hits: int, of: int) -> None:
    """More hits than trials is a mistake of the caller."""
    with pytest.raises(ValueError, match=f"found {hits} of {of}"):
        wilson(hits, of)


@given(st.integers(0, 300), st.integers(0, 300))
def test_a_wilson_interval_holds_its_share(hits: int, misses: int) -> None:
    """The interval lies in 0 to 1 and around the share."""
    low, high = wilson(hits, hits + misses)
    assert 0 <= low <= high <= 1
    if hits + misses:
        assert low <= hits / (hits + misses) <= high


def test_a_share_of_nothing_has_no_value() -> None:
    """Nothing is not zero per cent."""
    assert share([]).value is None
    assert share([True, False, True, True]) == Share(3, 4)
    assert Share(3, 4).as_json()["share"] == 0.75


def test_precision_and_recall() -> None:
    """Two of three called "cost" are, two of three of "cost" were called so; a label never expected has no recall."""
    truth = ["cost", "cost", "cost", "credit", "credit"]
    got = ["cost", "cost", "credit", "cost", "chat"]
    assert precision_and_recall(truth, got) == {
        "chat": (Share(0, 1), Share(0, 0)),
        "cost": (Share(2, 3), Share(2, 3)),
        "credit": (Share(0, 1), Share(0, 2)),
    }


@pytest.mark.parametrize(
    ("confidences", "is_right", "error"),
    [
        pytest.param([], [], 0.0, id="nothing"),
        pytest.param([1.0, 1.0], [True, True], 0.0, id="sure and right"),
        pytest.param([1.0, 1.0], [False, False], 1.0, id="sure and wrong"),
        pytest.param([0.95, 0.95, 0.55, 0.55], [True, False, True, True], 0.45, id="0.45 too sure, 0.45 too unsure"),
        pytest.param(
            [0.8, 0.84, 0.86, 0.9], [True, True, True, False], 0.75 * (1 - 2.5 / 3) + 0.25 * 0.9, id="two bins"
        ),
    ],
)
def test_calibration_errors(confidences: list[float], is_right: list[bool], error: float) -> None:
    """Each bin's distance of confidence and accuracy, weighed with its answers."""
    assert calibration_error(confidences, is_right) == pytest.approx(error)


def test_a_bin_keeps_what_is_in_it() -> None:
    """Means of the two answers of the bin; a confidence of 1 falls into the last bin."""
    assert reliability([0.31, 0.35, 1.0], [True, False, True]) == [
        Bin(0.3, 0.4, 2, pytest.approx(0.33), 0.5),
        Bin(0.9, 1.0, 1, 1.0, 1.0),
    ]


@pytest.mark.parametrize(
    ("confidences", "is_right", "risks", "area"),
    [
        pytest.param([0.9, 0.8, 0.7, 0.6], [True, False, True, False], [0, 1 / 2, 1 / 3, 1 / 2], 1 / 3, id="in order"),
        pytest.param([0.6, 0.9, 0.7, 0.8], [False, True, True, False], [0, 1 / 2, 1 / 3, 1 / 2], 1 / 3, id="any order"),
        pytest.param([0.5, 0.5], [True, False], [1 / 2, 1 / 2], 1 / 2, id="a tie is averaged"),
        pytest.param([0.9, 0.1], [True, True], [0, 0], 0, id="all right"),
        pytest.param([0.9, 0.1], [False, False], [1, 1], 1, id="all wrong"),
    ],
)
def test_risk_coverage(confidences: list[float], is_right: list[bool], risks: list[float], area: float) -> None:
    """The share of wrong ones among the surest, and its mean over all coverages."""
    found = risk_coverage(confidences, is_right)
    assert [risk for _, risk in found] == pytest.approx(risks)
    assert [coverage for coverage, _ in found] == [(n + 1) / len(risks) for n in range(len(risks))]
    assert risk_area(confidences, is_right) == pytest.approx(area)


@given(JUDGED, st.randoms())
def test_no_figure_depends_on_the_order_of_the_rows(rows: list[tuple[float, bool]], chance: object) -> None:
    """Shuffled rows have the same area and calibration error, and the whole curve ends at the share of wrong ones."""
    shuffled = rows.copy()
    chance.shuffle(shuffled)
    for measure in (risk_area, calibration_error):
        assert measure(*zip(*shuffled, strict=True)) == pytest.approx(measure(*zip(*rows, strict=True)))
    assert risk_coverage(*zip(*rows, strict=True))[-1][1] == pytest.approx(sum(not r for _, r in rows) / len(rows))


def test_a_bootstrap_is_the_same_from_the_same_seed() -> None:
    """The interval is around the value, the same again, and another from another seed."""
    confidences, is_right = [n / 40 for n in range(40)], [n % 3 > 0 for n in range(40)]
    first, again, other = (bootstrap(risk_area, confidences, is_right, seed, 200) for seed in (1, 1, 2))
    assert first == again
    assert (first.low, first.high) != (other.low, other.high)
    assert first.low <= first.value <= first.high
    assert bootstrap(risk_area, [], [], 1).value is None


def test_percentiles_of_latencies() -> None:
    """The middle and the slowest of 1 to 101 milliseconds."""
    assert percentiles([float(n) for n in range(1, 102)]) == {"p50": 51.0, "p90": 91.0, "p99": 100.0, "max": 101.0}
    assert percentiles([]) == {}
