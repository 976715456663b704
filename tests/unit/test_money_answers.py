"""Money answers over all programmes: nothing invented, nothing promised, the answer first and short."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest

from advising.answers.money import LEAD_WORDS, money_answer, wished_answer
from advising.model import Snapshot
from advising.money.amounts import added, times
from advising.money.costs import COURSE, Cost, cost_of
from advising.money.studying import study_hours
from advising.money.wishes import MoneyWishes
from advising.rendering import render
from advising.reply import MoneyBlock, Reply, TextBlock
from tests.unit.money_oracle import (
    Exact,
    Row,
    Told,
    exact,
    expected_stops,
    smallest_months,
    smallest_rise,
    total_of,
    whole,
)
from tests.unit.oracle import Oracle
from tests.unit.oracle.figures import figures

RISE, HOUR = 1000, 30
WISHES = {
    "cost": MoneyWishes(),
    "rise": MoneyWishes(has_break_even=True, rise_usd=RISE),
    "hour": MoneyWishes(has_break_even=True, hour_usd=HOUR, years=3),
    "stop": MoneyWishes(has_stop=True, stop_after=2),
    "halfway": MoneyWishes(has_stop=True, is_halfway=True),
    "quit": MoneyWishes(has_stop=True),
    "all": MoneyWishes(has_stop=True, stop_after=1, has_break_even=True, rise_usd=RISE, hour_usd=HOUR, years=5),
}
PROMISES = re.compile(
    r"\b(?:you|it|this|that|pay|salary) (?:will|shall|is sure to|is certain to)\b|\bwill (?:earn|pay|rise|get|lead|be back)\b"
    r"|(?<!not )\bguarantee\w*|\bpromis\w+|\bfor sure\b|\bworth it\b|\bensures?\b",
    re.I,
)


@pytest.fixture(scope="module")
def oracle(snapshot: Snapshot) -> Oracle:
    """The oracle over the real knowledge."""
    return Oracle(snapshot)


def told_of(cost: Cost) -> Told:
    """A programme's parts as the oracle reads them."""
    rows = tuple(Row(p.kind == COURSE, exact(p.price_usd) if p.price_usd else None) for p in cost.parts)
    return Told(rows, exact(cost.total_usd) if cost.total_usd else None, cost.is_choice)


def dollars(value: Fraction) -> str:
    return f"${float(value):,.2f}"


def computed(snapshot: Snapshot, slug: str, years: tuple[int, ...]) -> frozenset[str]:
    """The figures that the oracle computes from a programme's recorded parts, and true counts of them."""
    told = told_of(cost_of(snapshot, slug))
    known = told.total or whole(told) or (total_of(told.rows)[0],) * 2
    spans: list[Exact | None] = [whole(told), total_of(told.rows), known]
    spans += [span for stop in expected_stops(told) for span in (stop.paid, stop.left)]
    texts = [dollars(one) for span in spans if span for one in span]
    texts += [f"${smallest_rise(one, n)}" for one in known for n in years]
    texts += [time for one in known for time in times_of(one)]
    texts += [str(count) for count in range(len(told.rows) + 1)]
    texts += [str(len(snapshot.pathways_by_programme.get(slug, ())))]
    if study := study_hours(snapshot, slug):
        worth = times(study.hours, HOUR)
        texts += [f"{study.hours[0]:.2f} {study.hours[1]:.2f} ${worth[0]:.2f} ${worth[1]:.2f}"]
        whole_cost = exact(added(((float(known[0]), float(known[1])), worth)))
        texts += [f"${smallest_rise(one, n)}" for one in whole_cost for n in years]
    texts += [f"{sum(pesos):.2f}"] if (pesos := pesos_of(cost_of(snapshot, slug))) else []
    return figures("; ".join(texts))


def times_of(cost: Fraction) -> tuple[str, ...]:
    """After how many months, or tenths of years, the hoped-for rise is worth the cost."""
    tenths = 0
    while Fraction(tenths * RISE, 10) < cost:
        tenths += 1
    return str(smallest_months(cost, RISE)), f"{tenths / 10:g}"


