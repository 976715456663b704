"""What a message tells about the learner, from its words and a hand-made list of what it mentions (advising.reading)."""

from __future__ import annotations

from typing import Any

import pytest

from advising.model import Snapshot
from advising.profile import ANY
from advising.reading import Mentioned, read_profile, statements_of

DATA = Mentioned("field_of_study", "data-science")
MM = Mentioned("credential_type", "micromasters")


def hours(value: float, bound: str = "about", low: float | None = None) -> Mentioned:
    """An hours figure as the extractor gives it."""
    return Mentioned("hours", value, low=value if low is None else low, bound=bound)


def money(value: float, bound: str = "about", low: float | None = None) -> Mentioned:
    """A money figure as the extractor gives it."""
    return Mentioned("money", value, low=value if low is None else low, bound=bound)


def pressed(**answer: Any) -> Mentioned:
    """A pressed button."""
    return Mentioned("answer", answer)


# (message, intent, mentions, open question, what it answers)
SAID: list[tuple[str, str, list[Mentioned], str | None, dict[str, Any]]] = [
    # fields
    ("data science", "inform", [DATA], "field", {"field": ["data-science"]}),
    ("data science or finance", "inform", [DATA, Mentioned("field_of_study", "finance")], "field", {"field": ["data-science", "finance"]}),
    ("data science, yes data science", "inform", [DATA, DATA], "field", {"field": ["data-science"]}),
    ("not data science", "inform", [Mentioned("field_of_study", "data-science", True)], None, {"excluded": ["data-science"]}),
    ("nothing from MIT", "inform", [Mentioned("institution", "mit", True)], None, {"excluded": ["mit"]}),
    ("not a micromasters", "inform", [Mentioned("credential_type", "micromasters", True)], None, {}),
    ("like MITx SCM", "recommend", [Mentioned("programme", "mitx-supply-chain-management")], None, {"field": ["supply-chain"]}),
    ("something", "inform", [Mentioned("field_of_study", "no-such-field")], None, {}),
    ("become an analyst", "recommend", [Mentioned("occupation", "x", alternatives=("data-science", "edx", "nobody"))], None, {"field": ["data-science"]}),
    # hours
    ("5 hours a week", "inform", [hours(5)], "hours_per_week", {"hours_per_week": 5.0}),
    ("5 to 8 hours", "inform", [hours(8, low=5)], "hours_per_week", {"hours_per_week": 8.0}),
    ("at least 5 hours", "inform", [hours(5, "min")], None, {}),
    ("5", "inform", [], "hours_per_week", {"hours_per_week": 5.0}),
    ("about 7.5", "inform", [], "hours_per_week", {"hours_per_week": 7.5}),
    ("5", "inform", [], "field", {}),  # a bare number answers no other question
    ("5", "inform", [], None, {}),
    ("I was born in 1985 and have two children and a job", "inform", [], "hours_per_week", {}),  # too long to be a bare number
    # money
    ("under $500", "inform", [money(500, "max")], "budget_usd", {"budget_usd": 500.0}),
    ("$500 to $1,000", "inform", [money(1000, low=500)], None, {"budget_usd": 1000.0}),
    ("1,350", "inform", [], "budget_usd", {"budget_usd": 1350.0}),
    ("nothing", "inform", [], "budget_usd", {"budget_usd": 0.0}),
    ("it has to be free", "inform", [], "budget_usd", {"budget_usd": 0.0}),
    ("nothing", "inform", [], "field", {}),
    ("6 months", "inform", [Mentioned("duration", 6.0, low=6.0)], None, {}),  # a length is no answer
    # background
    ("I'm a complete beginner", "inform", [], "background", {"background": "beginner"}),
    ("never coded before", "inform", [], "background", {"background": "beginner"}),
    ("i have no experience", "recommend", [], None, {"background": "beginner"}),
    ("I have a bachelor's degree", "inform", [], "background", {"background": "degree"}),
    ("BSc in physics", "inform", [], "background", {"background": "degree"}),
    ("i'm an engineer", "inform", [], "background", {"background": "degree"}),
    ("some experience", "inform", [], "background", {"background": "some"}),
    ("5 years of experience", "inform", [], "background", {"background": "some"}),
    ("self-taught", "inform", [], "background", {"background": "some"}),
    ("hello", "chat", [], "background", {}),
    # credit
    ("it should count toward a master's", "inform", [], None, {"credit": "yes"}),
    ("i want university credit", "inform", [], "credit", {"credit": "yes"}),
    ("I don't need credit", "inform", [], "credit", {"credit": "no"}),
    ("just the skills", "inform", [], "credit", {"credit": "no"}),
    ("credit isn't important", "inform", [], "credit", {"credit": "no"}),
    ("yes", "affirm", [], "credit", {"credit": "yes"}),
    ("no", "deny", [], "credit", {"credit": "no"}),
    ("yes", "affirm", [], "field", {}),  # "yes" answers only a yes-or-no question
    ("yes", "affirm", [], None, {}),
    ("no longer want credit", "credit", [], None, {"credit": "no"}),
    ("forget credit", "credit", [], None, {"credit": "no"}),
    # a word or two on the background
    ("degree", "inform", [], "background", {"background": "degree"}),
    ("nothing", "inform", [], "background", {"background": "beginner"}),
    ("new", "inform", [], "background", {"background": "beginner"}),
    ("degree", "inform", [], "field", {}),
    ("some", "chat", [], "background", {"background": "some"}),
    ("idk", "out_of_scope", [], "budget_usd", {"budget_usd": ANY}),
    ("i dont have any money", "inform", [], "budget_usd", {"budget_usd": 0.0}),
    # a number put right
    ("no wait, 800", "inform", [], "credit", {"budget_usd": 800.0}),
    ("actually 5", "inform", [], "budget_usd", {"hours_per_week": 5.0}),
    ("actually 500", "inform", [], "budget_usd", {"budget_usd": 500.0}),  # nobody studies 500 hours a week
    ("800", "inform", [], "credit", {}),
    # the unit of another question
    ("1 million dollars", "inform", [], "hours_per_week", {}),
    ("6 weeks", "inform", [], "budget_usd", {}),
    # does not matter
    ("i don't know how much time i have", "duration", [], "field", {"hours_per_week": ANY}),
    ("no idea about the money", "inform", [], "budget_usd", {"budget_usd": ANY}),
    ("doesn't matter", "inform", [], "credit", {"credit": ANY}),
    ("any", "inform", [], "field", {"field": ANY}),
    ("I don't mind", "inform", [], "budget_usd", {"budget_usd": ANY}),
    ("not sure", "inform", [], "hours_per_week", {"hours_per_week": ANY}),
    ("no me importa, da igual", "inform", [], "credit", {"credit": ANY}),
    ("doesn't matter", "inform", [], None, {}),
    # kinds
    ("a micromasters", "recommend", [MM], None, {"wanted_credential": "micromasters"}),
    # buttons
    ("Data science", "inform", [pressed(field=["data-science"])], "field", {"field": ["data-science"]}),
    ("Up to 10", "inform", [pressed(hours_per_week=10)], "hours_per_week", {"hours_per_week": 10.0}),
    ("Does not matter", "inform", [pressed(budget_usd=ANY)], "budget_usd", {"budget_usd": ANY}),
    ("I am new to it", "inform", [pressed(background="beginner")], "background", {"background": "beginner"}),
    ("Start again", "recommend", [Mentioned("answer", "again")], None, {}),
    ("?", "inform", [pressed(password="x")], None, {}),  # unknown answers are ignored
    # asked anew
    ("change my budget", "inform", [], None, {"budget_usd": None}),
    ("change the time", "inform", [], "field", {"hours_per_week": None}),
    # everything at once
    ("data science, bachelor's degree, 8 hours a week, under $1,500, counting toward a master's", "recommend",
     [DATA, hours(8), money(1500, "max")], None,
     {"field": ["data-science"], "background": "degree", "hours_per_week": 8.0, "budget_usd": 1500.0, "credit": "yes"}),
    ("6 hours and 20 dollars a week", "inform", [hours(6), money(20)], "hours_per_week", {"hours_per_week": 6.0, "budget_usd": 20.0}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "intent", "mentions", "requested", "expected"), SAID)
