"""A study plan in the conversation, asked for or changed by a few words; and the money questions after a programme."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.listening import mentions, profile, remember, talk
from actions.speaking import speak
from advising.answers.money import wished_answer
from advising.answers.plan import plan_answer
from advising.model import Snapshot
from advising.money.reading import read_money
from advising.planning.asking import asks_for_plan, changes_plan, plan_wishes, wishes_from, wishes_slot
from advising.planning.wishes import PlanWishes
from advising.question import Question
from advising.ranking import is_number

PLAN = "plan"
TOPIC = "course_order"


def planned(dispatcher: CollectingDispatcher, snapshot: Snapshot, tracker: Tracker) -> list[EventType] | None:
    """Answer a message that asks for a plan or changes the last one; None for any other."""
    text = tracker.latest_message.get("text") or ""
    pressed = [m.value for m in mentions(tracker) if m.entity == PLAN and isinstance(m.value, dict)]
    wish = {name: value for part in pressed for name, value in part.items()}
    before: dict[str, Any] = tracker.get_slot(PLAN) or {}
    programme = _programme(snapshot, tracker, before)
    if programme is None:
        return None
    wishes = wishes_from(before) if before.get("programme") == programme else PlanWishes()
    hours = wish.get("hours_per_week") or _hours(tracker)
    if not (pressed or asks_for_plan(text) or _is_change(snapshot, tracker, text, hours)):
        return None
    told = profile(tracker).hours_per_week
    default = told if wishes.hours_per_week is None and isinstance(told, int | float) else None
    wishes = plan_wishes(snapshot, programme, "" if pressed else text, wishes, hours if hours is not None else default)
    reply = plan_answer(snapshot, programme, wishes)
    speak(dispatcher, snapshot, reply)
    kept = remember(snapshot, tracker, reply, [Question(TOPIC, mentions=(programme,))])
    return [SlotSet(PLAN, wishes_slot(programme, wishes)), *kept]


def costed(dispatcher: CollectingDispatcher, snapshot: Snapshot, tracker: Tracker) -> list[EventType] | None:
    """Answer "what if I stop after two" of the programme that was talked about; None where something is named, or nothing was."""
    wishes = read_money(tracker.latest_message.get("text") or "")
    about = [subject for subject in talk(tracker).now if subject in snapshot.programmes]
    named = [m for m in mentions(tracker) if any(value in snapshot.subjects for value in _values(m.value))]
    if wishes is None or not about or named:
        return None
    reply = wished_answer(snapshot, about[0], wishes)
    speak(dispatcher, snapshot, reply)
    return remember(snapshot, tracker, reply, [Question("cost", mentions=(about[0],))])


def _is_change(snapshot: Snapshot, tracker: Tracker, text: str, hours: float | None) -> bool:
    """Whether the last answer was a plan, and the message changes only that."""
    before: dict[str, Any] = tracker.get_slot(PLAN) or {}
    asked = talk(tracker).asked
    is_last = bool(before and asked and asked[0].topic == TOPIC and before["programme"] in asked[0].mentions)
    return is_last and changes_plan(snapshot, before["programme"], text, wishes_from(before), hours)


def _programme(snapshot: Snapshot, tracker: Tracker, before: dict[str, Any]) -> str | None:
    """The programme that is named, else the one of the last plan, else the one that was talked about first."""
    named = [
        value
        for m in mentions(tracker)
        for value in _values(m.value)
        if value in snapshot.programmes and not m.is_negated
    ]
    now = [subject for subject in talk(tracker).now if subject in snapshot.programmes]
    planned_before = [before["programme"]] if before.get("programme") in now else []
    return next(iter([*named, *planned_before, *now]), None)


def _values(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]


def _hours(tracker: Tracker) -> float | None:
    """The hours a week that the message tells."""
    found = [m.value for m in mentions(tracker) if m.entity == "hours" and m.low is not None]
    return float(found[0]) if found and is_number(found[0]) else None
