"""What would change the advice, in words: the nearest other answers, how far each number holds, what does not matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from advising.counterfactual import (
    DOWN,
    DROPPED,
    TO,
    UP,
    Change,
    Counterfactual,
    counterfactuals,
    does_not_matter,
    stable_range,
)
from advising.evidence import known_by
from advising.model import Claim, Snapshot
from advising.options import NUMBERS, number_of, options_in
from advising.profile import ANY, Profile
from advising.ranking import is_number
from advising.reply import Sentence, dated, say
from advising.wording import joined, money, number

SHORT = 3
# How an answer is said after "If"; a word in braces is filled in.
IF_BACKGROUND = {
    "beginner": "you were new to the field", "some": "you knew some of the field", "degree": "you had a degree",
    ANY: "your background were left open",
}  # fmt: skip
IF_CREDIT = {
    "must": "it had to count toward a degree", "yes": "credit would help you", "no": "credit did not matter",
    ANY: "credit did not matter",
}  # fmt: skip
IF_DROPPED = {
    "institution": "the school did not matter", "language": "the language did not matter",
    "lacks": "the knowledge that you lack did not matter", "under": "what you wanted lower did not matter",
    "excluded": "nothing were left out", "like": "it need not be like that programme",
}  # fmt: skip
IF_ANY = {
    "hours_per_week": "your time did not matter", "budget_usd": "the price did not matter",
    "months": "the length did not matter",
}  # fmt: skip
NAMES = {
    "hours_per_week": "your time", "budget_usd": "your budget", "months": "your limit on the length",
    "background": "what you bring", "credit": "credit", "wanted_credential": "the kind of credential",
}  # fmt: skip
# The order in which changes are told: what a learner can change most easily comes first.
ORDER = ("budget_usd", "hours_per_week", "credit", "background", "wanted_credential", "months", *DROPPED, "field")


def bound_text(slot: str, value: float) -> str:
    """A number of a slot in words: "$1,350", "8 hours a week", "9.5 months"."""
    if slot == "budget_usd":
        return money(value)
    unit = "hour" if slot == "hours_per_week" else "month"
    return plural_of(value, unit) + (" a week" if slot == "hours_per_week" else "")


def plural_of(value: float, unit: str) -> str:
    """(1, "hour") -> "1 hour", (9.5, "month") -> "9.5 months"."""
    return f"{number(value)} {unit if value == 1 else unit + 's'}"


def changes_in_short(snapshot: Snapshot, profile: Profile) -> tuple[Sentence, ...]:
    """Up to three of the nearest changes of what the learner told, and which answers make no difference."""
    told = [
        row for row in nearest(snapshot, profile)
        if all(is_told(profile, change.slot) for change in row.changes) and not _leaves_open(row)
    ]  # fmt: skip
    sentences = [change_sentence(snapshot, profile, row) for row in told[:SHORT]]
    idle = idle_answers(snapshot, profile)
    return (*sentences, *([_idle_sentence(idle)] if idle else []))


def all_changes(snapshot: Snapshot, profile: Profile) -> tuple[Sentence, ...]:
    """All smallest changes, how far each number holds, and which answers make no difference."""
    ranges = [range_sentence(snapshot, profile, slot) for slot in NUMBERS if is_number(getattr(profile, slot))]
    changes = [change_sentence(snapshot, profile, row) for row in nearest(snapshot, profile)]
    idle = idle_answers(snapshot, profile)
    return (*changes, *ranges, *([_idle_sentence(idle)] if idle else []))


def nearest(snapshot: Snapshot, profile: Profile) -> list[Counterfactual]:
    """The smallest changes, easiest first; "does not matter" only where no other answer does the same."""
    found = sorted(
        counterfactuals(options_in(snapshot), profile), key=lambda row: [_place(change) for change in row.changes]
    )
    told = {(tuple(change.slot for change in row.changes), row.first) for row in found if not _leaves_open(row)}
    kept: dict[object, Counterfactual] = {}
    for row in found:
        slots = tuple(change.slot for change in row.changes)
        if not (_leaves_open(row) and (slots, row.first) in told):  # "$1,350 or more" says it better than "any"
            kept.setdefault(tuple(_if(snapshot, profile, change) for change in row.changes), row)
    return list(kept.values())


def _leaves_open(row: Counterfactual) -> bool:
    return any(change.value == ANY for change in row.changes)


def is_told(profile: Profile, slot: str) -> bool:
    """Whether the learner gave an answer in the slot that can be another."""
    return getattr(profile, slot) not in (None, (), ANY)


def idle_answers(snapshot: Snapshot, profile: Profile) -> tuple[str, ...]:
    """The answers that make no difference to the first place, whatever they were."""
    slots = [slot for slot in ("background", "credit", *NUMBERS) if is_told(profile, slot)]
    return tuple(slot for slot in slots if does_not_matter(options_in(snapshot), profile, slot))


def _idle_sentence(slots: Sequence[str]) -> Sentence:
    names = joined([NAMES[slot] for slot in slots])
    told = "Your answer" if len(slots) == 1 else "Your answers"
    verb = "makes" if len(slots) == 1 else "make"
    return Sentence(f"{told} about {names.removeprefix('your ')} {verb} no difference to the first place.")


def change_sentence(snapshot: Snapshot, profile: Profile, row: Counterfactual) -> Sentence:
    """One counterfactual: "If your budget were $1,350 or more, X would come first."."""
    conditions = joined([_if(snapshot, profile, change) for change in row.changes])
    claims = [c for change in row.changes for c in _claims(snapshot, change, row.first)]
    outcome = "nothing recorded would fit" if row.first is None else f"{snapshot.label(row.first)} would come first"
    text = dated(f"If {conditions}, {outcome}.", tuple(dict.fromkeys(claims)))
    return Sentence(text, (*dict.fromkeys(claims), *(known_by(snapshot, row.first) if row.first else ())))


def range_sentence(snapshot: Snapshot, profile: Profile, slot: str) -> Sentence:
    """How far a number can go without another first place."""
    low, high = stable_range(options_in(snapshot), profile, slot)
    claims = [c for bound in (low, high) if bound for c in claims_at(snapshot, slot, bound, None)]
    name = NAMES[slot].capitalize()
    if low is None and high is None:
        return Sentence(f"{name}: the first place stays, whatever the number.")
    if high is None:
        return say(f"{name}: the first place stays from {bound_text(slot, low or 0)} upwards.", *claims)
    start = "up to" if low is None else f"from {bound_text(slot, low)} to"
    return say(f"{name}: the first place stays {start} just below {bound_text(slot, high)}.", *dict.fromkeys(claims))


def _if(snapshot: Snapshot, profile: Profile, change: Change) -> str:
    slot, value = change.slot, change.value
    if change.direction == DOWN and value == float("inf"):
        return f"{NAMES[slot]} mattered at all"
    if change.direction in (UP, DOWN):
        bound = bound_text(slot, value)
        if slot == "months":
            return f"it could take {bound} or more" if change.direction == UP else f"it had to take less than {bound}"
        return f"{NAMES[slot]} were {bound} or more" if change.direction == UP else f"{NAMES[slot]} were below {bound}"
    if slot in ("wanted_credential", "field"):
        return _if_named(snapshot, slot, value)
    words: dict[str, Any] = {**IF_ANY, **IF_DROPPED, "background": IF_BACKGROUND, "credit": IF_CREDIT}
    said = words[slot]
    return str(said[value] if isinstance(said, dict) else said)


def _if_named(snapshot: Snapshot, slot: str, value: Any) -> str:
    if slot == "field":
        return "any field would do" if value == ANY else f"the field were {snapshot.name(value[0]).lower()}"
    return f"it had to be a {snapshot.label(value)}" if value else "the kind of credential did not matter"


def _claims(snapshot: Snapshot, change: Change, first: str | None) -> Iterable[Claim]:
    if change.direction == TO or change.value == float("inf"):
        return ()
    return claims_at(snapshot, change.slot, change.value, first)


def claims_at(snapshot: Snapshot, slot: str, bound: float, programme: str | None) -> tuple[Claim, ...]:
    """The claim that states a bound: of the programme if it does, else of the first option whose figure it is."""
    options = options_in(snapshot)
    stating = [
        options.rows[n].programme for n in np.flatnonzero((options.low[slot] == bound) | (options.high[slot] == bound))
    ]
    if not stating:
        return ()
    slug = programme if programme is not None and programme in stating else stating[0]
    claim = number_of(snapshot, slug, slot).preferred
    return (claim,) if claim is not None else ()


def _place(change: Change) -> tuple[int, str]:
    return ORDER.index(change.slot), change.direction
