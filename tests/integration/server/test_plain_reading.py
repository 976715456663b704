"""Plain Rasa reads as our own door does: `rasa run` and `rasa shell` parse messages by the graph alone."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.run import create_http_input_channels
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import ActionAnswer
from bot.channels.socketio import SocketIOInput
from bot.runtime import Runtime
from bot.settings import ROOT
from bot.understanding import parsed_payload

READ = ("intent", "entities", "parts", "hits", "scope_score")
MESSAGES = (
    "is a micromasters worth it",
    "MITx supply chain cost?",
    "how long is it and does it count toward a degree?",
    "I want a person, not a bot",
    "never mind",
    "<b>hi</b>",
    "/what does a micromasters cost",
    "???",
    "🍕🍕🍕",
    "/",
    "مرحبا",
    "I am a nurse in Leeds with two children and six hours a week. I want to learn data science. Which course should I take? "
    "Is a MicroMasters worth it for somebody like me?",
)


def parsed(runtime: Runtime, text: str) -> dict[str, Any]:
    """What Rasa's own processor reads, as `rasa run` calls it."""
    return asyncio.run(runtime._processor.parse_message(UserMessage(text)))  # type: ignore[no-any-return]


@pytest.mark.parametrize("text", MESSAGES)
def test_graph_alone_reads_what_our_door_reads(runtime: Runtime, text: str) -> None:
    """Intent, names, parts, phrases and the score are the same; nothing is read outside of the pipeline."""
    here, there = runtime.understand(text), parsed(runtime, text)
    assert {key: here.get(key) for key in READ} == {key: there.get(key) for key in READ}


def test_empty_message_has_an_intent(runtime: Runtime) -> None:
    """Without one Rasa would fall back ten times over, and then hear nothing of the conversation any more."""
    assert parsed(runtime, "")["intent"]["name"] == "out_of_scope"


@pytest.mark.parametrize(
    "payload",
    [
        "/recommend",
        '/recommend{"answer": "undo"}',
        '/cost{"subject": ["micromasters", "mba"]}',
        '/worth_it{"subject": ["micromasters"], "predicate": ["worth_it.when"]}',
        '/inform{"answer": {"field": ["finance"], "hours_per_week": 5}}',
    ],
)
def test_payload_of_a_button_is_read_as_rasa_reads_it(runtime: Runtime, payload: str) -> None:
    """What our door makes of a pressed button is what Rasa makes of its payload."""
    here, there = parsed_payload(payload), parsed(runtime, payload)
    assert here["intent"] == there["intent"]
    assert pairs(here) == pairs(there)


def pairs(message: dict[str, Any]) -> list[tuple[str, Any]]:
    """Names and values of the entities."""
    return [(entity["entity"], entity["value"]) for entity in message["entities"]]


def test_written_command_is_text_at_our_door_and_a_command_for_rasa(runtime: Runtime) -> None:
    """docs/protocol.md promises the one; `/restart` in `rasa shell` is the other."""
    assert runtime.understand("/restart")["intent"]["name"] == "out_of_scope"
    assert parsed(runtime, "/restart")["intent"]["name"] == "restart"


@pytest.mark.parametrize(
    ("intent", "then"),
    [("out_of_scope", []), ("chat", []), ("nlu_fallback", ["action_listen"]), (None, ["action_listen"])],
)
def test_message_without_an_intent_of_ours_is_answered_once(
    database_url: str, intent: str | None, then: list[str]
) -> None:
    """Rasa has no rule for it: the action itself says that it is the learner's turn."""
    dispatcher = CollectingDispatcher()
    message = {"text": "hm", "intent": {"name": intent}, "entities": []}
    events = ActionAnswer().run(dispatcher, Tracker("t", {}, message, [], False, None, {}, None), {})
    assert len(dispatcher.messages) == 1
    assert [event["name"] for event in events if event["event"] == "followup"] == then


def test_credentials_name_our_channel_with_lasting_sessions() -> None:
    """`rasa run` finds the channel by its module path, and builds it from the file's settings."""
    channels = {channel.name(): channel for channel in create_http_input_channels(None, str(ROOT / "credentials.yml"))}
    assert isinstance(channels["socketio"], SocketIOInput)
    assert channels["socketio"].session_persistence is True