def test_a_message_answers(  # noqa: PLR0917 - the columns of the table
    snapshot: Snapshot,
    text: str,
    intent: str,
    mentions: list[Mentioned],
    requested: str | None,
    expected: dict[str, Any],
) -> None:
    """A message answers what it says, no less and no more."""
    before = {"budget_usd": "hours_per_week", "credit": "budget_usd"}.get(requested or "")
    assert read_profile(snapshot, text, intent, mentions, requested, before=before) == expected


def test_a_pressed_button_goes_before_the_words(snapshot: Snapshot) -> None:
    """The title of a button is not read over what the button stands for."""
    read = read_profile(
        snapshot, "I have a degree", "inform", [pressed(background="some", field=["finance"]), DATA], "background"
    )
    assert read == {"background": "some", "field": ["finance"]}


# Messages whose words look like an answer and are none.
NO_ANSWER = [
    ("which programmes lead to an mba?", "programme", "background"),
    ("is a graduate certificate better?", "compare", "background"),
    ("any prerequisites?", "prerequisites", "field"),
    ("can i pay by credit card?", "cost", "credit"),
    ("how many hours is it", "workload", "hours_per_week"),
    ("it has to be free", "inform", "background"),  # "be" is no degree
    ("i want to be a data analyst", "recommend", "background"),
    ("it should count toward a master's degree", "inform", "background"),  # wanted, not held
    ("i hope to do an mba later", "recommend", "background"),
    ("i have no degree", "inform", "credit"),  # not held, not unwanted
]


