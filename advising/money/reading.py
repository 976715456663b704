"""Reading what a message asks about money beyond the price: stopping early, paying back, and the learner's own numbers."""

from __future__ import annotations

import re

from advising.money.wishes import MoneyWishes

_SMALL = {
    "one": 1, "first": 1, "two": 2, "second": 2, "couple": 2, "three": 3, "third": 3, "four": 4, "fourth": 4, "five": 5,
    "fifth": 5, "six": 6, "sixth": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "a": 1,
}  # fmt: skip
_WORD = "|".join(sorted(_SMALL, key=len, reverse=True))
_COUNT = rf"(?P<count>\d{{1,2}}(?:st|nd|rd|th)?|{_WORD})"
_COURSE = r"(?:cours\w*|clas+(?:es)?|modul\w*)"
_OTHER_MONEY = "\u20ac\u00a3\u20b9"
_AMOUNT = rf"(?:usd ?|us\$|\$)?\s?(?<![\d.,{_OTHER_MONEY}])(?P<amount>\d[\d,]{{0,11}}(?:\.\d{{1,2}})?)\s?(?P<kilo>k|grand|thousand)?\b(?!\s?(?:%|per ?cent|[{_OTHER_MONEY}]|euros?\b|eur\b|pounds?\b|gbp\b|rupees?\b|inr\b|lakhs?\b|pesos?\b))"
_MONEY = r"(?:\s?(?:\$|usd|us dollars?|dollars?|bucks))?"
_MORE = r"(?:more|extra|on top)"

# What else one stops or leaves, what asks for the money back, and what tells of a stop long past.
_OTHER = re.compile(
    r"\brefund|\b(?:quit|leave|leaving|stop|give up|giving up|keep) (?:\w+ )?(?:job|work|working|smoking|employer)\b"
    r"|\bsubscription|\btrial\b|\bdeposit\b|\bmoney (?:back|returned)\b|\b(?:is|be) (?:\w+ ){0,3}paid back\b"
    r"|\breturn my (?:money|fees?)\b|\bout of (?:uni\w*|school|college|a|my|the)\b|\brejoin|\brestart"
    r"|\b(?:last year|ago|been a (?:year|month|while))\b|\bin (?:19|20)\d\d\b",
    re.I,
)
_STOPPING = (
    r"(?:st[o]?pp?(?:ed|ing|s)?|quit(?:s|ting|ted)?|dro?p+(?:ed|ing)? ?out|give? up|gave up|giving up|bail(?:ed|ing)?(?: out)?"
    r"|abandon\w*|walk away|pull out|leave early|leaving early)\b(?! (?:me|us|my|paying|here)\b)"
)
_SUPPOSED = r"\b(?:if|suppos\w+|say|(?:can|could|should|may) i|lose|loose|keep|happens?|consequences?)\b"
_DOING = r"(?:do|doing|did|take|taking|took|finish|complete|pass|pay for)"
_STOP = re.compile(
    rf"{_SUPPOSED}[^.?!\n]{{0,40}}?\b{_STOPPING}|\b{_STOPPING}[^.?!\n]{{0,60}}?(?:{_SUPPOSED}|\bhalf ?-?ways?\b|\bafter\b[^.?!\n]{{0,30}}?\b{_COURSE})"
    r"|\bif i (?:\w+ )?(?:don'?t|do not|never|can'?t|cannot|not) (?:finish|complete)\b"
    rf"|\b(?:only|just) {_DOING}\b[^.?!\n]{{0,40}}?\b{_COURSE}",
    re.I,
)
_HALFWAY = re.compile(
    rf"\bhalf ?-?ways?\b|\bmidway\b|\bin the middle\b|\bhalf (?:of )?(?:the |its |my )?{_COURSE}\b", re.I
)
_AFTER = re.compile(
    rf"\b(?:after|at|with)\s+(?:the\s+|only\s+|just\s+|my\s+|a\s+(?=couple))?(?:first\s+)?{_COUNT}(?:\s+of)?(?:\s+\w+)?\s+{_COURSE}"
    rf"|\b(?:after|at)\s+{_COURSE}\s+(?:number\s+|no\.?\s*|#)?(?P<number>\d{{1,2}}|{_WORD})\b"
    rf"|\b(?:only|just)\s+\w+(?: for)?\s+(?:the\s+)?(?:first\s+)?(?P<only>\d{{1,2}}|{_WORD})(?:\s+of)?(?:\s+\w+)?\s+{_COURSE}",
    re.I,
)
_BREAK_EVEN = re.compile(
    r"\bbr(?:ea|ae|a|e)ke? ?-?even\b|\bpay(?:s|ing)?[ -]?back\b|\bpa(?:y|id|ys) (?:it'?s?|them)?(?:self|selves)? back\b"
    r"|\bpays? (?:for )?itself\b|\bearns? (?:it|this|that|the (?:cost|price|fee|money)) back\b"
    r"|\b(?:make|earn|get) back (?:what|the (?:cost|price|fee|money))\b|\brecoup\w*|\breturn on (?:the |my )?investment\b|\broi\b"
    r"|\bhow much more (?:would|do|must|should|will|wud) (?:i|my \w+) (?:have|need|hav|ned)\s?(?:to )?(?:earn|make|rise|be paid|get paid)\b"
    r"|\b(?:how much|what) (?:would|does|must|should) my (?:pay|salary|wages?|income) (?:have to |need to )?(?:rise|go up|increase|grow)\b"
    r"|\bhow (?:big|large|much) (?:of )?an? (?:pay )?(?:raise|rise)\b",
    re.I,
)
_RISE = (
    rf"\b(?:raise|rise|increase|bump|hike)\s+(?:of|by)\s+{_AMOUNT}",
    rf"{_AMOUNT}{_MONEY}\s+(?:a year |per year |yearly |annual )?(?:pay |salary |wage )?(?:raise|rise|increase|bump|hike|rais|raize)\b",
    rf"\b(?:earn\w*|makes?|made|making|get|got|paid)\s+(?:me\s+)?(?:about |around )?{_AMOUNT}{_MONEY}\s+(?:an? |per )?(?:year |yr |month |annum )?{_MORE}\b",
    rf"\b{_MORE}\s+{_AMOUNT}{_MONEY}\s*(?:an?|per|each|every|/)\s*(?:year|yr|month|annum)\b",
    rf"\b(?:pay|salary|wages?|income|earnings)\s+(?:\w+\s+){{0,2}}?(?:rose|rises|rise|goes up|went up|go up|up|increased|increases|increase|grew|grows|grow)\s+(?:by\s+)?(?:about |around )?{_AMOUNT}",
)
_RISES = tuple(re.compile(pattern, re.I) for pattern in _RISE)
_MONTHLY = re.compile(r"\b(?:an?|per|each|every)\s+month\b|/\s?mo(?:nth)?\b|\bmonthly\b", re.I)
_HOURLY = re.compile(r"\b(?:an?|per|each|every)\s+h(?:ou)?r\b|/\s?h(?:ou)?r?\b|\bhourly\b", re.I)
_HOUR = (
    rf"\b(?:my|an) (?:hour|time|hr|houre|our)(?: of (?:my time|mine))?\s+(?:is|are|=|was|would be)?\s*(?:worth|valued at|about)?\s*(?:about |around )?{_AMOUNT}",
    rf"\b(?:i|i'm|my (?:time|job|work))\s+(?:\w+\s+){{0,2}}?(?:earn|make|get|charge|paid|pays|worth|at)\s+(?:me\s+)?(?:about |around )?{_AMOUNT}{_MONEY}\s*(?:an?|per|each|/)\s*h(?:ou)?r?\b",
    rf"\bvalue\s+(?:my|an)\s+(?:time|hours?)\s+(?:at|by)\s+{_AMOUNT}",
)
_HOURS = tuple(re.compile(pattern, re.I) for pattern in _HOUR)
_YEARS = re.compile(rf"\b(?:in|within|over|after)\s+(?:about\s+)?(?P<years>\d{{1,2}}|{_WORD})(?:\s+of)?\s+(?:years?|yrs?|yeras?)\b", re.I)  # fmt: skip
# A bare follow-up: "and in 3 years?"
_BARE_YEARS = re.compile(
    rf"^\W*(?:and |or |but |what about |how about |what if |say )+{_YEARS.pattern}\W*$|^\W*{_YEARS.pattern.replace('years>', 'bare>')}\W*\?\s*$",
    re.I,
)


