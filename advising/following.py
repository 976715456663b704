"""Following up: what "it", "the second one", "and Harvard's?" or "no, I meant the credit" asks, by what was talked about.

Each reading takes a message only when its words leave no doubt that it goes on with the talk, and returns whole
questions; what none of them takes stays as it was understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from advising.answers.several import HEADINGS
from advising.matching import fitting
from advising.model import Snapshot
from advising.question import Question
from advising.talk import SUBJECTS, Talk

# Topics that need a subject; a short follow-up about them means what was talked about last.
ABOUT_SOMETHING = {
    "cost", "duration", "workload", "prerequisites", "course_order", "assessment", "credit", "admission", "enrolment",
    "programme", "recognition", "worth_it", "compare", "career", "access", "certificate", "financial_aid", "refund", "audit",
}  # fmt: skip
# Topics that no platform or school has an answer to: they go back to the programme or kind before it.
OF_CREDENTIALS = {"duration", "workload", "prerequisites", "course_order"}
# Topics that a list was made for: who picks one of it wants to know about that one.
LISTING = {"compare", "recommend", "school", "programme"}
# Topics that a message has when it only names something.
UNTOLD = {"programme", "school", "define", "compare", "chat", "out_of_scope", "inform", "affirm", "deny"}
SHORT_WORDS = 6
MOST_COMPARED = 4

_POINTING = re.compile(r"\b(it|its|that|this|they|them|those|these|both|one|their)\b", re.I)
_ONE = re.compile(r"\b(it|its|that one|this one|the one)\b", re.I)
_GENERIC = re.compile(
    r"(?<!these )(?<!those )(?<!the )\b(certificates|certs|courses|degrees|programmes|programs|moocs|classes|credentials|bootcamps)\b",
    re.I,
)
_START = r"^(?:(?:no|nope|not that(?: one)?|ok|okay|and|so|but|also|then|now|well|hmm+|oh|yes|yeah|sorry|hey|alright|cool|thanks|great)\b[,.!\s]*)*"
_GOING_ON = (
    r"(?:(?:what|whats|how|wat|wht|hw) (?:about|abt|bout)|(?:(?:the )?same|ask)(?: (?:question|thing))?(?: (?:but|for|with))*|"
    r"i (?:mean|meant)|tell me about|rather)?"
)
_LITTLE = (
    r"(?:\s|[,.?!\u2026]|\b(?:for|from|at|on|in|with|by|of|the|an?|my|one|ones|programme?s?|courses?|certificate|version|thing|"
    r"instead|then|please|pls|plz|again|too|as well|though|and|or|called)\b|'?s\b|\u2019s\b)*$"
)
_ONLY_NAMES = re.compile(_START + _GOING_ON + _LITTLE, re.I)
_ORDINALS = {
    "first": 0, "1st": 0, "one": 0, "1": 0, "second": 1, "2nd": 1, "two": 1, "2": 1, "third": 2, "3rd": 2, "three": 2, "3": 2,
    "fourth": 3, "4th": 3, "4": 3, "fifth": 4, "5th": 4, "5": 4, "last": -1,
}  # fmt: skip
_PLACE = r"(?P<place>first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th|other)"
_PICK = re.compile(
    rf"{_START}{_GOING_ON}\s*(?:tell me (?:more )?about |more (?:about|on) |show me |take |i(?:'d| would)? (?:like|want|take) )?"
    rf"(?:(?:for|with|on|in|of|about)\s+)?(?:the|that)?\s*(?:{_PLACE}|(?:number|no\.?|option|nr\.?|#)\s*(?P<number>[1-5]|one|two|three))"
    r"(?:\s+(?:one|ones|option|programme?|course))?(?:\s+(?:please|pls|then|instead|again|too))*[\s?.!]*$",
    re.I,
)
_DIGIT = re.compile(r"^\W*([1-5])\W*$")
_PLACED = re.compile(
    rf"\bthe {_PLACE}\b(?! (?:step|course|time|week|month|year|thing|half|class|semester|payment))", re.I
)
_SEVERAL = re.compile(r"\b(?:first|top|best) (two|three|2|3)\b", re.I)
_MEANT = re.compile(
    r"^(?:(?:no|nope|sorry|oops|wait|ah|oh|ok|but|actually)\b[,.!\s]*)*(?:i (?:mean|meant|was asking about|am asking about|want(?:ed)? to know)|not that,?)\s+"
    r"(?:about\s+)?(?:(?:the|its|it's)\s+)?(?P<what>[a-z ]{2,30}?)[\s?.!]*$",
    re.I,
)
_TOPIC_WORDS: tuple[tuple[str, str], ...] = (
    (r"(?:university |college |academic )?credits?(?: transfer)?", "credit"),
    (r"(?:costs?|prices?|money|fees?|how much(?: it costs?| is it)?|what it costs?)", "cost"),
    (r"(?:lengths?|duration|how long(?: it takes| is it)?)", "duration"),
    (r"(?:workload|hours|hours a week|effort|how hard(?: it is| is it)?)", "workload"),
    (r"(?:prerequisites?|requirements?|what i need(?: first)?)", "prerequisites"),
    (r"(?:exams?|grading|tests?)", "assessment"),
    (r"certificates?", "certificate"), (r"refunds?", "refund"), (r"admissions?", "admission"),
    (r"(?:jobs?|salary|pay|careers?)", "career"), (r"(?:financial aid|discounts?|scholarships?)", "financial_aid"),
)  # fmt: skip
_COMPARED = re.compile(
    r"^(?:(?:and|ok|now|so|pls|please)[,\s]+)*(?:compare|compared|vs\.?|versus)\b(?!.*\b(?:and|or)\b)", re.I
)
_AGAINST = re.compile(r"\b(?:compar\w*|vs\.?|versus|difference|better|between)\b", re.I)
_WHICH = re.compile(
    r"^(?:(?:and|so|ok|but|hm+)[,\s]+)*(?:which|what|who)(?:'?s| is| one| ones| of (?:them|these|those|the (?:two|three)|both)| programme?| has| would| takes?| costs?| are|\s)*\b"
    r"|^(?:(?:and|so|ok)[,\s]+)?the (?:\w+est|more \w+|most \w+)\b",
    re.I,
)
_WEIGHED: tuple[tuple[str, str], ...] = (
    (r"cheap(?:er|est)|(?:more|most|less|least) expensive|costs? (?:less|more)|(?:lower|lowest) (?:price|cost)|pricier", "cost"),
    (r"short(?:er|est)|long(?:er|est)|quick(?:er|est)|fast(?:er|est)|takes? (?:less|more|longer)", "duration"),
    (r"hard(?:er|est)|eas(?:ier|iest)|(?:more|most) difficult|tough(?:er|est)|less work|more work", "workload"),
    (r"better|best", "compare"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A message on its own: how it was understood, and its words without the names in them."""

    question: Question
    rest: str


