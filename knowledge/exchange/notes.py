"""The description of an exported claim: lines of "Key: text" that people can read and that come back exactly.

JSON-LD vocabularies have a place for a price, but none for the claim's scope, estimate or evidence; a figure
without them would be another fact. Every description also names the source with its date.
"""

from __future__ import annotations

from collections.abc import Mapping

from advising.model import Claim
from knowledge.exchange.reading import Attribution
from knowledge.rows import ClaimRow, Value

Notes = Mapping[str, str]

KEYS = ("Says", "Predicate", "Unit", "Scope", "Estimate", "Evidence", "Bound", "Amount", "Share", "Source", "Text")
GRADES = ("high", "medium", "low")


def written(notes: Notes) -> str:
    """The notes as lines; empty ones are left out."""
    return "\n".join(f"{key}: {_escaped(text)}" for key, text in notes.items() if text)


def read(description: str) -> dict[str, str]:
    """The notes of a description; a line of somebody else's goes to "Text"."""
    notes: dict[str, str] = {}
    for line in description.split("\n"):
        key, colon, text = line.partition(": ")
        if colon and key in KEYS and key not in notes and key != "Text":
            notes[key] = _unescaped(text)
        elif line.strip():
            notes["Text"] = f"{notes.get('Text', '')} {line.strip()}".strip()
    return notes


def of_claim(claim: Claim, **more: str) -> str:
    """The description of a claim."""
    return written(
        {
            "Says": claim.says,
            "Predicate": claim.predicate,
            "Unit": claim.unit,
            "Scope": claim.scope,
            "Estimate": claim.estimate,
            "Evidence": claim.evidence,
            **more,
            "Source": source_text(claim),
        }
    )


def source_text(claim: Claim) -> str:
    """Who says so, when, and where."""
    return ", ".join(part for part in (claim.source.publisher, claim.source.date_text, claim.source.url) if part)


def claim_row(subject: str, predicate: str, value: Value, notes: Notes, by: Attribution, *, unit: str = "") -> ClaimRow:
    """The proposed claim of a description; `predicate` and `unit` are for files that name none."""
    evidence = notes.get("Evidence", "")
    return ClaimRow(
        subject=subject,
        predicate=notes.get("Predicate", predicate),
        value=value,
        source=by.known.get(notes.get("Source", ""), by.source),
        evidence=evidence if evidence in GRADES else by.evidence,
        unit=notes.get("Unit", unit),
        scope=notes.get("Scope", ""),
        estimate=notes.get("Estimate", ""),
        says=notes.get("Says", ""),
        note=notes.get("Text", ""),
    )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _unescaped(text: str) -> str:
    return "\\".join(part.replace("\\n", "\n") for part in text.split("\\\\"))
