"""Reading answers about the learner out of a message: what the entities and the plain words say about the profile."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from advising.model import Snapshot
from advising.profile import ANY, SHOWN_SLOTS
from advising.wishes import needs_credit, read_wishes

_ANY = re.compile(
    r"\b(any(thing|where)?|do(?:es)? ?n[o'\u2019]*t (?:really )?(?:matter|mind|care|know)|not sure|no (idea|preference|limit|matter)|whatever|idk|dunno|"
    r"skip|either|unsure|flexible|open to (any|all)|egal|da igual|no importa|n'importe)\b", re.I)  # fmt: skip
_BEGINNER = re.compile(
    r"\b(beginners?|newbie|no (prior |previous |real )?(experience|background|knowledge)|never (coded|programmed|studied)|new to|"
    r"from scratch|zero knowledge|clueless|starting out|no clue|high school)\b", re.I)  # fmt: skip
_HAVING = r"(?:have|has|hold|holding|with|got|finished|completed|did|done|my|after|i'?m an?)\s+(?:an?\s+|my\s+)?(?:\w+\s+){0,2}?"
_NO_DEGREE = re.compile(
    r"\b(?:no|without an?|never (?:got|finished) an?|don'?t have an?)\s+(?:\w+\s+)?(?:degree|bachelor'?s?)\b", re.I
)
_DEGREE = re.compile(
    rf"\b(?:{_HAVING}(?:degree|master'?s?|m\.?sc|mba|phd)\b|b\.?sc\b|b\.?tech\b|bachelor'?s?\b|graduated\b|"
    r"i'?m an? \w* ?(?:engineer|graduate)\b|degree in\b)", re.I)  # fmt: skip
_SHORT_DEGREE = re.compile(r"\bB\.?[AE]\b")  # with capitals: "be" is another word
_WISH = re.compile(
    r"\b(?:to|want|wish|hope|plan|get|do|doing|toward|towards|for|count)\s+(?:\w+\s+){0,3}?(?:an?\s+|the\s+|my\s+)?$",
    re.I,
)
_SOME = re.compile(
    r"\b(some (experience|knowledge|background|basics|coding|python|statistics)|a (bit|little)|basics?|intermediate|"
    r"self[- ]taught|\d+ (years?|yrs?) (of )?(experience|exp|in))\b", re.I)  # fmt: skip
_NO_CREDIT = re.compile(
    r"(\b(no|not|without) (\w+ ){0,2}credits?\b|\b(don'?t|not|no longer) (need|want|care about|after) (\w+ ){0,2}(credit|degree|master'?s?)\b|"
    r"\b(?:forget|drop|skip|never ?mind) (?:about )?(?:the )?(?:university )?credits?\b|"
    r"\bcredit (is|does)n[o']t\b|\bjust (the )?skills?\b)", re.I)  # fmt: skip
_CREDIT = re.compile(
    r"\b(credit|count(s|ing)? (toward|towards|for|to)|stack(able|s)?|toward(s)? a (degree|master)|"
    r"(later|then|eventually|afterwards) (do |get )?(a |the )?(full )?(degree|master|mba))", re.I)  # fmt: skip
_CHANGE = re.compile(r"\bchange (?:my|the) (field|background|time|budget|university credit|credit)\b", re.I)
_CHANGED = {"time": "hours_per_week", "budget": "budget_usd", "university credit": "credit"}
READS_AS_QUESTION = re.compile(
    r"\?\s*$|^\s*(how|what|which|who|when|where|why|is|are|do|does|can|could|will|would|should|tell me|explain)\b", re.I)  # fmt: skip
_CORRECTS = re.compile(
    r"^\W*(?:no|nope|actually|sorry|wait|oops|i mean|i meant|make (?:it|that)|rather|correction)\b", re.I
)
# A sentence, or a question that goes on after a comma and a joining word.
_SENTENCE = re.compile(
    r"(?:(?!,?\s+(?:and|but|so)\s+(?:is|are|do|does|can|what|how|which|should)\b)[^.?!\n])+(?:[.?!\n]+|$|,?\s+(?:and|but|so)\s+)",
    re.I,
)
_HEARSAY = re.compile(r"\b(told me|heard (?:of|about)|says?|said|confused|which is better)\b", re.I)
_WISHED = re.compile(
    r"\b(want|wanna|would like|i'?d like|love|hope|plan|dream|interested|(?:go|get|move|break) into|switch|change|become|"
    r"learn|looking|goal|aim|recommend|suggest|find)\b",
    re.I,
)
_REQUEST = re.compile(
    r"\b(recommend|suggest|find|look(?:ing)? for|want|suits?|best|right for|should i (?:take|do|choose|learn|study|start))\b",
    re.I,
)
# Intents whose messages speak about the learner; any other is a question about something.
ABOUT_LEARNER = {"recommend", "inform", "affirm", "deny", ""}
_SURELY = re.compile(r"\b(must|definitely|absolutely|essential|required|has to|have to)\b", re.I)
_PERHAPS = re.compile(r"\b(maybe|perhaps|possibly|not sure)\b", re.I)
MOST = {"hours_per_week": 80.0, "budget_usd": 500_000.0}
SHORT = 40
_NO_MONEY = re.compile(r"\b(?:don'?t|do not) have (?:any )?money\b", re.I)
# Words that say which question "I don't know" is about.
_MATTERS = {
    "hours_per_week": re.compile(r"\b(time|hours|schedule)\b", re.I),
    "budget_usd": re.compile(r"\b(money|budget|cost|costs|price|spend|pay)\b", re.I),
    "credit": re.compile(r"\bcredits?\b", re.I),
}
# Units that a bare number has not when it is an answer to the question.
_OTHER_UNIT = {
    "hours_per_week": re.compile(r"[$\u20ac\u00a3]|\b(dollars?|usd|bucks|euros?|million|months?|years?)\b", re.I),
    "budget_usd": re.compile(r"\b(hours?|hrs?|h|weeks?|months?|years?)\b", re.I),
}
_STUDIED = re.compile(
    r"\b(?:have|got|hold|holding|with|finished|did|done|my) (?:an? |my )?(?:\w+ )?(?:bachelor'?s?|b\.?sc|b\.?a|degree|diploma|master'?s?|m\.?sc)"
    r"(?: degree)? (?:in|of) (?:\w+ )?$",
    re.I,
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Mentioned:
    """An entity of a message: what kind, which value, whether negated, where it stands; a figure has bounds.

    `is_past` marks a school that the learner only comes from.
    """

    entity: str
    value: Any
    is_negated: bool = False
    low: float | None = None
    bound: str = ""
    alternatives: tuple[str, ...] = ()
    is_past: bool = False
    start: int = 0
    end: int = 0


def read_profile(
    snapshot: Snapshot, text: str, intent: str, mentions: list[Mentioned], requested: str | None
) -> dict[str, Any]:
    """Return the profile answers that a message gives.

    Args:
        snapshot: For the kinds of what is mentioned.
        text: The message.
        intent: Its intent; a bare answer is `inform`, `affirm` or `deny`.
        mentions: Its entities.
        requested: The question that is open, if any: it decides how a bare number or "yes" is read.

    Returns:
        Slot name -> value; only what the message answers, None for what it wants asked anew.
        A question about something else answers nothing, even if it names a field or a figure.
    """
    if intent not in ABOUT_LEARNER and READS_AS_QUESTION.search(text):
        return {}
    found = _pressed(mentions)
    fields = _fields(snapshot, _wished(text, mentions))
    # Asked for the background, "a bachelor's in biology" tells what was studied, not what is sought.
    if fields and not (requested == "background" and _background(text)):
        found.setdefault("field", fields)
    excluded = [m.value for m in mentions if m.is_negated and m.entity in ("field_of_study", "institution")]
    if excluded:
        found["excluded"] = excluded
    for slot, read in (("background", _background(text)), ("credit", _credit(text))):
        if read is not None:
            found.setdefault(slot, read)
    for slot, wish in read_wishes(snapshot, text, mentions).items():
        if slot == "credit" or slot not in found:
            found[slot] = wish
    for mention in mentions:
        _read_figure(mention, found, requested)
    if kind := _wanted_kind(snapshot, text, mentions):
        found["wanted_credential"] = kind
    for change in _CHANGE.finditer(text):
        name = change.group(1).lower()
        found[_CHANGED.get(name, name)] = None
    if requested and requested not in found:
        has_figure = any(mention.low is not None for mention in mentions)
        found |= _corrected_number(text, requested, found) or _bare(text, intent, requested, has_figure)
    return found


def _pressed(mentions: list[Mentioned]) -> dict[str, Any]:
    """The answers behind a pressed button."""
    pressed = [m.value for m in mentions if m.entity == "answer" and isinstance(m.value, dict)]
    return {slot: _typed(slot, value) for answer in pressed for slot, value in answer.items() if slot in SHOWN_SLOTS}


def _typed(slot: str, value: Any) -> Any:
    if slot in ("hours_per_week", "budget_usd", "months") and value not in (ANY, None):
        return float(value)
    return value


def _wished(text: str, mentions: list[Mentioned]) -> list[Mentioned]:
    """Of a story the mentions in sentences that wish for something, where there are any; else all.

    "I have a bachelor's in history" tells what was studied, so it counts only where no other field is named.
    """
    sought = [mention for mention in mentions if not _STUDIED.search(text[: mention.start])]
    if any(mention.entity == "field_of_study" for mention in sought):
        mentions = sought
    wished = [mention for mention in mentions if _WISHED.search(_sentence_at(text, mention.start)[0])]
    return wished if any(mention.entity == "field_of_study" for mention in wished) else mentions


def _fields(snapshot: Snapshot, mentions: list[Mentioned]) -> list[str]:
    """The wanted fields: named, behind an occupation's name, or those of a named programme."""
    fields: list[str] = []
    for mention in mentions:
        if mention.is_negated:
            continue
        if mention.entity == "field_of_study" and isinstance(mention.value, str):
            fields.append(mention.value)
        fields += [a for a in mention.alternatives if a in snapshot.subjects and snapshot.subjects[a].kind == "field"]
        if mention.entity == "programme" and mention.value in snapshot.programmes:
            fields.append(snapshot.programmes[mention.value].fields[0])
    return list(dict.fromkeys(f for f in fields if f in snapshot.subjects and snapshot.subjects[f].kind == "field"))


