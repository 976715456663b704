"""Dividing a message into its questions; knows nothing of topics, names or Rasa.

Only what reads as a question of its own is a part: a sentence that ends with "?", or that begins as a question does.
What surrounds it ("I work full time.") belongs to the message as a whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST = 3
LEAST_WORDS = 2
_OPENERS = (
    r"what|what's|whats|how|which|when|where|who|why|is|are|do|does|did|can|could|will|would|should|shall|has|have|am|"
    r"any|tell me|compare|explain"
)
# A sentence ends; or a new question begins after a comma or a joining word.
_BORDER = re.compile(
    rf"(?<=[?!])\s*|(?<=[.;])\s+|\n+|[,;]?\s+(?:and also|and|also|plus|then)\s+(?=(?:{_OPENERS})\b)|,\s+(?=(?:{_OPENERS})\b)",
    re.I,
)
_QUESTION = re.compile(rf"^(?:(?:and|also|so|but|ok|hi|hello|hey|plus)[,\s]+)*(?:{_OPENERS})\b|\?\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a message and where it stands."""

    text: str
    start: int
    end: int


def questions_of(text: str) -> list[Part]:
    """The questions of a message in order, at most three; none when it holds fewer than two."""
    found, start = [], 0
    for border in [*_BORDER.finditer(text), None]:
        end = border.start() if border else len(text)
        part = text[start:end]
        if len(part.split()) >= LEAST_WORDS and _QUESTION.search(part.strip()):
            found.append(Part(part.strip(), start, end))
        start = border.end() if border else end
    return found[:MOST] if len(found) > 1 else []