def pesos_of(cost: Cost) -> list[float]:
    return [float(c.value) for p in cost.parts for c in p.elsewhere if isinstance(c.value, int | float)]


def own_figures(wishes: MoneyWishes) -> frozenset[str]:
    """The learner's own numbers, and the years over which break-even is shown."""
    return figures(f"${RISE} ${HOUR} 1 2 3 {wishes.years or 2} {wishes.stop_after or 0}")


@pytest.mark.parametrize("wishes", WISHES.values(), ids=WISHES)
def test_every_figure_is_claimed_or_computed(snapshot: Snapshot, oracle: Oracle, wishes: MoneyWishes) -> None:
    """Over all programmes: a figure stands in a claim of the same place, or the oracle computes it; so do names."""
    years = tuple({1, 2, 3, wishes.years or 2})
    found = []
    for slug in snapshot.programmes:
        allowed = computed(snapshot, slug, years) | own_figures(wishes)
        found += oracle.invented(wished_answer(snapshot, slug, wishes, "data-science"), allowed, (slug,))
    assert not [(place.where, place.text, extra) for place, extra in found][:10]


def test_the_oracle_finds_a_changed_figure(snapshot: Snapshot, oracle: Oracle) -> None:
    """A price of a dollar more than recorded is found."""
    slug = "mitx-supply-chain-management"
    reply = money_answer(snapshot, slug)
    block = block_of(reply)
    total = type(block.total)("In all", "$1,351", block.total.claims)
    changed = Reply("cost", "answered", (type(block)(block.title, slug, total),))
    allowed = computed(snapshot, slug, (1, 2, 3)) | own_figures(MoneyWishes())
    assert oracle.invented(changed, allowed, (slug,))


def block_of(reply: Reply) -> MoneyBlock:
    return next(block for block in reply.blocks if isinstance(block, MoneyBlock))


@pytest.mark.parametrize("wishes", WISHES.values(), ids=WISHES)
def test_nothing_is_promised(snapshot: Snapshot, wishes: MoneyWishes) -> None:
    """No sentence about any programme promises pay, a job, admission or credit."""
    found = []
    for slug in snapshot.programmes:
        text, _, _ = render(snapshot, wished_answer(snapshot, slug, wishes, "occupation-data-scientists"))
        said = text.partition("\nSources:")[0]
        found += [(slug, said[max(0, match.start() - 60) : match.end() + 20]) for match in PROMISES.finditer(said)]
    assert not found[:5]


@pytest.mark.parametrize("wishes", WISHES.values(), ids=WISHES)
def test_the_lead_is_short(snapshot: Snapshot, wishes: MoneyWishes) -> None:
    """What is said before the block can be acted on is read in one breath."""
    for slug in snapshot.programmes:
        lead = wished_answer(snapshot, slug, wishes).blocks[0]
        assert isinstance(lead, TextBlock)
        assert lead.sentences
        assert sum(len(sentence.text.split()) for sentence in lead.sentences) <= LEAD_WORDS


def test_what_is_not_recorded_has_no_price(snapshot: Snapshot) -> None:
    """A programme without a recorded price gets no break-even and no stops, and says what would be needed."""
    silent = [slug for slug in snapshot.programmes if not cost_of(snapshot, slug).priced and not cost_of(snapshot, slug).total_usd]  # fmt: skip
    assert len(silent) > 100
    for slug in silent:
        reply = money_answer(snapshot, slug, rise_usd=RISE)
        text, _, _ = render(snapshot, reply)
        block = block_of(reply)
        assert "cannot be computed: that needs its price in all" in text
        assert (block.break_even, block.stops, block.total.claims) == ((), (), ())
        assert block.total.text == "not recorded"


