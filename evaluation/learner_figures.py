"""Holds finished conversations against what the learner's true profile leads to, and makes figures of many; asks nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from statistics import median
from typing import Any

from advising.model import Snapshot
from advising.profile import ANY, QUESTIONS, Profile
from advising.recommend import recommendations
from advising.reply import RecommendationsBlock
from evaluation.answers import said
from evaluation.conversations import Conversation
from evaluation.learners import STYLES
from evaluation.metrics import share
from evaluation.report import beginning, quoted
from evaluation.tables import Grid, Json, share_cells

NOTHING, NO_RESULT = "nothing fits", "no result"
ALL = "all learners"


@dataclass(frozen=True)
class Advised:
    """A conversation, and the ranking that the true profile of its learner leads to."""

    conversation: Conversation
    truth: RecommendationsBlock

    @property
    def expected(self) -> str:
        """The programme that is first in truth, or that nothing fits."""
        return self.truth.items[0].slug if self.truth.items else NOTHING

    @property
    def got(self) -> str:
        """The programme that the bot put first, that nothing fits, or that it came to no result."""
        return (self.conversation.first or NOTHING) if self.conversation.has_result else NO_RESULT

    @property
    def is_right(self) -> bool:
        """Whether the first place is the true one, by a conversation that led somewhere."""
        return self.got == self.expected and not self.conversation.dead_end

    @property
    def is_tie(self) -> bool:
        """Whether another programme was put first that is as good as the true one by the ranking's own measure."""
        ties = {item.slug for item in self.truth.items if item.is_tie}
        return not self.is_right and {self.expected, self.got} <= ties

    @cached_property
    def misread(self) -> list[dict[str, str]]:
        """The parts of the profile that were heard wrong, or not at all though they were told."""
        heard, true = Profile.from_slots(dict(self.conversation.slots)), self.conversation.learner.profile
        return [
            {"slot": spec.name, "expected": _shown(wanted), "got": _shown(got)}
            for spec in fields(Profile)
            if _plain(got := getattr(heard, spec.name)) != _plain(wanted := getattr(true, spec.name))
            and not (got is None and spec.name in QUESTIONS and spec.name not in self.conversation.asked)
        ]

    def as_failure(self) -> dict[str, Any]:
        """What went wrong, ready to be stored."""
        conversation = self.conversation
        return {
            "id": conversation.learner.id, "variant": conversation.variant, "style": conversation.learner.style,
            "expected": self.expected, "got": self.got, "tie": self.is_tie, "dead_end": conversation.dead_end,
            "misread": self.misread,
            "turns": [{"learner": turn.text, "bot": said(turn.answer)} for turn in conversation.turns],
        }  # fmt: skip


def judged(conversations: Sequence[Conversation], snapshot: Snapshot) -> list[Advised]:
    """Each conversation with its truth: what `advising.recommend` makes of the true profile."""
    return [Advised(found, recommendations(snapshot, found.learner.profile)) for found in conversations]


def _plain(value: Any) -> Any:
    """A value to compare by: the order of names means nothing, and "any" is the same as nothing said."""
    if isinstance(value, tuple):
        return frozenset(value) or None
    return None if value == ANY else value


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "nothing"
    return f"{value:g}" if isinstance(value, float) else str(value or "nothing")


def learner_figures(advised: Sequence[Advised]) -> dict[str, Any]:
    """All figures over the conversations, ready to be stored as JSON."""
    misses = [row for row in advised if not row.is_right]
    fitting = [row for row in advised if row.truth.items]
    shares = {
        "right first place": share(row.is_right for row in advised),
        "… where something fits": share(row.is_right for row in fitting),
        "… where nothing fits": share(row.is_right for row in advised if not row.truth.items),
        "profile understood as told": share(not row.misread for row in advised),
        "dead ends": share(bool(row.conversation.dead_end) for row in advised),
        "misses that are ties": share(row.is_tie for row in misses),
    }
    return {
        "learners": len({row.conversation.learner.id for row in advised}),
        "conversations": len(advised),
        "shares": {name: found.as_json() for name, found in shares.items()},
        "styles": {style: _style(style, advised) for style in (*STYLES, ALL)},
        "slots": {spec.name: _slot(spec.name, advised) for spec in fields(Profile)},
        "questions_asked": _middle(len(row.conversation.asked) for row in advised),
        "questions_of_the_form": len(QUESTIONS),
        "messages": _middle(len(row.conversation.turns) for row in advised),
        "failures": [row.as_failure() for row in misses],
        "misread_but_right": [row.as_failure() for row in advised if row.is_right and row.misread],
    }


