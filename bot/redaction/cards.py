"""Finds payment-card numbers: of a network's length, with Luhn's check digit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.redaction.words import WORDS, Span, alternatives

RUN = re.compile(r"(?<!\d)\+?\d(?:[ ._/-]{0,3}\d){12,}+")
GROUP = re.compile(r"\d+")
MOST_GROUPS = 5
# The first digits of the payment networks, each with the lengths of its numbers.
NETWORK = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})"  # Visa
    r"|(?:5[1-5]|2[2-7])\d{14}"  # Mastercard, Mir
    r"|3[47]\d{13}"  # American Express
    r"|3(?:0|6|8|9)\d{12,17}|35\d{14,17}"  # Diners Club, JCB
    r"|(?:5[0678]|6\d)\d{10,17}"  # Maestro, Discover, UnionPay, RuPay, Dankort
    r"|9792\d{12}"  # Troy
)
WORD = re.compile(rf"\b{alternatives(WORDS['card_words'])}\b", re.IGNORECASE)
NEAR = 25  # characters


def cards(text: str) -> list[Span]:
    """The card numbers of a text in plain characters. What begins with "+" is a phone number."""
    runs = (run for run in RUN.finditer(text) if "+" not in run.group())
    return [span for run in runs for span in _cards_of(run)]


def _cards_of(run: re.Match[str]) -> Iterator[Span]:
    """The cards in digits that may go on with a date or the next card; of what begins at a group, the longest."""
    groups = [match.span() for match in GROUP.finditer(run.string, run.start(), run.end())]
    first = 0
    while first < len(groups):
        longest = min(MOST_GROUPS, len(groups) - first)
        fitting = (n for n in range(longest, 0, -1) if _is_card(run.string, groups[first : first + n]))
        count = next(fitting, 0)
        if count:
            yield Span(groups[first][0], groups[first + count - 1][1], "card")
        first += count or 1


def _is_card(text: str, groups: Sequence[tuple[int, int]]) -> bool:
    """Whether groups of digits are a card's number; one that is called so may have a wrong check digit: it was mistyped."""
    parts = [text[start:end] for start, end in groups]
    digits = "".join(parts)
    if not NETWORK.fullmatch(digits) or any(len(part) < 4 for part in parts[:-1]):
        return False
    if len(parts) > 1 and all(part.endswith("00") for part in parts):
        return False  # "60000 70000 80000"
    return has_check_digit(digits) or _is_called_card(text, groups[0][0], groups[-1][1])


def _is_called_card(text: str, start: int, end: int) -> bool:
    return bool(WORD.search(text, max(0, start - NEAR), start) or WORD.search(text, end, end + NEAR))


def has_check_digit(digits: str) -> bool:
    """Whether the last digit is right (Luhn; ISO/IEC 7812-1, annex B)."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0