def test_a_total_and_a_sum_that_disagree_are_both_shown(snapshot: Snapshot) -> None:
    """MITx Supply Chain Management: $1,350 as recorded, $1,148 by its parts."""
    reply = money_answer(snapshot, "mitx-supply-chain-management")
    text, blocks, _ = render(snapshot, reply)
    money = next(block for block in blocks if block["type"] == "money")
    assert money["total"]["text"] == "$1,350 (as of about 2017); its recorded parts add up to $1,148"
    assert "add up to $1,148 instead" in text
    assert [stop["left"] for stop in money["stops"]] == ["$949", "$799", "$649", "$350", "$200"]


def test_a_sum_with_missing_parts_says_so(snapshot: Snapshot) -> None:
    """RITx Project Management: three courses are priced, the capstone is not."""
    text, _, _ = render(snapshot, money_answer(snapshot, "ritx-project-management"))
    assert "at least $450 for the 3 courses whose price is recorded" in text
    assert "The price of 1 other is not recorded." in text
    assert "$225 a year or more" in text


def test_other_money_is_never_converted(snapshot: Snapshot) -> None:
    """A programme priced in pesos only has no price in dollars."""
    slug = "rwthx-managing-technology-and-innovation-how-to-deal-with-disruptive-change"
    text, _, _ = render(snapshot, money_answer(snapshot, slug))
    lead = text.partition("\n\n")[0]
    assert "in Mexican pesos (MXN): 24,456 MXN together, not converted here" in lead
    assert "$" not in lead


def test_stopping_loses_what_asks_for_the_whole(snapshot: Snapshot) -> None:
    """Where a pathway asks for the credential, stopping is said to lose it, on the pathway's claim."""
    reply = wished_answer(snapshot, "ritx-project-management", WISHES["stop"])
    lead = reply.blocks[0]
    assert isinstance(lead, TextBlock)
    assert lead.sentences[0].text == "If you stop after 2 courses: paid, $300; still to pay, not recorded."
    lost = next(sentence for sentence in lead.sentences if "stopping early loses that" in sentence.text)
    assert [claim.id for claim in lost.claims] == ["ritx-project-management--rit-masters/pathway"]


def test_a_point_beyond_the_courses_is_not_computed(snapshot: Snapshot) -> None:
    """Stopping after more courses than there are has no cost."""
    reply = wished_answer(snapshot, "ritx-project-management", MoneyWishes(has_stop=True, stop_after=9))
    lead = reply.blocks[0]
    assert isinstance(lead, TextBlock)
    assert lead.sentences[0].text == (
        "What it has cost by then cannot be computed: the last point that I can count is after 3 courses."
    )


RISES = [
    (
        1000,
        "If your pay rose by $1,000 a year, what MITx Statistics and Data Science costs would be back after 17 months, before tax and without interest.",
    ),
    (
        675,
        "If your pay rose by $675 a year, what MITx Statistics and Data Science costs would be back after 24 months, before tax and without interest.",
    ),
    (
        500,
        "If your pay rose by $500 a year, what MITx Statistics and Data Science costs would be back after 2.7 years, before tax and without interest.",
    ),
    (
        1350,
        "If your pay rose by $1,350 a year, what MITx Statistics and Data Science costs would be back after 1 year, before tax and without interest.",
    ),
    (0, "Without a rise in pay, what MITx Statistics and Data Science costs does not come back."),
]


@pytest.mark.parametrize(("rise", "said"), RISES)
def test_a_hoped_for_rise_is_arithmetic(snapshot: Snapshot, rise: float, said: str) -> None:
    """The learner's own number is divided into the cost; it is said to be no forecast."""
    text, _, _ = render(snapshot, money_answer(snapshot, "mitx-statistics-and-data-science", rise_usd=rise))
    assert said in text
    assert ("That is arithmetic with your number, not a forecast." in text) == (rise > 0)


FIRST = [
    (MoneyWishes(), "MITx Statistics and Data Science: the recorded price in all is $1,350"),
    (MoneyWishes(has_break_even=True, years=3), "MITx Statistics and Data Science pays back in 3 years only if your pay rises by at least $450 a year"),
    (MoneyWishes(has_break_even=True, rise_usd=RISE), "If your pay rose by $1,000 a year"),
    (MoneyWishes(has_stop=True, stop_after=2), "If you stop after 2 courses: paid, $300 for 1 of them, the price of 1 other is not recorded"),
    (MoneyWishes(has_stop=True), "You keep the certificate of each course"),
]  # fmt: skip


