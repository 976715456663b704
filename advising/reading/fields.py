"""Which of the fields and kinds that a message names are wished for, and which only belong to the learner's life."""

from __future__ import annotations

import re

from advising.model import Snapshot
from advising.reading.mentioned import Mentioned
from advising.reading.sentences import READS_AS_QUESTION, sentence_at

_HEARSAY = re.compile(r"\b(told me|heard (?:of|about)|says?|said|confused|which is better)\b", re.I)
_REQUEST = re.compile(
    r"\b(recommend|suggest|find|look(?:ing)? for|want|suits?|best|right for|should i (?:take|do|choose|learn|study|start))\b",
    re.I,
)
# The last of these before a name says whether it is sought or had.
_SOUGHT = (
    r"want(?:s|ed)?|wanna|would (?:like|love)|i'?d (?:like|love)|love|hope|hoping|plan(?:ning)?|dream\w*|wish|interested|interests? me|fascinat\w+|curious|(?:go|get|getting|going|move|moving|break|breaking|switch\w*|change|changing|transition\w*|grow|turn) (?:in)?to|"
    r"become|becoming|learn|to (?:do|study)|looking|look|goal|aim\w*|recommend|suggest|find|need|search\w*|instead|rather|start(?:ing)? (?:with|in|a career)|career in|future in|get good at|understand|improve|towards?|target|please|something (?:in|about|with|on|like)|anything (?:in|about|with|on)|programmes? (?:in|on|about)|programs? (?:in|on|about)|courses? (?:in|on|about)|certificates? in|micromasters in|into"
)
_HAD = (
    r"(?:have|got|hold|holding|with|finished|did|done|my|completed|earned|a|an)\s+(?:an? |my )?(?:\w+ )?(?:bachelor'?s?|bachelors|b\.?sc|b\.?a|degree|diploma|master'?s?|masters|m\.?sc|phd|doctorate|background|experience|job|career|training|apprenticeship)(?: degree)? (?:in|of|as|from|at)|"
    r"(?:bachelor'?s?|bachelors|b\.?sc|degree|graduat\w+|phd|diploma|majored|studied|trained|experience|background|years?|yrs?|works?|worked|working|employed|been|am|i'?m|manage\w*|run(?:ning)?|own|teach\w*|job|stuck) (?:\w+ )?(?:in|of|as|with|from|at|for|an?)?|studied|i'?m an?|i am an?|currently(?: in)?|coming from|come from|left|leave|leaving|quit(?:ting)?|tired of|fed up with|sick of|bored (?:of|with)|out of|away from|forget(?: about)?|instead of|rather than|enough of|done with|know (?:some|a (?:bit|little)(?: of)?|basic|enough)|"
    r"(?:move|moving|switch\w*|change|changing|transition\w*|go|going|come) (?:over |away |out )?(?:from|of)|no longer|used to"
)
_CUE = re.compile(rf"\b(?:(?P<had>{_HAD})|(?P<sought>{_SOUGHT}))(?=\W)", re.I)
# "Project manager here" is what one is, unless one wants to become it.
_TITLE = re.compile(
    r"^\s+(?:manager|engineer|analyst|teacher|nurse|assistant|specialist|officer|student|graduate|degree|background|professional|consultant|department|company|firm|shop|job|clerk|worker|technician|director|lecturer|by (?:trade|training|profession)|major|for \d+ years)\b",
    re.I,
)
_CONTRAST = re.compile(r"\bbut\b|\bnow\b(?! i)|;|:|\bto\b(?=\s+$)", re.I)
MANAGEMENT = "business-management"
# Fields whose names are everyday words, so that they are names only where a field is meant.
_PLAIN = {
    "data": "data-science", "coding": "programming", "programming": "programming", "code": "programming", "excel": "information-technology", "computers": "information-technology",
    "maths": "mathematics-and-statistics", "math": "mathematics-and-statistics", "teaching": "education", "education": "education",
    "design": "design", "quality": "manufacturing",
}  # fmt: skip
_PLAIN_WORD = re.compile(rf"\b(?:{'|'.join(_PLAIN)})\b", re.I)
_LEARNING = re.compile(
    r"\b(?:learn(?:ing)?|study(?:ing)?|into|career in|programmes? in|programs? in|courses? in|something (?:in|with|about)|interested in|good at) (?:to |how to |some |a bit of |more )?$",
    re.I,
)
_LEARNED = re.compile(
    r"^\s+(?:courses?|class(?:es)?|programm?e?s?|micromasters|certificates?|for (?:an? )?(?:\w+ )?(?:beginners?|starters?))\b",
    re.I,
)
_UNWANTED = re.compile(r"\b(?:no|not|without|hate|never|bad at|except|but|avoid)\s+(?:\w+\s+){0,2}$", re.I)


def read_fields(snapshot: Snapshot, text: str, mentions: list[Mentioned], requested: str | None) -> list[str]:
    """The fields that are sought, in the order in which they are named."""
    found = _fields(snapshot, _wished(snapshot, text, mentions))
    return found or _plain_fields(snapshot, text, requested)


def only_studied(snapshot: Snapshot, text: str, mentions: list[Mentioned]) -> bool:
    """Whether every field that is named is only what one studied or works in."""
    naming = [mention for mention in mentions if _names_field(snapshot, mention)]
    return bool(naming) and all(_role(text, mention) == "had" for mention in naming)


