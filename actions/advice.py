"""What is said about a recommendation that was made: critiques, what-ifs, why, undo; and the memory that these need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.listening import changed_wishes, mentions, profile, remember, told_by
from actions.speaking import speak
from advising.advice_moves import (
    asks_what_changes,
    asks_whether_it_matters,
    asks_why_first,
    asks_why_not,
    changes_answer,
    supposes,
    takes_back,
)
from advising.answers.recommending import NO_EXAMS, critiqued, not_by_exams, nothing_to_undo, recommendation
from advising.answers.supposing import supposed, what_would_change, whether_it_matters, why_first, why_not
from advising.critiques import asks_no_exam, read_critiques
from advising.guided import wish_question
from advising.model import Snapshot
from advising.options import Option, options_in
from advising.profile import QUESTIONS, Profile
from advising.question import Question
from advising.ranking import first_place
from advising.reply import Reply

ADVICE = "advice"
FORM = "recommendation_form"
KEPT = 10
MOST_WORDS = 16  # a longer message tells a story, and is read as one


def follow_up(dispatcher: CollectingDispatcher, snapshot: Snapshot, tracker: Tracker) -> list[EventType] | None:
    """Answer a message about the last recommendation; None when it is about something else, or nothing was recommended."""
    if not is_advised(tracker) or tracker.get_slot("requested_slot"):
        return None
    pressed = {
        mention.value for mention in mentions(tracker) if mention.entity == "answer" and isinstance(mention.value, str)
    }
    text = tracker.latest_message.get("text") or ""
    if "undo" in pressed or takes_back(text):
        return _undone(dispatcher, snapshot, tracker)
    if "whatif" in pressed:
        return _said(dispatcher, snapshot, tracker, what_would_change(snapshot, profile(tracker)))
    return None if len(text.split()) > MOST_WORDS else _remarked(dispatcher, snapshot, tracker, text)


def _remarked(
    dispatcher: CollectingDispatcher, snapshot: Snapshot, tracker: Tracker, text: str
) -> list[EventType] | None:
    """Answer what a short message says of the last recommendation; None when it says nothing of it."""
    if (slot := changes_answer(text)) is not None:
        return _asked_anew(dispatcher, snapshot, tracker, slot)
    if reply := _explained(snapshot, tracker, text):
        return _said(dispatcher, snapshot, tracker, reply)
    return _critiqued(dispatcher, snapshot, tracker, text)


def answer_anew(tracker: Tracker) -> str | None:
    """The slot of the answer that the learner wants to give anew; None when there is none."""
    slot = (tracker.get_slot(ADVICE) or {}).get("anew")
    return slot if isinstance(slot, str) else None


def _asked_anew(dispatcher: CollectingDispatcher, snapshot: Snapshot, tracker: Tracker, slot: str) -> list[EventType]:
    """Ask for one answer again: by the form where it is one of its questions, else with what can be done with a wish."""
    if slot not in QUESTIONS:
        return _said(dispatcher, snapshot, tracker, wish_question(snapshot, profile(tracker), slot))
    kept = {**(tracker.get_slot(ADVICE) or {}), "anew": slot}
    return [SlotSet(slot, None), SlotSet(ADVICE, kept), FollowupAction(FORM)]


def is_follow_up(snapshot: Snapshot, tracker: Tracker) -> bool:
    """Whether a message is about the last recommendation; nothing is said."""
    return follow_up(CollectingDispatcher(), snapshot, tracker) is not None


def is_advised(tracker: Tracker) -> bool:
    """Whether a recommendation was made in this conversation, also one that nothing fitted."""
    return bool((tracker.get_slot(ADVICE) or {}).get("profiles"))


def advise(
    dispatcher: CollectingDispatcher, snapshot: Snapshot, tracker: Tracker, wanted: Profile, asked: Sequence[Question]
) -> list[EventType]:
    """Recommend for a profile, and remember what was recommended for whom."""
    reply = recommendation(snapshot, wanted, is_changed=is_advised(tracker))
    return _recommended(dispatcher, snapshot, tracker, (reply, wanted), asked)


def _recommended(
    dispatcher: CollectingDispatcher,
    snapshot: Snapshot,
    tracker: Tracker,
    made: tuple[Reply, Profile],
    asked: Sequence[Question],
) -> list[EventType]:
    reply, wanted = made
    speak(dispatcher, snapshot, reply)
    before = (tracker.get_slot(ADVICE) or {}).get("profiles", [])
    now = asdict(wanted)
    profiles = before if before and Profile.from_slots(before[-1]) == wanted else [*before, now]
    kept = SlotSet(ADVICE, {"shown": list(reply.subjects), "profiles": profiles[-KEPT:]})
    return [*_slots(wanted), kept, *remember(snapshot, tracker, reply, asked)]


def _slots(wanted: Profile) -> list[EventType]:
    """The profile as slots; an empty list is no answer."""
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(wanted).items()}
    return [SlotSet(name, value if value != [] else None) for name, value in values.items()]


def _undone(dispatcher: CollectingDispatcher, snapshot: Snapshot, tracker: Tracker) -> list[EventType]:
    profiles = (tracker.get_slot(ADVICE) or {}).get("profiles", [])
    if len(profiles) < 2:
        return _said(dispatcher, snapshot, tracker, nothing_to_undo())
    wanted = Profile.from_slots(profiles[-2])
    reply = recommendation(snapshot, wanted, is_changed=len(profiles) > 2)
    speak(dispatcher, snapshot, reply)
    kept = SlotSet(ADVICE, {"shown": list(reply.subjects), "profiles": profiles[:-1]})
    return [*_slots(wanted), kept, *remember(snapshot, tracker, reply, [Question("recommend")])]


def _explained(snapshot: Snapshot, tracker: Tracker, text: str) -> Reply | None:
    """What would change it, whether an answer matters, why this one, why not that one, what if."""
    present = profile(tracker)
    if asks_what_changes(text):
        return what_would_change(snapshot, present)
    if (slot := asks_whether_it_matters(text)) is not None:
        return whether_it_matters(snapshot, present, slot)
    named = [m.value for m in mentions(tracker) if m.entity == "programme" and m.value in snapshot.programmes]
    if asks_why_not(text) and named:
        return why_not(snapshot, present, named[0])
    if asks_why_first(text) and not named and first_fits(snapshot, present):
        return why_first(snapshot, present)
    if supposes(text) and (changes := _supposed_changes(snapshot, tracker)):
        return supposed(snapshot, present, changes)
    return None


def first_fits(snapshot: Snapshot, present: Profile) -> bool:
    """Whether there is a first place to explain."""
    return first_place(options_in(snapshot), present) is not None


def _supposed_changes(snapshot: Snapshot, tracker: Tracker) -> dict[str, Any]:
    return told_by(snapshot, tracker, "inform", None)


def _critiqued(
    dispatcher: CollectingDispatcher, snapshot: Snapshot, tracker: Tracker, text: str
) -> list[EventType] | None:
    shown, wishes = shown_options(snapshot, tracker), changed_wishes(snapshot, tracker)  # "cheaper, and in Spanish"
    critiques = read_critiques(text, profile(tracker, wishes), shown)
    without_exams = asks_no_exam(text)
    if not critiques:
        return _said(dispatcher, snapshot, tracker, not_by_exams()) if without_exams else None
    # "No maths" is a critique and a wish at once: counted once, as the critique.
    criticised = {slot for one in critiques for slot in one.changes}
    wanted = profile(tracker, {slot: value for slot, value in wishes.items() if slot not in criticised})
    reply, changed = critiqued(snapshot, wanted, critiques, shown, [NO_EXAMS] if without_exams else ())
    if changed == wanted:
        return _said(dispatcher, snapshot, tracker, reply)
    return _recommended(dispatcher, snapshot, tracker, (reply, changed), [Question("recommend")])


def shown_options(snapshot: Snapshot, tracker: Tracker) -> list[Option]:
    """The programmes of the last recommendation, in its order."""
    options = options_in(snapshot)
    slugs = (tracker.get_slot(ADVICE) or {}).get("shown", [])
    return [options.rows[options.place[slug]] for slug in slugs if slug in options.place]


def _said(dispatcher: CollectingDispatcher, snapshot: Snapshot, tracker: Tracker, reply: Reply) -> list[EventType]:
    speak(dispatcher, snapshot, reply)
    return remember(snapshot, tracker, reply, [Question("recommend")])
