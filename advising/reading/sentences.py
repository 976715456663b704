"""The sentences of a message: which are questions, and what is said of others than the learner."""

from __future__ import annotations

import re

# A verb at the beginning asks only before what it asks about: "would it help?", but not "would be nice".
_ASKING_VERB = (
    r"(?:is|are|do|does|can|could|will|would|should)\b"
    r"(?!\s*n[o'\u2019]?t\b|\s+(?:not|be|matter|nice|good|great|help|need|ok(?:ay)?|fine|important|prefer|like|love|want|only|depend)\b)"
)
READS_AS_QUESTION = re.compile(
    rf"\?\s*$|^\s*(?:(?:how|what|which|who|when|where|why|tell me|explain)\b|{_ASKING_VERB})", re.I
)
# A sentence, or a question that goes on after a comma and a joining word.
_SENTENCE = re.compile(
    r"(?:(?!,?\s+(?:and|but|so)\s+(?:is|are|do|does|can|what|how|which|should)\b)[^.?!\n])+(?:[.?!\n]+|$|,?\s+(?:and|but|so)\s+)",
    re.I,
)


def sentence_at(text: str, place: int) -> tuple[str, bool]:
    """The sentence at a place, and whether there are others."""
    sentences = [found for found in _SENTENCE.finditer(text) if found.group().strip()]
    here = next((found.group() for found in sentences if found.start() <= place < found.end()), "")
    return here, len(sentences) > 1


def statements_of(text: str) -> str:
    """The text with a blank for each question in it."""
    return _SENTENCE.sub(
        lambda found: " " * len(found.group()) if READS_AS_QUESTION.search(found.group()) else found.group(), text
    )
