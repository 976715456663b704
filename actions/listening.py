"""From a tracker to what the learner said: the question, the profile, what the talk is about."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Tracker

from advising.model import Snapshot
from advising.profile import QUESTIONS, Profile
from advising.question import Question
from advising.reading import Mentioned

# Topics that need a subject; a short follow-up about them means what was talked about last.
ABOUT_SOMETHING = {
    "cost", "duration", "workload", "prerequisites", "course_order", "assessment", "credit", "admission", "enrolment",
    "programme", "recognition", "worth_it", "compare", "career", "access", "certificate", "financial_aid",
}  # fmt: skip
POINTING = re.compile(r"\b(it|its|that|this|they|them|those|these|both|one)\b", re.I)
SHORT_WORDS = 6


def mentions(tracker: Tracker) -> list[Mentioned]:
    """The entities of the latest message."""
    found = []
    for entity in tracker.latest_message.get("entities") or []:
        found.append(
            Mentioned(
                entity["entity"], entity.get("value"), bool(entity.get("negated")), entity.get("low"),
                entity.get("bound", ""), tuple(entity.get("alternatives") or ()),
            )
        )  # fmt: skip
    return found


def question(snapshot: Snapshot, tracker: Tracker) -> Question:
    """The latest message as a question; "it" and short follow-ups take the subject that was talked about."""
    message = tracker.latest_message
    topic = (message.get("intent") or {}).get("name") or "out_of_scope"
    text = message.get("text") or ""
    found = mentions(tracker)
    named = _named(snapshot, found)
    before = tracker.get_slot("talked_about") or []
    if topic in ABOUT_SOMETHING and before and not _names_subject(snapshot, named) and _refers_back(text):
        named = [*before, *named]
    return Question(topic, text, tuple(named), message.get("hits") or {}, _ambiguous(snapshot, found))


def profile(tracker: Tracker) -> Profile:
    """The learner's profile from the slots."""
    return Profile.from_slots({name: tracker.get_slot(name) for name in (*QUESTIONS, "wanted_credential", "excluded")})


def _named(snapshot: Snapshot, found: list[Mentioned]) -> list[str]:
    named: list[str] = []
    for mention in found:
        if mention.is_negated:
            continue
        values: list[Any] = mention.value if isinstance(mention.value, list) else [mention.value]
        named.extend(value for value in values if isinstance(value, str) and value in snapshot.subjects)
    return named


def _ambiguous(snapshot: Snapshot, found: list[Mentioned]) -> tuple[str, ...]:
    """The programmes that one name could mean, when nothing else in the message settles it."""
    programmes = [mention for mention in found if mention.entity == "programme" and not mention.is_negated]
    if len(programmes) != 1:
        return ()
    others = tuple(other for other in programmes[0].alternatives if other in snapshot.programmes)
    return (programmes[0].value, *others) if others else ()


def _names_subject(snapshot: Snapshot, named: list[str]) -> bool:
    kinds = ("programme", "credential-type", "degree", "institution", "platform", "occupation")
    return any(snapshot.subjects[subject].kind in kinds for subject in named)


def _refers_back(text: str) -> bool:
    return bool(POINTING.search(text)) or len(text.split()) <= SHORT_WORDS