def in_context(snapshot: Snapshot, said: Said, talk: Talk) -> list[Question]:
    """The questions that a message asks, with what it leaves out taken from the talk; usually one."""
    said = _with_the_one(snapshot, said, talk)
    for reading in READINGS:
        found = reading(snapshot, said, talk)
        if found:
            return [replace(question, certainty=1.0) for question in found]  # by what was talked about it is sure
    return [said.question]


def goes_on(snapshot: Snapshot, said: Said, talk: Talk) -> bool:
    """Whether the message picks one of what the last reply asked about."""
    return talk.open and bool(_picked(snapshot, said, talk) or _narrowed(snapshot, said, talk))


def _with_the_one(snapshot: Snapshot, said: Said, talk: Talk) -> Said:
    """The message with "the MIT one" as the programme that it means beside what was talked about."""
    named = said.question
    is_one = named.mentioned(snapshot, "institution") and re.search(r"\bthe\b[^.?!]*\bone\b", named.text, re.I)
    if not is_one or named.mentioned(snapshot, "programme", "course") or talk.open:
        return said
    meant = _programmes_meant(snapshot, said, talk)
    if len(meant) == 1:
        return replace(said, question=replace(named, mentions=meant))
    if meant and named.topic in ABOUT_SOMETHING - {"compare"}:
        return replace(said, question=replace(named, ambiguous=meant))
    return said


def _picked(snapshot: Snapshot, said: Said, talk: Talk) -> list[Question]:
    """One of what was offered or talked about: "the second one", "the other", "2"."""
    text = said.question.text.strip()
    place = _PICK.match(text)
    digit = _DIGIT.match(text) if talk.open else None
    if _names_subject(snapshot, said.question) or not (place or digit):
        return []
    word = digit.group(1) if digit else (place.group("place") or place.group("number")).lower() if place else ""
    chosen = _at(word, talk)
    if not chosen:  # nothing was listed: which one is asked
        return [Question("programme", text)] if said.question.topic in HEADINGS else []
    return _about(snapshot, (chosen,), talk)


