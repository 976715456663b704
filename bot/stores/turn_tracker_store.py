"""Rasa's tracker store for one turn: loads what the conversation carries, stages what happened, writes nothing itself.

The runtime commits staged events together with the messages, so that a turn is stored whole or not at all.
What is loaded does not grow with the conversation: Rasa replays a tracker several times a turn.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

LISTEN = "action_listen"


@dataclass
class StagedTurn:
    """The turn that is running: what was carried into it, and what it produced."""

    carried: dict[str, Any]
    loaded: int = 0
    events: list[dict[str, Any]] = field(default_factory=list)
    carries: dict[str, Any] = field(default_factory=dict)


STAGED: ContextVar[StagedTurn] = ContextVar("staged_turn")


class TurnTrackerStore(TrackerStore):
    """Gives Rasa the tracker of the running turn."""

    def __init__(self, domain: Domain) -> None:
        """Keep the domain."""
        super().__init__(domain)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """A tracker with the carried slots and loop, or None for a new conversation."""
        staged = STAGED.get()
        if not staged.carried:
            return None
        events = list(_replayed(staged.carried))
        staged.loaded = len(events)
        return DialogueStateTracker.from_events(sender_id, events, self.domain.slots, sender_source=None)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Stage the events of this turn, and what the next one needs."""
        staged = STAGED.get()
        staged.events = [_slim(event.as_dict()) for event in list(tracker.events)[staged.loaded :]]
        staged.carries = {
            "slots": {name: slot.value for name, slot in tracker.slots.items() if slot.value is not None},
            "loop": tracker.active_loop_name,
        }

    async def keys(self) -> Iterable[str]:
        """Not offered: conversations are listed by their own store."""
        return []


def _replayed(carried: dict[str, Any]) -> Iterable[Event]:
    for name, value in carried.get("slots", {}).items():
        yield SlotSet(name, value)
    if carried.get("loop"):
        yield ActiveLoop(carried["loop"])
    yield ActionExecuted(LISTEN)


def _slim(event: dict[str, Any]) -> dict[str, Any]:
    """The event without what is stored elsewhere: texts are messages, and nearness can be computed again."""
    kind = event.get("event")
    if kind == "bot":
        shown = (event.get("metadata") or {}).get("pathwise", {})
        return {"event": "bot", "timestamp": event.get("timestamp"), "topic": shown.get("topic")}
    if kind == "user":
        parsed = event.get("parse_data") or {}
        return {
            "event": "user",
            "timestamp": event.get("timestamp"),
            "intent": parsed.get("intent"),
            "scope_score": parsed.get("scope_score"),
            "entities": [
                {key: entity.get(key) for key in ("entity", "value")} for entity in parsed.get("entities") or []
            ],
        }
    return event
