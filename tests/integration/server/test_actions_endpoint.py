"""Failing actions: the learner sees the apology, the log has the reason, the conversation goes on."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection

from actions import ACTIONS
from actions.answer import ActionAnswer
from actions.recommendation import ValidateRecommendationForm
from bot.actions_endpoint import APOLOGY
from bot.runtime import Runtime
from bot.settings import Settings

TIMEOUT_S = 0.2
TROUBLE = "what is a MicroMasters?"
RELEASE = threading.Event()

Misbehaviour = Callable[[CollectingDispatcher], Any]


class AnswerWithTrouble(ActionAnswer):
    """Answers like the real action, but for one message it does what the test says."""

    def __init__(self, misbehave: Misbehaviour) -> None:
        """Keep what to do."""
        self._misbehave = misbehave

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Any:
        """Misbehave on the message of trouble."""
        if tracker.latest_message["text"] == TROUBLE:
            return self._misbehave(dispatcher)
        return super().run(dispatcher, tracker, domain)


def raise_an_error(dispatcher: CollectingDispatcher) -> Any:
    """A mistake in the action's code."""
    raise KeyError("the slot that is not there")


def raise_after_speaking(dispatcher: CollectingDispatcher) -> Any:
    """A mistake after half an answer."""
    dispatcher.utter_message(text="half an answer")
    raise ValueError("in the middle of it")


def hang(dispatcher: CollectingDispatcher) -> Any:
    """A call that does not come back."""
    RELEASE.wait(30)
    return []


async def hang_politely(dispatcher: CollectingDispatcher) -> Any:
    """The same in a coroutine."""
    await asyncio.to_thread(RELEASE.wait, 30)
    return []


def leave(dispatcher: CollectingDispatcher) -> Any:
    """An attempt to end the whole process."""
    raise SystemExit(3)


def return_a_number(dispatcher: CollectingDispatcher) -> Any:
    """No list of events."""
    return 42


def say_a_number(dispatcher: CollectingDispatcher) -> Any:
    """A message whose text is no text."""
    dispatcher.utter_message(text=42)  # type: ignore[arg-type]
    return []


def return_an_unknown_event(dispatcher: CollectingDispatcher) -> Any:
    """An event that Rasa does not know."""
    dispatcher.utter_message(text="half an answer")
    return [{"event": "no_such_event"}]


@pytest.fixture(autouse=True)
def release_what_hangs() -> Iterator[None]:
    """Let hanging actions end with the test."""
    RELEASE.clear()
    yield
    RELEASE.set()


@pytest.fixture
def run(settings: Settings) -> Callable[..., list[list[dict[str, Any]]]]:
    """Take turns of one conversation with extra actions: the messages of each turn."""

    def run_with(actions: list[Action], *texts: str) -> list[list[dict[str, Any]]]:
        runtime = Runtime(dataclasses.replace(settings, action_timeout_s=TIMEOUT_S), (*ACTIONS, *actions))
        conversation = runtime.store.create()

        async def talk() -> list[list[dict[str, Any]]]:
            return [list((await runtime.turn(conversation, text=text)).stored.messages) for text in texts]

        return asyncio.run(talk())

    return run_with


