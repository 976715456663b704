"""Takes e-mail addresses, phone numbers and payment-card numbers out of what a learner writes, before anything else reads it.

Each is replaced by a plain placeholder. Amounts, years, hours, dates and course codes stay: advice is about them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.redaction.addresses import addresses
from bot.redaction.cards import cards
from bot.redaction.folding import folded
from bot.redaction.phones import phones
from bot.redaction.words import Span

PLACEHOLDERS = {"email": "[e-mail address]", "phone": "[phone number]", "card": "[card number]"}

# A message without any of this holds none of the three. The gaps leave room for separators and characters that nobody sees.
MAYBE = re.compile(r"[@\uff20\ufe6b]|(?:\d\D{0,5}){6}|\W-?(?:at|a|arroba|arobase)-?\W|_at_", re.IGNORECASE)

# The long numbers in links are those of pages; but for links that call somebody.
LINK = re.compile(r"\b(?:https?://|www\.)(?!wa\.me|[\w.]{0,20}whatsapp)\S++", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without what was taken out of it, and the kinds of that: keys of `PLACEHOLDERS`, each once, in their order."""

    text: str
    kinds: tuple[str, ...] = ()


def redact(text: str) -> Redacted:
    """The text with a placeholder for each address and number."""
    spans = found(text)
    if not spans:
        return Redacted(text)
    kinds = {span.kind for span in spans}
    shown = _replaced(text, spans, lambda span: PLACEHOLDERS[span.kind])
    return Redacted(shown, tuple(kind for kind in PLACEHOLDERS if kind in kinds))


def found(text: str) -> Sequence[Span]:
    """Where the addresses and numbers stand in a text, in order; no two overlap."""
    if not MAYBE.search(text):
        return ()
    plain, places = folded(text)
    spans = addresses(plain)
    plain = _hidden(plain, spans)
    plain = _hidden(plain, [Span(*link.span(), "link") for link in LINK.finditer(plain)])
    spans += (numbers := cards(plain))
    spans += phones(_hidden(plain, numbers))
    return [Span(places[span.start], places[span.end - 1] + 1, span.kind) for span in sorted(spans)]


def _hidden(text: str, spans: Iterable[Span]) -> str:
    """The text with signs in the place of what the next finder is not to take."""
    return _replaced(text, spans, lambda span: "|" * (span.end - span.start))


def _replaced(text: str, spans: Iterable[Span], put: Callable[[Span], str]) -> str:
    parts, after = list[str](), 0
    for span in spans:
        parts += [text[after : span.start], put(span)]
        after = span.end
    return "".join([*parts, text[after:]])
