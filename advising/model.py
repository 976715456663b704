"""The facts as the reasoning sees them: frozen dataclasses, without any idea of where they are stored.

Ids are the catalogue's ids. Dates are `datetime.date` where exact and text where the source is vague.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

Value = int | float | str | tuple[float, float]

NOT_RECORDED = "not-recorded"
UNDATED = "undated"

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


def date_text(published_on: str, published_about: str, seen_on: str) -> str:
    """The date of a source as people read it: "2022-08", "c. 2019", or "undated, seen 2026-11-22"."""
    told = published_on or published_about
    return told if told not in ("", UNDATED) else f"{UNDATED}, seen {seen_on}"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim was read.

    `published_on` is an ISO date or its beginning ("2022-08"); `published_about` tells an uncertain date in
    words, or says "undated" and why. `seen_on` is the day it was read for this catalogue.
    """

    id: str
    publisher: str
    kind: str
    url: str
    seen_on: date
    title: str = ""
    published_on: str = ""
    published_about: str = ""

    @property
    def date_text(self) -> str:
        """The date as a footnote shows it; never empty."""
        return date_text(self.published_on, self.published_about, self.seen_on.isoformat())

    @property
    def vague_date(self) -> str:
        """The uncertain date in words; nothing for an undated source: a year guessed for it judges nothing."""
        return "" if self.published_about.startswith(UNDATED) else self.published_about


@dataclass(frozen=True, slots=True)
class Predicate:
    """A kind of statement: its topic, how it is named in a table, how long it stays fresh."""

    id: str
    topic: str
    label: str
    single: bool
    lifetime_days: int
    template: str = ""
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One dated, sourced statement about a subject.

    `scope` is part of the fact and is said with it. `says` is the whole statement as a sentence, `cell` its
    short form for a table. `estimate` tells how a computed figure was made. `rank` 1 is said first.
    """

    id: str
    subject: str
    predicate: str
    topic: str
    value: Value
    source: Source
    unit: str = ""
    scope: str = ""
    says: str = ""
    cell: str = ""
    estimate: str = ""
    state: str = "recorded"
    evidence: str = "medium"
    rank: int = 2
    is_expired: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """Anything a claim can be about: a programme, a kind of credential, a school, an occupation."""

    id: str
    kind: str
    name: str
    short: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The shortest name that people recognise."""
        return self.short or self.name


@dataclass(frozen=True, slots=True)
class Course:
    """A course of a programme, at its place in the list."""

    id: str
    title: str
    programme: str
    position: int


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme that leads to a credential; its facts are claims about its id."""

    id: str
    title: str
    credential_type: str
    platform: str
    institutions: tuple[str, ...]
    fields: tuple[str, ...]
    courses: tuple[Course, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold for a pathway; `kind` is one of the typed kinds in docs/knowledge.md."""

    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Pathway:
    """A credential that counts toward a degree at a host institution.

    `programme` is empty where the source names only `programme_named`.
    `conditions_recorded` False means that no source was found that states conditions: not that there are none.
    """

    id: str
    programme: str
    institution: str
    degree: str
    claim: Claim
    credits_value: float | None = None
    credits_unit: str = ""
    degree_credits: float | None = None
    share: str = ""
    conditions: tuple[Condition, ...] = ()
    conditions_recorded: bool = True
    programme_named: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A claim in a comparison table, with the short wording for that place."""

    claim: str
    text: str


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One row of a comparison: for each subject its cells, best first; none means not recorded."""

    label: str
    cells: Mapping[str, tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A reviewed comparison of two or more kinds of credential."""

    id: str
    title: str
    subjects: tuple[str, ...]
    rows: tuple[ComparisonRow, ...]


@dataclass(frozen=True, slots=True)
class Arguments:
    """What speaks for and against a subject, and what it depends on."""

    pro: tuple[Claim, ...] = ()
    contra: tuple[Claim, ...] = ()
    depends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the bot says that states no fact."""

    id: str
    topic: str
    says: str
    asks: tuple[str, ...]
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Unheld:
    """A school or course provider that nothing is recorded about: only its names, to decline by."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Snapshot:
    """Everything the knowledge base holds, frozen at one version and one day.

    `as_of` is the day against which freshness was judged; the reasoning itself has no clock.
    `derived` keeps what was computed from it, as long as it is kept itself.
    """

    version: str
    as_of: date
    subjects: Mapping[str, Subject]
    predicates: Mapping[str, Predicate]
    programmes: Mapping[str, Programme]
    pathways: tuple[Pathway, ...]
    comparisons: tuple[Comparison, ...]
    claims: Mapping[str, Claim] = field(repr=False)
    arguments: Mapping[str, Arguments] = field(default_factory=dict)
    remarks: Mapping[str, Remark] = field(default_factory=dict)
    unheld: Mapping[str, Unheld] = field(default_factory=dict)
    derived: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """All kinds of subjects."""
        return frozenset(subject.kind for subject in self.subjects.values())

    @cached_property
    def claims_by_subject(self) -> Mapping[str, tuple[Claim, ...]]:
        """Claims of each subject, in catalogue order."""
        return _grouped(self.claims.values(), lambda claim: claim.subject)

    @cached_property
    def claims_by_fact(self) -> Mapping[tuple[str, str], tuple[Claim, ...]]:
        """Claims of each (subject, predicate)."""
        return _grouped(self.claims.values(), lambda claim: (claim.subject, claim.predicate))

    @cached_property
    def told_in_general(self) -> frozenset[str]:
        """The predicates with a claim about something that is neither a programme nor a course."""
        single = ("programme", "course")
        return frozenset(c.predicate for c in self.claims.values() if self.subjects[c.subject].kind not in single)

    @cached_property
    def pathways_by_programme(self) -> Mapping[str, tuple[Pathway, ...]]:
        """Pathways that start from a programme."""
        return _grouped(self.pathways, lambda pathway: pathway.programme)

    @cached_property
    def pathways_by_institution(self) -> Mapping[str, tuple[Pathway, ...]]:
        """Pathways that lead to a degree at an institution."""
        return _grouped(self.pathways, lambda pathway: pathway.institution)

    @cached_property
    def programmes_by_institution(self) -> Mapping[str, tuple[Programme, ...]]:
        """Programmes of each institution."""
        grouped: dict[str, list[Programme]] = {}
        for programme in self.programmes.values():
            for institution in programme.institutions:
                grouped.setdefault(institution, []).append(programme)
        return {key: tuple(rows) for key, rows in grouped.items()}

    @cached_property
    def programme_of(self) -> Mapping[str, str]:
        """The programme of each course, and of each pathway's claim."""
        courses = {course.id: programme.id for programme in self.programmes.values() for course in programme.courses}
        return courses | {pathway.claim.id: pathway.programme for pathway in self.pathways if pathway.programme}

    def name(self, subject: str) -> str:
        """The full name of a subject; the id itself where it is unknown."""
        return self.subjects[subject].name if subject in self.subjects else subject

    def label(self, subject: str) -> str:
        """The short name of a subject; the id itself where it is unknown."""
        return self.subjects[subject].label if subject in self.subjects else subject


def _grouped(items: Iterable[T], key: Callable[[T], K]) -> Mapping[K, tuple[T, ...]]:
    grouped: dict[K, list[T]] = {}
    for item in items:
        grouped.setdefault(key(item), []).append(item)
    return {group: tuple(rows) for group, rows in grouped.items()}
