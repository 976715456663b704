"""The words for degrees, and telling "what counts toward a master's at X" from "what does this programme count toward"."""

from __future__ import annotations

import re

# Each degree word: how it is asked for, and how titles of degrees write it. Titles are read with their capitals.
_MASTER = r"\b[Mm]aster(?:'?s)?\b|\bM\.?Sc?\b|\bM[AS]\b|\bMSE\b|\bMEng\b|\bM\.?Ed\b|\bE?MBA\b|\bLL\.? ?M\.?(?!\w)|\bALM\b|\bMP[AHP]\b"
DEGREES: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "MBA": (re.compile(r"\be?m\.?b\.?a\b", re.I), re.compile(r"\bE?MBA\b|\bMaster of Business Administration\b")),
    "ALM": (re.compile(r"\balm\b|\bmaster of liberal arts\b", re.I), re.compile(r"\bALM\b|\bMaster of Liberal Arts\b")),
    "LL.M.": (re.compile(r"\bll\.? ?m\b", re.I), re.compile(r"\bLL\.? ?M\b")),
    "MSc": (
        re.compile(r"\bm\.?sc\b|\bmaster'?s? of science\b|\bMS\b(?! (?:Office|Excel))", re.I),
        re.compile(r"\bM\.?Sc\b|\bMS\b|\bMaster of Science\b"),
    ),
    "MEng": (re.compile(r"\bm\.?eng\b", re.I), re.compile(r"\bMEng\b|\bMSE\b|\bMaster of (?:\w+ )*Engineering\b")),
    "PhD": (re.compile(r"\bph\.?d\b|\bdoctora(?:l|te)\b", re.I), re.compile(r"\bPhD\b|\bDoctor\b")),
    "bachelor's": (
        re.compile(r"\bbachelor'?s?\b|\bb\.?sc\b|\bundergraduate degree\b", re.I),
        re.compile(r"\b[Bb]achelor|\bB\.?Sc\b|\bBA\b"),
    ),
    "master's": (re.compile(r"\bmaster'?s?\b(?! of (?:science|liberal))", re.I), re.compile(_MASTER)),
}
# Subjects of the knowledge base that are a kind of degree.
DEGREE_SUBJECTS = {
    "mba": "MBA",
    "online-mba": "MBA",
    "masters-degree": "master's",
    "online-masters": "master's",
    "bachelors-degree": "bachelor's",
}

_CREDENTIALS = (
    r"(?:credentials?|certificates?|micro[- ]?masters|programs?|programmes?|courses?|pathways?|moocs?|certifications?)"
)
_INTO = re.compile(
    rf"\b(?:which|what|any|are there|list|show|find)\b (?:\w+[ '-]){{0,4}}?{_CREDENTIALS}\b.*\b(?:count|counts|accepted|used?|"
    rf"lead|leads|transfer|stack|credit|toward|towards|into|for)\b|"
    rf"\b(?:which|what)\b.*\b(?:counts?|stacks?|transfers?|leads?)\b (?:\w+ )?(?:toward|towards|to|into|for)\b|"
    rf"\bwhat (?:can|could|may|do) (?:i|we|you) (?:use|bring|transfer|take|do|study)\b.*\b(?:for|toward|towards|to|into)\b|"
    rf"\b(?:accepts?|takes?|recogni[sz]es?|counts?|credits?)\b (?:\w+[ '-]){{0,3}}?{_CREDENTIALS}\b|"
    rf"\b(?:credit|shortcut|way|path|pathways?|head start)\b (?:\w+ )?(?:in)?(?:toward|towards|to|into)\b",
    re.I,
)


def degree_words(text: str) -> tuple[str, ...]:
    """The kinds of degree that a message names: "toward an MBA" -> ("MBA",); a master's of a certain kind is only that kind."""
    found = [name for name, (asked, _) in DEGREES.items() if asked.search(_plain(text))]
    return tuple(found[:-1] if len(found) > 1 and found[-1] == "master's" else found)


def is_degree(title: str, degrees: tuple[str, ...]) -> bool:
    """Whether the title of a degree names one of the kinds; without kinds every degree does."""
    return not degrees or any(DEGREES[name][1].search(_plain(title)) for name in degrees)


def asks_into_degree(text: str) -> bool:
    """Whether a message asks what counts toward a degree, rather than what a programme counts toward."""
    return bool(_INTO.search(_plain(text)))


def _plain(text: str) -> str:
    return text.replace("\u2019", "'")
