"""Answering questions, about any topic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.advice import FORM, advise, follow_up, is_advised
from actions.listening import (
    changed_wishes,
    is_understood,
    kept_of,
    profile,
    questions,
    remember,
    starts_again,
    talk,
    told_beside,
    told_by,
    told_held,
    whole,
)
from actions.planning import costed, planned
from actions.speaking import speak
from advising.answers import answer
from advising.answers.completing import completed
from advising.answers.recommending import recommendation
from advising.answers.remarks import asks_again, is_about_nothing
from advising.answers.several import HEADINGS, together
from advising.asking import next_question
from advising.guided import not_understood, noted, take_up, why_asked
from advising.model import Snapshot
from advising.moves import (
    acknowledges,
    asks_for_fact,
    asks_for_one,
    asks_which,
    asks_why,
    changes_mind,
    only_again,
    resumes,
    seeks_programme,
)
from advising.options import options_in
from advising.profile import Profile
from advising.question import Question
from advising.reading import READS_AS_QUESTION
from advising.reply import OptionsBlock, Reply
from knowledge.current import current_snapshot

WORDS_OF_A_WISH = 12
WISHES = 3  # facts about oneself that are told only to be advised
FURTHER = {"institution", "months", "language", "lacks", "priority"}  # wishes that no question asks for
FEW_WORDS = 3  # so short a message inside the recommendation is meant as an answer


class ActionAnswer(Action):
    """Answers the latest message from the knowledge base, or declines it."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Answer, and remember the questions and what they were about."""
        snapshot = current_snapshot()
        events = _special(dispatcher, snapshot, tracker)
        if events is None:
            events = _answer(dispatcher, snapshot, tracker)
        # Without a rule Rasa would fall back to this action ten times over, and then hear nothing of the conversation any more.
        return events if is_understood(tracker) else [*events, FollowupAction("action_listen")]


def _special(dispatcher: CollectingDispatcher, snapshot: Snapshot, tracker: Tracker) -> list[EventType] | None:
    """What is about the last plan or recommendation, whatever topic it was taken for; None for anything else."""
    if starts_again(tracker):
        return [FollowupAction(FORM)]
    if tracker.get_slot("requested_slot"):
        return None
    for answered in (planned, costed, follow_up):
        if (events := answered(dispatcher, snapshot, tracker)) is not None:
            return events
    return None


def _answer(dispatcher: CollectingDispatcher, snapshot: Snapshot, tracker: Tracker) -> list[EventType]:
    """Answer what is no remark on a recommendation."""
    text = tracker.latest_message.get("text") or ""
    if asks_why(text) and tracker.get_slot("requested_slot"):
        speak(dispatcher, snapshot, why_asked(snapshot, profile(tracker), tracker.get_slot("requested_slot")))
        return []
    if resumes(text) and _is_begun(tracker):
        return _resumed(tracker)
    said = whole(snapshot, tracker).question
    if only_again(text) or asks_again(snapshot, said):
        return _again(dispatcher, snapshot, tracker, said)
    if events := _wished(dispatcher, snapshot, tracker, said):
        return events
    asked = questions(snapshot, tracker)
    if tracker.get_slot("requested_slot") and len(text.split()) <= FEW_WORDS and is_about_nothing(snapshot, asked[0]):
        speak(dispatcher, snapshot, not_understood())
        return []
    return _answered(dispatcher, snapshot, tracker, asked)


class ActionTakeUp(Action):
    """Takes up a bare yes, no or fact: a changed wish, a name, or what is no answer to an open question."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_take_up"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Offer what can be done with what was said."""
        snapshot = current_snapshot()
        events = _special(dispatcher, snapshot, tracker)
        return _take_up(dispatcher, snapshot, tracker) if events is None else events


def _take_up(dispatcher: CollectingDispatcher, snapshot: Snapshot, tracker: Tracker) -> list[EventType]:
    """Take up what is no remark on a recommendation."""
    text = tracker.latest_message.get("text") or ""
    asked = questions(snapshot, tracker)
    if asked[0].topic in HEADINGS:  # "the second one", "and Harvard's?"
        return _answered(dispatcher, snapshot, tracker, asked)
    if resumes(text) and _is_begun(tracker):
        return _resumed(tracker)
    if tracker.get_slot("requested_slot"):
        # Who asks for what is going on already, or says "ok", is only asked the question again.
        if asked[0].topic != "recommend" and not acknowledges(text):
            speak(dispatcher, snapshot, not_understood())
        return []
    if events := _with_other_wishes(dispatcher, snapshot, tracker) or _sought(snapshot, tracker):
        return events
    if asked[0].topic == "explain_question" and _is_begun(tracker):
        speak(dispatcher, snapshot, why_asked(snapshot, profile(tracker), None))
        return []
    speak(dispatcher, snapshot, take_up(snapshot, asked[0]))
    return []


def answer_beside(dispatcher: CollectingDispatcher, snapshot: Snapshot, tracker: Tracker) -> list[EventType]:
    """Answer the questions that a wish for advice also asks, before the recommendation begins or goes on."""
    message = tracker.latest_message
    if (message.get("intent") or {}).get("name") != "recommend" or not message.get("parts"):
        return []
    asked = questions(snapshot, tracker)
    reply = reply_to(snapshot, asked, asked[0].topic, profile(tracker))
    shown = [block for block in reply.blocks if not isinstance(block, OptionsBlock)]
    speak(
        dispatcher, snapshot, replace(reply, blocks=tuple(shown))
    )  # the buttons are those of the question that follows
    return remember(snapshot, tracker, reply, asked)


def reply_to(snapshot: Snapshot, asked: Sequence[Question], topic: str, learner: Profile) -> Reply:
    """One reply to the questions of a learner; `topic` is that of the whole message."""
    replies = [completed(snapshot, question, answer(snapshot, question, learner)) for question in asked]
    return replies[0] if len(replies) == 1 else together(replies, topic)


