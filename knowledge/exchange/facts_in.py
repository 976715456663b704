"""Turning what was read from a vocabulary into proposed claims, and putting the two ends of a range together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from knowledge.exchange import notes
from knowledge.exchange.amounts import amount_from
from knowledge.exchange.jsonld import Document, Node
from knowledge.exchange.reading import Attribution
from knowledge.rows import ClaimRow, Value

Bounded = tuple[str, ClaimRow]


def bounded(bound: str, row: ClaimRow) -> Bounded:
    """A claim with the end of its range that it states; "" for a whole value."""
    return bound, row


def joined(document: Document, node: Node, parts: Iterable[Bounded]) -> list[ClaimRow]:
    """The claims, with each lowest and highest that follow each other made one range."""
    rows: list[ClaimRow] = []
    lowest: ClaimRow | None = None
    for bound, row in parts:
        if bound == "lowest" and lowest is None:
            lowest = row
        elif bound == "highest" and lowest is not None and replace(row, value=lowest.value) == lowest:
            rows.append(replace(row, value=[float_or_int(lowest), float_or_int(row)]))
            lowest = None
        elif bound:
            document.wrong(node, f"a {bound} {row.predicate} alone", "a lowest and the highest of the same claim")
        else:
            rows.append(row)
    if lowest is not None:
        document.wrong(node, f"a lowest {lowest.predicate} alone", "a lowest and the highest of the same claim")
    return rows


def float_or_int(row: ClaimRow) -> float:
    """The number of a claim that states one end of a range."""
    if isinstance(row.value, str | list):
        raise TypeError(f"{row.value!r} is no end of a range")
    return row.value


def stated(subject: str, predicate: str, text: str, description: str, by: Attribution) -> ClaimRow:
    """A claim whose value stands as text, with its unit in the description."""
    found = notes.read(description)
    return notes.claim_row(subject, predicate, amount_from(text, found.get("Unit", "")), found, by)


def length(subject: str, value: Value, unit: str, found: notes.Notes, by: Attribution) -> ClaimRow:
    """How long something takes; one that names no predicate is of `duration.months` or `duration` by its unit."""
    predicate = "duration.months" if unit == "months" else "duration"
    return notes.claim_row(subject, predicate, value, found, by, unit=unit)
