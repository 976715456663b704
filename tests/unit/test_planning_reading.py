"""What a message's words wish of a plan (advising.planning.reading), read on Sunday 22 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from advising.planning.courses import CourseLoad
from advising.planning.dates import easter, month_of, months_later
from advising.planning.reading import read_at_once, read_breaks, read_done, read_start

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # a month alone is the next such month
        ("starting in January", "2027-01-01"),
        ("can you plan it, i would start in february", "2027-02-01"),
        ("starting in may", "2027-05-01"),
        ("start in november", "2026-11-22"),
        ("beginning in october 2027", "2027-10-01"),
        ("starting mid January", "2027-01-15"),
        ("start at the end of march", "2027-03-22"),
        ("make me a plan for january", "2027-01-01"),
        ("next agust", "2027-08-01"),
        ("start in januray", "2027-01-01"),
        ("start in Febuary 2027", "2027-02-01"),
        ("start the 1st of sptember", "2027-09-01"),
        ("starting the course in sept", "2027-09-01"),
        # a day
        ("from 1 March 2027", "2027-03-01"),
        ("8 hours a week from 1 march", "2027-03-01"),
        ("begin on march 1st", "2027-03-01"),
        ("March 1, 2027", "2027-03-01"),
        ("Start 2027-03-01", "2027-03-01"),
        ("as of 2027-02-01 please", "2027-02-01"),
        ("starting 1.3.2027", "2027-03-01"),
        ("start on 29 feb", "2028-02-29"),
        ("start 22 november", "2026-11-22"),
        ("start 21 november", "2027-11-21"),
        ("what if I start on 3 feb", "2027-02-03"),
        ("i can't start before march", "2027-03-01"),
        ("i dont want to begin until 1 april 2027", "2027-04-01"),
        ("when would i finish if i start in january", "2027-01-01"),
        # from today on
        ("start now", "2026-11-22"),
        ("tomorrow", "2026-11-23"),
        ("in 2 weeks", "2026-12-06"),
        ("i want to start in two weeks", "2026-12-06"),
        ("i can study 5 hours a week, start in 3 months", "2027-02-22"),
        ("in 10 days please", "2026-12-02"),
        ("next month", "2026-12-01"),
        ("from next week on", "2026-11-23"),
        ("start next monday", "2026-11-23"),
        ("start on wednesday", "2026-11-25"),
        ("next year", "2027-01-01"),
        ("in the new year", "2027-01-01"),
        ("from 20 dec to 3 jan i am away, start in january", "2027-01-01"),
        # nothing
        ("", None),
        ("can i finish it in 2 weeks", None),
        ("i want to be done by may", None),
        ("could i finish in august", None),
        ("i may start soon", None),
        ("starting in spring", None),
        ("holiday from 20 Dec to 3 Jan", None),
        ("i can't start in january", None),
        ("i started in january", None),
        ("start in march 2020", None),
        ("start 31 feb", None),
        ("which courses start in march", None),
        ("is the price from march 2027", None),
        ("which courses are from MIT", None),
        ("start with 6.431x", None),
        ("starting salary of a data scientist", None),
        ("8 hours a week", None),
        ("3 months", None),
        ("two weeks off starting 3 may", None),
        ("plan for data science", None),
    ],
)
def test_the_start_is_read(text: str, day: str | None) -> None:
    """Each row with the day on which the learner wants to begin."""
    assert read_start(text, TODAY) == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    ("text", "breaks"),
    [
        # intervals
        ("holiday from 20 Dec to 3 Jan", ["2026-12-20..2027-01-03"]),
        ("i am on holiday 20.12.2026 to 3.1.2027", ["2026-12-20..2027-01-03"]),
        ("away 1-14 august", ["2027-08-01..2027-08-14"]),
        ("break between 1 July and 15 July 2027", ["2027-07-01..2027-07-15"]),
        ("between 1 july and 10 july i am away", ["2027-07-01..2027-07-10"]),
        ("from july to august off", ["2027-07-01..2027-08-31"]),
        ("no study from 2027-02-01 to 2027-02-14", ["2027-02-01..2027-02-14"]),
        # feasts
        ("with two weeks off at Christmas", ["2026-12-21..2027-01-03"]),
        ("a 2 week break over christmas", ["2026-12-21..2027-01-03"]),
        ("one week's holiday at xmas", ["2026-12-21..2026-12-27"]),
        ("christmas off please", ["2026-12-24..2027-01-01"]),
        ("a week off at easter", ["2027-03-22..2027-03-28"]),
        ("not at easter", ["2027-03-26..2027-03-29"]),
        # months
        ("except August", ["2027-08-01..2027-08-31"]),
        ("august off", ["2027-08-01..2027-08-31"]),
        ("not in december", ["2026-12-01..2026-12-31"]),
        ("skip july", ["2027-07-01..2027-07-31"]),
        ("i cant study in agust", ["2027-08-01..2027-08-31"]),
        ("off in july and august", ["2027-07-01..2027-07-31", "2027-08-01..2027-08-31"]),
        ("except for july and august 2028", ["2027-07-01..2027-07-31", "2028-08-01..2028-08-31"]),
        ("except august and two weeks at christmas", ["2026-12-21..2027-01-03", "2027-08-01..2027-08-31"]),
        # so many weeks
        ("two weeks off in july", ["2027-07-05..2027-07-18"]),
        ("a week off from 3 May", ["2027-05-03..2027-05-09"]),
        ("first two weeks of june off", ["2027-06-01..2027-06-14"]),
        ("last week of june off", ["2027-06-24..2027-06-30"]),
        # nothing
        ("", []),
        ("is there a break", []),
        ("can i take time off", []),
        ("without a degree", []),
        ("except edx", []),
        ("free courses in august", []),
        ("i have two weeks at christmas to study", []),
        ("off from 31 feb to 3 march", []),
        ("8 hours a week from 1 march", []),
        ("not in it for the money", []),
        ("no exams", []),
    ],
)
def test_breaks_are_read(text: str, breaks: list[str]) -> None:
    """Each row with the days off, first and last."""
    assert [f"{first}..{last}" for first, last in read_breaks(text, TODAY)] == breaks


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("two courses at once", 2),
        ("2 at a time", 2),
        ("i could do three courses at the same time", 3),
        ("both in parallel", 2),
        ("courses in parallel", 2),
        ("four at the same time", 3),
        ("one at a time", 1),
        ("one course after another", 1),
        ("never two at once", 1),
        ("i can't do two courses at once", 1),
        ("compare two programmes at once", None),
        ("answer at once", None),
        ("is it both online", None),
        ("two courses", None),
    ],
)
def test_how_many_courses_at_once_is_read(text: str, count: int | None) -> None:
    """Each row with how many courses may run together."""
    assert read_at_once(text) == count


COURSES = tuple(
    CourseLoad((name,), title, None, None, name == "exam")
    for name, title in (("a", "Finance I"), ("b", "Markets and Money"), ("c", "Law of Trade"), ("exam", "Final Exam"))
)


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("I have already done the first two", "ab"),
        ("finished with it? i have finished the first course", "a"),
        ("i've completed the first three courses", "abc"),
        ("the first two are already done", "ab"),
        ("i have done everything except the exam", "abc"),
        ("i finished all but the last", "abc"),
        ("I have passed Markets and Money", "b"),
        ("i already took law of trade and finance i", "ac"),
        ("i have done two of them", ""),
        ("i have not done the first two", ""),
        ("what is done in Law of Trade", ""),
        ("the first two are hard", ""),
        ("", ""),
    ],
)
def test_what_is_done_is_read(text: str, done: str) -> None:
    """Each row with the letters of the courses that are finished."""
    assert read_done(text, COURSES) == tuple(done)


@pytest.mark.parametrize(
    ("year", "day"),
    [(2000, "04-23"), (2008, "03-23"), (2024, "03-31"), (2027, "03-28"), (2038, "04-25"), (1954, "04-18"), (1981, "04-19")],
)  # fmt: skip
def test_easter_is_where_the_calendar_has_it(year: int, day: str) -> None:
    """Years with early, late and corrected dates."""
    assert easter(year) == date.fromisoformat(f"{year}-{day}")


@pytest.mark.parametrize(
    "word", ["match", "much", "maybe", "junior", "decide", "novice", "approach", "augment", "marvel"]
)
def test_a_word_like_a_month_is_none(word: str) -> None:
    """Words of other meaning are not taken for misspelt months."""
    assert month_of(word) == 0


def test_months_later_stay_in_the_month() -> None:
    """The 31st becomes the last day of a shorter month, over the end of a year too."""
    assert months_later(date(2026, 12, 31), 2) == date(2027, 2, 28)
