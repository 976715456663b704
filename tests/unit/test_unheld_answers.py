"""Answers to questions about schools and providers that nothing is recorded about (advising.answers.unheld)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advising.answers import answer
from advising.answers.remarks import STARTERS
from advising.answers.several import together
from advising.model import Snapshot
from advising.question import Question
from advising.rendering import render
from advising.reply import ANSWERED, DECLINED, OptionsBlock, TableBlock
from advising.wording import with_article
from tests.unit.topics import ANSWERED_TOPICS

TORONTO, UDACITY = "University of Toronto", "Udacity"
SCM = "mitx-supply-chain-management"
ABOUT_NAMED = sorted(set(ANSWERED_TOPICS) - {"chat", "handoff"})


def text_of(snapshot: Snapshot, question: Question) -> str:
    """The reply as plain text."""
    return render(snapshot, answer(snapshot, question))[0]


@pytest.mark.parametrize("topic", ABOUT_NAMED)
def test_a_question_about_what_is_not_held_is_declined(snapshot: Snapshot, topic: str) -> None:
    """On every topic: what is not recorded, where to ask, no claim about anything else, and what can be asked instead."""
    reply = answer(snapshot, Question(topic, "", unheld=(TORONTO,)))
    text, _, claims = render(snapshot, reply)
    assert (reply.topic, reply.status, reply.subjects, claims) == (topic, DECLINED, (), [])
    assert text.startswith(
        "I have nothing recorded about the University of Toronto. Its own pages or its admissions office can tell you."
    )
    assert isinstance(reply.blocks[-1], OptionsBlock)


@pytest.mark.parametrize("topic", ["chat", "handoff"])
def test_small_talk_and_handing_over_stay_as_they_are(snapshot: Snapshot, topic: str) -> None:
    """Who says hello from Toronto, or wants a person, is answered as ever."""
    assert answer(snapshot, Question(topic, "", unheld=(TORONTO,))) == answer(snapshot, Question(topic))


def test_who_can_tell_fits_what_was_named(snapshot: Snapshot) -> None:
    """A provider has help pages, a school that no list has an admissions office; of several the pages are theirs."""
    assert "Its own help pages can tell you." in text_of(snapshot, Question("cost", "", unheld=(UDACITY,)))
    assert "its admissions office" in text_of(snapshot, Question("cost", "", unheld=("University of Malta",)))
    both = text_of(snapshot, Question("compare", "", unheld=(UDACITY, TORONTO)))
    assert both.startswith("I have nothing recorded about Udacity or the University of Toronto. Their own pages can")


def test_what_is_held_is_offered(snapshot: Snapshot) -> None:
    """Programmes of the named field, else what people usually begin with."""
    *steps, _ = answer(snapshot, Question("cost", "", unheld=(UDACITY,))).blocks[-1].options  # type: ignore[union-attr]
    assert tuple(steps) == STARTERS
    *steps, _ = answer(snapshot, Question("cost", "", ("data-science",), unheld=(UDACITY,))).blocks[-1].options  # type: ignore[union-attr]
    slugs = [slug for slug, programme in snapshot.programmes.items() if programme.fields[0] == "data-science"]
    assert [step.title for step in steps] == [snapshot.label(slug) for slug in slugs[:2]]


@pytest.mark.parametrize("topic", sorted(set(ABOUT_NAMED) - {"compare"}))
@pytest.mark.parametrize("held", [(SCM,), ("mit",), ("coursera",), ("micromasters",), ("online-masters",)])
def test_beside_what_is_held_the_usual_answer_comes_after_saying_so(
    snapshot: Snapshot, topic: str, held: tuple[str, ...]
) -> None:
    """Nobody is left to think that an answer about a MicroMasters is one about Toronto."""
    question = Question(topic, "", held)
    usual, reply = answer(snapshot, question), answer(snapshot, replace(question, unheld=(TORONTO,)))
    assert reply == replace(usual, blocks=(reply.blocks[0], *usual.blocks))
    first = render(snapshot, reply)[0].partition("\n")[0]
    is_general = held[0] in ("micromasters", "online-masters") and usual.status == ANSWERED
    general = " This is what holds in general." if is_general else ""
    assert first == f"I have nothing recorded about the University of Toronto.{general}"


@pytest.mark.parametrize(
    ("held", "topic"), [(SCM, "programme"), ("mit", "school"), ("coursera", "school"), ("micromasters", "define")]
)
def test_of_a_comparison_with_what_is_not_held_the_other_side_is_shown(
    snapshot: Snapshot, held: str, topic: str
) -> None:
    """The side that is held is shown as it is when asked for alone; no other takes the place of the missing one."""
    reply = answer(snapshot, Question("compare", "", (held,), unheld=(UDACITY,)))
    alone = answer(snapshot, Question(topic, "", (held,)))
    assert (reply.topic, reply.status, reply.blocks[1:]) == ("compare", ANSWERED, alone.blocks)
    text = render(snapshot, reply)[0]
    assert text.startswith(
        f"I have nothing recorded about Udacity. This is what is recorded about {snapshot.label(held)}."
    )


def test_two_held_sides_are_compared_all_the_same(snapshot: Snapshot) -> None:
    """With two things that are held beside it, the table of these is shown."""
    reply = answer(snapshot, Question("compare", "", ("edx", "coursera"), unheld=(UDACITY,)))
    assert any(isinstance(block, TableBlock) for block in reply.blocks)


def test_several_questions_are_declined_once(snapshot: Snapshot) -> None:
    """Price and length of what is not held are declined together, without saying it twice."""
    replies = [answer(snapshot, Question(topic, "", unheld=(UDACITY,))) for topic in ("cost", "duration")]
    assert together(replies, "cost") == replies[0]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("University of Malta", "the University of Malta"),
        ("The Open University", "the Open University"),
        ("London School of Economics", "the London School of Economics"),
        ("National University of Singapore", "the National University of Singapore"),
        ("Stanford University", "Stanford University"),
        ("Queen Mary University of London", "Queen Mary University of London"),
        ("Udacity", "Udacity"),
    ],
)
def test_a_name_has_the_article_that_people_give_it(name: str, said: str) -> None:
    """Universities "of" something are said with an article, those that bear a name without."""
    assert with_article(name) == said
