"""Finds e-mail addresses: with a sign, with "at" and "dot" in words, and as people mistype them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.redaction.words import WORDS, Span, alternatives

# A run of these characters is tried once, from its beginning: time grows with the text, not with its square.
LOCAL = r"(?<![\w.+'%&-])[\w.+'%&-]++"
ENDING = rf"{alternatives(WORDS['endings'])}\b"
# A dot, or a comma or blank in the place of one; not the full stop before the next sentence, nor the comma before the next address.
JOINT = rf"(?:\.{{1,2}}(?!(?-i:[A-Z][a-z]))|,(?={ENDING})(?![\w.+'%&-]*+@)|\. (?=(?:com|net|org)\b))"
SIGNED = re.compile(rf"(?P<local>{LOCAL})(?P<at> {{0,2}}@{{1,2}} {{0,2}})(?P<domain>[\w-]++(?:{JOINT}[\w-]++)*+)")

SAID_LOCAL = rf"{LOCAL}(?: (?:dot|underscore|dash|hyphen|minus|plus|punto) [\w.+'%&-]++){{0,4}}+"
SAID_AT = r" ?[\[({<] ?(?:at|a|arroba) ?[\])}>] ?| -at- | arroba | arobase | at "
SAID_DOT = r"[ \[({<-]{1,2}(?:dot|punto|ponto|punkt)[ \])}>-]{1,2}"
LOST_DOT = r" (?=(?:com|net|org)\b)"
SAID = re.compile(
    rf"(?P<local>{SAID_LOCAL})(?P<at>{SAID_AT})(?P<domain>[\w-]++(?:(?:{JOINT}|{SAID_DOT}|{LOST_DOT})[\w-]++){{0,4}}+)",
    re.IGNORECASE,
)
UNDERSCORED = re.compile(
    r"(?<!\w)[a-z0-9]++(?:_(?!at_)[a-z0-9]++){0,5}+_at_[a-z0-9]++(?:_dot_[a-z0-9]++)++", re.IGNORECASE
)

MAIL_WORD = re.compile(rf"\b{alternatives(WORDS['mail_words'])}\b", re.IGNORECASE)
PROVIDER = re.compile(alternatives(WORDS["providers"]), re.IGNORECASE)
LAST_LABEL = re.compile(rf"\b{ENDING}$", re.IGNORECASE)
DOT_IN_WORDS = re.compile(SAID_DOT, re.IGNORECASE)
NEAR = 30  # characters
LONGEST_ENDING = 10  # more than the longest of words.yml
NO_MAILBOXES = frozenset(WORDS["no_mailboxes"])
IP_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}")
NUMBER = re.compile(r"[\d.,]+")


def addresses(text: str) -> list[Span]:
    """The e-mail addresses of a text in plain characters."""
    matches = [*_accepted(text, SIGNED, _is_signed), *UNDERSCORED.finditer(text)]
    spans = [Span(*_trimmed(text, match.span()), "email") for match in matches]
    said = (Span(*_trimmed(text, match.span()), "email") for match in _accepted(text, SAID, _is_said))
    return sorted({*spans, *(one for one in said if not any(one.overlaps(span) for span in spans))})


def _accepted(
    text: str, pattern: re.Pattern[str], is_address: Callable[[re.Match[str]], bool]
) -> Iterator[re.Match[str]]:
    """The matches that are addresses; what stands after the local part of another is tried again."""
    place = 0
    while match := pattern.search(text, place):
        if is_address(match):
            yield match
            place = match.end()
        else:
            place = match.end("local")


def _is_signed(match: re.Match[str]) -> bool:
    domain = match["domain"]
    if NUMBER.fullmatch(domain) and not IP_ADDRESS.fullmatch(domain):
        return False  # "2@3.50"
    is_dotted = "." in domain or "," in domain
    if " " not in match["at"]:
        return is_dotted or PROVIDER.match(domain) is not None
    return is_dotted and _is_likely(match)


def _is_said(match: re.Match[str]) -> bool:
    if match["local"].lower() in NO_MAILBOXES or not _has_known_ending(match["domain"]):
        return False
    if not re.search(r"\W", match["domain"]):
        return False  # "at com"
    return match["at"].lower() != " at " or DOT_IN_WORDS.search(match["domain"]) is not None or _is_likely(match)


def _is_likely(match: re.Match[str]) -> bool:
    """Whether what may be an address or a place ("look at edx.org") has a sign of an address."""
    if match["local"].lower() in NO_MAILBOXES or not _has_known_ending(match["domain"]):
        return False
    if PROVIDER.match(match["domain"]) or re.search(r"\w[\d._+]|[\d._+]\w", match["local"]):
        return True
    text, (start, end) = match.string, match.span()
    return MAIL_WORD.search(text, max(0, start - NEAR), start) is not None or (
        MAIL_WORD.search(text, end, end + NEAR) is not None
    )


def _has_known_ending(domain: str) -> bool:
    return LAST_LABEL.search(domain, max(0, len(domain) - LONGEST_ENDING)) is not None


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The span without the quotes and dots around an address."""
    start, end = span
    while text[start] in "'.&%-" and start < end - 1:
        start += 1
    return start, end
