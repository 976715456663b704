"""What stands twice, and what nothing uses: statements, sources and pathways that are there again, sources without claims."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator

from knowledge.catalogue_files import Catalogue, Placed
from knowledge.rows import ClaimRow, PathwayRow, Row, SourceRow
from knowledge.yaml_rows import Problem


def repetitions(catalogue: Catalogue) -> Iterator[Problem]:
    """A statement of a source, a publication and a pathway stand once each."""
    yield from _again(catalogue.claims, _statement, "the same statement of the same source")
    yield from _again(catalogue.sources, _publication, "the same publication")
    yield from _again(catalogue.pathways, _way, "the same pathway of the same source")


def orphans(catalogue: Catalogue) -> Iterator[Problem]:
    """Every source has told something: a claim or a pathway."""
    used = {claim.row.source for claim in catalogue.claims} | {pathway.row.source for pathway in catalogue.pathways}
    for placed in catalogue.sources:
        if placed.row.id not in used:
            yield placed.problem("a source that nothing cites", "a claim or a pathway of it, or no such row")


def _again(rows: Iterable[Placed[Row]], identity: Callable[[Row], Hashable], what: str) -> Iterator[Problem]:
    first: dict[Hashable, Placed[Row]] = {}
    for placed in rows:
        other = first.setdefault(identity(placed.row), placed)
        if other is not placed:
            yield placed.problem(f"{what} again", f"one row; the first is {other.file}: {other.place}")


def _statement(row: ClaimRow) -> Hashable:
    value = tuple(row.value) if isinstance(row.value, list) else row.value
    return row.subject, row.predicate, row.source, value, row.unit, row.scope


def _publication(row: SourceRow) -> Hashable:
    """An undated page may have changed between two days of reading: each day is a publication of its own."""
    return row.url or row.publisher, row.title, row.published_on or (row.published_about, row.seen_on)


def _way(row: PathwayRow) -> Hashable:
    return row.programme or row.programme_named, row.institution, row.degree, row.source
