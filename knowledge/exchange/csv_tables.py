"""CSV out: one row a claim, and tables of programmes, courses and pathways (RFC 4180, UTF-8, one header line).

Everything that the snapshot holds of these rows goes out and comes back exactly. Not in the snapshot, and so not in the
files: notes, aliases, a course's page and listings, and sources as rows of their own (a claim names its source by id;
publisher, date and address stand beside it for the reader). Cells go out as they are: a spreadsheet may take a text
that begins with "=" for a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

from advising.model import Claim, Course, Pathway, Programme, Snapshot, Value
from knowledge.exchange.amounts import number_text
from knowledge.exchange.carried import chosen

Row = list[str]

LIST_SEPARATOR = ";"
CLAIM_COLUMNS = (
    "id", "subject", "predicate", "kind", "value", "value_max", "unit", "scope", "says", "cell", "estimate", "state",
    "evidence", "rank", "topic", "source", "publisher", "published", "url",
)  # fmt: skip
PROGRAMME_COLUMNS = ("id", "title", "credential_type", "platform", "institutions", "fields")
COURSE_COLUMNS = ("id", "title", "programme", "position")
PATHWAY_COLUMNS = (
    "id", "programme", "programme_named", "institution", "degree", "credits_value", "credits_unit", "degree_credits",
    "share", "conditions", "conditions_recorded", "evidence", "source",
)  # fmt: skip


class Table(StrEnum):
    """The tables that go out."""

    CLAIMS = "claims"
    PROGRAMMES = "programmes"
    COURSES = "courses"
    PATHWAYS = "pathways"


def csv_table(snapshot: Snapshot, table: Table, slugs: Iterable[str] = ()) -> str:
    """Return one table of these programmes; of everything when none is named.

    Raises:
        KeyError: If a programme does not exist.
    """
    columns, rows = TABLES[table]
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows(rows(snapshot, tuple(slugs)))
    return written.getvalue()


def _claim_rows(snapshot: Snapshot, slugs: tuple[str, ...]) -> Iterator[Row]:
    programmes = chosen(snapshot, slugs)
    subjects = {programme.id for programme in programmes}
    subjects |= {course.id for programme in programmes for course in programme.courses}
    for claim in snapshot.claims.values():
        if not slugs or claim.subject in subjects:
            yield _claim_row(claim)


def _claim_row(claim: Claim) -> Row:
    kind, *values = _value_cells(claim.value)
    source = claim.source
    return [
        claim.id, claim.subject, claim.predicate, kind, *values, claim.unit, claim.scope, claim.says, claim.cell,
        claim.estimate, claim.state, claim.evidence, str(claim.rank), claim.topic, source.id, source.publisher,
        source.date_text, source.url,
    ]  # fmt: skip


def _value_cells(value: Value) -> tuple[str, str, str]:
    """The kind of a value with its one or two cells: "12" as text is not the number 12."""
    if isinstance(value, tuple):
        return "range", number_text(value[0]), number_text(value[1])
    if isinstance(value, str):
        return ("text", value, "") if value else ("none", "", "")
    return "number", number_text(value), ""


def _programme_rows(snapshot: Snapshot, slugs: tuple[str, ...]) -> Iterator[Row]:
    return (_programme_row(programme) for programme in chosen(snapshot, slugs))


def _programme_row(row: Programme) -> Row:
    lists = (LIST_SEPARATOR.join(row.institutions), LIST_SEPARATOR.join(row.fields))
    return [row.id, row.title, row.credential_type, row.platform, *lists]


def _course_rows(snapshot: Snapshot, slugs: tuple[str, ...]) -> Iterator[Row]:
    return (_course_row(course) for programme in chosen(snapshot, slugs) for course in programme.courses)


def _course_row(row: Course) -> Row:
    return [row.id, row.title, row.programme, str(row.position)]


def _pathway_rows(snapshot: Snapshot, slugs: tuple[str, ...]) -> Iterator[Row]:
    chosen(snapshot, slugs)
    return (_pathway_row(pathway) for pathway in snapshot.pathways if not slugs or pathway.programme in slugs)


def _pathway_row(row: Pathway) -> Row:
    conditions = "\n".join(f"{condition.kind}: {condition.says}" for condition in row.conditions)
    return [
        row.id, row.programme, row.programme_named, row.institution, row.degree, _optional(row.credits_value),
        row.credits_unit, _optional(row.degree_credits), row.share, conditions,
        "yes" if row.conditions_recorded else "no", row.claim.evidence, row.claim.source.id,
    ]  # fmt: skip


def _optional(number: float | None) -> str:
    return "" if number is None else number_text(number)


TABLES: dict[Table, tuple[tuple[str, ...], Callable[[Snapshot, tuple[str, ...]], Iterator[Row]]]] = {
    Table.CLAIMS: (CLAIM_COLUMNS, _claim_rows),
    Table.PROGRAMMES: (PROGRAMME_COLUMNS, _programme_rows),
    Table.COURSES: (COURSE_COLUMNS, _course_rows),
    Table.PATHWAYS: (PATHWAY_COLUMNS, _pathway_rows),
}
