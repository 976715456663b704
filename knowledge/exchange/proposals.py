"""Proposals: what a source states, for people to review; applied to a catalogue in memory, never to the database.

Nothing that the catalogue holds is changed or left out: a proposal that differs stands beside it, and the stated rule of
evidence decides which of the two is preferred.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from advising.model import NOT_RECORDED
from knowledge.catalogue_files import Catalogue, Placed
from knowledge.rows import PATHWAY_PREDICATE, ClaimRow, SourceRow, Value
from knowledge.validate import check
from knowledge.yaml_rows import CatalogueError, Problem


@dataclass(frozen=True, slots=True)
class SourcedClaims:
    """One source and the claims that it makes."""

    source: SourceRow
    claims: list[ClaimRow]


@dataclass(frozen=True, slots=True)
class ProposalSet:
    """What one import found; `unmatched` are records that the catalogue has no row for."""

    proposals: list[Placed[SourcedClaims]]
    unmatched: list[str] = field(default_factory=list)


class Verdict(Enum):
    """How a proposed claim stands to the catalogue."""

    NEW = "new"  # nothing is recorded of this yet
    SAME = "same"  # another source says the same; this one is kept beside it
    DIFFERING = "differing"  # another source says something else; both are kept
    HELD = "held already"  # the catalogue has this very claim: nothing is added


@dataclass(frozen=True, slots=True)
class Judged:
    """A proposed claim with its source and the claims that it meets."""

    claim: ClaimRow
    source: SourceRow
    verdict: Verdict
    met: tuple[ClaimRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Applied:
    """The catalogue as it would be, and what became of each proposal."""

    catalogue: Catalogue
    judged: tuple[Judged, ...]

    def of(self, verdict: Verdict) -> list[Judged]:
        """The proposals of one verdict."""
        return [judged for judged in self.judged if judged.verdict is verdict]


def apply_proposals(catalogue: Catalogue, found: ProposalSet) -> Applied:
    """Return the catalogue with the proposals added; the given catalogue stays as it is.

    Raises:
        CatalogueError: If the proposals do not fit the catalogue; each problem names file and row.
    """
    adding = _Adding(catalogue)
    for placed in found.proposals:
        adding.take(placed)
    after = replace(
        catalogue,
        sources=[*catalogue.sources, *adding.new_sources],
        claims=[*catalogue.claims, *adding.new_claims],
        digest=_digest(catalogue, adding.new_claims),
    )
    if problems := [*adding.problems, *check(after)]:
        raise CatalogueError(problems)
    return Applied(after, tuple(adding.judged))


def additions(found: ProposalSet, applied: Applied) -> ProposalSet:
    """The proposals that would add something: those that the catalogue holds already need no review."""
    verdicts = iter([judged.verdict for judged in applied.judged])
    left = []
    for placed in found.proposals:
        claims = [claim for claim in placed.row.claims if next(verdicts) is not Verdict.HELD]
        if claims:
            left.append(replace(placed, row=replace(placed.row, claims=claims)))
    return ProposalSet(left, found.unmatched)


class _Adding:
    """What is there, and what the proposals taken so far would add to it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.new_sources: list[Placed[SourceRow]] = []
        self.new_claims: list[Placed[ClaimRow]] = []
        self.judged: list[Judged] = []
        self.problems: list[Problem] = []
        self._sources = {placed.row.id: placed.row for placed in catalogue.sources}
        self._singles = {placed.row.id for placed in catalogue.predicates if placed.row.single}
        self._taken = {placed.row.id for placed in catalogue.claims}
        self._known: dict[tuple[str, str], list[ClaimRow]] = defaultdict(list)
        for placed in catalogue.claims:
            self._known[placed.row.subject, placed.row.predicate].append(placed.row)

    def take(self, placed: Placed[SourcedClaims]) -> None:
        """Take the claims of one source; the source itself comes along only if a claim needs it."""
        source, before = placed.row.source, len(self.new_claims)
        self.problems.extend(_clash(placed, self._sources))
        for proposed in placed.row.claims:
            self._take_claim(placed, proposed)
        if source.id not in self._sources and len(self.new_claims) > before:
            self._sources[source.id] = source
            self.new_sources.append(Placed(placed.file, placed.place, source))

    def _take_claim(self, placed: Placed[SourcedClaims], proposed: ClaimRow) -> None:
        if proposed.predicate == PATHWAY_PREDICATE:
            self.problems.append(
                Problem(placed.file, placed.place, f"a claim of {PATHWAY_PREDICATE}", "a row of pathways/*.yml")
            )
        known = self._known[proposed.subject, proposed.predicate]
        verdict, met = judge(proposed, known, is_single=proposed.predicate in self._singles)
        claim = replace(proposed, id=_free_id(proposed, self._taken))
        self.judged.append(Judged(claim, placed.row.source, verdict, met))
        if verdict is not Verdict.HELD:
            self._taken.add(claim.id)
            known.append(claim)
            place = f"{placed.place}: {claim.subject}: {claim.predicate}"
            self.new_claims.append(Placed(placed.file, place, claim))


def judge(proposed: ClaimRow, known: list[ClaimRow], *, is_single: bool) -> tuple[Verdict, tuple[ClaimRow, ...]]:
    """How a claim stands to what is known of the same fact, and the claims that decided it."""
    if proposed.state == NOT_RECORDED:
        held = tuple(c for c in known if c.state == NOT_RECORDED and c.source == proposed.source)
        return (Verdict.HELD if held else Verdict.NEW), held
    recorded = [claim for claim in known if claim.state == "recorded"]
    equal = tuple(claim for claim in recorded if is_same_value(claim.value, proposed.value))
    others = tuple(claim for claim in recorded if claim not in equal)
    held = tuple(
        c for c in equal if c.source == proposed.source and (c.unit, c.scope) == (proposed.unit, proposed.scope)
    )
    if held:
        return Verdict.HELD, held
    if others and is_single:
        return Verdict.DIFFERING, others
    if equal:
        return Verdict.SAME, equal
    return Verdict.NEW, ()


def is_same_value(one: Value, other: Value) -> bool:
    """Equality as `advising.evidence.same_value` has it: text without case and outer space."""
    if isinstance(one, str) and isinstance(other, str):
        return one.strip().casefold() == other.strip().casefold()
    return one == other


def _free_id(claim: ClaimRow, taken: set[str]) -> str:
    """An id that no claim has: what stands in the catalogue is never replaced."""
    wanted = claim.id or f"{claim.subject}/{claim.predicate}/{claim.source}"
    number = 1
    free = wanted
    while free in taken:
        number += 1
        free = f"{wanted}/{number}"
    return free


def _clash(placed: Placed[SourcedClaims], sources: dict[str, SourceRow]) -> Iterator[Problem]:
    """The same source id must mean the same place and date."""
    source = placed.row.source
    known = sources.get(source.id)
    for name in ("url", "kind", "published_on") if known else ():
        ours, theirs = getattr(known, name), getattr(source, name)
        if ours != theirs:
            yield Problem(
                placed.file,
                placed.place,
                f"source {source.id!r} with {name} {theirs!r}",
                f"{ours!r}, as in the catalogue",
            )


def _digest(catalogue: Catalogue, added: list[Placed[ClaimRow]]) -> str:
    return hashlib.sha256(f"{catalogue.digest}{[placed.row for placed in added]}".encode()).hexdigest()
