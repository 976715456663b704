"""From a tracker to what the learner said: the question, the profile, what the talk is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from advising.answers.completing import FIGURES
from advising.following import Said, in_context
from advising.holding import read_holds, read_not_holds
from advising.model import Snapshot
from advising.moves import begins_again, corrects
from advising.profile import SHOWN_SLOTS, Profile
from advising.question import Question
from advising.reading import Change, Mentioned, read_profile, statements_of
from advising.reply import Reply
from advising.talk import Talk, after

STORY_WORDS, STORY_FACTS = 20, 2
OUT_OF_SCOPE, NOT_UNDERSTOOD = "out_of_scope", "nlu_fallback"
# Words beside which a field is what one studies, rather than the title of a programme.
OF_A_FIELD = re.compile(
    r"\b(learn\w*|study\w*|becom\w+|careers?|jobs?|degrees?|courses|programm?e?s|masters?|fields?)\b", re.I
)


def mentions(tracker: Tracker) -> list[Mentioned]:
    """The entities of the latest message."""
    return mentioned(_entities(tracker))


def _entities(tracker: Tracker) -> list[dict[str, Any]]:
    """The entities as they are meant: the "no" of "no, I mean …" negates what was understood, not what is named."""
    message = tracker.latest_message
    entities = message.get("entities") or []
    return [{**e, "negated": False} for e in entities] if corrects(message.get("text") or "") else entities


def mentioned(entities: Iterable[dict[str, Any]]) -> list[Mentioned]:
    """What entities mention."""
    found = []
    for entity in entities:
        found.append(
            Mentioned(
                entity["entity"], entity.get("value"), bool(entity.get("negated")), entity.get("low"),
                entity.get("bound", ""), tuple(entity.get("alternatives") or ()), bool(entity.get("past")),
                entity.get("start", 0), entity.get("end", 0),
            )
        )  # fmt: skip
    return found


def changes_of(meant: Iterable[Mapping[str, Any]]) -> list[Change]:
    """The words of a message that are not spelt as they are meant."""
    return [Change(word["start"], word["end"], word["meant"]) for word in meant]


def told_by(snapshot: Snapshot, tracker: Tracker, intent: str, requested: str | None) -> dict[str, Any]:
    """What the latest message tells about the learner, its words as they were meant."""
    message = tracker.latest_message
    changes = changes_of(message.get("meant") or [])
    text, before = message.get("text") or "", tracker.get_slot("told_last")
    return read_profile(snapshot, text, intent, mentions(tracker), requested, changes=changes, before=before)


def starts_again(tracker: Tracker) -> bool:
    """Whether the learner forgets the answers and starts again, by a button or in words."""
    pressed = any(mention.entity == "answer" and mention.value == "again" for mention in mentions(tracker))
    return pressed or begins_again(tracker.latest_message.get("text") or "")


def talk(tracker: Tracker) -> Talk:
    """What was talked about before the latest message."""
    return Talk.from_slots(tracker.get_slot("talked_about"), tracker.get_slot("asked"))


def remember(snapshot: Snapshot, tracker: Tracker, reply: Reply, asked: Sequence[Question]) -> list[EventType]:
    """The events that keep what a reply to the questions was about; none where nothing changed."""
    before = talk(tracker)
    now = after(snapshot, before, reply, asked)
    if now is before:
        return []
    return [SlotSet("talked_about", now.subjects_slot()), SlotSet("asked", now.asked_slot())]


def questions(snapshot: Snapshot, tracker: Tracker) -> list[Question]:
    """The questions of the latest message, in order: one, or up to three where it asks several things."""
    message, asked = tracker.latest_message, list[Question]()
    for part in message.get("parts") or []:
        inside = [e for e in _entities(tracker) if part["start"] <= e["start"] and e["end"] <= part["end"]]
        # A part without names is about what the part before it was about, else about what the message names elsewhere.
        found = mentioned(inside) or mentions(tracker)
        said = _said(snapshot, topic=part["topic"], text=part["text"], found=found, hits=part["hits"])
        if asked and not inside:
            before = asked[-1]
            said = replace(said, question=replace(said.question, mentions=before.mentions, ambiguous=before.ambiguous))
        asked.extend(in_context(snapshot, said, talk(tracker)))
    return asked or in_context(snapshot, whole(snapshot, tracker), talk(tracker))


def whole(snapshot: Snapshot, tracker: Tracker) -> Said:
    """The latest message as one question, and its words without the names."""
    message, found = tracker.latest_message, mentions(tracker)
    # A button names outright what it asks for.
    pressed = {m.value: 1.0 for m in found if m.entity == "predicate" and isinstance(m.value, str)}
    said = _said(
        snapshot, topic=intent_of(tracker), text=message.get("text") or "", found=found,
        hits={**(message.get("hits") or {}), **pressed},
        rest=_without_names(message.get("text") or "", message.get("entities") or []),
    )  # fmt: skip
    return replace(said, question=replace(said.question, certainty=message.get("scope_score", 1.0)))


def intent_of(tracker: Tracker) -> str:
    """The intent of the latest message; what is not understood is out of scope."""
    intent: dict[str, str] = tracker.latest_message.get("intent") or {}
    return intent["name"] if is_understood(tracker) else OUT_OF_SCOPE


def is_understood(tracker: Tracker) -> bool:
    """Whether the latest message has an intent of ours, for which there is a rule."""
    return (tracker.latest_message.get("intent") or {}).get("name") not in (None, NOT_UNDERSTOOD)


def _said(
    snapshot: Snapshot,
    *,
    topic: str,
    text: str,
    found: list[Mentioned],
    hits: Mapping[str, float],
    rest: str | None = None,
) -> Said:
    """A message or a part of one; of a part the words between the names do not matter."""
    unwanted = tuple(
        m.value for m in found if m.is_negated and isinstance(m.value, str) and m.value in snapshot.subjects
    )
    ambiguous = _ambiguous(snapshot, topic, text, found)
    question = Question(topic, text, tuple(_named(snapshot, found)), hits, ambiguous, unwanted, _unheld(found))
    return Said(question, text if rest is None else rest)


def _without_names(text: str, entities: Iterable[dict[str, Any]]) -> str:
    """The text with a blank for each name."""
    kept = list(text)
    for entity in entities:
        if "low" not in entity:
            kept[entity["start"] : entity["end"]] = " " * (entity["end"] - entity["start"])
    return "".join(kept)


def told_beside(snapshot: Snapshot, tracker: Tracker) -> dict[str, Any]:
    """What a long message tells about the learner beside the question that it asks; nothing where it tells little."""
    text = statements_of(tracker.latest_message.get("text") or "")
    if len(text.split()) < STORY_WORDS:
        return {}
    found = [mention for mention in mentions(tracker) if text[mention.start : mention.start + 1].strip()]
    meant = changes_of(tracker.latest_message.get("meant") or [])
    changes = [change for change in meant if text[change.start : change.end].strip()]
    told = read_profile(snapshot, text, "inform", found, None, changes=changes)
    read = {slot: value for slot, value in told.items() if value is not None}
    return read if len(read) >= STORY_FACTS else {}


def told_held(tracker: Tracker) -> dict[str, Any]:
    """Which conditions of a pathway the learner meets and does not meet, by this message and what was told before."""
    text = tracker.latest_message.get("text") or ""
    before = profile(tracker)
    denied = read_not_holds(text)
    held = [one for one in dict.fromkeys((*before.holds, *read_holds(text))) if one not in denied]
    return {"holds": held, "lacks": list(dict.fromkeys((*before.lacks, *denied)))}


def kept_of(held: dict[str, Any]) -> dict[str, Any]:
    """What of it is kept for later: what is met. What is lacked would leave programmes out of a recommendation."""
    return {"holds": held["holds"]} if held.get("holds") else {}


def profile(tracker: Tracker, changed: dict[str, Any] | None = None) -> Profile:
    """The learner's profile from the slots, with what the latest message changes."""
    slots = {name: tracker.get_slot(name) for name in (*SHOWN_SLOTS, "holds")}
    return Profile.from_slots({**slots, **(changed or {})})


