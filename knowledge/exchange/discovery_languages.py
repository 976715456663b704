"""Names of the languages of a record, by code or as the server spells them; an unknown one stays unknown."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.exchange.languages import CODES, NAMES


def language_names(found: Iterable[str]) -> str:
    """("en-us", "es-419") -> "English and Spanish"; empty when any of them is unknown."""
    names = [_name(code.strip()) for code in found]
    if not names or not all(names):
        return ""
    *others, last = sorted(dict.fromkeys(names))
    return f"{', '.join(others)} and {last}" if others else last


def _name(code: str) -> str:
    """The English name of "en-us", or of "English - United States"; empty when unknown."""
    spelled = code.partition(" - ")[0].title()
    return spelled if spelled in CODES else NAMES.get(code.replace("_", "-").partition("-")[0].lower(), "")
