"""Loading a checked catalogue into the database: idempotent, in one transaction, all or nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select

from knowledge import tables
from knowledge.catalogue_files import CATALOGUE, Catalogue, catalogue_digest, read_catalogue
from knowledge.database import begin_changing
from knowledge.folding import fold
from knowledge.names import named_subjects
from knowledge.rows import PATHWAY_PREDICATE, ClaimRow, PathwayRow
from knowledge.snapshot import KnowledgeMissing

Rows = list[dict[str, Any]]
CHECKED_ONLY = ("units", "range")  # what only knowledge/validate.py asks of a predicate

# Parents first; emptied in the reverse order.
ORDER: tuple[type[tables.Base], ...] = (
    tables.Source, tables.Subject, tables.Alias, tables.CredentialType, tables.Institution, tables.Programme,
    tables.ProgrammeInstitution, tables.ProgrammeField, tables.Course, tables.Predicate, tables.Claim,
    tables.Pathway, tables.PathwayCondition, tables.Comparison, tables.ComparisonCell,
    tables.Argument, tables.Remark, tables.Unheld,
)  # fmt: skip


def load_catalogue(engine: Engine, folder: Path = CATALOGUE) -> bool:
    """Make the database hold exactly what the catalogue folder says.

    Returns:
        False when the same catalogue was loaded already and nothing was done.

    Raises:
        CatalogueError: If anything in the folder is wrong; the database is then left as it was.
    """
    with engine.connect() as connection:
        loaded = loaded_digest(connection)
    if loaded is not None and loaded == catalogue_digest(folder):
        return False
    catalogue = read_catalogue(folder)
    with engine.begin() as connection:
        begin_changing(connection)
        if loaded_digest(connection) == catalogue.digest:  # by somebody else, in the meantime
            return False
        write_catalogue(connection, catalogue)
    return True


def loaded_digest(connection: Connection) -> str | None:
    """The digest of the catalogue that the database holds, or None when it holds none."""
    return connection.scalar(select(tables.KnowledgeVersion.digest))


def require_catalogue(engine: Engine) -> None:
    """Check that a catalogue was loaded.

    Raises:
        KnowledgeMissing: If none was.
    """
    with engine.connect() as connection:
        if loaded_digest(connection) is None:
            raise KnowledgeMissing("the database holds no catalogue; run 'pathwise knowledge load'")


def write_catalogue(connection: Connection, catalogue: Catalogue) -> None:
    """Replace all facts by those of a checked catalogue; the caller's transaction decides."""
    rows = _database_rows(catalogue)
    connection.execute(delete(tables.KnowledgeVersion))
    for table in reversed(ORDER):
        connection.execute(delete(table))
    for table in ORDER:
        if rows[table]:
            connection.execute(insert(table), rows[table])
    version = {"id": 1, "digest": catalogue.digest, "loaded_at": datetime.now(UTC).isoformat(timespec="seconds")}
    connection.execute(insert(tables.KnowledgeVersion), [version])


def _database_rows(catalogue: Catalogue) -> dict[type[tables.Base], Rows]:
    rows: dict[type[tables.Base], Rows] = {table: [] for table in ORDER}
    rows[tables.Source] = [_columns(placed.row) for placed in catalogue.sources]
    _add_subjects(rows, catalogue)
    _add_programmes(rows, catalogue)
    lifetimes = {placed.row.id: placed.row.lifetime_days for placed in catalogue.topics}
    topics = {}
    for placed in catalogue.predicates:
        row = placed.row
        topics[row.id] = row.topic
        lifetime = row.lifetime_days if row.lifetime_days is not None else lifetimes[row.topic]
        stored = {name: value for name, value in _columns(row).items() if name not in CHECKED_ONLY}
        rows[tables.Predicate].append({**stored, "lifetime_days": lifetime})
    for position, claim in enumerate(catalogue.claims):
        rows[tables.Claim].append(_claim(claim.row, position, topics[claim.row.predicate]))
    for pathway in catalogue.pathways:
        _add_pathway(rows, pathway.row, len(rows[tables.Claim]))
    _add_comparisons(rows, catalogue)
    _add_arguments(rows, catalogue)
    for remark in catalogue.remarks:
        said = remark.row
        rows[tables.Remark].append(
            {"id": said.id, "topic": said.topic, "says": said.says, "asks": said.asks, "is_default": said.default}
        )
    rows[tables.Unheld] = [_columns(placed.row) for placed in catalogue.unheld]
    return rows


