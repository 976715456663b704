"""Answering questions, about any topic."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.listening import question, talked_about
from actions.speaking import speak
from advising.answers import answer
from advising.guided import take_up
from knowledge.current import current_snapshot


class ActionAnswer(Action):
    """Answers the latest message from the knowledge base, or declines it."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Answer, and remember what was talked about."""
        snapshot = current_snapshot()
        reply = answer(snapshot, question(snapshot, tracker))
        speak(dispatcher, snapshot, reply)
        remembered = talked_about(tracker, reply.subjects)
        return [SlotSet("talked_about", remembered)] if remembered else []


class ActionTakeUp(Action):
    """Takes up a bare yes, no or fact when nothing was asked."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_take_up"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Offer what can be done with what was named."""
        snapshot = current_snapshot()
        speak(dispatcher, snapshot, take_up(snapshot, question(snapshot, tracker)))
        return []
