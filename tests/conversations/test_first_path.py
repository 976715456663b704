"""The whole path that the project is for, through the real actions."""

from __future__ import annotations

import pytest

from tests.conversations.conftest import Talk


def test_worth_it_is_answered_with_dated_sources(talk: Talk) -> None:
    """A learner who asks whether it is worth it gets claims, each with source and date."""
    (message,) = talk.say("is a MicroMasters worth it?")
    assert (talk.topic, talk.status) == ("worth_it", "answered")
    assert message["claims"]
    assert all(claim["source"] and claim["source_date"] for claim in message["claims"])


def test_recommendation_by_buttons_names_three_programmes_with_reasons(talk: Talk) -> None:
    """Pressing through the questions ends in three programmes with reasons, each reason a claim."""
    talk.say("Which programme suits me?")
    talk.press("Data science")
    for title in ("Up to 10", "Up to $1,500", "It would help", "I have a degree"):
        talk.press(title)
    (block,) = talk.blocks("recommendations")
    assert len(block["items"]) == 3
    for item in block["items"]:
        assert item["for"]
        assert all(reason["notes"] for reason in (*item["for"], *item["against"]))


def test_recommendation_is_interrupted_and_goes_on(talk: Talk) -> None:
    """A question in between is answered, and the recommendation asks again where it was."""
    talk.say("recommend me a programme in supply chain")
    (first,) = talk.blocks("form")
    talk.say("what is a professional certificate?")
    assert talk.topic == "define"
    (again,) = talk.blocks("form")
    assert again["slot"] == first["slot"]


@pytest.mark.parametrize(
    "text",
    [
        "I want data science, I have a bachelor's degree, 8 hours a week, under $1,500, and it should count toward a master's",
    ],
)
def test_everything_in_one_sentence_needs_no_question(talk: Talk, text: str) -> None:
    """Who says it all at once is asked nothing more."""
    talk.say(text)
    assert not talk.blocks("form")
    assert talk.blocks("recommendations")
