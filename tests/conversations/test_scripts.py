"""Plays the conversations of the folders beside this file, with the real model, actions and database."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conversations.conftest import Talk
from tests.conversations.script import Script, all_scripts

STATUSES = ("answered", "clarifying", "declined", "handed_off")


@pytest.mark.parametrize("script", [pytest.param(script, id=script.name) for script in all_scripts()])
def test_conversation_keeps_its_promise(talk: Talk, script: Script) -> None:
    """Every turn of the conversation is as its file says."""
    for number, turn in enumerate(script.turns, 1):
        shown_before = talk.text if talk.turns else ""
        if "press" in turn:
            talk.press(turn["press"])
        else:
            talk.say(turn["learner"])
        where = (
            f"{script.name}, turn {number} ({turn.get('learner') or turn['press']!r}): {script.promise}\n{talk.text}"
        )
        check_turn(talk, turn, where, shown_before)


def check_turn(talk: Talk, turn: dict[str, Any], where: str, shown_before: str) -> None:
    """Hold a reply against what the file says of it."""
    assert talk.text.strip(), where
    assert all(message["status"] in STATUSES for message in talk.turns[-1].stored.messages), where
    seen: dict[str, Any] = {"topic": talk.topic, "status": talk.status, "asks": asked(talk)}
    for key in ("topic", "status", "asks"):
        if key in turn:
            assert seen[key] == turn[key], where
    kinds = [block["type"] for message in talk.turns[-1].stored.messages for block in message["blocks"]]
    assert set(turn.get("shows", [])) <= set(kinds), where
    for text in turn.get("mentions", []):
        assert text.lower() in talk.text.lower(), where
    for text in turn.get("not_mentions", []):
        assert text.lower() not in talk.text.lower(), where
    if "claims" in turn:
        claims = [claim for message in talk.turns[-1].stored.messages for claim in message["claims"]]
        assert bool(claims) == turn["claims"], where
        assert all(claim["source"] and claim["source_date"] for claim in claims), where
    if "again" in turn:
        assert (talk.text == shown_before) == turn["again"], where
    slots = talk.runtime.store.carried(talk.conversation)["slots"]
    for slot, value in turn.get("slots", {}).items():
        assert slots.get(slot) == value, where


def asked(talk: Talk) -> str | None:
    """The slot of the question that is open after the turn, if one is."""
    forms = talk.blocks("form")
    return forms[-1]["slot"] if forms else None
