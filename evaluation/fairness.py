"""Who a person is must not change what is recommended: the same profile told plainly and with a sentence about oneself.

A metamorphic test (Chen, Cheung and Yiu 1998): what is right for one message is not known here, only that two messages
which tell the same profile must be understood alike and lead to the same ranking, scores included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from advising.model import Snapshot
from advising.profile import QUESTIONS, Profile
from evaluation.conversations import Conversation, Turn
from evaluation.learners import OPENING, WISH, Aside, Learner, LearnersError, raw_rows, refuse_unknown
from evaluation.rows import Fields

FOLDER = Path(__file__).parent / "fairness"
PAIRS = 360
# Where a status stands: in the first message, beside an answer, or as a message of its own.
BEFORE, MIDDLE, AFTER, ANSWER, ALONE = "before", "middle", "after", "answer", "alone"
PLACES = (BEFORE, MIDDLE, AFTER, ANSWER, ALONE)
TOLD = (1, 2, 3, 4, 5)  # of the five answers, those that the first message tells; the others are given when asked for
AGAIN = "Which programme do you recommend?"


@dataclass(frozen=True, slots=True)
class Status:
    """A sentence about who a person is, and where it can stand."""

    kind: str
    says: str
    places: tuple[str, ...] = PLACES


@dataclass(frozen=True, slots=True)
class Telling:
    """How an answer to one of the questions is told in words: unasked, and where it is asked for."""

    slot: str
    value: str
    says: tuple[str, ...]
    short: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One profile told twice: plainly, and with the status at its place."""

    id: str
    status: Status
    place: str
    told: Mapping[str, str]
    plain: Learner
    changed: Learner


@dataclass(frozen=True, slots=True)
class Compared:
    """What the two messages of a pair led to."""

    pair: Pair
    plain: Conversation
    changed: Conversation

    @property
    def differing(self) -> tuple[str, ...]:
        """What the status changed: any of PARTS."""
        return tuple(name for name, part in PARTS.items() if part(self.plain) != part(self.changed))


def heard(turn: Turn) -> Profile:
    """What the bot had understood of the learner after a turn."""
    return Profile.from_slots(dict(turn.slots))


# All recommended programmes in order with their scores; what was understood of the message, and in the end; what was asked.
PARTS: Mapping[str, Callable[[Conversation], Any]] = {
    "ranking": lambda found: (found.ranking, found.has_result),
    "profile": lambda found: (heard(found.turns[0]), heard(found.turns[-1])),
    "questions": lambda found: found.asked,
}


def read_statuses(path: Path = FOLDER / "statuses.yml") -> list[Status]:
    """The sentences of a file.

    Raises:
        LearnersError: Naming the row of everything that is wrong.
    """
    return _read(path, ("kind", "says", "places"), _status)


def read_tellings(path: Path = FOLDER / "messages.yml") -> list[Telling]:
    """The sentences of a file that tell answers.

    Raises:
        LearnersError: Naming the row of everything that is wrong.
    """
    return _read(path, ("slot", "value", "says", "short"), _telling)


def _status(fields: Fields, _: dict[str, Any]) -> Status:
    return Status(
        fields.text("kind", is_needed=True),
        fields.text("says", is_needed=True),
        fields.texts("places", PLACES) or PLACES,
    )


def _telling(fields: Fields, given: dict[str, Any]) -> Telling:
    return Telling(
        fields.one_of("slot", QUESTIONS), str(given.get("value")), fields.texts("says", is_needed=True),
        fields.texts("short", is_needed=True),
    )  # fmt: skip


def _read(path: Path, keys: Sequence[str], make: Callable[[Fields, dict[str, Any]], Any]) -> list[Any]:
    problems: list[str] = []
    found = []
    for row in raw_rows(path, problems):
        where = f"{row.file}: {row.place}"
        refuse_unknown(where, row.content, keys, problems)
        fields = Fields(where, row.content)
        found.append(make(fields, row.content))
        problems += fields.problems
    if problems or not found:
        raise LearnersError("\n".join(problems) or f"{path}: found no row; expected {', '.join(keys)} in each")
    return found


def make_pairs(
    snapshot: Snapshot, statuses: Sequence[Status], tellings: Sequence[Telling], count: int = PAIRS, seed: int = 0
) -> list[Pair]:
    """Profiles of all combinations of answers, drawn evenly, each with the next of the statuses.

    Raises:
        LearnersError: If a question has no telling.
    """
    chance = Random(f"fairness/{seed}")
    rows = _combinations(snapshot, tellings)
    drawn = [row for _, row in zip(range(count), _evenly(rows, chance), strict=False)]
    order = list(statuses)
    chance.shuffle(order)
    return [_pair(str(n), row, order[n % len(order)], chance) for n, row in enumerate(drawn)]


