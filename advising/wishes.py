"""Wishes that no question asks for, read out of a message: length, school, language, what one lacks, what matters most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from advising.model import Snapshot

if TYPE_CHECKING:
    from advising.reading import Mentioned

LANGUAGES = (
    "English", "Spanish", "French", "German", "Italian", "Portuguese", "Dutch", "Chinese", "Mandarin", "Japanese", "Korean",
    "Russian", "Arabic", "Hindi", "Turkish", "Polish",
)  # fmt: skip
_IN_LANGUAGE = re.compile(
    rf"\b(?:in|only speak|speak only|only know)\s+({'|'.join(LANGUAGES)})\b(?! (?:degree|literature|history))", re.I
)
_WITHIN = re.compile(
    r"\b(?:within|in|in (?:under|less than|at most)|under|less than|at most|max(?:imum)?|no (?:more|longer) than|up to|not (?:more|longer) than|over the next)"
    r"\s*$",
    re.I,
)
_NO_LENGTH = re.compile(
    r"^[\s-]*(?:\w+\s+)?(?:old|of \w+ experience|of experience|experience|ago|from now|later)\b", re.I
)
_NO_MATHS = re.compile(
    r"\b(?:bad|terrible|poor|weak|awful|hopeless|rubbish|useless|not (?:so |very |really |too )?(?:good|great|strong)|struggl\w+) (?:at|with|in) "
    r"(?:maths?|mathematics|numbers|calculus|statistics)\b|"
    r"\b(?:hate|fear|no|without|never (?:did|had|liked|learn\w+)|(?:do|did)n'?t (?:know|like|do|have)|can'?t do|avoid|(?:my )?weak(?:ness)? (?:is|in)) "
    r"(?:any |much |the |more )?(?:maths?|mathematics|calculus)\b|"
    r"\b(?:maths?|mathematics|calculus) (?:is|are) (?:not my|my weak|hard for me|a problem|difficult for me)",
    re.I,
)  # fmt: skip
_MUST_CREDIT = re.compile(
    r"\b(?:must|has to|have to|had to|needs? to|got to|only if it) (?:\w+ ){0,3}?(?:credits?|counts?)\b|"
    r"\bcredits? (?:is|are|'s) (?:an? )?(?:absolute )?(?:must|essential|required|non[- ]?negotiable|needed|necessary)\b|"
    r"\bonly (?:\w+ )?(?:with|that (?:gives?|have|has|counts?)) (?:\w+ )?credits?\b|\bi (?:really )?need (?:the )?credits?\b",
    re.I,
)
_FROM = re.compile(r"\b(?:from|by|at|of)\s+(?:the\s+)?$", re.I)
_DEGREE_AT = re.compile(
    r"\b(?:master|degree|mba|m\.?sc|phd|bachelor|studied|study|student|graduat\w+|work\w*|employed|alum\w*|teach\w*)\W?s?(?: \w+){0,4} (?:at|from|of)\s+(?:the\s+)?$",
    re.I,
)
_PROGRAMME_OF = re.compile(r"^(?:'s)?\s+(?:micromasters|programm?es?|courses?|certificates?|ones?)\b", re.I)
_CRITERIA = {
    "budget_usd": r"price|costs?|money|budget|cheap\w*|fees?",
    "hours_per_week": r"time|hours|workload|effort",
    "months": r"length|duration|speed|finishing (?:fast|quickly|soon)|how long",
    "credit": r"(?:university |college )?credits?|counting toward\w*(?: a \w+)?",
    "background": r"level|difficulty",
    "field": r"subject|field|topic",
}
_MOST = {
    slot: re.compile(
        rf"\b(?:{words})\b (?:is|are|matters?|counts?)(?: to me| for me)? (?:the )?(?:most|by far|above all|my (?:top )?priority|what matters)\b|"
        rf"\b(?:most important|main thing|priority|what matters(?: most)?|(?:i )?care (?:most|mostly) about|mostly about)(?: thing)?(?: to me| for me)?(?: is| are|:)? (?:the )?(?:{words})\b",
        re.I,
    )
    for slot, words in _CRITERIA.items()
}


def read_wishes(snapshot: Snapshot, text: str, mentions: Sequence[Mentioned]) -> dict[str, Any]:
    """Return the further wishes of a message: profile slot -> value."""
    found: dict[str, Any] = {}
    if (months := _months(text, mentions)) is not None:
        found["months"] = months
    if schools := _schools(snapshot, text, mentions):
        found["institution"] = schools
    if (language := _IN_LANGUAGE.search(text)) is not None:
        found["language"] = language.group(1).capitalize()
    if _NO_MATHS.search(text):
        found["lacks"] = ["maths"]
    if needs_credit(text):
        found["credit"] = "must"
    if most := [slot for slot, words in _MOST.items() if words.search(text)]:
        found["priority"] = most
    return found


def needs_credit(text: str) -> bool:
    """Whether credit is a must, not only a wish."""
    return bool(_MUST_CREDIT.search(text))


def _months(text: str, mentions: Sequence[Mentioned]) -> float | None:
    """The longest that it may take: "within 6 months", never an age or years of experience."""
    for mention in mentions:
        if mention.entity != "duration" or mention.low is None or mention.bound == "min":
            continue
        if _NO_LENGTH.match(text[mention.end :]):
            continue
        if mention.bound == "max" or _WITHIN.search(text[: mention.start]):
            return float(mention.value)
    return None


def _schools(snapshot: Snapshot, text: str, mentions: Sequence[Mentioned]) -> list[str]:
    """The schools that it should be of: "from MIT", "an MIT programme"; not where a later degree or one's own past is."""
    found = []
    for mention in mentions:
        if (
            mention.entity != "institution"
            or mention.is_negated
            or mention.is_past
            or not isinstance(mention.value, str)
        ):
            continue
        before, after = text[: mention.start], text[mention.end :]
        is_of = _FROM.search(before) and not _DEGREE_AT.search(before)
        if mention.value in snapshot.programmes_by_institution and (is_of or _PROGRAMME_OF.search(after)):
            found.append(mention.value)
    return list(dict.fromkeys(found))