def is_sought(snapshot: Snapshot, text: str, mentions: list[Mentioned]) -> bool:
    """Whether a field that is named is said to be wished for."""
    return any(_names_field(snapshot, mention) and _role(text, mention) == "sought" for mention in mentions)


def _plain_fields(snapshot: Snapshot, text: str, requested: str | None) -> list[str]:
    """Fields by everyday names, where the field was asked for or is said to be learned."""
    found = [
        _PLAIN[word.group().lower()]
        for word in _PLAIN_WORD.finditer(text)
        if (requested == "field" or _LEARNING.search(text[: word.start()]) or _LEARNED.match(text[word.end() :]))
        and not _UNWANTED.search(text[: word.start()])
        and not _is_had(text, word.start(), word.end())
    ]
    return [field for field in dict.fromkeys(found) if field in snapshot.subjects]


def _names_field(snapshot: Snapshot, mention: Mentioned) -> bool:
    return not mention.is_negated and bool(_fields(snapshot, [mention]))


def _wished(snapshot: Snapshot, text: str, mentions: list[Mentioned]) -> list[Mentioned]:
    """Of a story the mentions that are sought, else those that are only named, else all: one has to begin somewhere."""
    naming = [mention for mention in mentions if _names_field(snapshot, mention)]
    roles = {id(mention): _role(text, mention) for mention in naming}
    for role in ("sought", "named"):
        chosen = [mention for mention in naming if roles[id(mention)] == role]
        if chosen:
            return chosen
    is_elsewhere = re.search(
        r"\b(?:something|anything|somewhere|completely|totally|field) (?:\w+ )?(?:else|new|different|other)\b",
        text,
        re.I,
    )
    return [] if is_elsewhere else naming


def _role(text: str, mention: Mentioned) -> str:
    """Whether a name is sought, had or only named, by the nearest cue before it in its sentence."""
    if _is_had(text, mention.start, mention.end):
        return "had"
    return "sought" if _last_cue(text, mention.start) == "sought" else "named"


def _is_had(text: str, start: int, end: int) -> bool:
    """Whether what stands there is one's job or degree."""
    cue = _last_cue(text, start)
    return cue == "had" or (cue is None and bool(_TITLE.match(text[end:])))


def _last_cue(text: str, place: int) -> str | None:
    """Which cue stands last before a place in its sentence."""
    begin = max((found.end() for found in re.finditer(r"[.?!\n;]+\s", text[:place])), default=0)
    before = text[begin:place]
    if re.search(r"\bfrom\s+[\w\s-]{1,30}\s(?:in)?to\s+(?:an?\s+|the\s+)?$", before, re.I):
        return "sought"
    cue, clause = None, 0
    for found in _CUE.finditer(before):
        cue, clause = ("had" if found["had"] else "sought"), found.end()
    if cue == "had" and re.search(r",|\bbut\b|\band\b", before[clause:]):
        return None  # "I work in a bank, data science": the comma ends what one has
    return cue


def _is_part_of_name(mention: Mentioned, mentions: list[Mentioned]) -> bool:
    """Whether "management" only ends the name of another field: "health care management" is about health care."""
    return mention.value == MANAGEMENT and any(
        other.entity == "field_of_study" and other.value != MANAGEMENT and 0 <= mention.start - other.end <= 1
        for other in mentions
    )


def _fields(snapshot: Snapshot, mentions: list[Mentioned]) -> list[str]:
    """The fields of mentions: named, behind an occupation's name, or those of a named programme."""
    fields: list[str] = []
    for mention in mentions:
        if mention.is_negated or _is_part_of_name(mention, mentions):
            continue
        if mention.entity == "field_of_study" and isinstance(mention.value, str):
            fields.append(mention.value)
        fields += [a for a in mention.alternatives if a in snapshot.subjects and snapshot.subjects[a].kind == "field"]
        if mention.entity == "programme" and mention.value in snapshot.programmes:
            fields.append(snapshot.programmes[mention.value].fields[0])
    return list(dict.fromkeys(f for f in fields if f in snapshot.subjects and snapshot.subjects[f].kind == "field"))


def wanted_kind(snapshot: Snapshot, text: str, mentions: list[Mentioned]) -> str | None:
    """The kind of credential that is wished for: the only one that is named, but for what is asked or was heard of it."""
    named = {
        mention.value
        for mention in mentions
        if mention.entity == "credential_type" and not mention.is_negated and _is_of_kind(snapshot, mention.value)
        and not _is_beside(text, mention.start)
    }  # fmt: skip
    offered = named & _programme_kinds(snapshot)
    return offered.pop() if len(named) == 1 and offered else None


def _is_of_kind(snapshot: Snapshot, subject: object) -> bool:
    return subject in snapshot.subjects and snapshot.subjects[str(subject)].kind == "credential-type"


def _is_beside(text: str, place: int) -> bool:
    """Whether the place stands in hearsay or in a question, of several sentences, that asks for no recommendation."""
    here, others = sentence_at(text, place)
    is_question = bool(READS_AS_QUESTION.search(here)) and not _REQUEST.search(here)
    return others and (is_question or bool(_HEARSAY.search(here)))


def _programme_kinds(snapshot: Snapshot) -> set[str]:
    return {programme.credential_type for programme in snapshot.programmes.values()}
