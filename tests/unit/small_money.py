"""Small catalogues of prices, made by chance: a snapshot, and what was told in it."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from advising.model import Claim, Course, Predicate, Snapshot, Subject
from tests.unit.money_oracle import Row, Told, exact
from tests.unit.small_snapshot import PROGRAMME, snapshot_of, source

SLUG = PROGRAMME.id
PREDICATES = (
    Predicate("price.total", "cost", "Price", True, 90, "{subject} costs {value}{scope}."),
    Predicate("price.courses_sum.estimate", "cost", "Sum", True, 90, "{subject} adds up to {value}{scope} ({estimate})."),
    Predicate("price.course", "cost", "Per course", True, 90, "A course of {subject} costs {value}{scope}."),
    Predicate("price.exam", "cost", "Exam", True, 90, "The exam of {subject} costs {value}{scope}."),
    Predicate("price.capstone", "cost", "Capstone", True, 90, "The capstone of {subject} costs {value}{scope}."),
    Predicate("course.price_verified", "cost", "Price", True, 90, "{subject} costs {value}{scope}."),
    Predicate("course.price_verified_mxn", "cost", "Price", True, 90, "{subject} costs {value}{scope}."),
    Predicate("courses_count", "programme", "Courses", True, 365, "{subject} has {value} courses{scope}."),
    Predicate("course.weeks", "duration", "Weeks", True, 365, "{subject} takes {value} weeks{scope}."),
    Predicate("course.hours_per_week", "workload", "Hours", True, 365, "{subject} asks for {value} hours{scope}."),
    Predicate("hours_per_week", "workload", "Hours", True, 365, "{subject} asks for {value} hours{scope}."),
    Predicate("hours_per_week.estimate", "workload", "Hours", True, 365, "{subject} asks for {value} hours{scope}."),
    Predicate("weeks_total.estimate", "duration", "Weeks", True, 365, "{subject} takes {value} weeks{scope}."),
    Predicate("credential.requirement", "certificate", "Asks for", False, 365, "{subject} asks for {value}{scope}."),
    Predicate("verified.requirements", "certificate", "Asks for", False, 365, "{subject} asks for {value}{scope}."),
    Predicate("refund.window_days", "refund", "Refund", True, 365, "{subject}: {value} days{scope}."),
    Predicate("pay.median", "career", "Median pay", True, 365, "{subject} earn {value}{scope}."),
    Predicate("pay.range", "career", "Range of pay", True, 365, "{subject} earn {value}{scope}."),
)  # fmt: skip
PRICES: tuple[float | tuple[float, float], ...] = (0, 49, 99.5, 149.99, 250, 333.33, (100, 1000), (49.5, 99.99))
UNITS = {"courses_count": "courses", "price": "USD", "course.price_verified": "USD"}


def money_claim(subject: str, predicate: str, value: Any, **more: Any) -> Claim:
    """A claim in the unit of its predicate: US dollars for prices."""
    topic = next(row.topic for row in PREDICATES if row.id == predicate)
    unit = more.pop("unit", "USD" if "price" in predicate else "")
    made = more.pop("source", source())
    return Claim(f"{subject}/{predicate}", subject, predicate, topic, value, made, unit=unit, **more)


def money_snapshot(*claims: Claim, titles: tuple[str, ...] = (), subjects: tuple[Subject, ...] = ()) -> Snapshot:
    """A snapshot with these claims, and the programme with these courses, "course-0" and on."""
    courses = tuple(Course(f"course-{n}", title, SLUG, n + 1) for n, title in enumerate(titles))
    made = snapshot_of(*claims, programmes=(replace(PROGRAMME, courses=courses),))
    known = {course.id: Subject(course.id, "course", course.title) for course in courses}
    return replace(
        made,
        subjects={**made.subjects, **known, **{subject.id: subject for subject in subjects}},
        predicates={row.id: row for row in PREDICATES},
    )


def random_money(chance: random.Random) -> tuple[Snapshot, Told]:
    """A small catalogue by chance, and what was told in it."""
    listed, claims, rows = chance.randint(0, 5), [], []
    each = chance.choice([*[None] * 16, *PRICES])
    if each is not None:
        claims.append(money_claim(SLUG, "price.course", each, scope="each course; 2020"))
    elif chance.random() < 0.3:
        claims.append(money_claim(SLUG, "price.course", 77, scope="two of its courses"))
    titles = []
    for n in range(listed):
        own = chance.choice([None, *PRICES])
        titles.append(f"Course {'ABCDE'[n]}")
        if own is not None:
            claims.append(money_claim(f"course-{n}", "course.price_verified", own))
        rows.append(Row(True, _known(each if own is None else own)))
    missing = chance.choice([0, 0, 1, 3])
    finals = _finals(chance, titles, claims)
    style = chance.choice(["none", "with", "plus", "fewer"])
    if style == "fewer" and listed >= 2:
        claims.append(money_claim(SLUG, "courses_count", listed - 1))
        return _finished(chance, titles, claims, (*rows, *finals), is_choice=True)
    if style in ("none", "fewer") or listed + missing == 0:
        return _finished(chance, titles, claims, (*rows, *finals))
    rows += [Row(True, _known(each))] * missing
    if style == "plus":
        claims.append(money_claim(SLUG, "courses_count", listed + missing, scope="plus a capstone exam"))
        finals = finals or [Row(False, None)]
    else:
        claims.append(money_claim(SLUG, "courses_count", listed + missing + len(finals)))
    return _finished(chance, titles, claims, (*rows, *finals))


def _finals(chance: random.Random, titles: list[str], claims: list[Claim]) -> list[Row]:
    """No final, one in the list (which may stand anywhere), or priced ones that no list names."""
    kind = chance.choice(["none", "listed", "unlisted"])
    if kind == "listed":
        own, told = chance.choice([None, *PRICES]), chance.choice([None, *PRICES])
        titles.append(chance.choice(["The Capstone", "Comprehensive Exam"]))
        if own is not None:
            claims.append(money_claim(f"course-{len(titles) - 1}", "course.price_verified", own))
        if told is not None:
            claims.append(money_claim(SLUG, chance.choice(["price.exam", "price.capstone"]), told))
        return [Row(False, _known(told if own is None else own))]
    if kind == "unlisted":
        chosen = chance.sample(["price.exam", "price.capstone"], chance.randint(1, 2))
        prices = [chance.choice(PRICES) for _ in chosen]
        claims += [money_claim(SLUG, predicate, price) for predicate, price in zip(chosen, prices, strict=True)]
        return [Row(False, exact(price)) for price in prices]
    return []


def _known(price: float | tuple[float, float] | None) -> Any:
    return None if price is None else exact(price)


def _finished(
    chance: random.Random, titles: list[str], claims: list[Claim], rows: tuple[Row, ...], is_choice: bool = False
) -> tuple[Snapshot, Told]:
    total = chance.choice([*[None] * 5, 1350, 99.99, (1200, 1500)])
    if total is not None:
        predicate = chance.choice(["price.total", "price.courses_sum.estimate"])
        claims.append(money_claim(SLUG, predicate, total))
    return money_snapshot(*claims, titles=tuple(titles)), Told(rows, _known(total), is_choice)
