"""Reading out of a message which conditions of a pathway the learner says are met, and which are not.

Kinds are those of docs/knowledge.md. A wish, a plan, a question and what is told about somebody else say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from advising.pathways import STEPS

_I = re.IGNORECASE
# Where one statement ends and the next begins; "but" and "and I" turn the meaning.
_CLAUSE = re.compile(
    r"[.;!\n]+|,?\s+(?:but|although|though|however|yet only|only that)\s+|,\s*(?:and|so|which)?\s*|"
    r"\s+and\s+(?=(?:i|i'm|i've|my|have|got|passed|finished|completed|no|not|never|don'?t|haven'?t|did|am|without|only)\b)",
    _I,
)
_QUESTION = re.compile(
    r"\?|^\s*(?:how|what|which|who|when|where|why|is|are|do|does|did|can|could|will|would|should|must|may)\b", _I
)
_WHOLE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
# Somebody else, a wish, a plan or a case that is only supposed.
_NOT_TOLD = re.compile(
    r"^\s*(?:my (?:friend|brother|sister|wife|husband|boss|colleague|son|daughter)|he|she|they|someone|people|(?:if|once|when|after|before|until|unless|suppose)\b)|"
    r"\b(?:think|guess|believe|wonder|heard|understand|know|mind|care|like|love|hate|sure|idea|tell me|explain|afford|find|see|told|says?|"
    r"want|wanna|would like|i'd like|hope|plan|planning|intend|going to|gonna|thinking of|dream of|will|i'll|need|needs|requires?|"
    r"interested|aim|wish|get into|toward|towards|count for|counts for|lead to|leads to|asks? for)\b",
    _I,
)
_NOT = re.compile(
    r"\b(?:no|not|never|none|without|don'?t|do not|didn'?t|did not|haven'?t|have not|hasn'?t|isn'?t|am not|ain'?t|"
    r"can'?t|can ?not|couldn'?t|failed|skipped|missing|lack|lacking|nor|yet to|still (?:have to|need to|doing|working|taking)|"
    r"in the middle of|half ?way|working on|currently (?:doing|taking|in))\b",
    _I,
)
# What is said of a thing in general ("the exam is hard") tells nothing about the learner, unless it is theirs or done.
_IN_GENERAL = re.compile(r"\b(?:is|are|was|were|costs?|seems?|looks?|takes|comes)\b", _I)
_OWN = re.compile(r"\b(?:i|i'?m|i'?ve|ive|my|done|passed|finished|completed|sent|submitted)\b", _I)
# "I have not only ..." says that it is there.
_NOT_NOT = re.compile(r"\b(?:not only|no problem|not a problem|nothing missing|can'?t wait)\b", _I)
_YEARS = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|several|many|a few|some)\+?"
_DEGREE = r"(?:bachelor'?s?|b\.?sc|b\.?tech|b\.?eng|undergrad(?:uate)? degree|university degree|college degree|degree|diploma|master'?s?|m\.?sc|mba|ph\.?d)"
# The words that speak of each kind; a clause may speak of several.
_SAID: dict[str, re.Pattern[str]] = {
    "verified-certificate": re.compile(
        r"\bverified (?:track|certificates?|certs?|learner|mode|courses?)\b|\b(?:on|in|took|take|did|doing) (?:the )?(?:\w+ )?verified\b|"
        r"\bpaid (?:for )?(?:the |all |my )*(?:certificates?|certs?|track)\b|\bpaid track\b",
        _I,
    ),
    "credential": re.compile(
        r"\b(?:finished|completed|earned|hold|holding|have|got|did|done|received|i've|passed|finish|complete|of|own|with|on|through|doing)\b"
        r"(?:\W+(?!in\b|for\b|degree\b)\w+){0,4}?\W+(?:micro[- ]?masters?|credential|xseries|professional certificate|programme certificate|program certificate)\b",
        _I,
    ),
    "exam": re.compile(
        r"\b(?:final|comprehensive|proctored|capstone|end[- ]of[- ]program(?:me)?|last|the|my|all|an|any) ?(?:final |proctored |the )?exam(?:s|ination|inations)?\b",
        _I,
    ),
    "capstone": re.compile(r"\bcapstones?\b", _I),
    "grade": re.compile(
        r"\bgpa\b|\b(?:grades?|marks|scores?)\b.{0,20}\b(?:good|high|enough|above|over|of|all)\b|\b(?:good|high|top|required|minimum) (?:enough )?(?:grades?|marks|scores?)\b|"
        r"\b(?:passed|scored|got|finished|reached|have)\b.{0,30}\b(?:[6-9]\d|100) ?(?:%|percent\b)|\b(?:got|have|an?|straight) (?:b|a)(?:'s|s)? (?:or better|in all|in every|average)\b",
        _I,
    ),
    "work-experience": re.compile(
        rf"\b{_YEARS} (?:years?|yrs?)(?:'| of| in| as)*\s*(?:(?!school|study|university|college|bachelor)[\w-]+ ){{0,3}}?(?:work\w*|experience|job|industry|profession\w*|full[- ]time|career|manager|engineer|analyst|developer)\b|"
        rf"\b(?:work(?:ed|ing)?|employed|been) (?:\w+ ){{0,5}}?for (?:over |about |more than )?{_YEARS} (?:years?|yrs?)\b|\b(?:work|professional|industry|job|relevant) experience\b",
        _I,
    ),
    "language-test": re.compile(
        r"\b(?:ielts|toefl|pte|duolingo english(?: test)?|english (?:language )?(?:test|exam|certificate)|language (?:test|certificate)|cambridge (?:advanced|c1|english))\b",
        _I,
    ),
    "application": re.compile(
        r"\bapplied\b|\b(?:sent|submitted|handed in|filed|made|send|submit)\b.{0,20}\bapplications?\b|\bapplication (?:is|was) (?:in|sent|submitted|done)\b",
        _I,
    ),
    "admission": re.compile(
        r"\b(?:been|was|am|i'm|got|already|were|get|get myself) (?:already |just |not )?(?:admitted|accepted)\b|\b(?:admission|admittance) (?:letter|offer)\b|\boffer (?:letter )?from\b|"
        r"\b(?:enrolled|student) (?:already )?(?:in|at|of) (?:the |a |an )?(?:\w+ )?(?:master'?s?|degree|university|mba|msc|school)\b|\badmitted\b|\brejected\b",
        _I,
    ),
    "residency": re.compile(
        r"\b(?:come|travel|go|move|be|study|stay|live|get|spend)\b.{0,25}\b(?:campus|cambridge|boston|the us|united states|abroad)\b|\blive (?:near|close to|next to|in) (?:\w+ ){0,2}?(?:campus|boston|cambridge)\b|"
        r"\bon campus\b|\bcampus (?:course|weekend|stay|semester|time)\b",
        _I,
    ),
    "degree": re.compile(
        rf"(?<!the )\b{_DEGREE}(?!\w)(?! (?:at|that|which) )|\bgraduated (?:from|in|with|last|with)\b|\bi'?m a (?:\w+ )?graduate\b",
        _I,
    ),
    "no-other-credit": re.compile(r"\b(?:other|transfer|transferred) credits?\b|\bcredits? (?:from|of) (?:another|other|elsewhere)\b", _I),
}  # fmt: skip
# Words that say the contrary of what they name.
_LACKED = {
    "verified-certificate": re.compile(
        r"\b(?:only|just|merely) audit(?:ed|ing)?\b|\baudit(?:ed|ing)? (?:only|the|all|it|them|everything|my)\b|\b(?:audit|free) (?:track|mode|version|learner)\b|\b(?:took|taken|did|done|doing|taking|courses?) (?:\w+ ){0,3}?for free\b|\bi(?:'m| am)? audit(?:ed|ing)?\b",
        _I,
    ),
    "residency": re.compile(r"\bonly (?:study )?online\b|\bonline only\b|\bhave to stay (?:at home|in my country)\b", _I),
    "grade": re.compile(
        r"\b(?:low|bad|poor) (?:grades?|marks|scores?|gpa)\b|\b(?:grades?|marks|scores?|gpa)\b.{0,20}\b(?:bad|low|poor)\b", _I
    ),
    "degree": re.compile(r"\b(?:high school|secondary school) (?:diploma|leaver|only)\b|\bdropped out\b", _I),
    "credential": re.compile(
        r"\b(?:haven'?t|have not|not|didn'?t) (?:yet )?(?:finish|finished|complete|completed|done)\b.{0,20}\b(?:programme|program|courses|it)\b|"
        r"\b(?:some|one|two|three|half|a few) (?:of the )?courses? (?:left|to go|missing)\b|\bonly (?:did|finished|completed|took) (?:one|two|three|\d)\b",
        _I,
    ),
}  # fmt: skip
_REJECTED = re.compile(r"\brejected\b", _I)


def read_holds(text: str) -> tuple[str, ...]:
    """The kinds of condition that the message says are met: "I passed the capstone exam" -> ("exam", "capstone")."""
    said = [kind for kind, is_held in _said(text) if is_held]
    return _in_order(said, without=read_not_holds(text))


def read_not_holds(text: str) -> tuple[str, ...]:
    """The kinds of condition that the message says are not met: "I only audited" -> ("verified-certificate",)."""
    return _in_order([kind for kind, is_held in _said(text) if not is_held])


def _in_order(kinds: list[str], without: tuple[str, ...] = ()) -> tuple[str, ...]:
    return tuple(kind for kind in STEPS if kind in kinds and kind not in without)


def _said(text: str) -> Iterator[tuple[str, bool]]:
    """Every kind that a statement of the message speaks of, and whether it is said to be met."""
    for clause in _clauses(text.replace("\u2019", "'")):
        is_held = not _NOT.search(_NOT_NOT.sub(" ", clause))
        lacked = [kind for kind, words in _LACKED.items() if words.search(clause)]
        yield from ((kind, False) for kind in lacked)
        for kind, words in _SAID.items():
            if kind in lacked or not words.search(clause):
                continue
            yield kind, _is_met(kind, clause, is_held)


def _is_met(kind: str, clause: str, is_held: bool) -> bool:
    """Other credit is met by having none; who was rejected is not admitted."""
    if kind == "no-other-credit":
        return not is_held
    return is_held and not (kind == "admission" and _REJECTED.search(clause))


def _clauses(text: str) -> Iterator[str]:
    """The statements of a message about the learner, in order."""
    for sentence in _WHOLE.findall(text):
        if _QUESTION.search(sentence):
            continue
        for clause in _CLAUSE.split(sentence):
            if _is_told(clause):
                yield clause


def _is_told(clause: str) -> bool:
    """Whether a clause states something about the learner."""
    if not clause.strip() or _NOT_TOLD.search(clause):
        return False
    return bool(_OWN.search(clause)) or not _IN_GENERAL.search(clause)
