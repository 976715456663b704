"""A learner's client that resends until it is answered, and remembers what was acknowledged."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx

PAUSE_S = 0.05
GIVE_UP_S = 300.0


class NotAnswered(Exception):
    """A message got no answer for so long that something is broken."""


@dataclass
class Learner:
    """One conversation. `acknowledged` maps the ids of answered messages to their answers."""

    http: httpx.Client
    token: str
    acknowledged: dict[str, dict[str, Any]] = field(default_factory=dict)
    resends: int = 0

    @classmethod
    def begin(cls, http: httpx.Client) -> Learner:
        """Begin a conversation."""
        answer = http.post("/api/conversations", json={})
        answer.raise_for_status()
        return cls(http, answer.json()["token"])

    @property
    def headers(self) -> dict[str, str]:
        """What authorises this learner."""
        return {"Authorization": f"Bearer {self.token}"}

    def try_once(self, text: str, message_id: str | None = None) -> httpx.Response:
        """Send a message once."""
        body = {"client_message_id": message_id or str(uuid.uuid4()), "text": text}
        return self.http.post("/api/messages", json=body, headers=self.headers)

    def say(self, text: str, message_id: str | None = None) -> dict[str, Any]:
        """Send a message, with the same id again while there is no answer or the server says to try later.

        Raises:
            NotAnswered: If that goes on for five minutes, or the message is refused for good.
        """
        message_id = message_id or str(uuid.uuid4())
        deadline = time.monotonic() + GIVE_UP_S
        while time.monotonic() < deadline:
            try:
                answer = self.try_once(text, message_id)
            except httpx.TransportError:
                pass
            else:
                if answer.status_code == 200:
                    self.acknowledged[message_id] = answer.json()
                    return self.acknowledged[message_id]
                if answer.status_code not in (429, 503):
                    raise NotAnswered(f"{answer.status_code}: {answer.text[:200]}")
            self.resends += 1
            time.sleep(PAUSE_S)
        raise NotAnswered(f"no answer in {GIVE_UP_S:g} s")

    def said(self) -> list[dict[str, Any]]:
        """The whole conversation as the server has it."""
        answer = self.http.get("/api/messages", headers=self.headers)
        answer.raise_for_status()
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages


@dataclass(frozen=True, slots=True)
class Balance:
    """What became of acknowledged turns: all of them, those that are gone, those stored twice, those out of order."""

    acknowledged: int
    lost: int
    doubled: int
    out_of_order: int


def balance(learner: Learner) -> Balance:
    """Compare what was acknowledged with what the server has now."""
    said = learner.said()
    asked = [message["client_message_id"] for message in said if "client_message_id" in message]
    answers: dict[int, list[dict[str, Any]]] = {}
    current = 0
    for message in said:
        if message["from"] == "learner":
            current = message["seq"]
        else:
            answers.setdefault(current, []).append(message)
    known = learner.acknowledged.items()
    lost = sum(id_ not in asked or answers.get(answer["seq"]) != answer["messages"] for id_, answer in known)
    numbers = [message["seq"] for message in said]
    return Balance(
        acknowledged=len(learner.acknowledged),
        lost=lost,
        doubled=len(asked) - len(set(asked)),
        out_of_order=sum(seq != place for place, seq in enumerate(numbers, 1)),
    )
