"""From a tracker to what the learner said: the question, the profile, what the talk is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from rasa_sdk import Tracker

from advising.model import Snapshot
from advising.profile import QUESTIONS, Profile
from advising.question import Question
from advising.reading import Mentioned, read_profile

# Topics that need a subject; a short follow-up about them means what was talked about last.
ABOUT_SOMETHING = {
    "cost", "duration", "workload", "prerequisites", "course_order", "assessment", "credit", "admission", "enrolment",
    "programme", "recognition", "worth_it", "compare", "career", "access", "certificate", "financial_aid",
}  # fmt: skip
POINTING = re.compile(r"\b(it|its|that|this|they|them|those|these|both|one)\b", re.I)
ORDINALS = {"first": 0, "second": 1, "third": 2, "1st": 0, "2nd": 1, "3rd": 2}
SEVERAL = re.compile(r"\b(?:first|top|best) (two|three|2|3)\b", re.I)
SHORT_WORDS = 6


def mentions(tracker: Tracker) -> list[Mentioned]:
    """The entities of the latest message."""
    return mentioned(tracker.latest_message.get("entities") or [])


def mentioned(entities: Iterable[dict[str, Any]]) -> list[Mentioned]:
    """What entities mention."""
    found = []
    for entity in entities:
        found.append(
            Mentioned(
                entity["entity"], entity.get("value"), bool(entity.get("negated")), entity.get("low"),
                entity.get("bound", ""), tuple(entity.get("alternatives") or ()), bool(entity.get("past")),
            )
        )  # fmt: skip
    return found


def questions(snapshot: Snapshot, tracker: Tracker) -> list[Question]:
    """The questions of the latest message, in order: one, or up to three where it asks several things."""
    message = tracker.latest_message
    asked = []
    for part in message.get("parts") or []:
        inside = [e for e in message.get("entities") or [] if part["start"] <= e["start"] and e["end"] <= part["end"]]
        # A part without names is about what the message names elsewhere.
        found = mentioned(inside) or mentions(tracker)
        asked.append(_asked(snapshot, tracker, topic=part["topic"], text=part["text"], found=found, hits=part["hits"]))
    return asked or [question(snapshot, tracker)]


def question(snapshot: Snapshot, tracker: Tracker) -> Question:
    """The latest message as one question."""
    message = tracker.latest_message
    topic = (message.get("intent") or {}).get("name") or "out_of_scope"
    return _asked(
        snapshot, tracker, topic=topic, text=message.get("text") or "", found=mentions(tracker),
        hits=message.get("hits") or {},
    )  # fmt: skip


def _asked(
    snapshot: Snapshot, tracker: Tracker, *, topic: str, text: str, found: list[Mentioned], hits: Mapping[str, float]
) -> Question:
    """A question; "it" and short follow-ups take the subject that was talked about."""
    named, unheld = _named(snapshot, found), _unheld(found)
    talked = tracker.get_slot("talked_about") or {}
    if topic in ABOUT_SOMETHING and talked:
        if unheld and POINTING.search(text) and not _names_subject(snapshot, named):
            named = [*_meant(talked, "", text)[:1], *named]  # "would Oxford take it"
        elif not unheld and not _names_subject(snapshot, named) and _refers_back(text):
            unheld = talked.get("unheld", []) if topic != "compare" and not named else []
            named = named if unheld else [*_meant(talked, topic, text), *named]
        elif topic == "compare" and POINTING.search(text) and len(_comparable(snapshot, named)) == 1:
            named = [*_meant(talked, "", text)[:1], *named]  # "compare it with …"
    unwanted = tuple(
        m.value for m in found if m.is_negated and isinstance(m.value, str) and m.value in snapshot.subjects
    )
    return Question(topic, text, tuple(named), hits, _ambiguous(snapshot, found), unwanted, tuple(unheld))


def profile(tracker: Tracker, changed: dict[str, Any] | None = None) -> Profile:
    """The learner's profile from the slots, with what the latest message changes."""
    slots = {name: tracker.get_slot(name) for name in (*QUESTIONS, "wanted_credential", "excluded")}
    return Profile.from_slots({**slots, **(changed or {})})


def changed_wishes(snapshot: Snapshot, tracker: Tracker) -> dict[str, Any]:
    """What the latest message says about the learner's wishes."""
    message = tracker.latest_message
    intent = (message.get("intent") or {}).get("name") or ""
    return read_profile(
        snapshot, message.get("text") or "", intent, mentions(tracker), tracker.get_slot("requested_slot")
    )


def _named(snapshot: Snapshot, found: list[Mentioned]) -> list[str]:
    named: list[str] = []
    for mention in found:
        if mention.is_negated:
            continue
        values: list[Any] = mention.value if isinstance(mention.value, list) else [mention.value]
        named.extend(value for value in values if isinstance(value, str) and value in snapshot.subjects)
    return named


def _unheld(found: list[Mentioned]) -> list[str]:
    """The names that nothing is recorded about, without those that are not wanted or only the learner's own past."""
    names = [m.value for m in found if m.entity == "unheld" and not (m.is_negated or m.is_past)]
    return list(dict.fromkeys(names))


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


def _comparable(snapshot: Snapshot, named: list[str]) -> list[str]:
    """What is compared: programmes if any is named, else kinds of credential."""
    programmes = [subject for subject in named if snapshot.subjects[subject].kind == "programme"]
    kinds = [subject for subject in named if snapshot.subjects[subject].kind in ("credential-type", "degree")]
    return programmes or kinds


def talked_about(
    tracker: Tracker, subjects: tuple[str, ...], unheld: tuple[str, ...] = ()
) -> dict[str, list[str]] | None:
    """What is remembered of a reply about the subjects: these now, and what they were before; None for no change.

    A reply about what is not held leaves them, but "it" then means the unheld names.
    """
    talked = tracker.get_slot("talked_about") or {}
    now, before = talked.get("now", []), talked.get("before", [])
    if not subjects:
        return {"now": now, "before": before, "unheld": list(unheld)} if unheld else None
    if list(subjects) == now:
        return {"now": now, "before": before} if "unheld" in talked else None
    return {"now": list(subjects), "before": [subject for subject in now if subject not in subjects]}


def _meant(talked: dict[str, list[str]], topic: str, text: str) -> list[str]:
    """What "it", "the second one" or "them" means."""
    now, before = talked.get("now", []), talked.get("before", [])
    if several := SEVERAL.search(text):
        return now[: {"three": 3, "3": 3}.get(several.group(1).lower(), 2)]
    for word, place in ORDINALS.items():
        if re.search(rf"\b{word}\b", text, re.I) and place < len(now):
            return [now[place]]
    if topic == "compare":
        return [*now, *before][:2] if len(now) < 2 else now
    return now


def _refers_back(text: str) -> bool:
    return bool(POINTING.search(text)) or len(text.split()) <= SHORT_WORDS