def read_money(text: str) -> MoneyWishes | None:
    """What a message asks about stopping early and paying back, with the learner's own numbers in US dollars.

    Returns:
        None where it asks none of these: "how much does it cost" and "is it worth it" are answered elsewhere.
    """
    if _OTHER.search(text):
        return None
    rise, hour = _rise(text), _hour(text)
    has_stop, has_break_even = bool(_STOP.search(text)), bool(_BREAK_EVEN.search(text)) or _asks_rise(text)
    bare = _BARE_YEARS.search(text)
    if not (has_stop or has_break_even or bare or rise is not None or hour is not None):
        return None
    after = _after(text) if has_stop else None
    return MoneyWishes(
        has_stop=has_stop,
        stop_after=after,
        is_halfway=has_stop and after is None and bool(_HALFWAY.search(text)),
        has_break_even=has_break_even or bool(bare) or rise is not None,
        rise_usd=rise,
        hour_usd=hour,
        years=_years(text),
    )


def _asks_rise(text: str) -> bool:
    """Whether a rise is spoken of whose amount cannot be taken as dollars a year: "a 10 % raise"."""
    return bool(re.search(r"\bif (?:i|my \w+) (?:get|got|had|getting)\b.*\b(?:raise|pay rise)\b", text, re.I))


def _rise(text: str) -> float | None:
    """The hoped-for rise in pay a year; told by the month it is counted for 12, told by the hour it is not counted."""
    found = next(filter(None, (pattern.search(text) for pattern in _RISES)), None)
    if found is None or _HOURLY.search(text[found.start() : found.end() + 12]):
        return None
    monthly = _MONTHLY.search(text[found.start() : found.end() + 12])
    return _amount(found) * (12 if monthly else 1)


def _hour(text: str) -> float | None:
    found = next(filter(None, (pattern.search(text) for pattern in _HOURS)), None)
    return _amount(found) if found else None


def _amount(found: re.Match[str]) -> float:
    return float(found["amount"].replace(",", "")) * (1000 if found["kilo"] else 1)


def _after(text: str) -> int | None:
    found = _AFTER.search(text)
    return _number(found["count"] or found["number"] or found["only"]) if found else None


def _years(text: str) -> int | None:
    found = _YEARS.search(text)
    return (_number(found["years"]) or None) if found else None


def _number(word: str) -> int:
    digits = re.match(r"\d+", word)
    return int(digits.group()) if digits else _SMALL[word.lower()]
