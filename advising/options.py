"""What a recommendation chooses from: for each programme the facts that criteria judge, read once from the claims.

Defined in docs/decisions/0007-advice.md. `None` is "not recorded" everywhere; numbers are (low, high).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from advising.evidence import Fact, fact
from advising.model import Claim, Programme, Snapshot

Span = tuple[float, float]
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]
Points = NDArray[np.int64]

# The criteria whose facts are numbers, and where each is read: the first predicate that is recorded counts.
NUMBERS: Mapping[str, tuple[str, ...]] = {
    "hours_per_week": ("hours_per_week", "hours_per_week.estimate"),
    "budget_usd": ("price.total", "price.courses_sum.estimate"),
    "months": ("duration.months", "duration.designed", "duration.estimated", "weeks_total.estimate"),
}
NEEDS = {"prerequisite.maths": "maths", "prerequisite.degree": "degree"}
OTHER_NEEDS = ("prerequisite.recommended", "prerequisite")
EVIDENCE = {"high": 100, "medium": 85, "low": 70}
STEPS = {"introductory": 1, "intermediate": 2, "advanced": 3, "graduate": 3}
MONTHS_OF = {"year": 12.0, "month": 1.0, "week": 12 / 52}


@dataclass(frozen=True, slots=True)
class Option:
    """A programme with what is recorded about it; `level` are steps from 1 (introductory) to 3 (graduate)."""

    programme: str
    fields: tuple[str, ...]
    kind: str
    platform: str = ""
    institutions: tuple[str, ...] = ()
    hours_per_week: Span | None = None
    budget_usd: Span | None = None
    months: Span | None = None
    level: tuple[int, int] | None = None
    credit: int | None = None
    needs: frozenset[str] | None = None
    language: str | None = None
    listed: int | None = None

    @property
    def labels(self) -> frozenset[str]:
        """All ids by which it can be left out: its own, its fields, schools, kind and platform."""
        return frozenset((self.programme, *self.fields, *self.institutions, self.kind, self.platform))


class Memory:
    """What was computed lately, by its key; when it is full, everything is forgotten."""

    def __init__(self, most: int) -> None:
        """Hold at most so many results."""
        self._most = most
        self._found: dict[Hashable, object] = {}

    def get(self, key: Hashable) -> object:
        """The result of a key; None when it is not remembered."""
        return self._found.get(key)

    def put(self, key: Hashable, found: object) -> None:
        """Remember a result."""
        if len(self._found) >= self._most:
            self._found = {}
        self._found[key] = found


class Options:
    """Options side by side, as columns: a row an option, in the catalogue's order."""

    def __init__(self, rows: Sequence[Option], year: int) -> None:
        """Lay out the columns; `year` is the one against which the age of a listing is told."""
        self.rows = tuple(rows)
        self.year = year
        self.judged, self.outlooks = Memory(128), Memory(64)
        self.low = {name: _column(rows, name, 0) for name in NUMBERS}
        self.high = {name: _column(rows, name, 1) for name in NUMBERS}
        self.lowest_level = np.array([row.level[0] if row.level else 0 for row in rows], dtype=np.int64)
        self.highest_level = np.array([row.level[1] if row.level else 0 for row in rows], dtype=np.int64)
        self.credit = np.array([-1 if row.credit is None else row.credit for row in rows], dtype=np.int64)
        self.listed = np.array([-1 if row.listed is None else row.listed for row in rows], dtype=np.int64)
        self.has_needs = np.array([row.needs is not None for row in rows], dtype=bool)
        self.has_institution = np.array([bool(row.institutions) for row in rows], dtype=bool)
        self.has_language = np.array([row.language is not None for row in rows], dtype=bool)

    @staticmethod
    def of(rows: Sequence[Option], year: int) -> Options:
        """The options of the rows."""
        return Options(rows, year)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.rows)

    @cached_property
    def _labelled(self) -> Mapping[str, Rows]:
        return _index((label, n) for n, row in enumerate(self.rows) for label in row.labels)

    @cached_property
    def _first_field(self) -> Mapping[str, Rows]:
        return _index((row.fields[0], n) for n, row in enumerate(self.rows) if row.fields)

    @cached_property
    def _needing(self) -> Mapping[str, Rows]:
        return _index((need, n) for n, row in enumerate(self.rows) for need in row.needs or ())

    @cached_property
    def _in_language(self) -> Mapping[str, Rows]:
        return _index((row.language, n) for n, row in enumerate(self.rows) if row.language is not None)

    def labelled(self, labels: Iterable[str]) -> Flags:
        """Which options carry one of the labels."""
        return self._flags(self._labelled, labels)

    def first_in(self, fields: Iterable[str]) -> Flags:
        """Which options have one of the fields as their first."""
        return self._flags(self._first_field, fields)

    def needing(self, needs: Iterable[str]) -> Flags:
        """Which options are recorded to need one of these."""
        return self._flags(self._needing, needs)

    def in_language(self, language: str) -> Flags:
        """Which options are recorded to be in the language."""
        return self._flags(self._in_language, (language,))

    def _flags(self, index: Mapping[str, Rows], keys: Iterable[str]) -> Flags:
        flags = np.zeros(len(self), dtype=bool)
        for key in keys:
            if key in index:
                flags[index[key]] = True
        return flags

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields that an option has, in the order of their first option."""
        return tuple(dict.fromkeys(field for row in self.rows for field in row.fields))

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of credential that an option has."""
        return tuple(dict.fromkeys(row.kind for row in self.rows))

    @cached_property
    def classes(self) -> Mapping[str, tuple[float, ...]]:
        """For each number the bounds that judge differently: 0 and each recorded figure; one stands up to the next."""
        found = {}
        for name in NUMBERS:
            figures = np.concatenate([self.low[name], self.high[name]])
            found[name] = tuple(float(x) for x in np.unique(np.append(figures[~np.isnan(figures)], 0.0)))
        return found

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The row of each programme."""
        return {row.programme: n for n, row in enumerate(self.rows)}


def options_in(snapshot: Snapshot) -> Options:
    """The options of a snapshot, read once."""
    if "options" not in snapshot.derived:
        snapshot.derived["options"] = Options.of(options_of(snapshot), snapshot.as_of.year)
    options = snapshot.derived["options"]
    assert isinstance(options, Options)
    return options


def options_of(snapshot: Snapshot) -> tuple[Option, ...]:
    """Every programme that is not retired, with its facts, in the catalogue's order."""
    return tuple(_option(snapshot, p) for p in snapshot.programmes.values() if not is_retired(snapshot, p.id))


