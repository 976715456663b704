"""How names are compared: without case, accents, punctuation and doubled space."""

from __future__ import annotations

import re
import unicodedata


def fold(text: str) -> str:
    """Return the text as look-ups compare it: "UC San  Diego's" -> "uc san diego s"."""
    # Twice: folding case can make new compatibility characters, and the other way round ("\u2122" -> "TM" -> "tm").
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w+#]+", " ", letters).split())