@pytest.mark.parametrize(
    ("misbehave", "reason"),
    [
        pytest.param(raise_an_error, "KeyError", id="raises"),
        pytest.param(raise_after_speaking, "ValueError", id="raises after half an answer"),
        pytest.param(hang, "0.2 s", id="hangs"),
        pytest.param(hang_politely, "0.2 s", id="hangs in a coroutine"),
        pytest.param(leave, "ActionLeft", id="ends the process"),
        pytest.param(return_a_number, "TypeError", id="returns a number"),
        pytest.param(say_a_number, "ValidationError", id="says a number"),
        pytest.param(return_an_unknown_event, "no_such_event", id="returns an unknown event"),
    ],
)
def test_a_failing_action_apologises_and_the_conversation_goes_on(
    run: Callable[..., Any], caplog: pytest.LogCaptureFixture, misbehave: Misbehaviour, reason: str
) -> None:
    """The apology is all that the learner sees, the log names action and reason, the next message is answered."""
    with caplog.at_level(logging.ERROR):
        failed, after = run([AnswerWithTrouble(misbehave)], TROUBLE, "is a MicroMasters worth it?")
    assert [message["text"] for message in failed] == [APOLOGY]
    assert failed[0]["status"] == "declined"
    assert failed[0]["blocks"] == []
    told = [r for r in caplog.records if r.name == "pathwise.actions" and "action_answer" in r.getMessage()]
    assert any(reason in record.getMessage() or reason in str(record.exc_info) for record in told)
    assert [message["status"] for message in after] == ["answered"]


@pytest.mark.parametrize("reason", [None, "not now", 'it is "not" ready', "two\nlines", "a \\ backslash"])
def test_an_action_that_rejects_its_execution_is_never_silent(
    run: Callable[..., Any], caplog: pytest.LogCaptureFixture, reason: str | None
) -> None:
    """Rejecting is Rasa's way to refuse a turn: the learner still gets a message, the log has it, the talk goes on."""

    def reject(dispatcher: CollectingDispatcher) -> Any:
        raise ActionExecutionRejection("action_answer", reason)

    with caplog.at_level(logging.WARNING):
        refused, after = run([AnswerWithTrouble(reject)], TROUBLE, "is a MicroMasters worth it?")
    assert refused
    assert all(message["text"] and message["status"] == "declined" for message in refused)
    assert (reason or "action_answer") in caplog.text
    assert "JSONDecodeError" not in caplog.text
    assert [message["status"] for message in after] == ["answered"]


def test_an_action_that_says_nothing_is_not_silence(run: Callable[..., Any]) -> None:
    """A turn without a message ends in a polite one."""
    said, after = run([AnswerWithTrouble(lambda dispatcher: [])], TROUBLE, "hello")
    assert said[0]["text"]
    assert said[0]["status"] == "declined"
    assert after[0]["status"] == "answered"


class ValidationWithTrouble(ValidateRecommendationForm):
    """Cannot read one answer of the form."""

    async def get_extraction_events(self, dispatcher: Any, tracker: Tracker, domain: Any) -> Any:
        """Fail on one field."""
        if tracker.latest_message["text"] == "data science":
            raise RuntimeError("cannot read that")
        return await super().get_extraction_events(dispatcher, tracker, domain)


def test_a_failing_form_keeps_its_question(run: Callable[..., Any]) -> None:
    """When reading an answer fails, the learner is told, and the same question can be answered again."""
    _, failed, after = run([ValidationWithTrouble()], "Which programme suits me?", "data science", "computer science")
    assert APOLOGY in [message["text"] for message in failed]
    (form,) = [block for message in after for block in message["blocks"] if block["type"] == "form"]
    assert form["slot"] == "hours_per_week"


def test_more_hanging_actions_than_workers_still_apologise(run: Callable[..., Any]) -> None:
    """Ten calls that never come back: each learner is told in time, and afterwards others are still answered."""
    *failed, after = run([AnswerWithTrouble(hang)], *[TROUBLE] * 10, "is a MicroMasters worth it?")
    assert [messages[0]["text"] for messages in failed] == [APOLOGY] * 10
    assert after[0]["status"] == "answered"


def test_an_action_that_is_not_there_is_told(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    """A missing action is an apology and a log line that names it."""
    runtime = Runtime(settings, [action for action in ACTIONS if action.__name__ != "ActionAnswer"])
    result = asyncio.run(runtime.turn(runtime.store.create(), text=TROUBLE))
    assert [message["text"] for message in result.stored.messages] == [APOLOGY]
    assert "action_answer" in caplog.text