def is_retired(snapshot: Snapshot, programme: str) -> bool:
    """Whether the preferred claim on its status says that it is retired."""
    status = fact(snapshot, programme, "status").preferred
    return status is not None and str(status.value).startswith("retired")


def first_recorded(snapshot: Snapshot, subject: str, predicates: Iterable[str]) -> Fact:
    """The first of the predicates that is recorded for the subject, else the empty fact of the first one."""
    facts = [fact(snapshot, subject, predicate) for predicate in predicates]
    return next((found for found in facts if found.is_recorded), facts[0])


def number_of(snapshot: Snapshot, programme: str, criterion: str) -> Fact:
    """The fact behind a number of a programme."""
    return first_recorded(snapshot, programme, NUMBERS[criterion])


def level_of(snapshot: Snapshot, programme: Programme) -> Claim | None:
    """The claim on a programme's level: its own, else its kind's; none where it only says that it varies."""
    found = fact(snapshot, programme.id, "level")
    if not found.is_recorded:
        found = fact(snapshot, programme.credential_type, "level")
    claim = found.preferred
    return None if claim is None or str(claim.value).lower().startswith("varies") else claim


def low_high(claim: Claim) -> Span:
    """The bounds of a numeric claim, in its own unit.

    Raises:
        TypeError: If the claim's value is text.
    """
    if isinstance(claim.value, tuple):
        return claim.value
    if isinstance(claim.value, str):
        raise TypeError(f"claim {claim.id}: {claim.value!r} is no number; write a number or [min, max]")
    return float(claim.value), float(claim.value)


def span_of(claim: Claim, criterion: str) -> Span:
    """The bounds of a numeric claim in the criterion's unit; lengths become months, to a tenth."""
    low, high = low_high(claim)
    if criterion != "months":
        return low, high
    factor = next(factor for word, factor in MONTHS_OF.items() if word in claim.unit)
    return round(low * factor, 1), round(high * factor, 1)


def _option(snapshot: Snapshot, programme: Programme) -> Option:
    numbers = {name: number_of(snapshot, programme.id, name).preferred for name in NUMBERS}
    language = fact(snapshot, programme.id, "language").preferred
    listed = fact(snapshot, programme.id, "last_listed").preferred
    spans = {name: None if claim is None else span_of(claim, name) for name, claim in numbers.items()}
    pathways = snapshot.pathways_by_programme.get(programme.id, ())
    return Option(
        programme.id, programme.fields, programme.credential_type, programme.platform, programme.institutions,
        level=_steps(level_of(snapshot, programme)),
        credit=max((EVIDENCE[pathway.claim.evidence] for pathway in pathways), default=None),
        needs=_needs(snapshot, programme.id),
        language=None if language is None else str(language.value),
        listed=None if listed is None else int(str(listed.value)[:4]),
        **spans,
    )  # fmt: skip


def _steps(claim: Claim | None) -> tuple[int, int] | None:
    named = (
        [] if claim is None else [STEPS[word] for word in re.findall(r"\w+", str(claim.value).lower()) if word in STEPS]
    )
    return (min(named), max(named)) if named else None


def _needs(snapshot: Snapshot, programme: str) -> frozenset[str] | None:
    claims = {p: fact(snapshot, programme, p).preferred for p in (*NEEDS, *OTHER_NEEDS)}
    recorded = {predicate: claim for predicate, claim in claims.items() if claim is not None}
    if not recorded:
        return None
    return frozenset(NEEDS[p] for p, claim in recorded.items() if p in NEEDS and str(claim.value).lower() != "none")


def _column(rows: Sequence[Option], name: str, end: int) -> NDArray[np.float64]:
    spans: list[Span | None] = [getattr(row, name) for row in rows]
    return np.array([np.nan if span is None else span[end] for span in spans], dtype=np.float64)


def _index(pairs: Iterable[tuple[str, int]]) -> Mapping[str, Rows]:
    grouped: dict[str, list[int]] = {}
    for key, n in pairs:
        grouped.setdefault(key, []).append(n)
    return {key: np.array(rows, dtype=np.intp) for key, rows in grouped.items()}
