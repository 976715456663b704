"""Text that is safe in a file or a terminal: it holds no character that moves, hides or replaces what stands around it."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

# The characters that Unicode gives the property Bidi_Control. They are taken out, not isolated: an isolate is one more character
# that nobody sees and old editors draw as a box, and a line that was cut out of the file would take half of the pair along.
# The price: a sign at the end of an Arabic or Hebrew line may stand on its other side. Letters keep their direction.
_BIDI_CONTROLS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_BIDI = re.compile(f"[{_BIDI_CONTROLS}]")
_UNESCAPED = re.compile(f"[\x7f-\x9f\u2028\u2029{_BIDI_CONTROLS}]")


def plain(text: str) -> str:
    """The text with one kind of line end, without control characters but tabs, read in the order in which it was written."""
    lines = (_BIDI.sub("", line) for line in text.splitlines())
    return "\n".join("".join(char for char in line if char == "\t" or not _is_control(char)) for line in lines)


def one_line(text: str) -> str:
    """The same on one line, with single blanks."""
    return " ".join(plain(text).split())


def safe_json(value: Any, indent: int | None = None) -> str:
    """JSON that keeps every character: what `plain` would take out is written as its escape, which reads as the same text."""
    written = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", written)


def _is_control(char: str) -> bool:
    return unicodedata.category(char) == "Cc"
