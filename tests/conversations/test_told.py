"""What learners say of themselves in whole turns, with the real model: opening messages, and answers to the open question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conversations.conftest import Talk

TOLD = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
PLAIN = {
    "field": "data science",
    "hours_per_week": "10 hours a week",
    "budget_usd": "1500 dollars",
    "credit": "doesn't matter",
}


def ask(talk: Talk, slot: str) -> None:
    """Talk until the question for a slot is open; in finance, of those here, the background is asked."""
    plain = {**PLAIN, "field": "finance"} if slot == "background" else PLAIN
    talk.say("recommend me a programme")
    while (asked := talk.blocks("form")[-1]["slot"]) != slot:
        talk.say(plain[asked])


def slots(talk: Talk) -> dict[str, Any]:
    """The slots after the latest turn."""
    found: dict[str, Any] = talk.runtime.store.carried(talk.conversation)["slots"]
    return found


@pytest.mark.parametrize(("text", "told"), [pytest.param(*row, id=row[0]) for row in TOLD["opening"]])
def test_an_opening_message_is_read(talk: Talk, text: str, told: dict[str, Any]) -> None:
    """A wish for advice that also tells of the learner begins the recommendation with all that it tells."""
    talk.say(text)
    assert {slot: slots(talk).get(slot) for slot in told} == told, talk.text
    assert talk.topic == "recommend", talk.text


@pytest.mark.parametrize(
    ("slot", "text", "told"),
    [pytest.param(slot, *row, id=f"{slot}: {row[0]}") for slot, rows in TOLD["asked"].items() for row in rows],
)
def test_an_answer_is_read(talk: Talk, slot: str, text: str, told: dict[str, Any]) -> None:
    """While a question is open, what can be read as its answer is its answer, and the talk stays at the recommendation."""
    ask(talk, slot)
    talk.say(text)
    assert {name: slots(talk).get(name) for name in told} == told, talk.text
    assert talk.topic == "recommend", talk.text


@pytest.mark.parametrize(("slot", "text"), [pytest.param(*row, id=row[1]) for row in TOLD["questions"]])
def test_a_question_inside_is_answered_and_is_no_answer(talk: Talk, slot: str, text: str) -> None:
    """A real question, or small talk, is answered, and the open question stays open."""
    ask(talk, slot)
    talk.say(text)
    assert talk.topic != "recommend", talk.text
    assert slots(talk).get(slot) is None, talk.text
