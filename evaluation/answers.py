"""Reads answers as `pathwise ask --json` reports them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Answer = dict[str, Any]


def said(answer: Answer) -> str:
    """What the bot said, or why it said nothing."""
    return str(answer.get("reply") or answer.get("error", ""))


def cited_by_block(answer: Answer) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Each block of the answer with the ids of the claims that it cites."""
    claims = _claims_by_note(answer)
    for block in answer.get("blocks", ()):
        yield block, list(dict.fromkeys(claims[note] for note in notes_in(block) if note in claims))


def first_block_claims(answer: Answer) -> list[str]:
    """Ids of the claims that the first block which cites any rests on."""
    return next((claims for _, claims in cited_by_block(answer) if claims), [])


def notes_in(block: Any) -> list[int]:
    """The numbers of the notes of a block, however deep they stand; not those of the list of sources itself."""
    if isinstance(block, list):
        return [note for part in block for note in notes_in(part)]
    if not isinstance(block, dict) or block.get("type") == "sources":
        return []
    own = block.get("notes", [])
    return [*own, *(note for name, part in block.items() if name != "notes" for note in notes_in(part))]


def _claims_by_note(answer: Answer) -> dict[int, str]:
    """What the notes of the answer's first message mean."""
    for block in answer.get("blocks", ()):
        if block["type"] == "sources":
            return {note["n"]: note["claim"] for note in block["notes"]}
    return {}
