"""Wishes that no question asks for, read out of a message: length, school, language, what one lacks, what matters most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from advising.model import Snapshot
from advising.reading.mentioned import Mentioned

LANGUAGES = (
    "English", "Spanish", "French", "German", "Italian", "Portuguese", "Dutch", "Chinese", "Mandarin", "Japanese", "Korean",
    "Russian", "Arabic", "Hindi", "Turkish", "Polish",
)  # fmt: skip
# How some languages call themselves, and how they are asked for in themselves.
OWN_NAMES = {
    "deutsch": "German", "espa\u00f1ol": "Spanish", "espanol": "Spanish", "castellano": "Spanish", "fran\u00e7ais": "French",
    "francais": "French", "italiano": "Italian", "portugu\u00eas": "Portuguese", "portugues": "Portuguese", "englisch": "English",
    "spanisch": "Spanish", "franz\u00f6sisch": "French", "ingl\u00e9s": "English",
}  # fmt: skip
_LANGUAGE = rf"(?P<{{}}>{'|'.join((*LANGUAGES, *OWN_NAMES))})"
_IN_LANGUAGE = re.compile(
    rf"\b(?:in|auf|en|em|only (?:speak|know|understand)|(?:speak|know|understand) only|only|taught in)\s+{_LANGUAGE.format('before')}\b"
    r"(?! (?:degree|literature|history|language|studies|speaking countries))|"
    rf"\b{_LANGUAGE.format('after')}\s+(?:only|please|pls|preferred|speaking|is my only language|language (?:only|course|programme|program))\b",
    re.I,
)
_WITHIN = re.compile(
    r"\b(?:within|in|in (?:under|less than|at most)|under|less than|at most|max(?:imum)?|no (?:more|longer) than|up to|not (?:more|longer) than|over the next|(?:done|finished|finish(?:ing)?|complete[d]?|ready|over|through) in|takes?|take about|last(?:s|ing)?)"
    r"\s*(?:about\s*|around\s*|the next\s*)?$",
    re.I,
)
_NO_LENGTH = re.compile(
    r"^[\s-]*(?:\w+\s+)?(?:old|of \w+ experience|of experience|experience|ago|from now|later)\b", re.I
)
_MATHS = r"(?:maths?|mathematics|calculus|algebra|equations|formulas)"
_NO_MATHS = re.compile(
    rf"\b(?:bad|terrible|poor|weak|awful|hopeless|rubbish|useless|scared|afraid|frightened|allergic|suck|(?:not|never|n'?t|no) (?:\w+ ){{0,2}}?(?:good|great|strong)|struggl\w+) (?:at|with|in|of|to) (?:my |any |all |the )?"
    rf"(?:{_MATHS}|numbers|statistics)\b|"
    rf"\b(?:hate|fear|no|without|never (?:did|had|liked|learn\w+|understood)|(?:do|did|can)(?:n'?t| not) (?:know|like|do|have|want|understand)|can'?t do|cannot do|avoid|dislike|as little|(?:my )?weak(?:ness)? (?:is|in|at)|forgot(?:ten)?) "
    rf"(?:any |much |the |more |all |my |heavy |advanced |too much |a lot of )?{_MATHS}\b|"
    rf"\b{_MATHS} (?:(?:is|are|was|were) (?:not (?:my|for me)|never|my weak\w*|hard(?: for me)?|a problem|difficult(?: for me)?|my enemy|bad|weak)|scares?|frightens?|kills|and (?:me|i) (?:do not|don'?t))",
    re.I,
)  # fmt: skip
_MUST_CREDIT = re.compile(
    r"\b(?:courses?|programm?e?s?|ones?|certificates?|micromasters|something|anything) (?:that|which) (?:will |can |would )?(?:counts?|gives?|brings?|earns?|carr(?:y|ies)|has|have)"
    r" (?:me |some |real |university |college |academic )*(?:credits?|toward|towards|for (?:a|my|the) (?:degree|master|bachelor))|"
    r"\b(?:must|has to|have to|had to|needs? to|got to|only if it) (?:\w+ ){0,3}?(?:credits?|counts?)\b|"
    r"\bcredits? (?:is|are|'s) (?:an? )?(?:absolute )?(?:must|essential|required|non[- ]?negotiable|needed|necessary)\b|"
    r"\bonly (?:\w+ )?(?:with|that (?:gives?|have|has|counts?)) (?:\w+ )?credits?\b|\bi (?:really )?need (?:the )?credits?\b",
    re.I,
)
_FROM = re.compile(
    r"\b(?:from|by|at|of|only|just|ideally|preferabl[ey]|prefer(?:ring)?|must be|has to be|should be|want|love)\s+(?:the\s+|an?\s+)?$",
    re.I,
)
_ONLY_AFTER = re.compile(
    r"^\s*(?:only|please|pls|preferred|preferabl[ey]|if possible|ideally|or nothing|would be)\b", re.I
)
_MUST_BE = re.compile(
    r"\b(?:only|just|(?:has|have|got|needs?) to be|must be|should be)\s+(?:from |by |at )?(?:the )?$", re.I
)
_WANTS_TO_STUDY = re.compile(
    r"\b(?:want|like|love|wish|hope|plan|would)\b(?: \w+){0,3}? (?:study|studying|learn|take|do)\b(?: (?!master|degree|mba|bachelor)\w+){0,4} (?:at|from)\s+(?:the\s+)?$", re.I
)  # fmt: skip
UNWANTED_OF = re.compile(
    r"\b(?:no(?:t|thing|ne|body)?(?: more| other)?|anything but|except|without|avoid\w*|skip|but not|never)(?: \w+)?\s+(?:from|by|at|of)\s+(?:the\s+)?$", re.I
)  # fmt: skip
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
        named = (language["before"] or language["after"]).lower()
        found["language"] = OWN_NAMES.get(named, named.capitalize())
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
        is_past = _DEGREE_AT.search(before) and not _WANTS_TO_STUDY.search(before)
        is_of = _FROM.search(before) and not is_past and not UNWANTED_OF.search(before)
        if mention.value in snapshot.programmes_by_institution and (
            is_of or _MUST_BE.search(before) or _PROGRAMME_OF.search(after) or _ONLY_AFTER.search(after)
        ):
            found.append(mention.value)
    return list(dict.fromkeys(found))
