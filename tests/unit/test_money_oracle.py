"""Sums, stops and break-even equal what brute force finds, on small catalogues made by chance."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from advising.answers.money import money_answer
from advising.money.amounts import Span
from advising.money.costs import cost_of
from advising.money.paying_back import break_even, time_text, years_to_pay_back
from advising.money.stopping import stop_after, stops
from advising.rendering import render
from advising.reply import MoneyBlock
from tests.unit.money_oracle import Exact, Told, exact, expected_stops, floor, smallest_months, smallest_rise, whole
from tests.unit.small_money import SLUG, random_money

CATALOGUES = 1200
SEED = 20261122


def made() -> list:
    chance = random.Random(SEED)
    return [random_money(chance) for _ in range(CATALOGUES)]


MADE = made()


def same(found: Span | None, wanted: Exact | None) -> bool:
    """Equality to the cent."""
    if found is None or wanted is None:
        return found is wanted
    return exact(found) == wanted


def test_chance_brings_every_case() -> None:
    """The catalogues hold recorded totals, whole sums, part sums, choices and none at all."""
    told = [row for _, row in MADE]
    assert sum(row.total is not None for row in told) > 300
    assert sum(whole(row) is not None for row in told) > 300
    assert sum(floor(row) is not None for row in told) > 200
    assert sum(row.is_choice for row in told) > 100
    assert sum(not row.rows for row in told) > 20


def test_totals_are_what_brute_force_finds() -> None:
    """The recorded total, the sum of all parts and the least cost are the oracle's, in every catalogue."""
    for snapshot, told in MADE:
        cost = cost_of(snapshot, SLUG)
        assert same(cost.total_usd, told.total)
        assert same(cost.sum_usd, whole(told))
        assert (cost.floor_usd is None) == (floor(told) is None)
        assert cost.floor_usd is None or Fraction(str(cost.floor_usd)) == floor(told)


def test_stops_are_what_brute_force_finds() -> None:
    """At every point: what was paid, what has no price, what is left."""
    for snapshot, told in MADE:
        found, wanted = stops(cost_of(snapshot, SLUG)), expected_stops(told)
        assert [stop.courses for stop in found] == [stop.courses for stop in wanted]
        for stop, other in zip(found, wanted, strict=True):
            assert stop.unpriced == other.unpriced
            assert same(stop.paid_usd, other.paid)
            assert same(stop.left_usd, other.left)


def test_paid_and_left_make_the_whole() -> None:
    """Where all parts are priced, what was paid and what is left is the whole, at every point."""
    for snapshot, told in MADE:
        if (sum_of := whole(told)) is None:
            continue
        for stop in stops(cost_of(snapshot, SLUG)):
            assert stop.left_usd is not None
            (paid, most), (left, rest) = exact(stop.paid_usd), exact(stop.left_usd)
            assert (paid + left, most + rest) == sum_of


def test_break_even_is_what_brute_force_finds() -> None:
    """The rise is the smallest in whole dollars that is worth the cost after the years."""
    for snapshot, told in MADE:
        known = cost_of(snapshot, SLUG).known_usd
        if known is None:
            assert told.total is None
            continue
        low, high = exact(known)
        for years in (1, 2, 3, 7):
            assert break_even(known, years).rise_usd == (smallest_rise(low, years), smallest_rise(high, years))


@pytest.mark.parametrize("rise_usd", [350, 1000, 4321])
def test_paying_back_takes_as_many_months_as_brute_force_finds(rise_usd: int) -> None:
    """Up to two years the time is told in months, rounded up, never down."""
    for snapshot, _ in MADE:
        known = cost_of(snapshot, SLUG).known_usd
        if known is None or known[0] != known[1] or not known[0]:
            continue
        months = smallest_months(exact(known)[0], rise_usd)
        years = years_to_pay_back(known, rise_usd)
        if years and months <= 24 and months != 12:
            assert time_text(years) == f"{months} {'month' if months == 1 else 'months'}"


def figures_of(told: Told) -> set[str]:
    """The dollar figures that the oracle can compute from what was told."""
    spans = [row.price for row in told.rows] + [told.total, whole(told)]
    spans += [span for stop in expected_stops(told) for span in (stop.paid, stop.left)]
    known = told.total or whole(told) or ((least, least) if (least := floor(told)) is not None else None)
    spans += [(Fraction(smallest_rise(one, years)),) * 2 for years in (1, 2, 3) for one in known or ()]
    spans.append((Fraction(77),) * 2)  # the price that is told of two courses
    return {dollars(one) for span in spans if span for one in span}


def dollars(value: Fraction) -> str:
    return f"${value.numerator:,}" if value.denominator == 1 else f"${float(value):,.2f}"


def test_every_figure_of_an_answer_is_the_oracles() -> None:
    """Whatever is recorded, no dollar figure is shown that was not told or computed by the oracle too."""
    for snapshot, told in MADE[:600]:
        text, _, _ = render(snapshot, money_answer(snapshot, SLUG))
        shown = {word.strip(".,;:()") for word in text.split() if word.startswith("$")}
        least = floor(told)
        total = {dollars(sum((r.price[0] for r in told.rows if r.price), Fraction(0)))}
        total |= {dollars(sum((r.price[1] for r in told.rows if r.price), Fraction(0)))}
        assert shown <= figures_of(told) | total, (least, shown - figures_of(told) - total, text)


def test_every_stop_stands_in_the_block_and_six_in_the_text() -> None:
    """The block holds all points, the plain text the first six."""
    for snapshot, told in MADE:
        reply = money_answer(snapshot, SLUG)
        block = next(block for block in reply.blocks if isinstance(block, MoneyBlock))
        is_priced = any(row.price is not None for row in told.rows)
        assert len(block.stops) == (len(expected_stops(told)) if is_priced else 0)
        text, _, _ = render(snapshot, reply)
        assert text.count("; still to pay: ") == min(6, len(block.stops))


def test_halfway_is_after_half_of_the_courses() -> None:
    """Of an odd number the smaller half; where there is only one course there is no such point."""
    for snapshot, told in MADE:
        courses = sum(row.is_course for row in told.rows)
        stop = stop_after(cost_of(snapshot, SLUG), None, is_halfway=True)
        assert (stop.courses if stop else 0) == courses // 2
