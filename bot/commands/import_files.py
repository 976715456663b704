"""`pathwise knowledge import csv|ctdl|schema-org`: what a file states, as proposals for review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands.export import TABLES
from bot.commands.proposing import FOLDER, OUT, READ_ON, day_of, propose

if TYPE_CHECKING:
    from knowledge.catalogue_files import Catalogue
    from knowledge.exchange.attribution import SourceNamed
    from knowledge.exchange.proposals import ProposalSet
    from knowledge.exchange.reading import Attribution, Reading
    from knowledge.rows import SourceRow

KINDS = ("official", "government", "peer-reviewed", "press", "dataset", "blog")
GRADES = ("high", "medium", "low")
OPTIONS = (
    click.argument("file", type=click.Path(path_type=Path)),
    click.option("--source", "source_id", default="", help="Id of the source; one of the catalogue needs no more."),
    click.option("--source-url", default="", help="Address of the page that the file was made of."),
    click.option("--publisher", default="", help="Who says so."),
    click.option("--kind", type=click.Choice(KINDS), default=None, help="Of what kind the source is."),
    click.option("--title", default="", help="Title of the source; instead of an address, what was read."),
    click.option("--published-on", default="", help="Its date, or the beginning of it: 2026-05-01, 2026-05, 2026."),
    click.option("--evidence", type=click.Choice(GRADES), default="medium", show_default=True,
                 help="Grade of claims that state none."),
    FOLDER,
    OUT,
    READ_ON,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller said of a file and its source."""

    file: Path
    folder: Path | None
    out: Path | None
    day: date
    evidence: str
    named: SourceNamed


def file_options(command: Callable[..., None]) -> Callable[..., None]:
    """The file, its source, and where the proposals go; the command gets them as one `Given`."""

    def run(  # noqa: PLR0917 - the options of a command
        file: Path, source_id: str, source_url: str, publisher: str, kind: str | None, title: str, published_on: str,
        evidence: str, folder: Path | None, out: Path | None, read_on: datetime | None, **more: Any,
    ) -> None:  # fmt: skip
        from knowledge.exchange.attribution import SourceNamed

        day = day_of(read_on)
        named = SourceNamed(day, source_id, source_url, publisher, kind or "", title, published_on)
        command(Given(file, folder, out, day, evidence, named), **more)

    run.__doc__ = command.__doc__
    for option in reversed(OPTIONS):
        run = option(run)
    return run


@click.command("csv")
@click.option("--table", type=click.Choice(TABLES), default="claims", show_default=True, help="What the rows are.")
@file_options
def import_csv(given: Given, table: str) -> None:
    """Propose claims from a CSV table, laid out like an export.

    A row that names its own source keeps it; the options are for rows that name none. The tables of programmes, courses
    and pathways hold no claims: what the catalogue does not have, or has otherwise, is told.
    """
    from knowledge.exchange.attribution import source_of
    from knowledge.exchange.file_proposals import proposals_of
    from knowledge.exchange.reading import Attribution
    from knowledge.exchange.whole_files import read_whole

    def read(catalogue: Catalogue) -> ProposalSet:
        text, file = read_whole(given.file), str(given.file)
        sources = [source_of(catalogue, given.named)] if given.named.is_given else []
        by = Attribution(sources[0].id, given.evidence) if sources else None
        if table == "claims":
            sources += _named_in_rows(catalogue, text, given, sources)
        return proposals_of(catalogue, file, _table(table, text, file, by), sources)

    propose(given.folder, given.out, given.day, read)


@click.command("ctdl")
@file_options
def import_ctdl(given: Given) -> None:
    """Propose claims from a CTDL JSON-LD document."""
    from knowledge.exchange.ctdl_in import read_ctdl

    _import_document(given, read_ctdl)


@click.command("schema-org")
@file_options
def import_schema_org(given: Given) -> None:
    """Propose claims from a schema.org JSON-LD document."""
    from knowledge.exchange.schema_org_in import read_schema_org

    _import_document(given, read_schema_org)


def _import_document(given: Given, read_document: Callable[[str, str, Attribution], Reading]) -> None:
    """Such a document names no source that could be cited, so the caller must; only our own exports name some."""
    from knowledge.exchange.attribution import source_of, source_texts
    from knowledge.exchange.file_proposals import proposals_of
    from knowledge.exchange.reading import Attribution
    from knowledge.exchange.whole_files import read_whole

    if not given.named.is_given:
        raise click.UsageError("who says so? --source ID, or --source-url with --publisher and --kind")

    def read(catalogue: Catalogue) -> ProposalSet:
        source = source_of(catalogue, given.named)
        by = Attribution(source.id, given.evidence, source_texts(catalogue))
        reading = read_document(read_whole(given.file), str(given.file), by)
        return proposals_of(catalogue, str(given.file), reading, [source])

    propose(given.folder, given.out, given.day, read)


def _named_in_rows(catalogue: Catalogue, text: str, given: Given, others: list[SourceRow]) -> list[SourceRow]:
    """The sources that the rows describe and that are not known yet."""
    from knowledge.exchange.csv_in import read_sources

    known = {placed.row.id for placed in catalogue.sources} | {source.id for source in others}
    return read_sources(text, str(given.file), known, given.named.kind, given.day.isoformat())


def _table(table: str, text: str, file: str, by: Attribution | None) -> Reading:
    from knowledge.exchange.csv_in import read_claims, read_courses, read_pathways, read_programmes
    from knowledge.exchange.reading import Reading

    match table:
        case "programmes":
            return Reading(programmes=tuple(read_programmes(text, file)))
        case "courses":
            return Reading(courses=tuple(read_courses(text, file)))
        case "pathways":
            return Reading(pathways=tuple(read_pathways(text, file, by)))
    return Reading(claims=tuple(read_claims(text, file, by)))
