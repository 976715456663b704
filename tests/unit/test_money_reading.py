"""What a message asks about stopping early and paying back (advising.money.reading)."""

from __future__ import annotations

import pytest

from advising.money.reading import read_money
from advising.money.wishes import MoneyWishes

STOP, EVEN = {"has_stop": True}, {"has_break_even": True}

READ = [
    # stopping after some courses
    ("what if I stop after 2 courses", {**STOP, "stop_after": 2}),
    ("if i stop after two courses what have i paid", {**STOP, "stop_after": 2}),
    ("What happens when I quit after the first course?", {**STOP, "stop_after": 1}),
    ("suppose I drop out after the 3rd course", {**STOP, "stop_after": 3}),
    ("if I drop out after course 4", {**STOP, "stop_after": 4}),
    ("can I stop after the first three courses", {**STOP, "stop_after": 3}),
    ("what if i only take 2 of the courses", {**STOP, "stop_after": 2}),
    ("I would just do the first course", {**STOP, "stop_after": 1}),
    ("if i give up after a couple of courses", {**STOP, "stop_after": 2}),
    ("if i stoped after 2 courses", {**STOP, "stop_after": 2}),
    ("wat if i quitted after 1 course", {**STOP, "stop_after": 1}),
    ("what do I lose by stopping after five classes", {**STOP, "stop_after": 5}),
    ("if I bail after one module what do I keep", {**STOP, "stop_after": 1}),
    # halfway
    ("what if I quit halfway", {**STOP, "is_halfway": True}),
    ("what if I stop half way through", {**STOP, "is_halfway": True}),
    ("if i drop out midway what do i keep", {**STOP, "is_halfway": True}),
    ("if i stop in the middle", {**STOP, "is_halfway": True}),
    ("what if i only do half of the courses", {**STOP, "is_halfway": True}),
    # stopping at no told point
    ("what if I quit", STOP),
    ("what happens if i dont finish", STOP),
    ("what do I have if I never complete it", STOP),
    ("can i stop early", STOP),
    ("what if I dropped out", STOP),
    ("Does stopping half way have any consequences for me?", {**STOP, "is_halfway": True}),
    ("if I give up, do I lose my money", STOP),
    # paying back
    ("does it pay back", EVEN),
    ("when does it pay itself back?", EVEN),
    ("when do I break even", EVEN),
    ("break-even please", EVEN),
    ("when wud i brake even", EVEN),
    ("whats the breakeven", EVEN),
    ("does it pay for itself", EVEN),
    ("how long to recoup the fee", EVEN),
    ("what's the ROI", EVEN),
    ("return on investment?", EVEN),
    ("how much more would I have to earn", EVEN),
    ("how much more do i need to make for this", EVEN),
    ("how much would my salary have to rise", EVEN),
    ("how big a raise do I need", EVEN),
    ("will I earn the cost back", EVEN),
    ("does it pay back in 3 years", {**EVEN, "years": 3}),
    ("can I break even within two years", {**EVEN, "years": 2}),
    ("and in 3 years?", {**EVEN, "years": 3}),
    ("what about over one year", {**EVEN, "years": 1}),
    ("in 2 years?", {**EVEN, "years": 2}),
    # the learner's own numbers
    ("if I got a 5k raise", {**EVEN, "rise_usd": 5000}),
    ("what if i get a $2,500 raise", {**EVEN, "rise_usd": 2500}),
    ("with a raise of 3000 dollars", {**EVEN, "rise_usd": 3000}),
    ("if my pay rose by $1,000 a year", {**EVEN, "rise_usd": 1000}),
    ("suppose my salary goes up by 4 grand", {**EVEN, "rise_usd": 4000}),
    ("if I earned 200 dollars a month more", {**EVEN, "rise_usd": 2400}),
    ("what if it makes me 6000 more", {**EVEN, "rise_usd": 6000}),
    ("if i got a 10% raise", EVEN),
    # other money is not taken for dollars
    ("if I got a raise of 3000 euros", EVEN),
    ("if I got a \u20ac5k raise", EVEN),
    ("if I got a 2 lakh raise", EVEN),
    ("my hour is worth $30", {"hour_usd": 30}),
    ("I earn $25 an hour", {"hour_usd": 25}),
    ("i make 40/hr", {"hour_usd": 40}),
    ("I value my time at 35 dollars", {"hour_usd": 35}),
    ("my time is worth about 20 bucks an hour", {"hour_usd": 20}),
    # several together
    ("does it pay back in 2 years if I got a 5k raise", {**EVEN, "years": 2, "rise_usd": 5000}),
    ("if I stop after 2 courses and my hour is worth $30", {**STOP, "stop_after": 2, "hour_usd": 30}),
]  # fmt: skip

UNREAD = [
    "how much does it cost",
    "is it worth it",
    "what is the price of MITx Supply Chain Management",
    "how many courses are there",
    "I have 8 hours a week",
    "can I finish in 3 years",
    "I want to be a data scientist in 3 years",
    "can I get a refund if I drop out",
    "should I quit my job for this",
    "how much does a data scientist earn",
    "which jobs pay $30 an hour",
    "my budget is $500",
    "is there financial aid",
    "can I pay monthly",
    "does my employer pay",
    "what do I need before the first course",
    "can I take the second course first",
    "within a year",
    "how much more will i earn",
    "I stopped after two and it's been a year, where do i pick up",
    "I quit halfway last year",
    "i dropped out in 2022 at course 3. do i start over",
    "how would you write an unfinished MicroMasters in a CV",
    "how many people dropped out of last year's batch",
    "which one makes sense if I dropped out of uni",
    "is deep learning covered or do they stop at regression",
    "if I leave before the session opens, is the whole sum paid back?",
    "just finished the first course and it was underwhelming",
    "can we stop here",
    "My statistics stop at averages. What should I revise before the data science courses?",
    "hello",
    "",
]


@pytest.mark.parametrize(("text", "wished"), READ)
def test_what_is_asked_is_read(text: str, wished: dict) -> None:
    """Each wording gives just the wishes in its row."""
    assert read_money(text) == MoneyWishes(**wished)


@pytest.mark.parametrize("text", UNREAD)
def test_other_questions_are_left_alone(text: str) -> None:
    """A message that asks none of these reads as nothing."""
    assert read_money(text) is None
