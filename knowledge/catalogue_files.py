"""Reading the whole catalogue folder into typed rows, and checking it; nothing is loaded unless all of it is right."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Generic

from knowledge.rows import (
    ArgumentsRow,
    ClaimRow,
    ComparisonRow,
    CourseRow,
    FieldRow,
    InstitutionRow,
    PathwayRow,
    PredicateRow,
    ProgrammeRow,
    RemarkRow,
    Row,
    SharedNameRow,
    SourceRow,
    SubjectRow,
    TopicRow,
    UnheldRow,
    UnitRow,
    to_row,
)
from knowledge.yaml_rows import CatalogueError, Problem, read_rows

CATALOGUE = Path(__file__).parent / "catalogue"


@dataclass(frozen=True, slots=True)
class Placed(Generic[Row]):
    """A row and where it stands."""

    file: str
    place: str
    row: Row

    def problem(self, found: str, expected: str) -> Problem:
        """What is wrong with the row."""
        return Problem(self.file, self.place, found, expected)


@dataclass
class Catalogue:
    """All rows of the catalogue, in file order."""

    topics: list[Placed[TopicRow]] = field(default_factory=list)
    sources: list[Placed[SourceRow]] = field(default_factory=list)
    units: list[Placed[UnitRow]] = field(default_factory=list)
    predicates: list[Placed[PredicateRow]] = field(default_factory=list)
    subjects: list[Placed[SubjectRow]] = field(default_factory=list)
    shared_names: list[Placed[SharedNameRow]] = field(default_factory=list)
    unheld: list[Placed[UnheldRow]] = field(default_factory=list)
    fields: list[Placed[FieldRow]] = field(default_factory=list)
    institutions: list[Placed[InstitutionRow]] = field(default_factory=list)
    programmes: list[Placed[ProgrammeRow]] = field(default_factory=list)
    courses: list[Placed[CourseRow]] = field(default_factory=list)
    pathways: list[Placed[PathwayRow]] = field(default_factory=list)
    comparisons: list[Placed[ComparisonRow]] = field(default_factory=list)
    arguments: list[Placed[ArgumentsRow]] = field(default_factory=list)
    remarks: list[Placed[RemarkRow]] = field(default_factory=list)
    claims: list[Placed[ClaimRow]] = field(default_factory=list)
    digest: str = ""


def read_catalogue(folder: Path = CATALOGUE) -> Catalogue:
    """Read and check a catalogue folder.

    Args:
        folder: A folder laid out like `knowledge/catalogue` (docs/knowledge.md).

    Returns:
        The checked rows; the owner's claims of programmes and courses are among `claims`, with ids.

    Raises:
        CatalogueError: With everything that is wrong, each with file and row.
    """
    from knowledge.validate import check

    problems: list[Problem] = []
    if not folder.is_dir():
        raise CatalogueError([Problem(str(folder), "", "no such folder", "a catalogue folder")])
    catalogue = _read(folder, problems)
    problems.extend(check(catalogue))
    if problems:
        raise CatalogueError(problems)
    catalogue.digest = catalogue_digest(folder)
    return catalogue


def read_topics(folder: Path = CATALOGUE) -> list[TopicRow]:
    """The topics of a catalogue folder, in file order.

    Raises:
        CatalogueError: With everything that is wrong with the rows themselves.
    """
    problems: list[Problem] = []
    placed = _rows(folder, "topics.yml", TopicRow, problems)
    if problems:
        raise CatalogueError(problems)
    return [topic.row for topic in placed]


def catalogue_digest(folder: Path = CATALOGUE) -> str:
    """The version of a catalogue folder: a digest of its files.

    Raises:
        CatalogueError: If a file cannot be read.
    """
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yml")):
        digest.update(str(path.relative_to(folder)).encode())
        try:
            digest.update(path.read_bytes())
        except OSError as error:
            raise CatalogueError([Problem(_shown(path), "", str(error), "a readable file")]) from error
    return digest.hexdigest()


def _read(folder: Path, problems: list[Problem]) -> Catalogue:
    found = Catalogue(
        topics=_rows(folder, "topics.yml", TopicRow, problems),
        sources=_rows(folder, "sources/*.yml", SourceRow, problems),
        units=_rows(folder, "units.yml", UnitRow, problems),
        predicates=_rows(folder, "predicates/*.yml", PredicateRow, problems),
        subjects=_rows(folder, "subjects.yml", SubjectRow, problems),
        shared_names=_rows(folder, "shared_names.yml", SharedNameRow, problems),
        unheld=_rows(folder, "unheld.yml", UnheldRow, problems),
        fields=_rows(folder, "fields.yml", FieldRow, problems),
        institutions=_rows(folder, "institutions.yml", InstitutionRow, problems),
        programmes=_rows(folder, "programmes/*.yml", ProgrammeRow, problems),
        courses=_rows(folder, "courses/*.yml", CourseRow, problems),
        pathways=_rows(folder, "pathways/*.yml", PathwayRow, problems),
        comparisons=_rows(folder, "comparisons.yml", ComparisonRow, problems),
        arguments=_rows(folder, "arguments.yml", ArgumentsRow, problems),
        remarks=_rows(folder, "remarks.yml", RemarkRow, problems),
        claims=_rows(folder, "claims/*.yml", ClaimRow, problems),
    )
    topics = {placed.row.id for placed in found.topics}
    found.predicates = [_with_topic_of_file(placed, topics) for placed in found.predicates]
    found.claims = [_with_topic_of_file(placed, topics) for placed in found.claims]
    found.claims.extend(_owned_claims(found))
    # Last, because of equals the first is preferred: what was accepted never goes before what people wrote.
    accepted = _rows(folder, "claims/accepted/*.yml", ClaimRow, problems)
    found.claims.extend(_with_topic_of_file(placed, topics) for placed in accepted)
    return found


def _rows(folder: Path, pattern: str, kind: type[Row], problems: list[Problem]) -> list[Placed[Row]]:
    placed = []
    for path in sorted(folder.glob(pattern)):
        for raw in read_rows(path, _shown(path), problems):
            row = to_row(raw, kind, problems)
            if row is not None:
                placed.append(Placed(raw.file, raw.place, row))
    return placed


def _shown(path: Path) -> str:
    """The path as people know it: from the project's root where it lies below it."""
    root = Path(__file__).parent.parent
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


def _with_topic_of_file(placed: Placed[Row], topics: set[str]) -> Placed[Row]:
    """A file named after a topic gives its rows that topic, unless a row names its own."""
    stem = Path(placed.file).stem
    if placed.row.topic or stem not in topics:  # type: ignore[attr-defined]
        return placed
    return Placed(placed.file, placed.place, replace(placed.row, topic=stem))  # type: ignore[type-var]


def _owned_claims(found: Catalogue) -> Iterator[Placed[ClaimRow]]:
    """Claims written inside programmes and courses, with subject and a stable id."""
    owners: list[Placed[ProgrammeRow] | Placed[CourseRow]] = [*found.programmes, *found.courses]
    for placed in owners:
        seen: dict[str, int] = {}
        for claim in placed.row.claims:
            claim_id = claim.id or f"{placed.row.id}/{claim.predicate}/{claim.source}"
            seen[claim_id] = seen.get(claim_id, 0) + 1
            if seen[claim_id] > 1:
                claim_id = f"{claim_id}/{seen[claim_id]}"
            owned = replace(claim, subject=placed.row.id, id=claim_id)
            yield Placed(placed.file, f"{placed.place}: {claim.predicate}", owned)