def _wanted_kind(snapshot: Snapshot, text: str, mentions: list[Mentioned]) -> str | None:
    """The kind of credential that is wished for: the only one that is named, but for what is asked or was heard of it."""
    named = {
        mention.value
        for mention in mentions
        if mention.entity == "credential_type" and not mention.is_negated and _is_of_kind(snapshot, mention.value)
        and not _is_beside(text, mention.start)
    }  # fmt: skip
    return named.pop() if len(named) == 1 and named <= _programme_kinds(snapshot) else None


def _is_of_kind(snapshot: Snapshot, subject: Any) -> bool:
    return subject in snapshot.subjects and snapshot.subjects[subject].kind == "credential-type"


def _is_beside(text: str, place: int) -> bool:
    """Whether the place stands in hearsay or in a question, of several sentences, that asks for no recommendation."""
    here, others = _sentence_at(text, place)
    is_question = bool(READS_AS_QUESTION.search(here)) and not _REQUEST.search(here)
    return others and (is_question or bool(_HEARSAY.search(here)))


def _sentence_at(text: str, place: int) -> tuple[str, bool]:
    """The sentence at a place, and whether there are others."""
    sentences = [found for found in _SENTENCE.finditer(text) if found.group().strip()]
    here = next((found.group() for found in sentences if found.start() <= place < found.end()), "")
    return here, len(sentences) > 1


