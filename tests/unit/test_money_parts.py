"""The parts of a money answer one by one: what covers a course, hours of study, time, wages (advising.money)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advising.answers.money import money_answer
from advising.model import Claim, Condition, Pathway, Snapshot, Subject
from advising.money.amounts import Span, rounded_up, span_of, span_text
from advising.money.costs import cost_of
from advising.money.paying_back import break_even, time_text, years_to_pay_back
from advising.money.stopping import kept, lost_pathways, refunds, stops
from advising.money.studying import study_hours
from advising.money.wages import wages
from advising.rendering import render
from advising.reply import MoneyBlock
from tests.unit.small_money import SLUG, money_claim, money_snapshot

# Whether a price told of the programme's courses is taken for each of them.
COVERING = [
    ("each course; mid-2020, old price", "", True),
    ("each of nine courses, 2016", "", True),
    ("per course, about 2017, old price", "", True),
    ("by income", "X charges $250 to $1,000 a course, depending on your income.", True),
    ("AI, ML; mid-2020", "X: each of its courses (AI, ML) cost $249 in mid-2020.", True),
    ("6.431x and 6.86x each; mid-2020", "The courses 6.431x and 6.86x cost $300 each.", False),
    ("most courses; 49 for the first", "", False),
    ("mid-2020, old price", "X: a course cost $150 in mid-2020.", False),
    ("one course or the capstone", "", False),
]


@pytest.mark.parametrize(("scope", "says", "covers"), COVERING)
def test_a_price_covers_all_courses_only_if_it_says_so(scope: str, says: str, covers: bool) -> None:
    """A price of some course is shown as such, and never added up for the others."""
    told = money_claim(SLUG, "price.course", 150, scope=scope, says=says)
    cost = cost_of(money_snapshot(told, titles=("One", "Two")), SLUG)
    assert cost.sum_usd == ((300, 300) if covers else None)
    assert cost.of_some == (None if covers else told)


def test_an_exam_that_is_asked_for_is_a_part_without_a_price() -> None:
    """What the credential asks for beside its courses is not left out of the sum."""
    claims = (
        money_claim(SLUG, "price.course", 100, scope="each course"),
        money_claim(SLUG, "credential.requirement", "certificates of all courses, then the capstone exam"),
    )
    cost = cost_of(money_snapshot(*claims, titles=("One", "Two")), SLUG)
    assert [(part.name, part.price_usd) for part in cost.parts] == [
        ("One", (100, 100)), ("Two", (100, 100)), ("Capstone exam", None)
    ]  # fmt: skip
    assert (cost.sum_usd, cost.floor_usd) == (None, 200)


def test_a_price_in_words_is_shown_and_not_computed_with() -> None:
    """The words "under $300" are a recorded price in all; nothing is divided by it."""
    snapshot = money_snapshot(money_claim(SLUG, "price.total", "under $300"))
    text, blocks, _ = render(snapshot, money_answer(snapshot, SLUG))
    money = next(block for block in blocks if block["type"] == "money")
    assert (money["total"]["recorded"], money["break_even"]) == (True, [])
    assert "the recorded price in all is under $300" in text
    assert "cannot be computed" in text


def test_a_price_not_found_is_not_recorded() -> None:
    """What was looked for in vain is no price."""
    snapshot = money_snapshot(money_claim(SLUG, "price.total", "", state="not-recorded", scope="looked through: X"))
    assert cost_of(snapshot, SLUG).known_usd is None


SPANS = [
    (money_claim(SLUG, "price.total", 1350), (1350, 1350)),
    (money_claim(SLUG, "price.total", (250, 1000)), (250, 1000)),
    (money_claim(SLUG, "price.total", 1000, unit="USD, about"), (1000, 1000)),
    (money_claim(SLUG, "price.total", 49, unit="USD per month"), None),
    (money_claim(SLUG, "price.total", 6125, unit="MXN"), None),
    (money_claim(SLUG, "price.total", "hundreds"), None),
    (None, None),
]


@pytest.mark.parametrize(("claim", "span"), SPANS)
def test_only_dollars_in_all_are_added_up(claim: Claim | None, span: Span | None) -> None:
    """A price a month, in other money or in words is no amount."""
    assert span_of(claim) == span


def test_amounts_are_said_and_rounded_up() -> None:
    """Cents are shown where there are any; rounding never goes down."""
    assert (span_text((300, 300)), span_text((99.5, 1000))) == ("$300", "$99.50 to $1,000")
    assert (rounded_up(178.5), rounded_up(675.0), rounded_up(1.351, 0.1), rounded_up(0.3 / 0.1, 1)) == (
        179,
        675,
        1.4,
        3,
    )


TIMES = [
    ((1.35, 1.35), "17 months"), ((1, 1), "1 year"), ((2, 2), "24 months"), ((1 / 12, 1 / 12), "1 month"),
    ((2.01, 2.01), "2.1 years"), ((1.25, 5), "15 months to 5 years"), ((0, 0), "0 months"),
]  # fmt: skip


@pytest.mark.parametrize(("years", "text"), TIMES)
def test_times_are_said_as_people_count_them(years: Span, text: str) -> None:
    """Months up to two years, then years and tenths."""
    assert time_text(years) == text


def test_what_cannot_be_divided_is_refused() -> None:
    """No years and costs below nothing are errors that say what to give; no rise is no time."""
    with pytest.raises(ValueError, match="0 years; give 1 or more"):
        break_even((1, 1), 0)
    with pytest.raises(ValueError, match="give 0 or more"):
        break_even((-1, 1), 1)
    assert years_to_pay_back((1, 1), 0) is None
    assert years_to_pay_back((1, 1), -5) is None


def hours_snapshot(*claims: Claim) -> Snapshot:
    return money_snapshot(*claims, titles=("One", "Two"))


ONE = (money_claim("course-0", "course.weeks", 10), money_claim("course-0", "course.hours_per_week", (8, 12)))
TWO = (money_claim("course-1", "course.weeks", 5), money_claim("course-1", "course.hours_per_week", 4))
ALL = (money_claim(SLUG, "weeks_total.estimate", 20), money_claim(SLUG, "hours_per_week", (5, 6)))
HOURS = [
    ("course by course", (*ONE, *TWO), (100, 140), 2, 0),
    ("one of two", ONE, (80, 120), 1, 1),
    ("the whole before a part", (*ONE, *ALL), (100, 120), 0, 0),
    ("course by course before the whole", (*ONE, *TWO, *ALL), (100, 140), 2, 0),
]


@pytest.mark.parametrize(
    ("claims", "hours", "courses", "missing"), [row[1:] for row in HOURS], ids=[r[0] for r in HOURS]
)
def test_hours_are_weeks_times_hours(claims: tuple[Claim, ...], hours: Span, courses: int, missing: int) -> None:
    """The sum over the courses; the whole programme's own weeks where a course has none."""
    study = study_hours(hours_snapshot(*claims), SLUG)
    assert study is not None
    assert (study.hours, study.courses, study.missing) == (hours, courses, missing)


