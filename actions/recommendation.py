"""The guided recommendation as a Rasa form."""

from __future__ import annotations

from abc import ABC, abstractmethod

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.advice import advise, answer_anew, follow_up, is_follow_up
from actions.answer import answer_beside
from actions.listening import changed_wishes, profile, starts_again, talk, whole
from actions.speaking import speak
from advising.asking import next_question
from advising.following import goes_on
from advising.guided import form_question, left, why_asked
from advising.moves import acknowledges, answers_nothing
from advising.options import NUMBERS, options_in
from advising.profile import QUESTIONS, SHOWN_SLOTS
from advising.question import Question
from knowledge.current import current_snapshot

REMEMBERED = (*SHOWN_SLOTS, "holds")


class ValidateRecommendationForm(FormValidationAction):
    """Reads every answer that a message gives, asked for or not."""

    def name(self) -> str:
        """Its name in the domain."""
        return "validate_recommendation_form"

    async def get_extraction_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Fill all slots that the latest message answers; a repeated wish forgets the old ones."""
        snapshot = current_snapshot()
        if not starts_again(tracker) and is_follow_up(snapshot, tracker):
            return []  # what is said of the last recommendation is no answer to a question
        message, before = whole(snapshot, tracker), talk(tracker)
        if answers_nothing(message.question.text):
            return []
        # "The second" says which of several was meant, and "ok" that an answer was read: neither answers the form.
        if goes_on(snapshot, message, before) or (before.asked and acknowledges(message.question.text)):
            return []
        read = changed_wishes(snapshot, tracker)
        if starts_again(tracker):
            read = {**dict.fromkeys(REMEMBERED), **read}
        answered = answer_beside(dispatcher, snapshot, tracker)
        for slot, value in read.items():
            tracker.slots[slot] = value
        said = [SlotSet("asked", [])] if read else []  # what is said again now is the form's own question
        said += [
            SlotSet("told_last", slot) for slot in NUMBERS if read.get(slot) is not None
        ]  # what "no wait, 6" puts right
        return [*(SlotSet(slot, value) for slot, value in read.items()), *said, *answered]

    async def get_validation_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Keep what was read: reading it was the check, and the domain need not travel for it."""
        return [SlotSet(slot, value) for slot, value in tracker.slots_to_validate().items()]

    async def next_requested_slot(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> EventType:
        """Ask what can still change the first place most; stop when nothing can."""
        told = profile(tracker)
        anew = answer_anew(tracker)
        if anew is not None and getattr(told, anew) is None:
            return SlotSet("requested_slot", anew)  # asked for by the learner, whether it decides anything or not
        return SlotSet("requested_slot", next_question(options_in(current_snapshot()), told))


class ActionRecommend(Action):
    """Ranks the programmes for the finished profile."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_recommend"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Recommend, and remember the programmes as what was talked about."""
        snapshot = current_snapshot()
        if not starts_again(tracker) and (events := follow_up(dispatcher, snapshot, tracker)) is not None:
            return events
        return advise(dispatcher, snapshot, tracker, profile(tracker), [*talk(tracker).asked, Question("recommend")])


class ActionLeaveRecommendation(Action):
    """Leaves the recommendation when the learner wishes."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_leave_recommendation"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Say that it is put aside."""
        speak(dispatcher, current_snapshot(), left())
        return []


class ActionExplainQuestion(Action):
    """Says why the open question is asked."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_explain_question"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Explain the open question."""
        snapshot = current_snapshot()
        if (events := follow_up(dispatcher, snapshot, tracker)) is not None:
            return events
        speak(dispatcher, snapshot, why_asked(snapshot, profile(tracker), tracker.get_slot("requested_slot")))
        return []


class _ActionAsk(Action, ABC):
    """Asks one question of the recommendation; a class for each slot is made below. Abstract: Rasa registers it not."""

    @property
    @abstractmethod
    def slot(self) -> str:
        """The slot that is asked for."""

    def name(self) -> str:
        """Rasa finds the question of a slot by this name."""
        return f"action_ask_recommendation_form_{self.slot}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Ask."""
        snapshot = current_snapshot()
        is_changed = answer_anew(tracker) == self.slot
        speak(dispatcher, snapshot, form_question(snapshot, profile(tracker), self.slot, is_changed=is_changed))
        return []


ASKING = tuple(type(f"ActionAsk_{slot}", (_ActionAsk,), {"slot": slot, "__module__": __name__}) for slot in QUESTIONS)
