"""Hours a week and dollars in an answer: bare numbers, "two a day", "nothing at all", "whatever it costs"."""

from __future__ import annotations

import re
from typing import Any

from advising.profile import ANY

MOST = {"hours_per_week": 80.0, "budget_usd": 500_000.0}
SHORT = 40  # letters of a sentence whose number is the answer
_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "dozen": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_WORD = "|".join(word for word in _WORDS if word != "one")
# "One" is a number only where it cannot be a thing: not in "the second one".
_NUMBER = rf"(?:(?<![\w.,])\d[\d,]*(?:\.\d+)?|(?<!\w )\bone\b|(?<=maybe )one\b|(?<=only )one\b|(?<=just )one\b|(?<=about )one\b|(?<=most )one\b|\b(?:{_WORD})\b)"
# What may stand behind a bare number: its unit, a limit, the end; but no thing that is counted ("2 kids").
_GOES_ON = (
    r"(?=\s*(?:$|[.,;:!?)+~%$\u20ac\u00a3-]|(?:max|maximum|min|minimum|or|to|and|but|at|a|per|each|every|if|is|would|will|should|could|can|maybe|please|tops|about|in|on|i|"
    r"for|weekly|daily|ish|probably|perhaps|then|so|when|because|with|k|h|hours?|hrs?|dollars?|usd|bucks|euros?|pounds?|grand|hundred|thousand|million|not|no|yes|ok|okay|fine|works|sounds|all|of them|only|thanks|as|the most|most|top|instead|actually|sorry|rather|wait|total|altogether|overall|from|by|during|after)\b))"
)
_BARE = re.compile(rf"(?P<low>{_NUMBER})(?:\s*(?:-|\u2013|to|or|and)\s*(?P<high>{_NUMBER}))?{_GOES_ON}", re.I)
_EACH = re.compile(
    r"^\s*(?:h|hours?|hrs?)?\s*(?:a|per|each|every|/|on)\s*(?P<unit>day|evening|night|morning|weekday|working day|weekend|week|month)|^\s*(?P<daily>daily)\b",
    re.I,
)
_TIMES = {
    "day": 7.0,
    "daily": 7.0,
    "evening": 5.0,
    "night": 5.0,
    "morning": 5.0,
    "weekday": 5.0,
    "working day": 5.0,
    "month": 1 / 4.33,
}
_CORRECTION = re.compile(
    r"\b(?:no wait|wait|no|sorry|actually|i mean|i meant|make (?:it|that)|rather|correction|oops)\b", re.I
)
_CORRECTS = re.compile(
    r"^\W*(?:no|nope|actually|sorry|wait|oops|i mean|i meant|make (?:it|that)|rather|correction)\b", re.I
)
# Units that a bare number has not when it is an answer to the question.
_OTHER_UNIT = {
    "hours_per_week": re.compile(
        r"^\s*(?:[$\u20ac\u00a3%]|(?:dollars?|usd|bucks|euros?|pounds?|grand|k|million|thousand|months?|years?|yrs?|minutes?|mins?|days?|weeks)\b)|[$\u20ac\u00a3]\s*$",
        re.I,
    ),
    "budget_usd": re.compile(r"^\s*(?:hours?|hrs?|h|weeks?|months?|years?|yrs?|days?|%)\b", re.I),
}
_NO_MONEY = (
    r"(?:do ?n[o'\u2019]?t|do not|have ?n[o'\u2019]?t|not) (?:have|got) (?:any |much |the )?money|have not (?:any |much |the )?money|(?:no|without(?: any)?|zero|0) (?:money|budget|funds|cash|dollars?|cent|cost)|"
    r"(?:can ?n[o'\u2019]?t|can ?not|unable to|not able to|will not|won'?t) (?:\w+ )?(?:pay|afford|spend)(?: (?:for )?(?:anything|it|a thing|money|a cent|much|at all))?|"
    r"(?:do ?n[o'\u2019]?t|do not) want to (?:pay|spend)(?: (?:for )?(?:anything|money|a cent|at all))?(?! more)|free of (?:charge|cost)|cost[- ]free|for free|not (?:a|one) (?:cent|penny|dime|dollar)|gratis|umsonst|kostenlos|gratuit|broke"
)
_FREE = re.compile(
    rf"(?:^|[,;.:])\s*(?:and |but )?free\s*(?=$|[,;.!])|\b(?:{_NO_MONEY}|(?:must|has to|have to|should|needs to|only) (?:be )?(?:\w+ )?free)\b(?! (?:time|on|in the|at|after|evenings?))",
    re.I,
)
_ASKED_FREE = re.compile(
    r"\b(?:nothing|free|zero|nil|nada|none|no (?:money|budget|cost|costs|payment)|empty|pennies|unemployed)\b(?! (?:time|limit|matter))|^\W*(?:0|no|nope)\W*$",
    re.I,
)
_MONEY = r"(?:money|price|prices|costs?|budget|fees?|tuition)"
_RICH = re.compile(
    rf"\b{_MONEY} (?:is|are|does|do|plays?|has|have|'s)?\s*(?:no|not|n[o'\u2019]t|never)?\s*(?:an? |any |the |really )*(?:problem|object|issue|concern|obstacle|matter|role|limit|question|worry)\b|"
    rf"\b(?:no|any|unlimited|open|flexible) (?:budget |price |cost |money |upper |financial )*(?:limits?|problem|budget|price|costs?|cap|ceiling)\b(?! (?:on|of|for) (?:my )?(?:time|hours))|\b(?:what|how)ever (?:it|that|they) (?:costs?|charges?|much)|\bhowever much\b|"
    rf"\b(?:company|employer|boss|work|job|firm|parents|family|husband|wife|partner|parents|father|mother|dad|mum|mom|government|state|scholarship|office|they|someone|hospital|school) (?:\w+ )?(?:pays?|paying|will pay|covers?|covering|sponsors?|sponsoring|finances?|takes care)\b|\b(?:paid|covered|sponsored|financed) by\b|"
    rf"\b{_MONEY} (?:does ?n[o'\u2019]?t|does not|is ?n[o'\u2019]?t|is not) (?:really )?(?:matter|important|an? (?:issue|problem|concern|factor))|\b{_MONEY} (?:is|are) (?:irrelevant|unimportant|secondary|fine|flexible)|\b{_MONEY} (?:does|do|will)(?: not|n[o\'\u2019]?t) (?:play|matter|count)|\b(?:i am|i\'?m|we are) (?:rich|wealthy)|\bsky is the limit|\b(?:can|could) (?:afford|pay) (?:anything|everything|any|all|whatever)|\bdo ?n[o'\u2019]?t (?:mind|care) (?:about )?(?:the )?{_MONEY}|\bdo not (?:mind|care) (?:about )?(?:the )?{_MONEY}|\bprice (?:is )?(?:no|not) ",
    re.I,
)  # fmt: skip
_NO_BUDGET = re.compile(r"\b(?:no|zero) budget(?! limit)\b", re.I)
_CHEAP = re.compile(
    r"\b(?:cheap(?:est|ly)?|low(?:est)? (?:price|cost)|little money|inexpensive|affordable|as little as|not (?:too )?expensive)\b",
    re.I,
)
_ANY_TIME = re.compile(
    r"\b(?:no (?:time )?limits?|(?:lots|plenty|loads|tons|enough|all the|unlimited|a lot) (?:of )?(?:time|hours)?|all (?:day|week)|as (?:many|much|long) (?:\w+ )?(?:needed|necessary|required|it takes|possible|it needs)|whatever (?:it takes|is needed|you say)|however (?:many|much|long)|any (?:number|amount)|time (?:is|does)(?:n[o'\u2019]?t| not|'s)? ?(?:no|not|a|an|really)? ?(?:problem|issue|matter|limit))\b",
    re.I,
)  # fmt: skip


