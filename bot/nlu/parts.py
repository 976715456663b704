"""Dividing a message into its questions; knows nothing of topics, names or Rasa.

Only what reads as a question of its own is a part: a sentence that ends with "?", or that begins as a question does.
What surrounds it ("I work full time.") belongs to the message as a whole. Where signs and joining words are missing, the
order of words tells a new question: "how long does it" begins one, "how long it takes" only goes on with a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST = 3
LEAST_WORDS = 2
STORY_WORDS = 20
# "and have two children", "and can only spend" go on with a statement; "and have you", "and can I" ask.
_OPENERS = (
    r"what|what's|whats|how|which|when|where|who|why|is|are|do|does|did|any|tell me|compare|explain|"
    r"(?:has|have|am)(?=\s+(?:i|you|u|we|they|it|he|she|there|any\w*|the|this|that|these|people|employers|students)\b)|"
    r"(?:can|could|will|would|should|shall)(?!\s+(?:do|not|study|spend|only|also|be|have|work|pay|invest|take|afford|like|love|"
    r"prefer|really|never|just|count|lead|cost)\b)"
)
# A sentence ends; or a new question begins after a comma or a joining word.
_BORDER = re.compile(
    rf"(?<=[?!])\s*|(?<=[.;])\s+|\n+|[,;]?\s+(?:and also|and|also|plus|then)\s+(?=(?:{_OPENERS})\b)|,\s+(?=(?:{_OPENERS})\b)",
    re.I,
)
_QUESTION = re.compile(rf"^(?:(?:and|also|so|but|ok|hi|hello|hey|plus)[,\s]+)*(?:{_OPENERS})\b|\?\s*$", re.I)


# A question begins inside of a sentence where its verb stands before its subject, as in no subordinate clause.
_VERB = r"(?:is|are|was|do|does|did|can|could|will|would|should|must|has|have)"
_SUBJECT = r"(?:i|it|they|you|u|we|there|this|that|these|those|the|an?|my|your)"
_HOW = r"how(?: (?:much|long|many|hard|often|good|difficult|expensive)(?: \w+){0,2}?)?"
_ASKING = re.compile(
    rf"\s+(?=(?:(?:what|{_HOW}|when|where|why)\s+{_VERB}\s+\w+|which(?: \w+)?\s+{_VERB}\s+\w+|what'?s\s+{_SUBJECT}\b))",
    re.I,
)
_TURNED = re.compile(r"\s+(?=(?:is|are|does|do|can|will|should)\s+(?:i|it|they|we|there)\s+\w+)", re.I)
_HAS_VERB = re.compile(rf"\b(?:{_VERB}|what'?s)\b", re.I)
# Behind these words a sentence only goes on: it has not ended, or what follows is what is asked, said or known.
_UNENDED = re.compile(
    r"\b(?:if|whether|that|because|since|though|unless|until|while|when|as|than|like|of|for|to|about|with|in|on|at|from|by|"
    r"regarding|the|an?|my|your|and|or|but|so|plus|also|then|ok|hi|hello|hey|please|pls|well|me|us|know|wonder|wondering|ask|"
    r"asking|say|says|tell|told|see|sure|explain|understand|out|guess|idea|clue|remember|forgot|think|believe|what|how|which|"
    r"who|where|why|whose|much|many|long|do|does|did|is|are|can|could|will|would|should|not|i|you|we|they|question|want)$",
    re.I,
)
_CONDITION = re.compile(
    r"\s(?:if|when|once|after|before|because|since|although|though|unless|while|as)\s+(?:\w+\s+){0,6}\w+$", re.I
)
# "Can you explain in simple words what is a MicroMasters" is one question.
_INDIRECT = re.compile(
    r"^\W*(?:can|could|would|will|do|did|tell|explain)\s+(?:you|u|someone|anyone|somebody|anybody|me)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a message and where it stands."""

    text: str
    start: int
    end: int


def questions_of(text: str) -> list[Part]:
    """The questions of a message in order, at most three; none when it holds fewer than two."""
    found = _questions(text)
    return found if len(found) > 1 else []


def questions_within(text: str) -> list[Part]:
    """The questions that stand in a longer text, at most three; a short text is one matter."""
    return _questions(text) if len(text.split()) >= STORY_WORDS else []


def _questions(text: str) -> list[Part]:
    found, start = [], 0
    for end, following in [*_borders(text), (len(text), len(text))]:
        part = text[start:end]
        if len(part.split()) >= LEAST_WORDS and _QUESTION.search(part.strip()):
            found.append(Part(part.strip(), start, end))
        start = following
    return found[:MOST]


def _borders(text: str) -> list[tuple[int, int]]:
    """Where parts end and the next begin, in order: at signs and joining words, and where a question begins without."""
    borders = [(border.start(), border.end()) for border in _BORDER.finditer(text)]
    unmarked = [*_ASKING.finditer(text), *_TURNED.finditer(text)]
    for found in sorted(unmarked, key=lambda found: found.start()):
        start = max((end for _, end in borders if end <= found.start()), default=0)
        if _is_whole(text[start : found.start()], needs_verb=found.re is _TURNED):
            borders.append((found.start(), found.end()))
    return sorted(borders)


def _is_whole(before: str, *, needs_verb: bool) -> bool:
    """Whether the words are a question that ends with them; "how many courses" before "do I need" is none."""
    is_question = len(before.split()) > LEAST_WORDS and bool(_QUESTION.match(before.strip()))
    if not is_question or (needs_verb and not _HAS_VERB.search(before)):
        return False
    return not any(pattern.search(before) for pattern in (_UNENDED, _CONDITION, _INDIRECT))