def test_hours_that_are_not_recorded_are_said_to_be() -> None:
    """Without weeks there is no sum, and nothing is counted at the learner's figure."""
    snapshot = hours_snapshot(money_claim(SLUG, "hours_per_week", 5))
    assert study_hours(snapshot, SLUG) is None
    text, _, _ = render(snapshot, money_answer(snapshot, SLUG, hour_usd=30))
    assert "How many hours of study it takes in all is not recorded." in text


JOB = Subject("occupation-data-scientists", "occupation", "Data scientists", "data scientists", ("data science",))
SCOPE = "all workers, US, May 2024; not the effect of a credential"
WAGES = [
    (
        "figures",
        [("pay.median", 112590), ("pay.range", (63650, 194410))],
        ("under $63,650", "$112,590", "over $194,410"),
    ),
    ("open in words", [("pay.range", "63,650 to >239,200")], ("$63,650", "not recorded", "over $239,200")),
    ("a median in words", [("pay.median", ">239,200")], ("not recorded", "over $239,200", "not recorded")),
    ("one end only", [("pay.range", "$63,650")], ("$63,650", "not recorded", "not recorded")),
]


@pytest.mark.parametrize(("rows", "shown"), [row[1:] for row in WAGES], ids=[row[0] for row in WAGES])
def test_wages_keep_what_the_source_leaves_open(rows: list, shown: tuple[str, ...]) -> None:
    """An end that is only known to be exceeded stays so; what is missing is not recorded."""
    claims = [money_claim(JOB.id, told, value, unit="USD per year", scope=SCOPE) for told, value in rows]
    (wage,) = wages(money_snapshot(*claims, subjects=(JOB,)), JOB.id)
    assert (wage.low, wage.median, wage.high) == shown
    assert wage.text == "all workers, US, May 2024; not the effect of this credential"