def within(slot: str, value: float) -> float | None:
    """The value if a person could mean it, else None: nobody studies 500 hours a week."""
    return value if 0 <= value <= MOST[slot] else None


def read_budget(text: str) -> Any:
    """What plain words say of the budget without a figure, asked for or not: 0, any, or None for nothing."""
    if _FREE.search(text):
        return 0.0
    return ANY if _RICH.search(text) and not _NO_BUDGET.search(text) else None


_HOURS_SLIP = re.compile(r"\b(\d{1,2}|\w+) (?:ours|hous|houres|horus|hourse|huors)\b", re.I)


def asked_amount(text: str, slot: str, has_figure: bool) -> Any:
    """What an answer to the question for hours or money says; a number with a unit of its own is not one for another."""
    if not has_figure and (value := _bare_number(_HOURS_SLIP.sub(r"\1 hours", text), slot)) is not None:
        return value
    if slot == "hours_per_week":
        return ANY if _ANY_TIME.search(text) else None
    if _ASKED_FREE.search(text) and not _RICH.search(text):
        return 0.0
    return ANY if _CHEAP.search(text) else None


def wants_cheap(text: str) -> bool:
    """Whether the price matters so much that it should be as low as can be."""
    return bool(
        re.search(
            r"\b(?:as cheap as|cheapest|lowest (?:price|cost)|as little (?:money )?as|cheap (?:please|pls|as))\b",
            text,
            re.I,
        )
    )


def corrected_number(text: str, slot: str | None) -> dict[str, float]:
    """What a number after "no wait" puts right: the slot that was asked before, if it holds a number."""
    number = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    if slot not in MOST or not (number and _CORRECTS.match(text)) or len(text) >= SHORT:
        return {}
    value = within(slot, _figure(number.group()))
    return {} if value is None else {slot: value}


_POINTING = re.compile(
    r"\b(?:first|second|third|fourth|last|other|next|this|that|which|any|no|every|each|another|right|same) one\b", re.I
)


def _bare_number(text: str, slot: str) -> float | None:
    """The number of a short answer: the upper one of a range, the last one behind a correction; "that one" is none."""
    text = _POINTING.sub(" ", text)
    for sentence in re.split(r"(?<=[a-z])[.;!?\n]+\s*|[;!?\n]+|\.\s+", text, flags=re.I):
        found = [match for match in _BARE.finditer(sentence) if not _is_of_other_unit(sentence, match, slot)]
        if not found or len(" ".join(sentence.split())) >= SHORT:
            continue
        corrected = [match for match in found[1:] if _CORRECTION.search(sentence[found[0].end() : match.start()])]
        match = corrected[-1] if corrected else found[0]
        value = max(_figure(match["low"]), _figure(match["high"] or match["low"]))
        if slot == "hours_per_week" and (each := _EACH.match(sentence[match.end() :])):
            value *= _TIMES.get((each["unit"] or each["daily"]).lower(), 1.0)
        return within(slot, value)
    return None


def _is_of_other_unit(text: str, match: re.Match[str], slot: str) -> bool:
    beside = _OTHER_UNIT[slot]
    return bool(
        beside.match(text[match.end() :])
        or (slot == "hours_per_week" and re.search(r"[$\u20ac\u00a3]\s*$", text[: match.start()]))
    )


def _figure(text: str) -> float:
    return float(_WORDS[text.lower()]) if text.lower() in _WORDS else float(text.replace(",", ""))