def _answered(
    dispatcher: CollectingDispatcher, snapshot: Snapshot, tracker: Tracker, asked: Sequence[Question]
) -> list[EventType]:
    topic = whole(snapshot, tracker).question.topic
    topic = topic if topic in {question.topic for question in asked} else asked[0].topic
    held = told_held(tracker) if "credit" in {question.topic for question in asked} else {}
    reply = reply_to(snapshot, asked, topic, profile(tracker, held))
    told = {} if tracker.get_slot("requested_slot") or reply.topic not in HEADINGS else told_beside(snapshot, tracker)
    speak(dispatcher, snapshot, noted(snapshot, profile(tracker, told), reply) if told else reply)
    slots = [SlotSet(slot, value) for slot, value in {**told, **kept_of(held)}.items()]
    return [*slots, *remember(snapshot, tracker, reply, asked)]


def _again(dispatcher: CollectingDispatcher, snapshot: Snapshot, tracker: Tracker, said: Question) -> list[EventType]:
    """The last answers again, all of them; inside the recommendation its open question says itself again."""
    asked = talk(tracker).asked
    if not asked and tracker.get_slot("requested_slot"):
        return []
    answered = [question for question in asked if question.topic != "recommend"] or ([] if asked else [said])
    if answered:
        speak(dispatcher, snapshot, reply_to(snapshot, answered, answered[0].topic, profile(tracker)))
    if len(answered) < len(asked):
        speak(dispatcher, snapshot, recommendation(snapshot, profile(tracker)))
    return []


def _with_other_wishes(dispatcher: CollectingDispatcher, snapshot: Snapshot, tracker: Tracker) -> list[EventType]:
    """A new recommendation where the message changes a wish of a finished one; the form where it tells all at once."""
    wishes = changed_wishes(snapshot, tracker)
    if next_question(options_in(snapshot), profile(tracker)) is not None:
        is_told_at_once = len(wishes) >= WISHES and not tracker.get_slot("requested_slot")
        return [FollowupAction(FORM)] if is_told_at_once else []
    if not wishes:
        return []
    return advise(dispatcher, snapshot, tracker, profile(tracker, wishes), [Question("recommend")])


def _wished(dispatcher: CollectingDispatcher, snapshot: Snapshot, tracker: Tracker, said: Question) -> list[EventType]:
    """What a message that was understood as a question wishes: something else than before, or a programme."""
    if _wishes_otherwise(snapshot, said) and (events := _with_other_wishes(dispatcher, snapshot, tracker)):
        return events
    return _wished_further(dispatcher, snapshot, tracker) or _sought(snapshot, tracker)


def _wished_further(dispatcher: CollectingDispatcher, snapshot: Snapshot, tracker: Tracker) -> list[EventType]:
    """A new recommendation where a short message only adds a wish to the last one: "only from TU Delft"."""
    text = tracker.latest_message.get("text") or ""
    if not is_advised(tracker) or READS_AS_QUESTION.search(text) or len(text.split()) > WORDS_OF_A_WISH:
        return []
    told = told_by(snapshot, tracker, "inform", None)
    if not told.keys() & FURTHER or asks_for_fact(text):
        return []
    return advise(dispatcher, snapshot, tracker, profile(tracker, told), [Question("recommend")])


def _sought(snapshot: Snapshot, tracker: Tracker) -> list[EventType]:
    """The recommendation, where a message looks for a programme, with what it tells; nothing where it does not."""
    said = whole(snapshot, tracker).question
    if tracker.get_slot("requested_slot") or said.mentioned(snapshot, "programme"):
        return []
    is_outright = _asks_for_one(snapshot, tracker, said)
    if not is_outright and READS_AS_QUESTION.search(said.text.rstrip("? ")):
        return []  # most messages end here, before their wishes are read
    told = told_by(snapshot, tracker, "inform", None)  # whatever it was taken for
    if not (is_outright or _seeks(said.text, told)):
        return []
    return [*(SlotSet(slot, value) for slot, value in told.items()), FollowupAction(FORM)]


def _asks_for_one(snapshot: Snapshot, tracker: Tracker, said: Question) -> bool:
    """Whether a message asks outright which programme it should be, and nothing was recommended or offered yet."""
    if is_advised(tracker):
        return False
    if asks_for_one(said.text) and not said.mentioned(snapshot, "degree", "institution"):
        return True
    about = talk(tracker)
    is_open = not (about.offered or any(subject in snapshot.programmes for subject in about.now))
    return asks_which(said.text) and is_open


def _seeks(text: str, told: dict[str, Any]) -> bool:
    """Whether a message that is no question looks for a programme in a field."""
    is_wish = seeks_programme(text) or (len(told) > 1 and not asks_for_fact(text))
    return bool(told.get("field")) and is_wish


def _resumed(tracker: Tracker) -> list[EventType]:
    """The recommendation goes on where it was left; inside it, its open question is asked anyway."""
    return [] if tracker.get_slot("requested_slot") else [FollowupAction(FORM)]


def _is_begun(tracker: Tracker) -> bool:
    """Whether a recommendation is going on, or was left with something known of the learner."""
    return bool(tracker.get_slot("requested_slot")) or profile(tracker) != Profile()


def _wishes_otherwise(snapshot: Snapshot, said: Question) -> bool:
    """Whether a message, understood as a question, changes a wish: it names only what it rejects, or says that it changes."""
    if said.unwanted and not said.mentions:
        return True
    is_short = len(said.text.split()) <= WORDS_OF_A_WISH
    return changes_mind(said.text) and is_short and not said.mentioned(snapshot, "programme")
