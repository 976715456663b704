"""CSV in: the tables of `csv_tables` as proposed rows; writes nothing, and tells all mistakes at once."""

from __future__ import annotations

from collections.abc import Container

from advising.model import UNDATED
from knowledge.exchange.csv_cells import Cells, read_cells
from knowledge.exchange.csv_tables import (
    CLAIM_COLUMNS,
    COURSE_COLUMNS,
    LIST_SEPARATOR,
    PATHWAY_COLUMNS,
    PROGRAMME_COLUMNS,
)
from knowledge.exchange.reading import Attribution
from knowledge.rows import ClaimRow, ConditionRow, CourseRow, CreditsRow, PathwayRow, ProgrammeRow, SourceRow, Value
from knowledge.validate import CONDITION_KINDS, DATE

GRADES = ("high", "medium", "low")
NEEDED_FOR_CLAIMS = ("subject", "predicate", "kind", "value")
NEEDED_FOR_PATHWAYS = ("id", "programme", "institution", "degree", "conditions", "conditions_recorded")


def read_claims(text: str, file: str, by: Attribution | None = None) -> list[ClaimRow]:
    """Return the claims of a table.

    Args:
        text: The file's text; a byte order mark is passed over.
        file: Its name for errors.
        by: The source and grade of rows that name none; without it each row must name its own, as an export does.

    Raises:
        ExchangeError: With everything that is wrong, each with file and row.
    """
    own = () if by else ("source", "evidence")
    return [_claim(cells, by) for cells in read_cells(text, file, CLAIM_COLUMNS, (*NEEDED_FOR_CLAIMS, *own))]


def read_sources(text: str, file: str, known: Container[str], kind: str, read_on: str) -> list[SourceRow]:
    """Return the sources that the rows of a table of claims name and that are not known.

    Args:
        text: The file's text.
        file: Its name for errors.
        known: Ids of sources that need no row.
        kind: Of what kind the others are: the table has no column for it, as `kind` is that of the value.
        read_on: The day on which the table was read.

    Raises:
        ExchangeError: With every row whose source is unknown and cannot be made of its cells.
    """
    found: dict[str, SourceRow] = {}
    for cells in read_cells(text, file, CLAIM_COLUMNS, NEEDED_FOR_CLAIMS):
        source = cells.text("source")
        if not source or source in known:
            continue
        if not kind:
            cells.wrong("source", repr(source), "a source of the catalogue, or --kind and its publisher and url")
            continue
        row = _source(cells, kind, read_on)
        if found.setdefault(source, row) != row:
            cells.wrong("source", repr(source), "the same publisher, published and url in each of its rows")
    return list(found.values())


def _source(cells: Cells, kind: str, read_on: str) -> SourceRow:
    """The source of a row, with its date as an export writes it."""
    date = cells.text("published")
    is_iso = bool(DATE.fullmatch(date))
    about = UNDATED if not date or date.startswith(f"{UNDATED}, seen ") else date
    return SourceRow(
        id=cells.text("source"),
        publisher=cells.needed("publisher"),
        kind=kind,
        url=cells.needed("url"),
        seen_on=read_on,
        published_on=date if is_iso else "",
        published_about="" if is_iso else about,
    )


def read_programmes(text: str, file: str) -> list[ProgrammeRow]:
    """Return the programmes of a table.

    Raises:
        ExchangeError: With everything that is wrong, each with file and row.
    """
    return [_programme(cells) for cells in read_cells(text, file, PROGRAMME_COLUMNS, PROGRAMME_COLUMNS)]


def read_courses(text: str, file: str) -> list[CourseRow]:
    """Return the courses of a table.

    Raises:
        ExchangeError: With everything that is wrong, each with file and row.
    """
    return [_course(cells) for cells in read_cells(text, file, COURSE_COLUMNS, COURSE_COLUMNS)]


def read_pathways(text: str, file: str, by: Attribution | None = None) -> list[PathwayRow]:
    """Return the pathways of a table; for `by` see `read_claims`.

    Raises:
        ExchangeError: With everything that is wrong, each with file and row.
    """
    own = () if by else ("source", "evidence")
    return [_pathway(cells, by) for cells in read_cells(text, file, PATHWAY_COLUMNS, (*NEEDED_FOR_PATHWAYS, *own))]


