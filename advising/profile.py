"""What a learner told us about themselves and their wishes, and the questions that fill it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

from advising.model import Snapshot
from advising.reply import ProfileChip
from advising.wording import joined, money, number

ANY = "any"
BACKGROUNDS = {
    "beginner": "new to the field",
    "some": "some knowledge of the field",
    "degree": "a bachelor's degree or more",
}


@dataclass(frozen=True, slots=True)
class Profile:
    """A learner's profile; None means not asked or not said yet, "any" that it does not matter.

    `hours_per_week`, `budget_usd` and `months` are upper bounds; `credit` is "must", "yes" (it would help), "no" or "any".
    `institution` are the schools that it should be of, `excluded` fields, schools, kinds and programmes that are out.
    `under` holds (criterion, figure): the criterion (hours_per_week, budget_usd or months) must be recorded below the figure.
    `lacks` are kinds of knowledge, and of conditions of a pathway ("exam"), that the learner does not have; `holds` are the
    kinds of conditions that the learner says are met (see `advising.holding`).
    `like` is a programme that others should be like, `priority` the criteria that count double.
    """

    field: tuple[str, ...] | str | None = None
    background: str | None = None
    hours_per_week: float | str | None = None
    budget_usd: float | str | None = None
    credit: str | None = None
    months: float | str | None = None
    wanted_credential: str | None = None
    institution: tuple[str, ...] = ()
    language: str | None = None
    excluded: tuple[str, ...] = ()
    under: tuple[tuple[str, float], ...] = ()
    lacks: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    like: str | None = None
    priority: tuple[str, ...] = ()

    @staticmethod
    def from_slots(slots: dict[str, Any]) -> Profile:
        """Build a profile from slot values; lists become tuples, unknown slots are ignored."""
        known = {spec.name for spec in fields(Profile)}
        values: dict[str, Any] = {
            name: _frozen(value) for name, value in slots.items() if name in known and value is not None
        }
        profile = Profile(**values)
        return replace(profile, field=profile.field or None)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


# The questions of the guided recommendation, in the order in which they are asked.
QUESTIONS = ("field", "background", "hours_per_week", "budget_usd", "credit")


def open_questions(profile: Profile) -> tuple[str, ...]:
    """The questions that have no answer yet, in order."""
    return tuple(slot for slot in QUESTIONS if getattr(profile, slot) is None)


# Every answer that shapes a recommendation, in the order in which the learner sees it.
SHOWN_SLOTS = (
    *QUESTIONS,
    "months",
    "wanted_credential",
    "institution",
    "language",
    "under",
    "lacks",
    "excluded",
    "like",
    "priority",
)


def chips(snapshot: Snapshot, profile: Profile) -> tuple[ProfileChip, ...]:
    """The profile as the learner sees it, one chip an answer."""
    shown = []
    for slot in SHOWN_SLOTS:
        value = getattr(profile, slot)
        if value not in (None, ()):
            text = "does not matter" if value == ANY else _shown(snapshot, slot, value)
            shown.append(ProfileChip(slot, LABELS[slot], text))
    return tuple(shown)


LABELS = {
    "field": "Field",
    "background": "Background",
    "hours_per_week": "Time",
    "budget_usd": "Budget",
    "credit": "University credit",
    "months": "Length",
    "wanted_credential": "Credential",
    "institution": "School",
    "language": "Language",
    "under": "Lower than",
    "lacks": "To avoid",
    "excluded": "Left out",
    "like": "Like",
    "priority": "Counts double",
}


def _shown(snapshot: Snapshot, slot: str, value: Any) -> str:
    if slot in FIGURES:
        return FIGURES[slot](value)
    if slot in WORDS:
        return WORDS[slot][value]
    if slot == "under":
        return joined([_under(criterion, figure) for criterion, figure in value])
    if slot == "priority":
        return joined([LABELS[one].lower() for one in value])
    named = (value,) if isinstance(value, str) else value
    return joined(
        [snapshot.name(one) if slot == "field" else snapshot.label(one) for one in named], JOINED.get(slot, "and")
    )


WORDS = {"background": BACKGROUNDS, "credit": {"must": "needed", "yes": "wanted", "no": "not needed"}}
JOINED = {"field": "or", "institution": "or"}
FIGURES: dict[str, Callable[[float], str]] = {
    "hours_per_week": lambda hours: f"up to {number(hours)} {'hour' if hours == 1 else 'hours'} a week",
    "budget_usd": lambda price: f"up to {money(price)} in all",
    "months": lambda months: f"up to {number(months)} {'month' if months == 1 else 'months'}",
}


def _under(criterion: str, figure: float) -> str:
    units = {"budget_usd": money(figure), "hours_per_week": f"{number(figure)} hours a week"}
    return units.get(criterion, f"{number(figure)} months")
