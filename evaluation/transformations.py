"""Changes of a message that should not change its answer; each is drawn from a generator with a seed.

A change that does not apply (no number to rewrite, no word long enough) gives the message back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random

Change = Callable[[str, Random], str]

# A word that a typo leaves readable; names with digits are left alone.
_WORD = re.compile(r"(?<![\w@/.])[^\W\d_]{4,}(?![\w@])")
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
BEFORE = (
    "Hi there, quick question:", "Sorry if this was asked before, but", "So I was wondering,", "ok so basically",
    "Hope you are well.", "Just curious:", "I couldn't find this anywhere.",
)  # fmt: skip
AFTER = (
    "Thanks in advance!", "Any help is appreciated.", "I'm a bit lost here.", "thx", "Please let me know.",
    "Asking for a friend.", "Hope that makes sense.",
)  # fmt: skip
_DIGITS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_WORDS = {number: word for word, number in _DIGITS.items()}
_ONES = {"one": 1, **{word: number for word, number in _DIGITS.items() if number < 10}}
_TENS = "twenty|thirty|forty|fifty"
# Only what counts something: "one of them" and "module 3" are no amounts.
_COUNTED = r"(?=[\s-]*(?:hours?|hrs?|days?|weeks?|months?|years?|courses?|credits?|classes|modules|dollars|bucks|usd|thousand|grand|hundred)\b)"
_COUNT = re.compile(
    rf"(?:\b(?:(?P<tens>{_TENS})[\s-](?P<ones>{'|'.join(_ONES)})|(?P<word>{'|'.join(_DIGITS)}))"
    rf"|(?<![\d.,$\u20ac\u00a3-])(?P<count>\d{{1,2}})(?![\d.,]*\d)){_COUNTED}",
    re.I,
)
_THOUSANDS = re.compile(
    r"(?P<sign>[$\u20ac\u00a3])?(?<![\d.,])(?P<value>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?\s?k|(?<=[$\u20ac\u00a3])\d{4,6})\b(?![.,]\d)",
    re.I,
)


def one_typo(text: str, chance: Random) -> str:
    """One letter swapped, dropped, doubled or missed by a key, in a word of four letters or more."""
    words = list(_WORD.finditer(text))
    if not words:
        return text
    word = chance.choice(words)
    return text[: word.start()] + misspelt(word[0], chance) + text[word.end() :]


def two_typos(text: str, chance: Random) -> str:
    """Two typos, in different words where there are two."""
    words = list(_WORD.finditer(text))
    if len(words) < 2:
        return one_typo(one_typo(text, chance), chance)
    for word in sorted(chance.sample(words, 2), key=lambda found: -found.start()):
        text = text[: word.start()] + misspelt(word[0], chance) + text[word.end() :]
    return text


def misspelt(word: str, chance: Random) -> str:
    """The word with one typo; never the word itself."""
    made = {kind(word, place, chance) for kind in (_swap, _drop, _double, _miss) for place in range(len(word) - 1)}
    return chance.choice(sorted(made - {word}))


def _swap(word: str, place: int, _: Random) -> str:
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _drop(word: str, place: int, _: Random) -> str:
    return word[: place + 1] + word[place + 2 :]


def _double(word: str, place: int, _: Random) -> str:
    return word[:place] + word[place] + word[place:]


def _miss(word: str, place: int, chance: Random) -> str:
    near = neighbours(word[place])
    return word[:place] + chance.choice(near) + word[place + 1 :] if near else word


def neighbours(letter: str) -> str:
    """The keys beside a letter's, in its case; none for letters that stand on no key."""
    for row in _KEYS:
        place = row.find(letter.lower())
        if place >= 0:
            found = row[max(0, place - 1) : place] + row[place + 1 : place + 2]
            return found.upper() if letter.isupper() else found
    return ""


def lower_case(text: str, _: Random) -> str:
    """Everything in small letters."""
    return text.lower()


def upper_case(text: str, _: Random) -> str:
    """Everything in capital letters."""
    return text.upper()


def no_punctuation(text: str, _: Random) -> str:
    """Without signs, but for those inside of numbers and names such as "$1,000", "3.5", "C++" and "pay-per-course"."""
    bare = re.sub(r"[?!;:\"()\u2026\u201c\u201d\u00bf\u00a1'\u2018\u2019]|[.,](?!\d)", "", text)
    return " ".join(re.sub(r"\s[-\u2013\u2014]+(?=\s)", "", bare).split())


def filler_before(text: str, chance: Random) -> str:
    """A clause of small talk first."""
    return f"{chance.choice(BEFORE)} {text}"


def filler_after(text: str, chance: Random) -> str:
    """A clause of small talk last."""
    stop = "" if text.rstrip().endswith((".", "?", "!")) else "."
    return f"{text.rstrip()}{stop} {chance.choice(AFTER)}"


def number_formats(text: str, chance: Random) -> str:
    """Numbers in another form of the same value: "$1,000" as "1k", "ten weeks" as "10 weeks"; years stay."""
    text = _THOUSANDS.sub(lambda found: _another_amount(found, chance), text)
    return _COUNT.sub(_another_count, text)


def _another_count(found: re.Match[str]) -> str:
    if found["count"]:
        return _WORDS.get(int(found["count"]), found["count"])
    if found["tens"]:
        return str(_DIGITS[found["tens"].lower()] + _ONES[found["ones"].lower()])
    return str(_DIGITS[found["word"].lower()])


def _another_amount(found: re.Match[str], chance: Random) -> str:
    sign, written = found["sign"] or "", found["value"].lower().replace(",", "").replace(" ", "")
    value = round(float(written.removesuffix("k")) * (1000 if written.endswith("k") else 1))
    short = [f"{value / 1000:g}k"] if value % 100 == 0 and value >= 1000 else []
    plain = [f"${value}"] if sign == "$" else [f"{sign}{value}"] if sign else []
    forms = [f"{sign}{value:,}", *plain, *(f"{sign}{form}" for form in short), *(short if sign == "$" else [])]
    others = sorted({form for form in forms if form != found[0]})
    return chance.choice(others) if others else found[0]


CHANGES: Mapping[str, Change] = {
    "one typo": one_typo,
    "two typos": two_typos,
    "lower case": lower_case,
    "upper case": upper_case,
    "no punctuation": no_punctuation,
    "filler before": filler_before,
    "filler after": filler_after,
    "number formats": number_formats,
}


def changed(name: str, row: str, text: str, seed: int) -> str:
    """The message of a row under a change; its own generator makes it independent of the other rows."""
    return CHANGES[name](text, Random(f"{seed}/{name}/{row}"))
