"""Whether a programme should count toward a degree: "must", "yes" (it would help), "no" or "any"."""

from __future__ import annotations

import re

from advising.profile import ANY
from advising.reading.sentences import READS_AS_QUESTION
from advising.reading.wishes import needs_credit

# Intents of messages that leave the question, or ask about it.
ELSEWHERE = {"cancel", "explain_question"}
_CREDITS = (
    r"(?:credits?|credit points|(?:uni(?:versity)?|college|academic|degree|ects|study) (?:credits?|points)|ects|points)"
)
_NOT = r"(?:do ?n[o'\u2019]?t|do not|does ?n[o'\u2019]?t|does not|need ?n[o'\u2019]?t|not|no longer|never)"
_NO_CREDIT = re.compile(
    rf"(\b(?:no|not|without) (?:\w+ ){{0,2}}credits?\b|\b{_NOT} (?:really |even |actually )?(?:need|want|care (?:about|for)|after|looking for|interested in|bother\w* (?:about|with)) (?:\w+ ){{0,3}}?(?:{_CREDITS}|degree|master'?s?|count)\b|"
    rf"\b(?:forget|drop|skip|never ?mind) (?:about )?(?:the )?(?:university )?{_CREDITS}\b|\bno need (?:for|of) (?:\w+ )?{_CREDITS}|"
    rf"\b{_CREDITS} (?:is|are|does|do)(?:n[o'\u2019]t| not) (?!a must)|\b(?:just|only|purely|all about) (?:for )?(?:the )?(?:skills?|knowledge|learning)\b|\b{_NOT} (?:have|need) (?:it )?to count\b)",
    re.I,
)  # fmt: skip
_CREDIT = re.compile(
    r"\b(credit(?! ?card)|credits|count(s|ing)? (toward|towards|for|to)|stack(able|s)?|toward(s)? a (degree|master)|"
    r"(later|then|eventually|afterwards) (do |get )?(a |the )?(full )?(degree|master|mba))",
    re.I,
)
_NICE = re.compile(
    r"\b(?:would (?:\w+ )?(?:be|make) (?:\w+ ){0,2}?(?:nice|good|great|cool|lovely|beautiful|wonderful|helpful|useful|better|perfect|ideal|fine|handy|plus|bonus|welcome|happy)|"
    r"nice[- ]to[- ]have|not (?:a |an absolute )?must|(?:a|big|small) (?:plus|bonus|benefit)|if (?:possible|it (?:can|does|could|works|is)|you can|there is)|prefer\w*|ideally|hopefully|"
    r"would (?:help|appreciate|welcome)|(?:would|i'?d) (?:like|love|prefer) (?:it|that|this|to (?:study|continue|go on|do a|get a)|credits?|to have (?:it|that|credits?))|only (?:if|when) |if (?:it|that|they|there|not) ?(?:is|'?s|does|are|would|will)?\b|optional|matters|as long as|helps?|nice|useful|of course|welcome|"
    r"(?:want|plan|hope|wish|like|dream|going|maybe|might|may) (?:\w+ ){0,4}?(?:master'?s?|masters|degree|bachelor'?s?|mba|phd|univ\w*|uni|studies)\b|"
    r"(?:master'?s?|masters|degree|bachelor'?s?|mba|phd) (?:\w+ )?(?:after|later|afterwards|then|next|one day|some day|in the future|eventually))\b",
    re.I,
)  # fmt: skip
_SURELY = re.compile(
    r"\b(must(?! not\b)|musst|definitely|absolutely|essential|require[ds]?|has to|have to|had to|needs? to|needed|mandatory|crucial|compulsory|obligatory|indispensable|"
    r"deal ?breaker|non[- ]?negotiable|vital|"
    r"only with (?:it|that|credits?)|i need (?:it|that|this|the points|them)|yes i need)\b",
    re.I,
)  # fmt: skip
_POINTLESS = re.compile(
    r"\b(?:without (?:it|that|credits?)\b[\w ]*(?:no|not|useless|pointless|worthless)|(?:no|not any) (?:sense|point|use|good) (?:without|otherwise)|(?:useless|pointless|worthless) (?:without|otherwise))\b",
    re.I,
)
_NEEDLESS = re.compile(
    rf"\b(?:{_NOT} (?:have|need|ha[sv]e?) to|{_NOT} (?:really |so |very |that |particularly |at all )*(?:need(?:ed)?|necessary|required?|important|relevant|essential|interested|want(?:ed)?|matter to me|a (?:priority|goal|concern)|worth|for me|after|looking|planning|bother\w*|fussed|going)|"
    rf"no (?:need|use|interest|thanks?|thank you|degree|uni(?:versity)?|point in|desire|intention)|unimportant|irrelevant|unnecessary|needless|could ?n[o'\u2019]t care less|could not care less|{_NOT} care (?:about|for) (?:it|that|this|them|uni\w*|the)|"
    r"(?:just|only|purely|rather|more|simply|merely|mainly|mostly) (?:\w+ ){0,4}?(?:skills?|knowledge|learn(?:ing)?|know[- ]how|fun|interest|curiosity|hobby|work|job|cv|resume|content|myself|practice|practical|understand\w*)|"
    r"(?:it'?s |it is |is |this is )?(?:for|out of) (?:my |the |a |pure |personal |own )*(?:cv|resume|r[e\u00e9]sum[e\u00e9]|linkedin|work|job|career|boss|employer|company|promotion|fun|myself|interest|curiosity|hobby|pleasure|skills?|knowledge|business|growth)|"
    r"(?:the )?(?:skills?|knowledge|know[- ]how|learning|content) (?:is|are|only|alone|matters?|counts?|will do|suffices?|(?:is|are) enough)|skills?|knowledge|learning|own sake|(?:certificate|course|programme) (?:is|alone|only|itself)|already have (?:a|my|one|two|enough)|too old for)\b",
    re.I,
)  # fmt: skip
_PERHAPS = re.compile(
    r"\b(maybe|perhaps|possibly|not (?:sure|yet)|might|we(?:'ll| will) see|later|some ?day|one day|depends|undecided|open|not decided|eventually|who knows)\b",
    re.I,
)
_YES = re.compile(
    r"^\W*(?:oh |well |um+ |hm+ |so |ok(?:ay)? )*(?:yes|yeah|yep|yup|yess+|ya|yea|sure|sure thing|certainly|indeed|absolutely|please|s[i\u00ed]|oui|ja|sim|haan|claro|da|true|correct|right|i do|i would|it should|should|y)\b|\byes\b|\b(?:it )?should (?:count|be|give|have)\b|\b(?:is|very|quite|really|pretty) important\b|\bimportant\b",
    re.I,
)
_YES_BUT = re.compile(r"^\W*(?:yes|yeah|yep|sure|ja|si|oui)\b.*\bbut (?:it is |it'?s )?(?:not|no|does|do)", re.I)
_NO = re.compile(
    r"^\W*(?:oh |well |um+ |hm+ |so |ok(?:ay)? )*(?:no|nope|nah|naw|non|nein|n[a\u00e3]o|nahi|never|not (?:really|at all|necessarily)|n|none|neither|nothing)\b(?!\W+(?:more|less|longer|later|wait|sorry|actually|idea|i mean))|\bno$",
    re.I,
)


def read_credit(text: str) -> str | None:
    """What a message says of credit, asked for or not; None where it says nothing."""
    if _POINTLESS.search(text):
        return "must"
    if _NO_CREDIT.search(text):
        return "no"
    if needs_credit(text):
        return "must"
    return "yes" if _CREDIT.search(text) else None


def asked_credit(text: str, intent: str = "") -> str | None:
    """What an answer to the question for credit says: whether it must be, would help, need not be, or is open.

    `intent` decides where the words do not: `affirm` and `deny` are a yes and a no in any language.
    """
    if READS_AS_QUESTION.search(text) or intent in ELSEWHERE:
        return None
    if _POINTLESS.search(text):
        return "must"
    if _YES_BUT.search(text):
        return "yes"
    is_no = bool(_NO.search(text)) or intent == "deny"
    for pattern, value in ((_NICE, "yes"), (_NEEDLESS, "no"), (_SURELY, "must"), (_PERHAPS, ANY)):
        if pattern.search(text) and not (is_no and value in ("must", ANY)):
            return value
    if is_no:
        return "no"
    return "yes" if _YES.search(text) or intent == "affirm" else None
