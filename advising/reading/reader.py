"""Reading answers about the learner out of a message: what the entities and the plain words say about the profile."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from advising.model import Snapshot
from advising.profile import ANY, SHOWN_SLOTS
from advising.reading.amounts import MOST, asked_amount, corrected_number, read_budget, wants_cheap, within
from advising.reading.background import asked_background, read_background
from advising.reading.credit import ELSEWHERE, asked_credit, read_credit
from advising.reading.fields import is_sought, only_studied, read_fields, wanted_kind
from advising.reading.mentioned import Change, Mentioned, put_right
from advising.reading.sentences import READS_AS_QUESTION
from advising.reading.status import without_status
from advising.reading.wishes import UNWANTED_OF, read_wishes

_ANY = re.compile(
    r"\b(any(thing|where|one)?|(?:do(?:es)?|did) ?(?:n[o'\u2019]*t|not) (?:really )?(?:matter|mind|care|know|have (?:an? )?(?:preference|opinion))s?|not sure|no (idea|preference|limit|matter|clue|opinion)|whatever|idk|dunno|"
    r"skip|pass|either|unsure|flexible|indifferent|all (?:are )?(?:fine|good|ok)|rather not (?:say|tell|answer)|prefer not|next question|open(?: to (?:any|all|every)\w*)?|you (?:choose|decide|pick)|up to you|doesnt matter|no difference|(?:all )?the same to me|all the same|same for me|"
    r"egal|da igual|no importa|n'importe|tanto faz|peu importe|weiss nicht|wei\u00df nicht)\b", re.I)  # fmt: skip
_CHANGE = re.compile(r"\bchange (?:my|the) (field|background|time|budget|university credit|credit)\b", re.I)
_CHANGED = {"time": "hours_per_week", "budget": "budget_usd", "university credit": "credit"}
# Intents whose messages speak about the learner; any other is a question about something.
ABOUT_LEARNER = {"recommend", "inform", "affirm", "deny", ""}
# Words that say which question "I don't know" is about.
_MATTERS = {
    "hours_per_week": re.compile(r"\b(time|hours|schedule)\b", re.I),
    "budget_usd": re.compile(r"\b(money|budget|cost|costs|price|spend|pay)\b", re.I),
    "credit": re.compile(r"\bcredits?\b", re.I),
}
MATHS = "mathematics-and-statistics"  # whoever is bad at it may still study what needs a little of it
# The question before, where it is not known: in the order of the questions.
ASKED_BEFORE = {"budget_usd": "hours_per_week", "credit": "budget_usd"}
FIGURE_SLOTS = {"hours": "hours_per_week", "money": "budget_usd"}
_WEEKLY = re.compile(r"\bweek", re.I)
AFTER = 8  # characters behind a figure in which "weekly" may stand
LONG = 12  # words of a message in which "anything" is no answer by itself


def read_profile(
    snapshot: Snapshot,
    text: str,
    intent: str,
    mentions: list[Mentioned],
    requested: str | None,
    *,
    changes: Sequence[Change] = (),
    before: str | None = None,
) -> dict[str, Any]:
    """Return the profile answers that a message gives.

    Args:
        snapshot: For the kinds of what is mentioned.
        text: The message.
        intent: Its intent; a bare answer is `inform`, `affirm` or `deny`.
        mentions: Its entities.
        requested: The question that is open, if any: it decides how a bare number or "yes" is read.
        before: The question that was open before that one: what "no wait, 6" puts right.
        changes: Its words that mean others, such as misspelt ones: they are read as they are meant, then as they are written.

    Returns:
        Slot name -> value; only what the message answers, None for what it wants asked anew.
        A question about something else answers nothing, even if it names a field or a figure.
    """
    meant, moved = put_right(text, mentions, changes)
    corrected = corrected_number(meant, before or ASKED_BEFORE.get(requested or ""))
    if corrected and not any(mention.low is not None for mention in mentions):
        return dict(corrected)
    readings = [_read(snapshot, meant, intent, moved, requested)]
    if meant != text:
        readings.append(_read(snapshot, text, intent, mentions, requested))
    return {slot: value for reading in reversed(readings) for slot, value in reading.items()}


def _read(
    snapshot: Snapshot, text: str, intent: str, mentions: list[Mentioned], requested: str | None
) -> dict[str, Any]:
    """The answers of a message as it is spelt."""
    if intent not in ABOUT_LEARNER and READS_AS_QUESTION.search(text):
        return {}
    found = _pressed(mentions)
    budget = read_budget(text)  # who pays may be somebody of the family
    text, mentions = without_status(text, mentions)
    # Asked for something else, "a bachelor's in biology" tells what was studied, not what is sought.
    is_asked = requested == "background" and intent not in ELSEWHERE
    brought = read_background(text) or (asked_background(text) if is_asked else None)
    fields = read_fields(snapshot, text, mentions, requested)
    is_other = requested == "background" and not is_sought(snapshot, text, mentions)
    is_studied = requested not in (None, "field") and only_studied(snapshot, text, mentions)
    if fields and not (brought and (is_other or is_studied)):
        found.setdefault("field", fields)
    for slot, read in (("background", brought), ("credit", read_credit(text))):
        if read is not None:
            found.setdefault(slot, read)
    for slot, wish in read_wishes(snapshot, text, mentions).items():
        if slot == "credit" or slot not in found:
            found[slot] = wish
    if found.get("lacks") and found.get("field"):
        found["field"] = [field for field in found["field"] if field != MATHS] or found["field"]
    _read_figures(text, mentions, found)
    if excluded := _excluded(text, mentions, {*fields, *([MATHS] if found.get("lacks") else [])}):
        found["excluded"] = excluded
    if budget is not None:
        found.setdefault("budget_usd", budget)
    if kind := wanted_kind(snapshot, text, mentions):
        found["wanted_credential"] = kind
    for change in _CHANGE.finditer(text):
        name = change.group(1).lower()
        found[_CHANGED.get(name, name)] = None
    if requested and (requested not in found or requested == "credit"):
        found |= _asked(text, intent, requested, mentions, found)
    return found


def _excluded(text: str, mentions: list[Mentioned], kept: set[str]) -> list[str]:
    """The fields and schools that are not wanted ("not finance", "nothing by IBM"); none that is kept."""
    named = (m for m in mentions if m.entity in ("field_of_study", "institution"))
    unwanted = [m.value for m in named if m.is_negated or UNWANTED_OF.search(text[: m.start])]
    return [one for one in dict.fromkeys(unwanted) if one not in kept]


def _pressed(mentions: list[Mentioned]) -> dict[str, Any]:
    """The answers behind a pressed button."""
    pressed = [m.value for m in mentions if m.entity == "answer" and isinstance(m.value, dict)]
    return {slot: _typed(slot, value) for answer in pressed for slot, value in answer.items() if slot in SHOWN_SLOTS}


def _typed(slot: str, value: Any) -> Any:
    if slot in ("hours_per_week", "budget_usd", "months") and value not in (ANY, None):
        return float(value)
    return value


def _read_figures(text: str, mentions: list[Mentioned], found: dict[str, Any]) -> None:
    """Money and hours a week; of several hours those that are told of a week: "two a day, so ten hours a week"."""
    told = [m for m in mentions if m.low is not None and m.bound != "min" and m.entity in FIGURE_SLOTS]
    weekly = [m for m in told if m.entity == "hours" and _WEEKLY.search(text[m.start : m.end + AFTER])]
    for mention in (*reversed(weekly), *told):
        slot = FIGURE_SLOTS[mention.entity]
        if (value := within(slot, float(mention.value))) is not None:
            found.setdefault(slot, value)


def _asked(text: str, intent: str, requested: str, mentions: list[Mentioned], found: dict[str, Any]) -> dict[str, Any]:
    """What a message says to the open question, where nothing else in it answers that."""
    if any(mention.entity == "answer" for mention in mentions):
        return {}
    if requested == "credit" and "credit" in found:
        return _asked_for_credit(text, intent, found)
    has_figure = any(mention.low is not None for mention in mentions)
    value = _asked_value(text, intent, requested, has_figure)
    if value is None:
        return _any(text, requested, found)
    more = {"priority": ["budget_usd"]} if requested == "budget_usd" and wants_cheap(text) else {}
    return {requested: value, **more}


def _asked_for_credit(text: str, intent: str, found: dict[str, Any]) -> dict[str, Any]:
    """A "yes" that only the word "credit" made may be a must, or a maybe, by the other words."""
    if found["credit"] != "yes":
        return {}
    value = asked_credit(text, intent) or (ANY if _ANY.search(text) else None)
    return {} if value is None else {"credit": value}


def _asked_value(text: str, intent: str, requested: str, has_figure: bool) -> Any:
    if requested in MOST:
        return asked_amount(text, requested, has_figure)
    return asked_credit(text, intent) if requested == "credit" and not _ANY.search(text) else None


def _any(text: str, requested: str, found: dict[str, Any]) -> dict[str, Any]:
    """Whatever: to the open question, or to that which its words name."""
    if not _ANY.search(text) or (found and len(text.split()) > LONG):
        return {}
    matters = [slot for slot, words in _MATTERS.items() if words.search(text)]
    # "I don't know how much time I have" may be said where another question is open.
    return dict.fromkeys(matters, ANY) if matters and requested not in matters else {requested: ANY}