def _at(word: str, talk: Talk) -> str | None:
    if word == "other":
        others = [s for s in (talk.offered if len(talk.now) == 1 else ()) if s not in talk.now]
        return others[0] if len(others) == 1 else next(iter((*talk.now[1:], *talk.before)), None)
    choices, place = talk.offered or talk.in_order, _ORDINALS[word]
    return choices[place] if choices and place < len(choices) else None


def _narrowed(snapshot: Snapshot, said: Said, talk: Talk) -> list[Question]:
    """Those of what was offered that fit a name ("the MIT one"); of several it is asked anew which is meant."""
    is_meant = talk.open or _last_topic(talk) in ("recommend", "school") or re.search(r"\bones?\b", said.rest, re.I)
    if not (talk.offered and is_meant and said.question.mentions and _ONLY_NAMES.match(said.rest)):
        return []
    found = fitting(snapshot, (snapshot.programmes[s] for s in talk.offered if s in snapshot.programmes), said.question)
    return _about(snapshot, tuple(programme.id for programme in found), talk)


def _about(snapshot: Snapshot, chosen: tuple[str, ...], talk: Talk) -> list[Question]:
    """What was asked last, asked about what was chosen: of one thing its answer, of several which is meant."""
    if not chosen:
        return []
    if talk.open and _last_topic(talk) == "compare" and talk.now:
        return [Question("compare", "", (talk.now[0], chosen[0]))]
    asked = [q for q in talk.asked if q.topic in HEADINGS and q.topic not in LISTING]
    topics = [q.topic for q in asked] or [_first_topic(snapshot, chosen[0])]
    if len(chosen) > 1:
        return [Question(topics[0], "", (), {}, chosen)]
    hits = {q.topic: q.hits for q in asked}
    return [Question(topic, "", chosen, hits.get(topic, {})) for topic in topics]


def _same_for_another(snapshot: Snapshot, said: Said, talk: Talk) -> list[Question]:
    """What was asked last, asked of what is named now: "and Harvard's?", "same but for the MBA"."""
    asked = [question for question in talk.asked if question.topic in HEADINGS]
    names = set(said.question.mentions)
    if not asked or not _names_subject(snapshot, said.question, "field") or not _only_names(said):
        return []
    if all(snapshot.subjects[name].kind == "field" for name in names) and not _is_led(said.rest):
        return []  # a bare field is a wish rather than a question
    if said.question.ambiguous:
        return [replace(asked[0], text=said.question.text, mentions=(), ambiguous=said.question.ambiguous)]
    if asked[0].topic == "compare":
        return [Question("compare", said.question.text, (*talk.now[:1], *said.question.mentions))]
    meant = _programmes_meant(snapshot, said, talk)
    if len(meant) > 1:
        return [Question(_topic_for(snapshot, asked[0].topic, meant[:1]), said.question.text, (), {}, meant)]
    subjects = meant or said.question.mentions
    return [
        Question(_topic_for(snapshot, question.topic, subjects), said.question.text, subjects, question.hits)
        for question in asked
    ]


def _of_unheld(snapshot: Snapshot, said: Said, talk: Talk) -> list[Question]:
    """What names something that is not held: "and udacity?", "would Oxford take it", then "how long does it take?"."""
    question = said.question
    if _names_subject(snapshot, question) or question.mentions:
        return []
    if question.unheld and _only_names(said):
        asked = [before for before in talk.asked if before.topic in HEADINGS]
        return [replace(before, mentions=(), ambiguous=(), unheld=question.unheld) for before in asked]
    if question.topic not in ABOUT_SOMETHING:
        return []
    if question.unheld and _POINTING.search(question.text):
        return [replace(question, mentions=_meant(snapshot, talk, "", question.text)[:1])]
    if talk.unheld and question.topic != "compare" and _refers_back(question.text):
        return [replace(question, unheld=talk.unheld)]
    return [question] if question.unheld else []


