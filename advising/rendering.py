"""A reply as plain text (complete on its own) and as the JSON blocks of docs/protocol.md, with numbered sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from advising.evidence import disagreeing_with
from advising.model import NOT_RECORDED, Claim, Snapshot, Source
from advising.money.showing import money_json, money_text
from advising.reply import (
    Block,
    CardFact,
    CardsBlock,
    FormBlock,
    MoneyBlock,
    NoticeBlock,
    Option,
    OptionsBlock,
    PlanBlock,
    RecommendationsBlock,
    Recommended,
    Reply,
    Sentence,
    TableBlock,
    TableCell,
    TextBlock,
)
from advising.wording import full_date, plural, value_text

MAX_DISAGREEING = 3


class Footnotes:
    """Numbers claims in the order in which a message first uses them."""

    def __init__(self) -> None:
        """Start with no notes."""
        self._numbers: dict[str, int] = {}
        self.claims: list[Claim] = []

    def numbers(self, claims: Iterable[Claim]) -> list[int]:
        """The notes of the claims, numbering new ones."""
        found = []
        for claim in claims:
            if claim.id not in self._numbers:
                self.claims.append(claim)
                self._numbers[claim.id] = len(self.claims)
            found.append(self._numbers[claim.id])
        return found


def render(snapshot: Snapshot, reply: Reply) -> tuple[str, list[dict[str, Any]], list[Claim]]:
    """Return the plain text, the JSON blocks and the cited claims of a reply.

    Options carry their `payload`; the server replaces it by an id before anything leaves the process.
    """
    notes = Footnotes()
    blocks = [_block_json(block, notes) for block in reply.blocks]
    paragraphs = [text for text in (_block_text(block, notes) for block in reply.blocks) if text]
    if notes.claims:
        blocks.append(_sources_json(snapshot, notes.claims))
        paragraphs.append(_sources_text(snapshot, notes.claims))
    return "\n\n".join(paragraphs), blocks, notes.claims


# --- JSON ---------------------------------------------------------------------------------------------------


def _block_json(block: Block, notes: Footnotes) -> dict[str, Any]:  # noqa: PLR0911 - one return a kind of block
    match block:
        case TextBlock():
            shape: dict[str, Any] = {"style": block.style, "sentences": _sentences(block.sentences, notes)}
            if block.heading:
                shape["heading"] = block.heading
            if block.folded:
                shape["folded"] = True
            return {"type": "text", **shape}
        case CardsBlock():
            return {"type": "cards", "cards": [
                {"slug": card.slug, "title": card.title, "school": card.school,
                 "credential_type": card.credential_type, **({"url": card.url} if card.url else {}),
                 "facts": [_cell_json(fact, notes, label=fact.label) for fact in card.facts]}
                for card in block.cards]}  # fmt: skip
        case TableBlock():
            return {"type": "table", "caption": block.caption, "columns": [{"title": t} for t in block.columns],
                    "rows": [{"label": row.label, "differs": row.differs,
                              "cells": [_cell_json(cell, notes) for cell in row.cells]} for row in block.rows]}  # fmt: skip
        case RecommendationsBlock():
            return {"type": "recommendations",
                    "profile": [{"slot": c.slot, "label": c.label, "value": c.value} for c in block.profile],
                    "items": [_recommended_json(item, notes) for item in block.items],
                    "changes": _sentences(block.changes, notes),
                    "skipped": _sentences(block.skipped, notes),
                    **({"share": block.share} if block.share else {})}  # fmt: skip
        case OptionsBlock():
            return {"type": "options", "options": _options(block.options)}
        case FormBlock():
            limits = {"unit": block.unit or None, "min": block.minimum, "max": block.maximum, "step": block.step}
            return {"type": "form", "slot": block.slot, "question": block.question, "why": block.why,
                    "input": block.input, "options": _options(block.options), "position": block.position,
                    "of": block.of, **{name: value for name, value in limits.items() if value is not None}}  # fmt: skip
        case NoticeBlock():
            return {"type": "notice", "tone": block.tone, "text": block.text, "notes": notes.numbers(block.claims)}
        case MoneyBlock():
            return money_json(block, notes.numbers)
        case PlanBlock():
            return _plan_json(block, notes)


def _plan_json(block: PlanBlock, notes: Footnotes) -> dict[str, Any]:
    return {
        "type": "plan", "title": block.title, "programme": block.programme, "start": block.start.isoformat(),
        "finish": block.finish.isoformat(), "weeks": block.weeks, "hours_per_week": block.hours_per_week,
        "items": [{"course": item.course, "start": item.start.isoformat(), "end": item.end.isoformat(),
                   "weeks": item.weeks, "hours": item.hours, "why_here": item.why_here,
                   "notes": notes.numbers(item.claims), "warning": item.warning} for item in block.items],
        "breaks": [{"from": first.isoformat(), "to": last.isoformat()} for first, last in block.breaks],
        "warnings": _sentences(block.warnings, notes),
        "unplaced": [{"course": one.course, "why": one.why, "notes": notes.numbers(one.claims)} for one in block.unplaced],
        "file": block.file,
    }  # fmt: skip


def _sentences(sentences: Sequence[Sentence], notes: Footnotes) -> list[dict[str, Any]]:
    return [{"text": sentence.text, "notes": notes.numbers(sentence.claims)} for sentence in sentences]


def _cell_json(cell: TableCell | CardFact, notes: Footnotes, **more: Any) -> dict[str, Any]:
    return {**more, "text": cell.text, "notes": notes.numbers(cell.claims), "recorded": bool(cell.claims)}


def _recommended_json(item: Recommended, notes: Footnotes) -> dict[str, Any]:
    return {
        "slug": item.slug,
        "title": item.title,
        "school": item.school,
        "credential_type": item.credential_type,
        "score": round(item.score, 3),
        "tie": item.is_tie,
        **{name: round(value, 3) for name, value in (("worst", item.worst), ("best", item.best)) if value is not None},
        **({"url": item.url} if item.url else {}),
        "for": _sentences(item.reasons_for, notes),
        "against": _sentences(item.reasons_against, notes),
        "unknown": _sentences(item.unknown, notes),
    }


def _options(options: Sequence[Option]) -> list[dict[str, Any]]:
    return [{"title": option.title, "payload": option.payload} for option in options]


def claim_json(claim: Claim) -> dict[str, str]:
    """A claim as `ask --json` reports it."""
    return {
        "id": claim.id,
        "value": "not found" if claim.state == NOT_RECORDED else value_text(claim.value, claim.unit),
        "source": where(claim.source),
        "source_date": claim.source.date_text,
    }


def _sources_json(snapshot: Snapshot, claims: list[Claim]) -> dict[str, Any]:
    return {"type": "sources", "notes": [_note_json(snapshot, n, claim) for n, claim in enumerate(claims, 1)]}


def _note_json(snapshot: Snapshot, n: int, claim: Claim) -> dict[str, Any]:
    rivals = disagreeing_with(snapshot, claim)[:MAX_DISAGREEING]
    return {
        "n": n,
        "claim": claim.id,
        "value": _value_with_scope(claim),
        "publisher": claim.source.publisher,
        "kind": claim.source.kind,
        "evidence": claim.evidence,
        "url": claim.source.url,
        "source_date": claim.source.date_text,
        "tags": tags(claim),
        "disagrees": [
            {"value": _value_with_scope(rival), "publisher": rival.source.publisher, "kind": rival.source.kind,
             "source_date": rival.source.date_text, "url": rival.source.url}
            for rival in rivals
        ],
    }  # fmt: skip


def tags(claim: Claim) -> list[str]:
    """The quiet marks beside a source: "old", "weak source", "estimate"."""
    marks = {"old": claim.is_expired, "weak source": claim.evidence == "low", "estimate": bool(claim.estimate)}
    return [tag for tag, holds in marks.items() if holds]


def _value_with_scope(claim: Claim) -> str:
    value = "not found" if claim.state == NOT_RECORDED else value_text(claim.value, claim.unit)
    return f"{value} ({claim.scope})" if claim.scope else value


# --- plain text ---------------------------------------------------------------------------------------------


def _block_text(block: Block, notes: Footnotes) -> str:  # noqa: PLR0911 - one return a kind of block
    match block:
        case TextBlock():
            lead = "- " if block.style == "list" else ""
            lines = [lead + _marked(s, notes) for s in block.sentences]
            body = "\n".join(lines) if lead else " ".join(lines)
            return f"{block.heading}\n{body}" if block.heading else body
        case CardsBlock():
            return "\n\n".join(
                "\n".join([f"{card.title}: {card.credential_type}, {card.school}",
                           *(f"- {fact.label}: {_marked(fact, notes)}" for fact in card.facts),
                           *([f"- Page: {card.url}"] if card.url else [])])
                for card in block.cards)  # fmt: skip
        case TableBlock():
            lines = [f"{block.caption}:"]
            for row in block.rows:
                cells = "; ".join(
                    f"{column}: {_marked(cell, notes)}" for column, cell in zip(block.columns, row.cells, strict=True)
                )
                lines.append(f"- {row.label}. {cells}")
            return "\n".join(lines)
        case RecommendationsBlock():
            items = [_recommended_text(n, item, notes) for n, item in enumerate(block.items, 1)]
            changes = [_marked(s, notes) for s in block.changes]
            if changes:
                items.append("\n".join(["What would change this:", *(f"- {text}" for text in changes)]))
            items.extend(_marked(sentence, notes) for sentence in block.skipped)
            return "\n\n".join(items)
        case OptionsBlock() | FormBlock():
            return ""  # what they ask stands in the text before them
        case NoticeBlock():
            return _marked(Sentence(block.text, block.claims), notes)
        case MoneyBlock():
            return money_text(block, notes.numbers)
        case PlanBlock():
            return _plan_text(block, notes)


def _plan_text(block: PlanBlock, notes: Footnotes) -> str:
    lines = [f"{block.title}:"]
    for n, item in enumerate(block.items, 1):
        days = f"{full_date(item.start)} to {full_date(item.end)}"
        told = f"{n}. {item.course}: {days}, {plural(item.weeks, 'week')}, {item.hours}"
        why = f" ({item.why_here})" if item.why_here else ""
        lines.append(_marked(Sentence(f"{told}{why}.", item.claims), notes))
        lines.extend([f"   {item.warning}"] if item.warning else [])
    lines += [_marked(Sentence(f"- No days for {one.course}: {one.why}.", one.claims), notes) for one in block.unplaced]
    lines += [f"- Break: {full_date(first)} to {full_date(last)}" for first, last in block.breaks]
    lines += [f"- {_marked(warning, notes)}" for warning in block.warnings]
    return "\n".join([*lines, f"Calendar file: {block.file}"])


def _recommended_text(n: int, item: Recommended, notes: Footnotes) -> str:
    lines = [f"{n}. {item.title} ({item.school}, {item.credential_type})" + (", a tie" if item.is_tie else "")]
    for title, sentences in (
        ("For", item.reasons_for),
        ("Against", item.reasons_against),
        ("Not recorded", item.unknown),
    ):
        lines.extend(f"   {title}: {_marked(sentence, notes)}" for sentence in sentences)
    return "\n".join(lines)


def _marked(sentence: Sentence | TableCell | CardFact, notes: Footnotes) -> str:
    marks = "".join(f"[{n}]" for n in notes.numbers(sentence.claims))
    return f"{sentence.text} {marks}" if marks else sentence.text


def _sources_text(snapshot: Snapshot, claims: list[Claim]) -> str:
    """One line a source, with the numbers of all claims that it states."""
    grouped: dict[str, list[int]] = {}
    for n, claim in enumerate(claims, 1):
        marks = "".join(f", {tag}" for tag in tags(claim))
        line = f"{claim.source.publisher}, {claim.source.date_text} ({claim.source.kind}{marks}): {where(claim.source)}"
        grouped.setdefault(line, []).append(n)
    return "\n".join(["Sources:", *("".join(f"[{n}]" for n in found) + f" {line}" for line, found in grouped.items())])


def where(source: Source) -> str:
    """Where a source is read: its address, or what was read where the address was not recorded."""
    return source.url or f"{source.publisher}: {source.title}"
