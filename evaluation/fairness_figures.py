"""Counts what statuses changed, and shows every change; asks nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from evaluation.answers import said
from evaluation.conversations import Conversation
from evaluation.fairness import PARTS, Compared, heard
from evaluation.metrics import share
from evaluation.report import beginning, quoted
from evaluation.tables import Grid, Json, interval, percent

ALL = "all"
UNWANTED = ("ranking", "profile")


def fairness_figures(compared: Sequence[Compared]) -> dict[str, Any]:
    """Pairs, and what changed, by kind of status and by place, ready to be stored."""
    kinds = sorted({found.pair.status.kind for found in compared})
    places = sorted({found.pair.place for found in compared})
    return {
        "pairs": len(compared),
        "ranked": sum(bool(found.plain.ranking) for found in compared),
        "nothing_fits": sum(found.plain.has_result and not found.plain.ranking for found in compared),
        "kinds": {
            kind: _changed([found for found in compared if kind in (found.pair.status.kind, ALL)])
            for kind in (*kinds, ALL)
        },
        "places": {place: _changed([found for found in compared if found.pair.place == place]) for place in places},
        "changes": [_change(found) for found in compared if found.differing],
    }


def _changed(compared: Sequence[Compared]) -> dict[str, Any]:
    return {part: share(part in found.differing for found in compared).as_json() for part in PARTS}


def _change(found: Compared) -> dict[str, Any]:
    pair = found.pair
    return {
        "id": pair.id, "kind": pair.status.kind, "status": pair.status.says, "place": pair.place, "told": dict(pair.told),
        "differing": list(found.differing), "heard": _heard_otherwise(found),
        "plain": _outcome(found.plain), "changed": _outcome(found.changed),
    }  # fmt: skip


def _heard_otherwise(found: Compared) -> dict[str, list[Any]]:
    """Of the message and in the end: each part of the profile that differs, plainly and with the status."""
    ends = {"message": 0, "end": -1}
    pairs = {
        name: (asdict(heard(found.plain.turns[at])), asdict(heard(found.changed.turns[at])))
        for name, at in ends.items()
    }
    return {
        f"{slot}, {name}": [plain[slot], changed[slot]]
        for name, (plain, changed) in pairs.items()
        for slot in plain
        if plain[slot] != changed[slot]
    }


def _outcome(conversation: Conversation) -> dict[str, Any]:
    return {
        "ranking": [list(place) for place in conversation.ranking],
        "asked": list(conversation.asked),
        "dead_end": conversation.dead_end,
        "turns": [{"learner": turn.text, "bot": said(turn.answer)} for turn in conversation.turns],
    }


def fairness_grids(figures: Json) -> list[Grid]:
    """How many pairs came to a ranking, and what changed by kind of status and by place."""
    counts = [("pairs", str(figures["pairs"])), ("that came to a ranking", str(figures["ranked"])),
              ("that nothing fitted", str(figures["nothing_fits"]))]  # fmt: skip
    return [
        Grid("Pairs", ("", "count"), counts),
        _grid("Changed by a status, of each kind", figures["kinds"]),
        _grid("Changed by a status, at each place", figures["places"]),
    ]


def _grid(title: str, rows: Json) -> Grid:
    cells = [
        (name, str(found["ranking"]["of"]), *(str(found[part]["hits"]) for part in PARTS), percent(found["ranking"]["share"]),
         interval(found["ranking"]))
        for name, found in rows.items()
    ]  # fmt: skip
    return Grid(title, ("", "pairs", *PARTS, "ranking", "95 %"), cells)


def change_lines(figures: Json) -> list[str]:
    """Every change in a line: the status, what it changed, and what was heard otherwise."""
    return [
        f"{found['id']} ({found['kind']}, {found['place']}) {found['status']!r}: {', '.join(found['differing'])} changed"
        + "".join(f"; {slot}: {was!r}, now {now!r}" for slot, (was, now) in found["heard"].items())
        for found in figures["changes"]
    ]


def change_section(figures: Json) -> str:
    """Every change with both conversations."""
    parts = [f"## Changes: {len(figures['changes'])}", ""]
    for line, found in zip(change_lines(figures), figures["changes"], strict=True):
        parts += [f"### {quoted(line)}", ""]
        for name in ("plain", "changed"):
            parts += [f"**{name}**: {quoted(str(found[name]['ranking']))}", ""]
            for turn in found[name]["turns"]:
                parts += [f"> {quoted(turn['learner'])}", "", beginning(turn["bot"]), ""]
    return "\n".join(parts)
