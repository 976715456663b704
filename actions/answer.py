"""Answering questions, about any topic."""

from __future__ import annotations

from dataclasses import asdict, replace

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.listening import changed_wishes, profile, question, questions, talked_about
from actions.speaking import speak
from advising.answers import answer
from advising.answers.remarks import asks_again
from advising.answers.several import together
from advising.guided import not_understood, recommendation, take_up
from advising.profile import open_questions
from advising.question import Question
from advising.reply import ANSWERED, DECLINED
from knowledge.current import current_snapshot


class ActionAnswer(Action):
    """Answers the latest message from the knowledge base, or declines it."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Answer, and remember the question and what it was about."""
        snapshot = current_snapshot()
        first, *more = questions(snapshot, tracker)
        if asks_again(snapshot, first) and tracker.get_slot("asked"):
            first = Question(**tracker.get_slot("asked"))
        reply = answer(snapshot, first)
        if more:
            whole = question(snapshot, tracker)
            reply = together([reply, *(answer(snapshot, other) for other in more)], whole.topic)
        speak(dispatcher, snapshot, reply)
        events: list[EventType] = []
        if reply.status == ANSWERED and reply.topic != "chat":
            events.append(SlotSet("asked", asdict(replace(first, text=""))))
        declined = first.unheld if reply.status == DECLINED else ()
        if remembered := talked_about(tracker, reply.subjects, declined):
            events.append(SlotSet("talked_about", remembered))
        return events


class ActionTakeUp(Action):
    """Takes up a bare yes, no or fact: a changed wish, a name, or what is no answer to an open question."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_take_up"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Offer what can be done with what was said."""
        snapshot = current_snapshot()
        if tracker.get_slot("requested_slot"):
            speak(dispatcher, snapshot, not_understood())
            return []
        wishes = changed_wishes(snapshot, tracker)
        if wishes and not open_questions(profile(tracker)):
            speak(dispatcher, snapshot, recommendation(snapshot, profile(tracker, wishes)))
            return [SlotSet(slot, value) for slot, value in wishes.items()]
        speak(dispatcher, snapshot, take_up(snapshot, question(snapshot, tracker)))
        return []
