"""The languages that courses are taught in: the catalogue's English names and their BCP 47 codes."""

from __future__ import annotations

CODES = {
    "Arabic": "ar", "Chinese": "zh", "Dutch": "nl", "English": "en", "French": "fr", "German": "de", "Hindi": "hi",
    "Italian": "it", "Japanese": "ja", "Korean": "ko", "Polish": "pl", "Portuguese": "pt", "Russian": "ru",
    "Spanish": "es", "Swedish": "sv", "Turkish": "tr", "Ukrainian": "uk",
}  # fmt: skip
NAMES = {code: name for name, code in CODES.items()}


def code_of(name: str) -> str:
    """The code of a language; the name itself where it is not in the list."""
    return CODES.get(name, name)


def name_of(code: str) -> str:
    """The English name of a code, also of one with a region ("en-US"); the text itself where it is unknown."""
    return NAMES.get(code) or NAMES.get(code.partition("-")[0].lower()) or code
