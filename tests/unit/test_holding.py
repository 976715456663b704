"""Which conditions a learner says are met or not: a wording a row."""

from __future__ import annotations

import pytest

from advising.holding import read_holds, read_not_holds
from advising.pathways import STEPS
from knowledge.validate import CONDITION_KINDS

HELD = [
    # certificates
    ("I have finished all courses with verified certificates", ("verified-certificate",)),
    ("i did all four courses on the verified track", ("verified-certificate",)),
    ("I paid for all the certificates", ("verified-certificate",)),
    ("I have verified certificates in every course", ("verified-certificate",)),
    # the credential
    ("I have the MicroMasters already", ("credential",)),
    ("I've completed the MITx MicroMasters", ("credential",)),
    ("i finished my micromasters last year", ("credential",)),
    ("I hold the credential", ("credential",)),
    ("I earned a Professional Certificate", ("credential",)),
    # exam and capstone
    ("I passed the capstone exam", ("capstone", "exam")),
    ("I've passed the final exam", ("exam",)),
    ("i took the comprehensive exam and passed", ("exam",)),
    ("the capstone is done", ("capstone",)),
    ("I finished the capstone project", ("capstone",)),
    # degrees
    ("I have a bachelor's", ("degree",)),
    ("I have a bachelor\u2019s degree in history", ("degree",)),
    ("I graduated from Pune last year", ("degree",)),
    ("I hold a BSc", ("degree",)),
    ("i've got a degree", ("degree",)),
    # work
    ("3 years of work experience", ("work-experience",)),
    ("I've worked in logistics for five years", ("work-experience",)),
    ("I have 10 years experience", ("work-experience",)),
    ("ten years in industry", ("work-experience",)),
    # tests, grades
    ("I have IELTS 7.5", ("language-test",)),
    ("my TOEFL is 104", ("language-test",)),
    ("my GPA is 3.6", ("grade",)),
    ("I got 82% in the courses", ("grade",)),
    ("my grades are good", ("grade",)),
    # applying
    ("I have applied to RIT", ("application",)),
    ("I already sent my application", ("application",)),
    ("I've been admitted", ("admission",)),
    ("I got accepted to the master's", ("admission",)),
    ("i have an offer letter from them", ("admission",)),
    # place and other credit
    ("I can come to campus", ("residency",)),
    ("I live near Boston", ("residency",)),
    ("I have no other transfer credit", ("no-other-credit",)),
    # several at once
    ("I have a bachelor's and 3 years of work experience", ("degree", "work-experience")),
    ("I have the MicroMasters, and I can travel to campus", ("credential", "residency")),
    ("I have not only the MicroMasters but a bachelor's", ("credential", "degree")),
    ("I've the MicroMasters but no degree", ("credential",)),
]
LACKED = [
    ("I only audited", ("verified-certificate",)),
    ("I audited all the courses", ("verified-certificate",)),
    ("i took it for free", ("verified-certificate",)),
    ("I don't have the verified certificates", ("verified-certificate",)),
    ("I don't have a degree", ("degree",)),
    ("no bachelor's", ("degree",)),
    ("I never got a degree", ("degree",)),
    ("I dropped out", ("degree",)),
    ("I've the MicroMasters but no degree", ("degree",)),
    ("I haven't passed the exam", ("exam",)),
    ("I failed the final exam", ("exam",)),
    ("I have not done the capstone yet", ("capstone",)),
    ("I have no work experience", ("work-experience",)),
    ("without TOEFL", ("language-test",)),
    ("I haven't applied", ("application",)),
    ("I was rejected", ("admission",)),
    ("I was not admitted", ("admission",)),
    ("I can't come to campus", ("residency",)),
    ("I can only study online", ("residency",)),
    ("I am still working on the MicroMasters", ("credential",)),
    ("I have not finished the programme", ("credential",)),
    ("I have transfer credits from another school", ("no-other-credit",)),
    ("my gpa is not high enough", ("grade",)),
    ("my grades are rather low", ("grade",)),
]
NOTHING = [
    "Do I need a bachelor's?",
    "does it count toward a master's",
    "I want to get a master's degree",
    "I plan to take the verified track",
    "If I have the MicroMasters",
    "once I have passed the exam",
    "my friend has a bachelor's",
    "which programmes ask for IELTS",
    "will the capstone count?",
    "hello there",
    "",
    "I need a bachelor's for that",
    "I hope to be admitted",
    "credit toward an MBA",
    "I don't know if the capstone counts",
    "I don't understand the exam",
    "the exam is hard",
    "a degree is not cheap",
    "I can't pay for the degree",
    "I have never heard of the MicroMasters",
    "I don't like exams",
    "I work for free",
    "I got 12% of the price back",
]


@pytest.mark.parametrize(("text", "kinds"), HELD)
def test_what_is_met_is_read(text: str, kinds: tuple[str, ...]) -> None:
    """What the learner says to have is read as conditions that are met."""
    assert sorted(read_holds(text)) == sorted(kinds)


@pytest.mark.parametrize(("text", "kinds"), LACKED)
def test_what_is_not_met_is_read(text: str, kinds: tuple[str, ...]) -> None:
    """What the learner says to lack is read as conditions that are not met, and never as met."""
    assert sorted(read_not_holds(text)) == sorted(kinds)
    assert not set(kinds) & set(read_holds(text))


@pytest.mark.parametrize("text", NOTHING)
def test_wishes_plans_and_questions_say_nothing(text: str) -> None:
    """Who asks, wishes, plans or speaks of somebody else has not said what they hold."""
    assert read_holds(text) == read_not_holds(text) == ()


@pytest.mark.parametrize(("text", "kinds"), HELD)
def test_what_is_only_met_lacks_nothing(text: str, kinds: tuple[str, ...]) -> None:
    """A statement that something is there says of nothing else that it is missing, unless it says "but no"."""
    assert bool(read_not_holds(text)) == ("but no" in text)


def test_every_kind_that_is_read_is_a_kind_of_the_catalogue() -> None:
    """The next steps cover each kind of condition that the catalogue may have, but for what asks nothing or anything."""
    assert set(STEPS) == CONDITION_KINDS - {"fact", "other"}
