"""Measures the redaction on labelled texts: how much of each kind is taken out, and how much of what is taken out was one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.redaction import PLACEHOLDERS, found
from bot.redaction.words import Span
from bot.settings import ROOT
from evaluation.metrics import share
from evaluation.tables import Grid, Json, share_cells

LABELLED = ROOT / "tests" / "security" / "redaction.yml"
MARKS = {"e": "email", "p": "phone", "c": "card"}
MARK = re.compile(r"\{([epc]):((?:[^{}]|\{[^{}]*\})+)\}")
ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
ALL = "all"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text as a learner writes it, and where the addresses and numbers stand in it."""

    text: str
    spans: tuple[Span, ...]
    split: str


def read_labelled(path: Path = LABELLED) -> list[Labelled]:
    """The labelled texts of a file; tests/security/redaction.yml says how it is written."""
    sections = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [labelled(line, section["split"]) for section in sections for line in section["texts"].splitlines() if line]


def labelled(line: str, split: str) -> Labelled:
    """One line, its marks and escapes read."""
    line = ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), line)
    text, spans, after = "", list[Span](), 0
    for mark in MARK.finditer(line):
        text += line[after : mark.start()]
        spans.append(Span(len(text), len(text) + len(mark[2]), MARKS[mark[1]]))
        text += mark[2]
        after = mark.end()
    return Labelled(text + line[after:], tuple(spans), split)


def redaction_figures(rows: Sequence[Labelled]) -> dict[str, Any]:
    """Recall and precision of each kind in each split, how many texts without any stayed as they were, and every failure."""
    splits = {row.split: None for row in rows}
    return {
        "splits": {split: _figures([row for row in rows if row.split == split]) for split in splits},
        "failures": [failure for row in rows for failure in _failures(row)],
    }


def redaction_grids(figures: Json) -> list[Grid]:
    """A table for each split."""
    return [
        Grid(f"Redaction: {split}", ("", "share", "95 % interval", "counted"), [(n, *share_cells(s)) for n, s in found.items()])
        for split, found in figures["splits"].items()
    ]  # fmt: skip


def failure_lines(figures: Json) -> list[str]:
    """Every failure in a line."""
    return [f"{one['split']}: {one['what']} {one['part']!r} in {one['text']!r}" for one in figures["failures"]]


def _figures(rows: Sequence[Labelled]) -> dict[str, Any]:
    taken = [(span, _is_within(span, row.spans, row.text)) for row in rows for span in found(row.text)]
    wanted = [(span, _is_within(span, found(row.text), row.text)) for row in rows for span in row.spans]
    shares = {}
    for kind in (*PLACEHOLDERS, ALL):
        for name, outcomes in (("recall", wanted), ("precision", taken)):
            shares[f"{name}, {kind}"] = share(is_right for span, is_right in outcomes if kind in (span.kind, ALL))
    shares["unchanged texts without any"] = share(not found(row.text) for row in rows if not row.spans)
    return {name: counted.as_json() for name, counted in shares.items()}


def _failures(row: Labelled) -> Iterator[dict[str, str]]:
    taken = found(row.text)
    for what, spans, others in (("left", row.spans, taken), ("taken", taken, row.spans)):
        for span in spans:
            if not _is_within(span, others, row.text):
                part = row.text[span.start : span.end]
                yield {"split": row.split, "what": f"{what} ({span.kind})", "part": part, "text": row.text}


def _is_within(span: Span, others: Iterable[Span], text: str) -> bool:
    """Whether every letter and digit of a span stands in one of the others of its kind."""
    covered = {place for other in others if other.kind == span.kind for place in range(other.start, other.end)}
    return all(place in covered for place in range(span.start, span.end) if text[place].isalnum())