def _middle(counts: Iterator[int]) -> float | None:
    listed = list(counts)
    return float(median(listed)) if listed else None


def _style(style: str, advised: Sequence[Advised]) -> dict[str, Any]:
    rows = [row for row in advised if style in (row.conversation.learner.style, ALL)]
    return {
        "right": share(row.is_right for row in rows).as_json(),
        "questions": _middle(len(row.conversation.asked) for row in rows),
        "messages": _middle(len(row.conversation.turns) for row in rows),
        "dead_ends": sum(bool(row.conversation.dead_end) for row in rows),
    }


def _slot(slot: str, advised: Sequence[Advised]) -> dict[str, Any]:
    """How often a slot that the true profile states, and that was asked or told, was understood so."""
    rows = [row for row in advised if _plain(getattr(row.conversation.learner.profile, slot)) is not None]
    told = [
        row
        for row in rows
        if slot not in QUESTIONS or slot in row.conversation.asked or row.conversation.slots.get(slot) is not None
    ]
    return share(slot not in {part["slot"] for part in row.misread} for row in told).as_json()


def learner_grids(figures: Json) -> list[Grid]:
    """The tables: shares, by style, by slot, and how long the conversations were."""
    shares = [(name, *share_cells(found)) for name, found in figures["shares"].items()]
    styles = [
        (
            style,
            *share_cells(found["right"]),
            _count(found["questions"]),
            _count(found["messages"]),
            str(found["dead_ends"]),
        )
        for style, found in figures["styles"].items()
        if found["right"]["of"]
    ]
    slots = [(slot, *share_cells(found)) for slot, found in figures["slots"].items() if found["of"]]
    lengths = [
        ("learners", str(figures["learners"])), ("conversations", str(figures["conversations"])),
        ("questions asked, median", _count(figures["questions_asked"])),
        ("questions of the full form", str(figures["questions_of_the_form"])),
        ("messages of the learner, median", _count(figures["messages"])),
    ]  # fmt: skip
    return [
        Grid("Learners", ("", "share", "95 % interval", "conversations"), shares),
        Grid("By style", ("style", "right", "95 %", "of", "asked", "said", "stuck"), styles),
        Grid("What was understood of what was told", ("slot", "share", "95 % interval", "conversations"), slots),
        Grid("Length", ("", "count"), lengths),
    ]


def _count(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"


def failure_lines(figures: Json) -> list[str]:
    """Every failure in a line: what came, what was right, and what was understood otherwise than told."""
    return [
        f"{found['id']}, variant {found['variant']}: got {found['got']}; right is {found['expected']}"
        + (", a tie" if found["tie"] else "")
        + "".join(f"; {why}" for why in filter(None, [found["dead_end"], *map(_part, found["misread"])]))
        for found in figures["failures"]
    ]


def _part(part: Json) -> str:
    return f"{part['slot']} understood as {part['got']}, told was {part['expected']}"


def learner_sections(figures: Json) -> list[str]:
    """Every failure with its whole conversation, then those that came out right though something was misread."""
    return [_section("Failures", figures["failures"]), _section("Right, but misread", figures["misread_but_right"])]


def _section(title: str, rows: Sequence[Json]) -> str:
    parts = [f"## {title}: {len(rows)}", ""]
    for found in rows:
        parts += [f"### {quoted(found['id'])}, variant {found['variant']} ({found['style']})", ""]
        parts += [
            f"- first place: {quoted(found['got'])}; right: {quoted(found['expected'])}{', a tie' if found['tie'] else ''}"
        ]
        parts += [f"- dead end: {quoted(found['dead_end'])}"] if found["dead_end"] else []
        parts += [f"- {quoted(_part(part))}" for part in found["misread"]]
        for turn in found["turns"]:
            parts += ["", f"> {quoted(turn['learner'])}", "", beginning(turn["bot"])]
        parts.append("")
    return "\n".join(parts)
