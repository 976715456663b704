"""How a scripted learner talks: what it answers, when it stops, and what counts as a dead end (evaluation.conversations)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from advising.profile import QUESTIONS, Profile
from evaluation.answers import Answer
from evaluation.conversations import LONGEST, Conversation, converse
from evaluation.learners import CORRECTION, QUESTION, WISH, Aside, Learner

RANKING = {"type": "recommendations", "items": [{"slug": "asx-data", "score": 0.9}, {"slug": "asx-law", "score": 0.8}]}
BUTTONS = {"type": "options", "options": [{"id": "1", "title": "Start again"}]}
ANSWERS = {slot: (f"{slot} 1", f"{slot} 2") for slot in QUESTIONS}


def reply(*blocks: Mapping[str, Any], text: str = "…", status: str = "clarifying", topic: str = "recommend") -> Answer:
    """An answer as `pathwise ask --json` reports it."""
    return {"topic": topic, "topics": [topic], "status": status, "reply": text, "blocks": list(blocks)}


def asks(slot: str) -> Answer:
    """A reply that asks for a slot."""
    return reply({"type": "form", "slot": slot})


RESULT = reply(RANKING, status="answered")
NOTHING = reply(BUTTONS, text="No recorded programme fits all of that.", status="answered")
A_FACT = reply(text="It costs $1,350.", status="answered", topic="cost")


class Script:
    """A bot that gives fixed replies, the last one for ever, and keeps what it was told."""

    def __init__(self, *replies: Answer) -> None:
        self.replies, self.heard = list(replies), list[str]()

    def say(self, text: str) -> Answer:
        """The next reply."""
        self.heard.append(text)
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def slots(self) -> Mapping[str, Any]:
        """Something that changes with each turn."""
        return {"field": ["law"], "told": len(self.heard)}


def person(*asides: Aside, **changed: Any) -> Learner:
    """A learner who answers every question in two wordings."""
    parts: dict[str, Any] = {"opening": ("hello",), "answers": ANSWERS, "again": ("so?", "and now?"), **changed}
    return Learner("one", "learn", "plain", Profile(), asides=asides, **parts)


def talk(bot: Script, *asides: Aside, **how: int) -> Conversation:
    """What comes of a learner with these asides and the bot."""
    return converse(person(*asides), bot, **how)


def told(bot: Script) -> list[str]:
    """What the bot heard, without the number of the wording."""
    return [text.rstrip(" 12") for text in bot.heard]


@pytest.mark.parametrize(
    "order",
    [
        pytest.param(QUESTIONS, id="all, in order"),
        pytest.param(("credit", "field"), id="two, in another order"),
        pytest.param((), id="none"),
    ],
)
def test_what_is_asked_is_answered_until_the_recommendation(order: tuple[str, ...]) -> None:
    """The bot decides what it asks, in which order, and when it knows enough."""
    bot = Script(*map(asks, order), RESULT)
    found = talk(bot)
    assert told(bot) == ["hello", *order]
    assert (found.asked, found.first, found.dead_end) == (order, "asx-data", "")
    assert found.ranking == [("asx-data", 0.9), ("asx-law", 0.8)]


def test_nothing_fits_is_a_result_too() -> None:
    """A reply that says so, with something to press, ends the conversation without a first place."""
    found = talk(Script(asks("field"), NOTHING))
    assert (found.has_result, found.first, found.dead_end) == (True, None, "")


@pytest.mark.parametrize(
    ("offered", "why"),
    [
        pytest.param(reply(text="I could not read that."), "a reply that offers nothing", id="asks back with nothing to press"),
        pytest.param(reply(text="That is outside.", status="declined"), "a reply that offers nothing", id="declines, and that is all"),
        pytest.param(reply(text=" ", status="answered"), "a reply that offers nothing", id="an empty answer"),
        pytest.param({"error": "too long"}, "a reply that offers nothing", id="an error"),
        pytest.param(reply(text="Nothing fits.", status="answered"), "a reply that offers nothing", id="nothing fits, and no way out"),
        pytest.param(A_FACT, "the recommendation was lost", id="answers something else for ever"),
        pytest.param(asks("field"), "asked for 'field' again after 2 answers", id="the same question three times"),
        pytest.param(asks("mood"), "asked for 'mood', to which the learner's file has no answer: add it to 'answers'", id="a new question"),
    ],
)  # fmt: skip
def test_dead_ends(offered: Answer, why: str) -> None:
    """A conversation that leads nowhere ends, and says why."""
    found = talk(Script(offered))
    assert (found.dead_end, found.has_result and found.first) == (why, found.has_result and None)


def test_a_question_that_is_asked_again_is_answered_in_other_words() -> None:
    """Nobody says the same sentence twice to somebody who did not understand it."""
    bot = Script(asks("field"), asks("field"), RESULT)
    assert talk(bot).dead_end == ""
    assert len(set(bot.heard)) == 3


def test_a_learner_who_is_answered_something_else_asks_again() -> None:
    """Twice, in other words; then the question comes and is answered."""
    bot = Script(A_FACT, A_FACT, asks("field"), RESULT)
    assert talk(bot).first == "asx-data"
    assert sorted(bot.heard[1:3]) == ["and now?", "so?"]


def test_a_question_of_ones_own_stands_after_its_slot() -> None:
    """It is asked once, in place of the next answer, which then is given."""
    bot = Script(asks("field"), asks("credit"), asks("credit"), RESULT)
    found = talk(bot, Aside(QUESTION, "field", ("what is credit?",)))
    assert told(bot) == ["hello", "field", "what is credit?", "credit"]
    assert (found.asked, found.dead_end) == (("field", "credit"), "")


@pytest.mark.parametrize(
    ("aside", "heard"),
    [
        pytest.param(Aside(QUESTION, "field", ("?",)), ["hello", "field"], id="a question is forgotten"),
        pytest.param(Aside(CORRECTION, "field", ("no, law",)), ["hello", "field", "no, law"], id="what was said wrong is corrected"),
        pytest.param(Aside(CORRECTION, "credit", ("yes",)), ["hello", "field"], id="what was never said needs no correction"),
        pytest.param(Aside(WISH, "credit", ("in English",)), ["hello", "field", "in English"], id="a wish is told even so"),
    ],
)  # fmt: skip
def test_what_is_said_after_an_early_end(aside: Aside, heard: list[str]) -> None:
    """A bot that stops early must not leave a learner with what was wrong, or without a wish."""
    bot = Script(asks("field"), RESULT)
    talk(bot, aside)
    assert told(bot) == heard


def test_the_last_recommendation_counts() -> None:
    """After a correction another programme may come first; a reply without a ranking leaves the one that stands."""
    better = reply({**RANKING, "items": [{"slug": "asx-law", "score": 0.9}]}, status="answered")
    correction, wish = Aside(CORRECTION, "field", ("law",)), Aside(WISH, "field", ("soon",))
    assert talk(Script(asks("field"), RESULT, better), correction).first == "asx-law"
    assert talk(Script(asks("field"), RESULT, better, A_FACT), correction, wish).first == "asx-law"
    assert talk(Script(asks("field"), RESULT, NOTHING), correction).first is None


def test_no_conversation_is_endless() -> None:
    """A bot that asks for one thing after another, and is interrupted each time, is left in the end."""
    asides = tuple(Aside(WISH, "opening", (f"wish {n}",)) for n in range(2 * LONGEST))
    found = converse(person(*asides), Script(asks("field")))
    assert (len(found.turns), found.dead_end) == (LONGEST, f"no end after {LONGEST} messages")


def test_variants_begin_with_other_wordings() -> None:
    """Two variants say each answer in both ways; the same seed and variant say the same."""
    bots = [Script(*map(asks, QUESTIONS), RESULT) for _ in range(3)]
    for bot, variant in zip(bots, (0, 1, 0), strict=True):
        talk(bot, seed=7, variant=variant)
    first, other, again = (bot.heard[1:] for bot in bots)
    assert first == again
    assert all(sorted(pair) == sorted(ANSWERS[slot]) for *pair, slot in zip(first, other, QUESTIONS, strict=True))


def test_what_was_understood_is_kept_with_each_turn() -> None:
    """So that the report can say where it was misread; the last is what was understood in the end."""
    found = talk(Script(asks("field"), RESULT))
    assert [turn.slots["told"] for turn in found.turns] == [1, 2]
    assert found.slots["told"] == 2