@pytest.mark.parametrize(("text", "intent", "slot"), NO_ANSWER)
def test_what_only_looks_like_an_answer_is_none(snapshot: Snapshot, text: str, intent: str, slot: str) -> None:
    """A question, a wish or an everyday word is not taken for a fact about the learner."""
    assert slot not in read_profile(snapshot, text, intent, [], None)


def test_what_was_studied_is_not_what_is_sought(snapshot: Snapshot) -> None:
    """Asked for the background, a degree's field leaves the field that was named before as it is."""
    biology = Mentioned("field_of_study", "life-sciences")
    read = read_profile(snapshot, "i have a bachelor in biology", "inform", [biology], "background")
    assert read == {"background": "degree"}
    assert read_profile(snapshot, "biology", "inform", [biology], "field") == {"field": ["life-sciences"]}


STORY = (
    "I studied economics. A friend told me about MicroMasters and about XSeries. I want to go into data science, "
    "8 hours a week. What would you recommend, and is a MicroMasters worth it?"
)


def at(word: str, entity: str, subject: str) -> Mentioned:
    """A mention at the first place of a word in the story."""
    return Mentioned(entity, subject, start=STORY.index(word))


def test_of_a_story_only_wishes_are_wishes(snapshot: Snapshot) -> None:
    """What one studied, heard of or asks about is not what one seeks."""
    last = Mentioned("credential_type", "micromasters", start=STORY.rindex("MicroMasters"))
    mentions = [at("economics", "field_of_study", "economics-and-policy"), at("MicroMasters", "credential_type", "micromasters"),
                at("data science", "field_of_study", "data-science"), last, hours(8)]  # fmt: skip
    read = read_profile(snapshot, STORY, "recommend", mentions, None)
    assert read["field"] == ["data-science"]
    assert "wanted_credential" not in read


def test_questions_are_left_out_of_what_is_stated() -> None:
    """The statements of a story stand where they stood; its questions are blank."""
    stated = statements_of(STORY)
    assert len(stated) == len(STORY)
    assert "8 hours a week" in stated
    assert "worth it" not in stated