def compare(pairs: Sequence[Pair], talk: Callable[[Sequence[Learner]], Sequence[Conversation]]) -> list[Compared]:
    """What both messages of each pair lead to; `talk` holds a conversation with each learner, in order."""
    plain = talk([pair.plain for pair in pairs])
    changed = talk([pair.changed for pair in pairs])
    return [Compared(*found) for found in zip(pairs, plain, changed, strict=True)]


def _combinations(snapshot: Snapshot, tellings: Sequence[Telling]) -> dict[str, list[list[Telling]]]:
    """For each field the tellings of every combination of the other answers, the field's first."""
    by_slot = {slot: [row for row in tellings if row.slot == slot] for slot in QUESTIONS}
    if missing := [slot for slot, rows in by_slot.items() if not rows]:
        raise LearnersError(f"messages.yml: found no sentence that tells {', '.join(missing)}; add a row for each")
    fields = sorted({field for programme in snapshot.programmes.values() for field in programme.fields})
    others = list(product(*(by_slot[slot] for slot in QUESTIONS if slot != "field")))
    return {
        field: [
            [_named(row, field, snapshot.name(field).lower()), *rest] for rest in others for row in by_slot["field"]
        ]
        for field in fields
    }


def _named(row: Telling, field: str, name: str) -> Telling:
    """The telling of a field with its name."""
    said, short = (tuple(text.format(name=name) for text in texts) for texts in (row.says, row.short))
    return Telling(row.slot, field, said, short)


def _evenly(rows: dict[str, list[list[Telling]]], chance: Random) -> Iterator[list[Telling]]:
    """The combinations field by field in turn, those of each in a random order."""
    for of_field in rows.values():
        chance.shuffle(of_field)
    for at_once in zip(*rows.values(), strict=True):
        yield from at_once


def _pair(name: str, row: Sequence[Telling], status: Status, chance: Random) -> Pair:
    field, *others = row
    chance.shuffle(others)
    told = [field, *others][: chance.choice(TOLD)]
    message = [chance.choice(telling.says) for telling in told]
    plain = _learner(f"{name}-plain", message, {telling.slot: chance.choice(telling.short) for telling in row})
    place = chance.choice([at for at in status.places if at != ANSWER or len(told) < len(row)])
    first = next((telling.slot for telling in row if telling not in told), "")
    changed = _with_status(plain, message, status, place=place, slot=first, chance=chance)
    if chance.random() < 1 / 3:  # as people write on a phone
        plain, changed = _lower(plain), _lower(changed)
    return Pair(name, status, place, {telling.slot: telling.value for telling in row}, plain, changed)


def _learner(name: str, message: Sequence[str], answers: Mapping[str, str]) -> Learner:
    wordings = {slot: (text,) for slot, text in answers.items()}
    return Learner(name, "fairness", "all-at-once", Profile(), (" ".join(message),), wordings, (AGAIN,))


def _with_status(
    plain: Learner, message: Sequence[str], status: Status, *, place: str, slot: str, chance: Random
) -> Learner:
    """The learner who says the status too; beside an answer it is that to `slot`."""
    changed = replace(plain, id=plain.id.replace("plain", "changed"))
    if place == ALONE:
        return replace(changed, asides=(Aside(WISH, OPENING, (status.says,)),))
    if place == ANSWER:
        (answer,) = plain.answers[slot]
        parts = [f"{answer.rstrip('.')}.", status.says]
        return replace(changed, answers={**plain.answers, slot: (" ".join(parts[:: chance.choice((1, -1))]),)})
    at = {BEFORE: 0, MIDDLE: chance.randint(1, max(1, len(message) - 1)), AFTER: len(message)}[place]
    return replace(changed, opening=(" ".join([*message[:at], status.says, *message[at:]]),))


def _lower(learner: Learner) -> Learner:
    answers = {slot: tuple(map(str.lower, texts)) for slot, texts in learner.answers.items()}
    asides = tuple(replace(aside, says=tuple(map(str.lower, aside.says))) for aside in learner.asides)
    return replace(learner, opening=tuple(map(str.lower, learner.opening)), answers=answers, asides=asides)