def _columns(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def _add_subjects(rows: dict[type[tables.Base], Rows], catalogue: Catalogue) -> None:
    for position, (placed, kind, name, short, aliases) in enumerate(named_subjects(catalogue)):
        subject = {"id": placed.row.id, "kind": kind, "name": name, "short": short, "position": position}
        rows[tables.Subject].append(subject)
        # The names come before the aliases, so that one index finds every way to call a subject.
        named = [(-2, name), *([(-1, short)] if short else []), *enumerate(dict.fromkeys(aliases))]
        for order, text in named:
            rows[tables.Alias].append(
                {"subject_id": placed.row.id, "position": order, "text": text, "folded": fold(text)}
            )
    for credential in catalogue.subjects:
        if credential.row.kind in ("credential-type", "degree"):
            rows[tables.CredentialType].append({"id": credential.row.id, "summary": credential.row.summary})
    for school in catalogue.institutions:
        rows[tables.Institution].append({"id": school.row.id, "country": school.row.country})


def _add_programmes(rows: dict[type[tables.Base], Rows], catalogue: Catalogue) -> None:
    for placed in catalogue.programmes:
        row = placed.row
        rows[tables.Programme].append(
            {"id": row.id, "title": row.title, "credential_type_id": row.credential_type, "platform_id": row.platform}
        )
        for position, institution in enumerate(row.institutions):
            rows[tables.ProgrammeInstitution].append(
                {"programme_id": row.id, "position": position, "institution_id": institution}
            )
        for position, field in enumerate(row.fields):
            rows[tables.ProgrammeField].append({"programme_id": row.id, "position": position, "field_id": field})
    for course in catalogue.courses:
        lesson = course.row
        rows[tables.Course].append(
            {"id": lesson.id, "title": lesson.title, "programme_id": lesson.programme, "position": lesson.position}
        )


def _claim(row: ClaimRow, position: int, topic: str) -> dict[str, Any]:
    columns = _columns(row)
    return {
        **{name: columns[name] for name in
           ("id", "value", "unit", "scope", "note", "says", "cell", "estimate", "state", "evidence", "rank")},
        "position": position,
        "subject_id": row.subject,
        "predicate_id": row.predicate,
        "source_id": row.source,
        "topic": row.topic or topic,
    }  # fmt: skip


def _amount(row: PathwayRow) -> str:
    if row.credits is None:
        return ""
    of = "" if row.degree_credits is None else f" of {row.degree_credits:g}"
    return f"{row.credits.value:g}{of} {row.credits.unit}"


def _add_pathway(rows: dict[type[tables.Base], Rows], row: PathwayRow, position: int) -> None:
    """A pathway is stated by a claim of its own, so that it is cited like every other fact."""
    claim = ClaimRow(
        id=row.claim_id, subject=row.programme or row.institution, predicate=PATHWAY_PREDICATE, value=row.degree or "not named",
        scope="; ".join(part for part in (_amount(row), row.share) if part), source=row.source, evidence=row.evidence, note=row.note, rank=3,
    )  # fmt: skip
    rows[tables.Claim].append(_claim(claim, position, "credit"))
    rows[tables.Pathway].append(
        {
            "id": row.id,
            "position": position,
            "programme_id": row.programme,
            "programme_named": row.programme_named,
            "institution_id": row.institution,
            "degree": row.degree,
            "credits_value": row.credits.value if row.credits else None,
            "credits_unit": row.credits.unit if row.credits else "",
            "degree_credits": row.degree_credits,
            "share": row.share,
            "conditions_recorded": row.conditions_recorded,
            "claim_id": claim.id,
        }
    )
    for place, condition in enumerate(row.conditions):
        rows[tables.PathwayCondition].append(
            {"pathway_id": row.id, "position": place, "kind": condition.kind, "says": condition.says}
        )


def _add_comparisons(rows: dict[type[tables.Base], Rows], catalogue: Catalogue) -> None:
    for position, placed in enumerate(catalogue.comparisons):
        row = placed.row
        rows[tables.Comparison].append(
            {"id": row.id, "position": position, "title": row.title, "subjects": row.subjects}
        )
        for number, line in enumerate(row.rows):
            for subject in row.subjects:
                found: list[tuple[str | None, str]] = [(cell.claim, cell.cell) for cell in line.cells.get(subject, [])]
                cells = found or [(None, "")]
                for place, (claim, text) in enumerate(cells):
                    rows[tables.ComparisonCell].append(
                        {"comparison_id": row.id, "row": number, "subject_id": subject, "position": place,
                         "label": line.label, "claim_id": claim, "text": text}
                    )  # fmt: skip


def _add_arguments(rows: dict[type[tables.Base], Rows], catalogue: Catalogue) -> None:
    for placed in catalogue.arguments:
        row = placed.row
        sides = {"for": row.pro, "against": row.contra, "depends": row.depends}
        for side, entries in sides.items():
            for position, entry in enumerate(entries):
                claim, text = (None, entry) if side == "depends" else (entry, "")
                rows[tables.Argument].append(
                    {"subject_id": row.subject, "side": side, "position": position, "claim_id": claim, "text": text}
                )