def _programmes_meant(snapshot: Snapshot, said: Said, talk: Talk) -> tuple[str, ...]:
    """The programmes that a school or a field alone means beside what was talked about: "and UCSD's?"."""
    named = said.question
    if named.mentioned(snapshot, "programme", "course"):
        return ()
    earlier = [snapshot.programmes[s] for s in (*talk.now, *talk.before) if s in snapshot.programmes]
    completed: list[str] = []
    if named.mentioned(snapshot, "institution") and not named.mentioned(snapshot, "field"):
        asked = [s for question in talk.asked for s in question.mentions]
        completed = [s for s in asked if _kind(snapshot, s) == "field"] or [p.fields[0] for p in earlier[:1]]
    elif named.mentioned(snapshot, "field") and not named.mentioned(snapshot, "institution"):
        completed = [school for p in earlier for school in p.institutions]
    one = re.search(r"\bone\b", said.rest, re.I) or not _ONLY_NAMES.match(said.rest)  # "UCSD's data sci"
    everything = snapshot.programmes.values()
    for more in completed:  # the latest first
        if found := fitting(snapshot, everything, replace(named, mentions=(*named.mentions, more))):
            return tuple(programme.id for programme in found)
    if not (one and named.mentioned(snapshot, "institution")):
        return ()
    return tuple(programme.id for programme in fitting(snapshot, everything, named))


def _other_topic(snapshot: Snapshot, said: Said, talk: Talk) -> list[Question]:
    """Another question about the same thing: "no, I meant the credit"."""
    found = _MEANT.match(said.question.text.strip())
    if not (found and talk.now and _last_topic(talk) in HEADINGS) or said.question.mentions:
        return []
    for words, topic in _TOPIC_WORDS:
        if re.fullmatch(words, found["what"].strip(), re.I):
            return [Question(topic, said.question.text, talk.now, said.question.hits)]
    return []


def _two_places(snapshot: Snapshot, said: Said, talk: Talk) -> list[Question]:
    """Two of a list against each other: "compare the first and the third"."""
    words = re.findall(_PLACE.replace("?P<place>", ""), said.question.text, re.I)
    if len(words) < 2 or not _AGAINST.search(said.question.text):
        return []
    chosen = dict.fromkeys(found for word in words if (found := _at(word.lower(), talk)))
    return [Question("compare", said.question.text, tuple(chosen))] if len(chosen) > 1 else []


def _weighing(snapshot: Snapshot, said: Said, talk: Talk) -> list[Question]:
    """The one against the other ("which of them is cheaper"); of a longer list, a table."""
    if said.question.topic not in {*HEADINGS, "recommend", "out_of_scope"} or _names_subject(
        snapshot, said.question, "field"
    ):
        return []
    choices = talk.pair if len(talk.pair) > 1 or not talk.offered else talk.offered
    if (
        len(choices) < 2
        or len(said.question.text.split()) > 2 * SHORT_WORDS
        or not _WHICH.match(said.question.text.strip())
    ):
        return []
    topic = _weighed_by(said.question)
    if topic is None or (said.question.topic == "recommend" and topic == "compare"):
        return []
    if len(choices) > MOST_COMPARED:
        return [Question(topic, said.question.text, (), {}, choices)]
    return [Question(topic if len(choices) == 2 else "compare", said.question.text, choices, said.question.hits)]


def _weighed_by(question: Question) -> str | None:
    """The topic by which a question weighs things; "better for jobs" has said it itself."""
    for words, topic in _WEIGHED:
        if re.search(rf"\b(?:{words})\b", question.text, re.I):
            return question.topic if topic == "compare" and question.topic in ABOUT_SOMETHING - UNTOLD else topic
    return None


def _referring(snapshot: Snapshot, said: Said, talk: Talk) -> list[Question]:
    """What was talked about, for "it" and for short follow-ups."""
    question = said.question
    if question.topic not in ABOUT_SOMETHING and not (question.topic == "define" and _ONE.search(question.text)):
        return []
    if _names_subject(snapshot, question):
        return _beside_named(snapshot, said, talk)
    if not _refers_back(question.text):
        return []
    if talk.open and _ONE.search(question.text):
        return [replace(question, ambiguous=talk.offered)]
    meant = _meant(snapshot, talk, question.topic, question.text)
    if (
        question.topic != "compare"
        and len(meant) > 2
        and _ONE.search(question.text)
        and _all_programmes(snapshot, meant)
    ):
        return [replace(question, ambiguous=meant)]
    return [replace(question, mentions=(*meant, *question.mentions))] if meant else []


def _beside_named(snapshot: Snapshot, said: Said, talk: Talk) -> list[Question]:
    """What was talked about beside what is named: "compare it with ...", "does Harvard accept it?"."""
    question = said.question
    if not talk.now or not (_POINTING.search(question.text) or _COMPARED.match(question.text.strip())):
        return []
    if question.topic == "compare" and len(_comparable(snapshot, question)) <= 1:
        return _compared(snapshot, said, talk)
    if question.topic in ("credit", "admission", "recognition") and re.search(
        r"\b(it|this|that)\b", question.text, re.I
    ):
        about = [s for s in talk.now if _kind(snapshot, s) in ("programme", "credential-type")]
        if about and not question.mentioned(snapshot, "programme", "credential-type"):
            return [replace(question, mentions=(*about[:1], *question.mentions))]
    return []