def changed_wishes(snapshot: Snapshot, tracker: Tracker) -> dict[str, Any]:
    """What the latest message says about the learner's wishes; what was excluded before stays so until it is wished for."""
    message = tracker.latest_message
    intent = (message.get("intent") or {}).get("name") or ""
    read = told_by(snapshot, tracker, intent, tracker.get_slot("requested_slot"))
    if "excluded" in read and read["excluded"] is None:
        return read  # "leave it out": nothing is excluded any more
    before, wanted = tracker.get_slot("excluded") or [], read.get("field") or []
    if tracker.get_slot("requested_slot") == "background":
        # "A writer, but not of games" tells what one brings: the field that was wished for stays wished for.
        wanted = [*wanted, *(_listed(tracker.get_slot("field")))]
    present = _listed(tracker.get_slot("field"))
    if present and not wanted and set(present) <= set(read.get("excluded", [])):
        # "Actually not marketing. Design" wishes for another field, or leaves it open to be asked again.
        read = {"field": None, **read, **told_by(snapshot, tracker, intent, "field")}
        wanted = read.get("field") or []
    excluded = [s for s in dict.fromkeys([*before, *read.get("excluded", [])]) if s not in wanted]
    return {**read, "excluded": excluded} if excluded != before or "excluded" in read else read


def _listed(value: Any) -> list[str]:
    return list(value) if isinstance(value, list | tuple) else []


def _named(snapshot: Snapshot, found: list[Mentioned]) -> list[str]:
    named: list[str] = []
    for mention in found:
        if mention.is_negated:
            continue
        values: list[Any] = mention.value if isinstance(mention.value, list) else [mention.value]
        named.extend(value for value in values if isinstance(value, str) and value in snapshot.subjects)
    return named


def _unheld(found: list[Mentioned]) -> tuple[str, ...]:
    """The names that nothing is recorded about, without those that are not wanted or only the learner's own past."""
    names = [m.value for m in found if m.entity == "unheld" and not (m.is_negated or m.is_past)]
    return tuple(dict.fromkeys(names))


def _ambiguous(snapshot: Snapshot, topic: str, text: str, found: list[Mentioned]) -> tuple[str, ...]:
    """The programmes that one name could mean, when nothing else in the message settles it."""
    named = [mention for mention in found if not mention.is_negated and mention.low is None]
    programmes = [mention for mention in named if mention.entity == "programme"]
    if len(programmes) == 1:
        others = [other for other in programmes[0].alternatives if other in snapshot.programmes]
        return (programmes[0].value, *others) if others else ()
    if len(named) == 1 and named[0].entity == "field_of_study" and topic in FIGURES and not OF_A_FIELD.search(text):
        titled = tuple(other for other in named[0].alternatives if other in snapshot.programmes)
        return titled if len(titled) > 1 else ()
    return ()