def statements_of(text: str) -> str:
    """The text with a blank for each question in it."""
    return _SENTENCE.sub(
        lambda found: " " * len(found.group()) if READS_AS_QUESTION.search(found.group()) else found.group(), text
    )


def _programme_kinds(snapshot: Snapshot) -> set[str]:
    return {programme.credential_type for programme in snapshot.programmes.values()}


def _background(text: str) -> str | None:
    if _BEGINNER.search(text) or _NO_DEGREE.search(text):
        return "beginner"
    for found in _DEGREE.finditer(text):
        if not _WISH.search(text[: found.start()]):  # "count toward a master's" is a wish, not a background
            return "degree"
    if _SHORT_DEGREE.search(text):
        return "degree"
    return "some" if _SOME.search(text) else None


def _credit(text: str) -> str | None:
    if _NO_CREDIT.search(text):
        return "no"
    return "yes" if _CREDIT.search(text) else None


def _within(slot: str, value: float) -> float | None:
    """The value if a person could mean it, else None: nobody studies 500 hours a week."""
    return value if 0 <= value <= MOST[slot] else None


def _read_figure(mention: Mentioned, found: dict[str, Any], requested: str | None) -> None:
    if mention.low is None or mention.bound == "min":
        return
    slot = {"hours": "hours_per_week", "money": "budget_usd"}.get(mention.entity)
    if slot and (value := _within(slot, float(mention.value))) is not None:
        found.setdefault(slot, value)