@pytest.mark.parametrize(("wishes", "said"), FIRST)
def test_what_was_asked_is_said_first(snapshot: Snapshot, wishes: MoneyWishes, said: str) -> None:
    """The first sentence answers."""
    text, _, _ = render(snapshot, wished_answer(snapshot, "mitx-statistics-and-data-science", wishes))
    assert text.startswith(said)


def test_an_hour_counts_what_the_learner_says(snapshot: Snapshot) -> None:
    """Hours are weeks times hours a week; their worth is added to the price for break-even."""
    slug = "berkeleyx-marketing-analytics"
    study = study_hours(snapshot, slug)
    assert study is not None
    worth = times(study.hours, 20)
    text, _, _ = render(snapshot, money_answer(snapshot, slug, hour_usd=20))
    assert f"at your $20 an hour that is ${worth[0]:,.0f} to ${worth[1]:,.0f} of your time" in text
    assert f"at least ${smallest_rise(Fraction(996 + worth[0]), 2):,}" in text


def test_an_occupation_is_shown_with_its_scope(snapshot: Snapshot) -> None:
    """Pay has its scope, both ends are open, and it is not the effect of the credential."""
    _, blocks, cited = render(
        snapshot, money_answer(snapshot, "mitx-statistics-and-data-science", occupation="data-science")
    )
    wages: list[dict[str, Any]] = next(block for block in blocks if block["type"] == "money")["wages"]
    assert [(wage["occupation"], wage["low"], wage["median"], wage["high"]) for wage in wages] == [
        ("Data scientists", "under $63,650", "$112,590", "over $194,410")
    ]
    assert wages[0]["text"] == "all workers of the occupation, US, May 2024; not the effect of this credential"
    assert [cited[n - 1].predicate for n in wages[0]["notes"]] == ["pay.median", "pay.range"]


def test_pay_that_is_not_recorded_is_said_to_be(snapshot: Snapshot) -> None:
    """A field that no occupation is linked to brings no figure of another one."""
    block = block_of(money_answer(snapshot, "mitx-dedp", occupation="energy"))
    assert block.wages == ()
    assert block.cautions[-1].text == "The pay of Energy is not recorded."


def test_what_else_one_could_do_rests_on_claims(snapshot: Snapshot) -> None:
    """Every alternative of every programme cites what it says; free learning, the employer and aid are among them."""
    for slug in snapshot.programmes:
        rows = block_of(money_answer(snapshot, slug)).baselines
        assert all(row.claims for row in rows)
        assert {"Audit free", "Your employer pays", "Financial aid"} <= {row.label for row in rows}


@pytest.mark.parametrize("years", [0, -1])
def test_years_below_one_are_refused(snapshot: Snapshot, years: int) -> None:
    """Nothing pays back in no years."""
    with pytest.raises(ValueError, match="give 1 or more"):
        money_answer(snapshot, "mitx-supply-chain-management", years=years)


def test_the_block_has_the_shape_of_the_protocol(snapshot: Snapshot) -> None:
    """Every list of the block, with its fields, as docs/protocol.md tells."""
    _, blocks, _ = render(
        snapshot, money_answer(snapshot, "mitx-supply-chain-management", occupation="occupation-economists")
    )
    money = next(block for block in blocks if block["type"] == "money")
    lists = {name: set(rows[0]) for name, rows in money.items() if isinstance(rows, list)}
    assert lists == {
        "parts": {"label", "text", "notes", "recorded"},
        "stops": {"after", "cost", "left", "keep", "notes"},
        "baselines": {"label", "text", "notes"},
        "break_even": {"years", "rise"},
        "wages": {"occupation", "low", "median", "high", "text", "notes"},
        "cautions": {"text", "notes"},
    }
    assert set(money) == {"type", "title", "programme", "total", *lists}
    assert set(money["total"]) == {"text", "notes", "recorded"}
