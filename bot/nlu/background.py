"""Telling a school that a question is about from one that the learner only comes from: "I graduated from ..."."""

from __future__ import annotations

import re

_DEGREE = (
    r"(?:degree|diploma|bachelor'?s?|master'?s?|mba|b\.?sc|m\.?sc|b\.?a|b\.?tech|m\.?tech|phd|doctorate|undergrad\w*)\b"
)
# "I", but not in "can I", "if I": what is only possible is no past.
_I = (
    r"(?<!can )(?<!could )(?<!should )(?<!if )(?<!do )\b(?:i|i'?m|i'?ve|having)\s+"
    r"(?:(?:have|had|am|also|already|currently|just)\s+)*"
)
_THERE = r"(?:from|at|of|in|for|near)\s+(?:the\s+)?$"
# What stands before such a school, by what the learner did there.
_BEFORE = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{_I}(?:graduated|studied|worked|works?|working|taught|teach|lectured?|live|living|based)\b[^.?!;]{{0,60}}?{_THERE}",
        rf"{_I}(?:hold|holding|did|earned|finished|completed|got my|(?<=have ))\s*"
        rf"(?:(?!about|for|on|if|questions?|offer|admit)\w+\s+){{0,3}}?{_DEGREE}[^.?!;]{{0,60}}?{_THERE}",
        rf"\bmy\s+(?:\w+\s+){{0,2}}?{_DEGREE}[^.?!;]{{0,30}}?\bfrom\s+(?:the\s+)?$",
        r"\b(?:graduated|graduate of|graduate from|alum\w* of|i'?m from|i am from)(?:\s+from)?\s+(?:the\s+)?$",
    )
)
_AFTER = re.compile(r"^\s+(?:university\s+|business school\s+)?(?:grad|graduate|alum|alumnus|alumna|alumni)\b", re.I)


def is_background(before: str, after: str) -> bool:
    """Whether a school that is named between the two texts is only where the learner studied, works or lives."""
    said = before.replace("\u2019", "'")
    return any(pattern.search(said) for pattern in _BEFORE) or bool(_AFTER.search(after))
