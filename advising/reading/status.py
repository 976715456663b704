"""What a learner tells about who they are: age, gender, family, origin, religion, health. It changes nothing of the profile.

Such words are blanked before a message is read, so that an age is no number of hours, and "my religion" no field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from advising.reading.mentioned import Mentioned

_I_AM = r"(?:i am|i'?m|im|i'?ve been|i have been|i was|we are|we'?re|being|as)"
_PEOPLE = (
    r"wom[ae]n|m[ae]n|girls?|boys?|lad(?:y|ies)|guys?|females?|males?|mothers?|mums?|moms?|fathers?|dads?|parents?|grand\w+|wi(?:fe|ves)|husbands?|widow\w*|"
    r"housewife|refugees?|migrants?|immigrants?|expats?|foreigners?|asylum seekers?|citizens?|pensioners?|senior|veterans?|orphans?|"
    r"carers?|caregivers?|non-?binary|trans(?:gender)?|lesbians?|gay|queer|bisexual|muslims?|christians?|catholics?|protestants?|"
    r"jew(?:s|ish)?|hindus?|hindi|sikhs?|buddhists?|atheists?|blind|deaf|disabled|autistic|dyslexic|pregnant|divorced|married|single|"
    r"unmarried|engaged|depressed|chronically ill|ill|sick"
)  # fmt: skip
_KIN = (
    r"wife|husband|partner|spouse|boyfriend|girlfriend|kids?|children|child|sons?|daughters?|bab(?:y|ies)|mother|mum|mom|father|dad|parents|"
    r"brothers?|sisters?|uncle|aunt|cousin|family|friends?|neighbou?r|grand\w+|twins?"
)  # fmt: skip
_STATE = r"religion|faith|church|health|illness|disability|condition|gender|sex|age|nationality|citizenship|sexuality|origin|race|skin|visa|asylum"
_ILL = r"adhd|add|autism|asperger'?s?|dyslexia|cancer|diabetes|depression|anxiety|ptsd|epilepsy|(?:an? |some |many )?(?:mental |physical |chronic |serious |long[- ]term |rare )*(?:health|disabilit\w+|illness\w*|disease\w*|pain|chronic)"
_BELIEF = r"hinduism|islam|christianity|judaism|buddhism|sikhism|catholicism|atheism|taoism|god|allah|jesus"
_UNIT = r"(?!\s*(?:[$\u20ac\u00a3%]|k\b|h\b|hrs?\b|hours?\b|dollars?\b|usd\b|euros?\b|bucks\b|months?\b|weeks?\b|thousand\b|hundred\b|grand\b|a week|per|each|max))"
_AGE = r"(?:1[0-9]|[2-9][0-9])"
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
_OF_COUNTRY = r"(?:\s+(?:from|of|in)\s+(?!the field|a field)(?:the\s+)?[A-Z]\w+(?:\s+[A-Z]\w+)?)?"
_END = r"(?=[.,;:!?\n]|\s(?:and|but|so|who|i|which|because)\s|$)"

# Each is a phrase by itself; the answer beside it stays.
_PHRASES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        # age
        rf"\b(?:{_I_AM}|(?:just |recently )?turn(?:ed|ing|s)?|aged?(?: of| is|:)?|soon|about to be|will be)\s+(?:now |already |only |almost |nearly |over |about |just |turning )?(?:{_AGE}|{_TENS})\b{_UNIT}(?:\s*(?:years?|yrs?)\b(?: old)?(?!\s+(?:in|of|as|exp)))?",
        r"\b\d{1,3}[- ]*(?:years?|yrs?|y)[- /]*(?:olds?|o|of age)\b",
        rf"\b(?:{_PEOPLE})\s+(?:of|aged?)\s+(?:{_AGE}|{_TENS})\b{_UNIT}",
        rf"^\W*{_AGE}\s*[.,/]?\s*(?:yo|y/o|m|f|male|female)\b",
        rf"\b(?:fe)?male\b[,/ ]+{_AGE}\b{_UNIT}",
        r"\bin my (?:early |mid |late )?(?:\d0'?s|twenties|thirties|forties|fifties|sixties|seventies)\b",
        r"\bborn (?:in|on)\s+[\w ]{0,12}?\d{4}\b",
        r"\b(?:since|in) (?:19|20)\d\d\b",
        # gender, family, origin, belief and health as what somebody is
        rf"\b{_I_AM}\s+(?:both |all )?(?:(?:an?|the|my)\s+)?(?:(?!(?:in|to|for|with|and|but|interested|looking|bad|new|at)\b)[\w-]+\s+){{0,3}}?(?:{_PEOPLE})\b(?! (?:studies|engineering|professional|manager)){_OF_COUNTRY}(?-i:{_OF_COUNTRY})",
        rf"\b(?:an?|two|three|four|five|six|\d|my|our|no|small|young|little|of)\s+(?:\w+\s+)?(?:{_KIN})\b",
        rf"\b(?:i have|i'?ve got|having|with|because of|due to|suffer\w* from|diagnosed with)\s+(?:my |a |an )?(?:{_ILL})\b(?:\s+(?:problems?|issues?|condition|reasons|conditions))?(?! (?:care|science|informatics|administration|degree))",
        rf"\bmy (?:own )?(?:mental )?(?:{_STATE})\b[^.,;:!?\n]*?{_END}",
        rf"\b(?:(?:i|we) )?(?:practi[sc]e|follow|believe in|converted to|raised in|worship|was raised)\s+(?:the )?(?:{_BELIEF})\b",
        rf"\b(?:{_BELIEF})\b",
        r"\b(?:i'?m|i am|i come|originally|we are|came|fled|moved|migrated|emigrated)\s+(?:here )?(?:originally )?(?:from|to)\s+(?-i:[A-Z]\w+(?:\s+[A-Z]\w+)?)(?!\s+(?:to|into)\b)",
        r"\b(?:i|we)(?:'m| am| are)?\s+(?:now |currently )?(?:live|living|based|reside|residing)\s+(?:in|near)\s+(?:a |an |the )?\w+(?:\s(?-i:[A-Z]\w+))?",
        r"\bwheel ?chair\b|\bmental health (?:problems?|issues?)\b|\bhealth (?:problems?|issues?|reasons)\b|\b(?:for|on) religious (?:grounds|reasons)\b",
    )
)  # fmt: skip
# What is said of somebody else, to the end of the clause; who pays for the learner is no such thing.
_OF_OTHERS = re.compile(
    rf"\b(?:my|our|his|her)\s+(?:\w+\s+)?(?:{_KIN})\b(?:\s+and (?:i|me)\b(?![^.;!?\n]*\d))?(?:\s+(?:already|also|all|both|now))?\s+"
    r"(?:is|are|has|have|had|was|were|works?|worked|stud(?:y|ies|ied)|did|does|got|runs?|owns?|teaches|likes?|loves?|speaks?|owned|ran)\b"
    r"(?![^.,;!?\n]*\b(?:pay|pays|paying|cover\w*|budget|afford)\b)[^.,;!?\n]*?(?=[.,;!?\n]|\s(?:and|but|so)\s(?:i|we|my)\b|$)",
    re.I,
)


def without_status(text: str, mentions: Iterable[Mentioned]) -> tuple[str, list[Mentioned]]:
    """The text with a blank for what only tells who somebody is, and the mentions that stand elsewhere."""
    kept = text
    for pattern in (_OF_OTHERS, *_PHRASES):
        kept = pattern.sub(lambda found: " " * len(found.group()), kept)
    left = [
        m for m in mentions if m.end <= m.start or not text[m.start : m.end].strip() or kept[m.start : m.end].strip()
    ]
    return kept, left