def _compared(snapshot: Snapshot, said: Said, talk: Talk) -> list[Question]:
    """What was talked about against what is named; a school beside a programme means the school's like programme."""
    question = said.question
    first = _meant(snapshot, talk, "", question.text)[:1]
    if _comparable(snapshot, question) or not _all_programmes(snapshot, first):
        return [replace(question, mentions=(*first, *question.mentions))]
    meant = _programmes_meant(snapshot, said, talk)
    if len(meant) > 1:
        return [Question("compare", question.text, (), {}, meant)]
    return [replace(question, mentions=(*first, *(meant or question.mentions)))]


def _meant(snapshot: Snapshot, talk: Talk, topic: str, text: str) -> tuple[str, ...]:
    """What "it", "the second one" or "them" means."""
    if several := _SEVERAL.search(text):
        choices = talk.offered or talk.now
        return choices[: {"three": 3, "3": 3}.get(several.group(1).lower(), 2)]
    if placed := _PLACED.search(text):
        chosen = _at(placed.group("place").lower(), talk)
        if chosen:
            together = topic == "compare" and talk.now[:1] != (chosen,)
            return (*talk.now[:1], chosen) if together else (chosen,)
    if topic == "compare" or re.search(r"\b(both|them|the two)\b", text, re.I):
        return talk.pair
    if topic in OF_CREDENTIALS and all(_kind(snapshot, s) in ("platform", "institution") for s in talk.now):
        return next(((s,) for s in talk.before if _kind(snapshot, s) in ("programme", "credential-type")), talk.now)
    return talk.now


READINGS: tuple[Callable[[Snapshot, Said, Talk], list[Question]], ...] = (
    _picked,
    _narrowed,
    _of_unheld,
    _same_for_another,
    _other_topic,
    _two_places,
    _weighing,
    _referring,
)


def _topic_for(snapshot: Snapshot, topic: str, subjects: tuple[str, ...]) -> str:
    """The topic as it is asked of such a subject: what "what is …?" is of a kind is a list of a school."""
    return _first_topic(snapshot, subjects[0]) if topic in ("define", "programme", "school") else topic


def _first_topic(snapshot: Snapshot, subject: str) -> str:
    """What is told first of a subject."""
    kind = _kind(snapshot, subject)
    return {"programme": "programme", "institution": "school", "platform": "school", "field": "programme"}.get(
        kind, "define"
    )


def _names_subject(snapshot: Snapshot, question: Question, *more: str) -> bool:
    return bool(question.mentioned(snapshot, *SUBJECTS, *more)) or bool(question.ambiguous)


def _comparable(snapshot: Snapshot, question: Question) -> list[str]:
    """What is compared: programmes if any is named, else kinds of credential."""
    return question.mentioned(snapshot, "programme") or question.mentioned(snapshot, "credential-type", "degree")


def _all_programmes(snapshot: Snapshot, subjects: tuple[str, ...]) -> bool:
    return all(subject in snapshot.programmes for subject in subjects)


def _kind(snapshot: Snapshot, subject: str) -> str:
    return snapshot.subjects[subject].kind if subject in snapshot.subjects else ""


def _last_topic(talk: Talk) -> str:
    return talk.asked[0].topic if talk.asked else ""


def _only_names(said: Said) -> bool:
    """Whether a message says nothing but what it is about; behind "what about" a word that is not known may stand too."""
    if _ONLY_NAMES.match(said.rest):
        return True
    is_led = re.match(rf"{_START}(?:what|how|wat) (?:about|abt|bout)\b", said.rest, re.I)
    return bool(is_led) and len(said.question.text.split()) <= SHORT_WORDS and said.question.topic in UNTOLD


def _is_led(rest: str) -> bool:
    """Whether words such as "and" or "what about" go before the names."""
    return bool(re.match(r"^\W*(and|what|how|wat|same|or|but|also|the|i mean|for)\b", rest, re.I))


def _refers_back(text: str) -> bool:
    return bool(_POINTING.search(text)) or (len(text.split()) <= SHORT_WORDS and not _GENERIC.search(text))
