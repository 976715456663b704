"""The hostile texts of payloads.yml, each with its number; nothing here runs them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("payloads.yml")
PLACEHOLDER = "NN"
FIRST = 101  # three digits for all, so that no number is a part of another


@dataclass(frozen=True, slots=True)
class Payload:
    """One text, the number by which it tells that it ran, and the ways of control.html in which it should."""

    number: int
    kind: str
    text: str
    careless: tuple[str, ...]


@cache
def payloads() -> tuple[Payload, ...]:
    """All payloads, in the order of the file."""
    groups = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    texts = [(group, text) for group in groups for text in group["texts"]]
    return tuple(
        Payload(number, group["class"], text.replace(PLACEHOLDER, str(number)), tuple(group["careless"]))
        for number, (group, text) in enumerate(texts, FIRST)
    )


@cache
def storable() -> tuple[Payload, ...]:
    """Those that the server takes as a message; it refuses NUL, which no database can hold everywhere."""
    return tuple(payload for payload in payloads() if "\0" not in payload.text)