def _claim(cells: Cells, by: Attribution | None) -> ClaimRow:
    source, evidence = _attribution(cells, by)
    return ClaimRow(
        subject=cells.needed("subject"),
        predicate=cells.needed("predicate"),
        value=_value(cells),
        source=source,
        evidence=evidence,
        id=cells.text("id"),
        unit=cells.text("unit"),
        scope=cells.text("scope"),
        says=cells.text("says"),
        cell=cells.text("cell"),
        estimate=cells.text("estimate"),
        state=cells.one_of("state", ("recorded", "not-recorded")) if cells.text("state") else "recorded",
        rank=cells.whole("rank") if cells.text("rank") else 2,
        topic=cells.text("topic"),
    )


def _attribution(cells: Cells, by: Attribution | None) -> tuple[str, str]:
    """The row's own source and grade; the caller's where it names none."""
    if by is None:
        return cells.needed("source"), cells.one_of("evidence", GRADES)
    evidence = cells.one_of("evidence", GRADES) if cells.text("evidence") else by.evidence
    return cells.text("source") or by.source, evidence


def _value(cells: Cells) -> Value:
    kind = cells.one_of("kind", ("text", "number", "range", "none"))
    is_missing = kind == "none"
    if is_missing != (cells.text("state") == "not-recorded"):
        cells.wrong("kind", repr(kind), "none exactly when state is not-recorded")
    if kind == "range":
        return _range(cells)
    if cells.text("value_max"):
        cells.wrong("value_max", repr(cells.text("value_max")), "nothing, or kind range")
    if is_missing:
        if cells.text("value"):
            cells.wrong("value", repr(cells.text("value")), "nothing for kind none")
        return ""
    if not cells.text("value"):
        cells.wrong("value", "is empty", "a value, or state not-recorded with kind none")
        return ""
    return cells.number("value") if kind == "number" else cells.text("value")


def _range(cells: Cells) -> list[float]:
    low, high = cells.number("value"), cells.number("value_max")
    if low > high:
        cells.wrong("value", f"{low} above value_max {high}", "the smaller number first")
    return [low, high]


def _programme(cells: Cells) -> ProgrammeRow:
    return ProgrammeRow(
        id=cells.needed("id"),
        title=cells.needed("title"),
        credential_type=cells.needed("credential_type"),
        platform=cells.needed("platform"),
        institutions=cells.needed("institutions").split(LIST_SEPARATOR),
        fields=cells.needed("fields").split(LIST_SEPARATOR),
    )


def _course(cells: Cells) -> CourseRow:
    return CourseRow(
        id=cells.needed("id"),
        title=cells.needed("title"),
        programme=cells.needed("programme"),
        position=cells.whole("position"),
    )


def _pathway(cells: Cells, by: Attribution | None) -> PathwayRow:
    source, evidence = _attribution(cells, by)
    conditions = [_condition(cells, line) for line in cells.text("conditions").split("\n") if line]
    is_recorded = cells.one_of("conditions_recorded", ("no", "yes")) == "yes"
    if is_recorded != bool(conditions):
        cells.wrong("conditions_recorded", repr(cells.text("conditions_recorded")), "yes exactly with conditions")
    if not cells.text("programme") and not cells.text("programme_named"):
        cells.wrong("programme", "is empty", "a programme, or programme_named")
    return PathwayRow(
        id=cells.needed("id"),
        programme=cells.text("programme") or None,
        institution=cells.needed("institution"),
        degree=cells.text("degree"),
        conditions=conditions,
        conditions_recorded=is_recorded,
        source=source,
        evidence=evidence,
        credits=_credits(cells),
        degree_credits=cells.optional_number("degree_credits"),
        share=cells.text("share"),
        programme_named=cells.text("programme_named"),
    )


def _condition(cells: Cells, line: str) -> ConditionRow:
    kind, colon, says = line.partition(": ")
    if not colon or kind not in CONDITION_KINDS:
        cells.wrong(
            "conditions", repr(line), f"'kind: what it asks', with a kind of {', '.join(sorted(CONDITION_KINDS))}"
        )
    return ConditionRow(kind, says)


def _credits(cells: Cells) -> CreditsRow | None:
    value = cells.optional_number("credits_value")
    return None if value is None else CreditsRow(value, cells.text("credits_unit"))
