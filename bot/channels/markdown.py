"""Plain text written so that a client which renders Markdown shows just that text, its lines and its lists."""

from __future__ import annotations

import re

# "[1][4]" is a link for Markdown, and the 4 is lost; "*" and "_" are emphasis.
_SIGN = re.compile(r"[\\`*_\[\]~]")
_LINE_SIGN = re.compile(r"^( *)([#>+])", re.M)
_LINE_END = re.compile(r"(?<=[^\n])\n(?=[^\n])")
_ADDRESS = re.compile(r"(https?://[^\s<>]+[^\s<>.,;:!?)\]}\"'])")
# rasa-webchat draws a message with buttons as wide as its longest word, past its own edge: an address may break anywhere.
_PIECE = re.compile(r".{1,8}")
_MAY_BREAK = "\u200b"


def as_markdown(text: str) -> str:
    """The text with its signs escaped and its lines kept; a line that begins with "- " or "1. " stays one of a list."""
    between_addresses = _ADDRESS.split(text)
    between_addresses[::2] = map(_escaped, between_addresses[::2])
    between_addresses[1::2] = map(_linked, between_addresses[1::2])
    return _LINE_END.sub("  \n", _LINE_SIGN.sub(r"\1\\\2", "".join(between_addresses)))


def _escaped(text: str) -> str:
    return _SIGN.sub(r"\\\g<0>", text)


def _linked(address: str) -> str:
    shown = _MAY_BREAK.join(_escaped(piece) for piece in _PIECE.findall(address))
    return f"[{shown}](<{address}>)"
