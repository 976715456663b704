"""Finds phone numbers of many countries, and leaves amounts, years, dates and ids where they are."""

from __future__ import annotations

import re

from phonenumbers import Leniency, PhoneNumberMatcher

from bot.redaction.words import WORDS, Span, alternatives

# Digits with separators between them. Without a comma, which stands in amounts and between numbers.
RUN = re.compile(r"(?<!\w)[+(]{0,2}\d(?:[ ()./_-]{0,3}\d)*+(?: ?(?:ext|x)\.? ?\d{1,6}(?!\w))?")
GROUP = re.compile(r"\d+")
NEAR = 50  # characters
FEWEST_CALLED, FEWEST_VALID, MOST_DIGITS = 6, 7, 15
WITH_COUNTRY, WITH_TRUNK = 8, 11
# A piece of digits that is looked up in every region, in characters. Nobody writes more of them than this in one message; looking
# all up would hold up everybody else, so what comes after is taken for phone numbers.
PIECE, MOST_LOOKED_UP, MOST_TRIES = 48, 12, 10

# "my number is", "call me on": the word, and what may stand between it and the number.
CALL = alternatives(WORDS["call_words"])
BEFORE = alternatives(WORDS["before_number"])
CALLED_BEFORE = re.compile(rf"\b{CALL}\b\W{{0,4}}(?:{BEFORE}\b\W{{0,4}}){{0,4}}+$", re.IGNORECASE)
CALLED_AFTER = re.compile(
    rf"\W{{0,3}}(?:{alternatives(WORDS['after_number'])}\b\W{{0,3}}){{0,3}}+{CALL}\b", re.IGNORECASE
)

CURRENCY = "[$\u20ac\u00a3\u20b9\u00a5]"
UNIT = alternatives(WORDS["units"])
AMOUNT_WORD = alternatives([*WORDS["amount_words"], *WORDS["units"]])
AMOUNT_BEFORE = re.compile(
    rf"(?:{CURRENCY}|\b{AMOUNT_WORD}\b)[\s:.=-]{{0,3}}(?:(?:is|of|was|about|code|around)\b ?){{0,2}}+$", re.IGNORECASE
)
AMOUNT_AFTER = re.compile(rf" {{0,2}}(?:{CURRENCY}|{UNIT}\b)", re.IGNORECASE)
THOUSANDS = re.compile(r"[1-9]\d{0,2}([ .])\d{3}(?:\1\d{3})*+")

YEAR, MONTH, DAY = r"(?:19|20)\d\d", r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
ORDERS = (rf"{YEAR}[-/.]{MONTH}(?:[-/.]{DAY})?", rf"{DAY}[-/.]{MONTH}[-/.]{YEAR}", rf"{MONTH}[-/.]{DAY}[-/.]{YEAR}",
          rf"{MONTH}[-/.]{YEAR}", YEAR)  # fmt: skip
# Each date is read in one way only: trying others would take time that doubles with every date.
DATE = rf"(?>(?:{'|'.join(ORDERS)})(?!\d))"
DATES = re.compile(rf"{DATE}(?:[ ./-]{{1,3}}{DATE})*+")
# The numbers of books (ISBN-13) and of occupations (SOC, O*NET).
CODE = re.compile(r"97[89](?:[ -]?\d){10}|\d\d-\d{4}\.\d\d")


def phones(text: str) -> list[Span]:
    """The phone numbers of a text in plain characters."""
    looked_up, spans = 0, list[Span]()
    for run in RUN.finditer(text):
        count = _digits(run.group())
        if count < FEWEST_CALLED or _is_something_else(run):
            continue
        if _is_called_one(run, count):
            spans.append(Span(*run.span(), "phone"))
        elif count >= FEWEST_VALID and not _is_counting(run.group()):
            pieces = _pieces(run)
            looked_up += len(pieces)
            is_too_much = looked_up > MOST_LOOKED_UP
            spans += [Span(*run.span(), "phone")] if is_too_much else _valid(text, pieces)
    return spans


def _is_something_else(run: re.Match[str]) -> bool:
    """Whether the digits are an amount, dates, or the number of a book or an occupation."""
    digits = run.group()
    if digits.startswith(("+", "00")):
        return False
    if CODE.fullmatch(digits) or DATES.fullmatch(digits) or _is_amount(digits):
        return True
    before = run.string[max(0, run.start() - NEAR) : run.start()]
    return AMOUNT_BEFORE.search(before) is not None or AMOUNT_AFTER.match(run.string, run.end()) is not None


def _is_amount(digits: str) -> bool:
    """Whether these are amounts by their shape: "1 500 000", "60000000", "25000-30000"; or only zeros."""
    groups = GROUP.findall(digits)
    if len(groups) == 1:
        return digits.endswith("00000")
    if THOUSANDS.fullmatch(digits) and (digits.endswith("000") or _digits(digits) < 9):
        return True
    return all(group.endswith("00") and group[0] != "0" for group in groups) or set("".join(groups)) == {"0"}


def _is_counting(digits: str) -> bool:
    """Whether these are small numbers in a row, such as "10 20 30 40 50"."""
    groups = GROUP.findall(digits)
    values = [int(group) for group in groups]
    return groups[0][0] != "0" and all(len(group) < 3 for group in groups) and values == sorted(set(values))


def _is_called_one(run: re.Match[str], count: int) -> bool:
    """Whether it begins with a country code, or stands beside words such as "call me on"."""
    digits = run.group()
    if digits.startswith(("+", "(+")) and count >= WITH_COUNTRY:
        return True
    if digits.startswith(("00", "011 ")) and count >= WITH_TRUNK:
        return True
    before = run.string[max(0, run.start() - NEAR) : run.start()]
    return count <= MOST_DIGITS and bool(CALLED_BEFORE.search(before) or CALLED_AFTER.match(run.string, run.end()))


def _pieces(run: re.Match[str]) -> list[tuple[int, int]]:
    """A run of digits in pieces that are looked up one by one, each half in the one before: no number is cut in all of them."""
    if run.end() - run.start() <= PIECE:
        return [run.span()]
    starts = [match.start() for match in GROUP.finditer(run.string, run.start(), run.end())]
    pieces = [run.start()]
    for start in starts:
        if start - pieces[-1] > PIECE // 2:
            pieces.append(start)
    return [(start, min(start + PIECE, run.end())) for start in pieces]


def _valid(text: str, pieces: list[tuple[int, int]]) -> list[Span]:
    """The parts of the pieces that are a valid number in some region; of two that overlap, the longer."""
    matches = {
        (start + match.start, start + match.end)
        for start, end in pieces
        for region in WORDS["regions"]
        for match in PhoneNumberMatcher(text[start:end], region, Leniency.VALID, max_tries=MOST_TRIES)
    }
    spans = list[Span]()
    for start, end in sorted(matches, key=lambda place: (place[0] - place[1], place)):
        one = Span(start, end, "phone")
        if _digits(text[start:end]) >= FEWEST_VALID and not any(map(one.overlaps, spans)):
            spans.append(one)
    return sorted(spans)


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))