def _bare_background(text: str) -> str | None:
    """A word or two on what one brings: "degree", "nothing", "a little"."""
    if re.match(
        r"^\W*(?:a )?(?:degree|bachelor\W?s?|master\W?s?|graduate|university|college|uni|phd)(?: degree)?\W*$",
        text,
        re.I,
    ):
        return "degree"
    if re.match(r"^\W*(?:some|a bit|a little|medium|so so)(?: of it)?\W*$", text, re.I):
        return "some"
    if re.match(r"^\W*(?:new|nothing|none|no|nope|zero|not much|nothing really|nothing at all)\W*$", text, re.I):
        return "beginner"
    return None


def _corrected_number(text: str, requested: str, found: dict[str, Any]) -> dict[str, Any]:
    """What a number after "no wait" puts right: that which was asked just before the open question, if it can be."""
    slot = {"budget_usd": "hours_per_week", "credit": "budget_usd"}.get(requested, "")
    number = _NUMBER.search(text)
    if not (slot and number and _CORRECTS.match(text)) or len(text) >= SHORT or found.keys() & MOST.keys():
        return {}
    value = _within(slot, float(number.group().replace(",", "")))
    return {} if value is None else {slot: value}


def _bare(text: str, intent: str, requested: str, has_figure: bool) -> dict[str, Any]:
    if requested == "budget_usd" and _NO_MONEY.search(text):
        return {requested: 0.0}
    if _ANY.search(text):
        matters = [slot for slot, words in _MATTERS.items() if words.search(text)]
        # "I don't know how much time I have" may be said where another question is open.
        return dict.fromkeys(matters, ANY) if matters and requested not in matters else {requested: ANY}
    value = _bare_answer(text, intent, requested, has_figure)
    return {} if value is None else {requested: value}


def _bare_credit(text: str, intent: str) -> str | None:
    """Whether credit must be, would help or need not be; "maybe" leaves it open."""
    if _PERHAPS.search(text):
        return ANY
    if intent != "deny" and (_SURELY.search(text) or needs_credit(text)):
        return "must"
    return {"affirm": "yes", "deny": "no"}.get(intent)


def _bare_answer(text: str, intent: str, requested: str, has_figure: bool) -> Any:
    """What a short answer means for the open question; a number with a unit of its own is not one for another."""
    if requested == "credit":
        return _bare_credit(text, intent)
    if requested == "background":
        return _bare_background(text)
    number = _NUMBER.search(text)
    if (
        requested in MOST
        and number
        and len(text) < SHORT
        and not has_figure
        and not _OTHER_UNIT[requested].search(text)
    ):
        return _within(requested, float(number.group().replace(",", "")))
    if requested == "budget_usd" and re.search(r"\b(nothing|free|zero|no (money|budget)|broke)\b", text, re.I):
        return 0.0
    return None