def test_a_field_stands_for_the_occupations_of_its_name() -> None:
    """A field leads to the occupations that share a name with it; what shares none, or is unknown, leads to nothing."""
    told = money_claim(JOB.id, "pay.median", 112590, unit="USD per year", scope=SCOPE)
    snapshot = money_snapshot(told, subjects=(JOB,))
    assert [wage.occupation for wage in wages(snapshot, "data-science")] == ["Data scientists"]
    assert wages(snapshot, "finance") == ()
    assert wages(snapshot, "no-such-thing") == ()
    assert wages(money_snapshot(subjects=(JOB,)), JOB.id) == ()


def test_every_occupation_says_that_it_is_not_the_effect(snapshot: Snapshot) -> None:
    """All recorded occupations have a scope, and the best-paid tenth of IT managers stays open."""
    jobs = [subject.id for subject in snapshot.subjects.values() if subject.kind == "occupation"]
    shown = {job: wage for job in jobs for wage in wages(snapshot, job)}
    assert len(shown) == len(jobs)
    assert all("May 2024" in w.text and w.text.endswith("not the effect of this credential") for w in shown.values())
    assert shown["occupation-computer-and-information-systems-managers"].high == "over $239,200"


def test_what_is_kept_and_lost_rests_on_claims() -> None:
    """A platform's rule on certificates and refunds is cited; a pathway counts as lost only if it asks for the whole."""
    rule = money_claim("edx", "verified.requirements", "a fee and a pass")
    refund = money_claim("edx", "refund.window_days", 14, unit="days")
    price = money_claim(SLUG, "price.course", 10, scope="each course")
    ways = [
        Pathway(kind, SLUG, "a-school", "MSc", money_claim(SLUG, "price.exam", 1), conditions=(Condition(kind, "x"),))
        for kind in ("credential", "grade")
    ]
    snapshot = replace(money_snapshot(rule, refund, price, titles=("One", "Two")), pathways=tuple(ways))
    assert kept(snapshot, SLUG) == (rule,)
    assert refunds(snapshot, SLUG) == (refund,)
    assert [pathway.id for pathway in lost_pathways(snapshot, SLUG)] == ["credential"]
    block = next(b for b in money_answer(snapshot, SLUG).blocks if isinstance(b, MoneyBlock))
    assert [(stop.keep, rule in stop.claims) for stop in block.stops] == [
        ("a verified certificate of that course", True)
    ]


def test_what_one_keeps_is_not_recorded_without_a_claim() -> None:
    """Nothing is said of certificates where no source tells of them."""
    snapshot = money_snapshot(money_claim(SLUG, "price.course", 10, scope="each course"), titles=("One", "Two"))
    block = next(b for b in money_answer(snapshot, SLUG).blocks if isinstance(b, MoneyBlock))
    assert [stop.keep for stop in block.stops] == ["not recorded"]


def test_an_exam_in_the_list_comes_last() -> None:
    """One stops after courses: an exam that the list names first is still to pay at each point."""
    claims = [money_claim(f"course-{n}", "course.price_verified", price) for n, price in enumerate((500, 10, 20))]
    cost = cost_of(money_snapshot(*claims, titles=("Comprehensive Exam", "One", "Two")), SLUG)
    assert [(stop.paid_usd, stop.left_usd) for stop in stops(cost)] == [((10, 10), (520, 520)), ((30, 30), (500, 500))]
