"""How many answers flip when the message changes in a way that should not matter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.answers import Answer, first_block_claims, said
from evaluation.metrics import share
from evaluation.report import beginning, quoted
from evaluation.rows import Row
from evaluation.tables import Grid, interval, percent
from evaluation.transformations import CHANGES, changed

ANY = "any change"


@dataclass(frozen=True, slots=True)
class Variant:
    """A conversation whose last turn was changed."""

    row: str
    change: str
    before: str
    turns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flip:
    """What the answer to a changed message says of status, topic and first claims, beside what it said before."""

    variant: Variant
    differing: tuple[str, ...]
    before: Answer
    after: Answer

    def as_json(self) -> dict[str, Any]:
        """The flip, ready to be stored."""
        parts = {name: [PARTS[name](self.before), PARTS[name](self.after)] for name in self.differing}
        return {"id": self.variant.row, "change": self.variant.change, "before": self.variant.before,
                "after": self.variant.turns[-1], "differing": parts, "reply": said(self.after)}  # fmt: skip


PARTS: Mapping[str, Callable[[Answer], Any]] = {
    "status": lambda answer: answer.get("status", "refused"),
    "topic": lambda answer: answer.get("topic", "refused"),
    "claims": lambda answer: sorted(first_block_claims(answer)),
}


def variants(rows: Sequence[Row], seed: int) -> list[Variant]:
    """Each row under each change that applies to its last turn."""
    made = (
        Variant(row.id, name, row.turns[-1], (*row.turns[:-1], changed(name, row.id, row.turns[-1], seed)))
        for name in CHANGES
        for row in rows
    )
    return [variant for variant in made if variant.turns[-1] != variant.before]


def flips(made: Sequence[Variant], before: Mapping[str, Answer], after: Sequence[Answer]) -> list[Flip]:
    """The changed messages whose answer differs in status, topic or first claims."""
    found = []
    for variant, answer in zip(made, after, strict=True):
        differing = tuple(name for name, part in PARTS.items() if part(answer) != part(before[variant.row]))
        if differing:
            found.append(Flip(variant, differing, before[variant.row], answer))
    return found


def robustness_figures(made: Sequence[Variant], found: Sequence[Flip]) -> dict[str, Any]:
    """Flips by change and by what differs, ready to be stored."""
    differing = {(flip.variant.change, flip.variant.row): flip.differing for flip in found}
    return {
        "variants": len(made),
        "changes": {name: _of_change(name, made, differing) for name in (*CHANGES, ANY)},
        "flips": [flip.as_json() for flip in found],
    }


def _of_change(
    name: str, made: Sequence[Variant], differing: Mapping[tuple[str, str], tuple[str, ...]]
) -> dict[str, Any]:
    keys = [(variant.change, variant.row) for variant in made if name in (variant.change, ANY)]
    parts = {part: share(part in differing.get(key, ()) for key in keys).as_json() for part in PARTS}
    return {"flipped": share(key in differing for key in keys).as_json(), **parts}


def robustness_grid(figures: Mapping[str, Any]) -> Grid:
    """Flips of each change; status, topic and claims may flip at once."""
    rows = []
    for name, found in figures["changes"].items():
        flipped = found["flipped"]
        counts = (flipped["hits"], flipped["of"], *(found[part]["hits"] for part in PARTS))
        rows.append((name, percent(flipped["share"]), interval(flipped), *(f"{count:,}" for count in counts)))
    return Grid("Answers that flip", ("change", "flipped", "95 %", "flips", "of", *PARTS), rows)


def flip_section(figures: Mapping[str, Any]) -> str:
    """Every flip with the message before and after."""
    parts = [f"## Flips: {len(figures['flips'])}", ""]
    for flip in figures["flips"]:
        parts += [f"### {quoted(flip['id'])}, {flip['change']}: {', '.join(flip['differing'])}", ""]
        parts += [f"> {quoted(flip['before'])}", "", f"> {quoted(flip['after'])}", ""]
        parts += [f"- {name}: {_shown(was)}, now {_shown(now)}" for name, (was, now) in flip["differing"].items()]
        parts += [f"- reply: {beginning(flip['reply'])}", ""]
    return "\n".join(parts)


def _shown(part: str | list[str]) -> str:
    return quoted(part if isinstance(part, str) else ", ".join(part) or "none")
