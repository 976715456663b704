"""`pathwise knowledge show|search|stale|coverage|counts`: what advisers ask, as tables that fit 80 columns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from advising.model import Snapshot

if TYPE_CHECKING:
    from knowledge.coverage import TopicCoverage

ON = click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Judge what is expired on this day, not today."
)


@click.command("show")
@click.argument("slug")
@ON
def show(slug: str, on: datetime | None) -> None:
    """All that is recorded about a programme, kind or school, and what is missing.

    SLUG is an id ("mitx-finance") or a name that means one thing ("MIT Finance").
    """
    from bot.commands.dossier import dossier
    from bot.commands.dossier_tables import print_dossier
    from knowledge.queries import looked_for_on

    with _plain_errors():
        subject = _one_subject(slug)
        snapshot = _snapshot(on)
    print_dossier(Console(), snapshot, dossier(snapshot, subject, looked_for_on(snapshot, subject)))


@click.command("search")
@click.argument("text", nargs=-1, required=True)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=1))
def search(text: tuple[str, ...], limit: int) -> None:
    """Find subjects by name or alias: programmes, courses, schools, kinds, fields, occupations."""
    from knowledge import queries
    from knowledge.current import database_url

    words = " ".join(text)
    with _plain_errors(), queries.reading(database_url()) as connection:
        found = queries.search(connection, words, limit)
    if not found:
        raise click.ClickException(f"nothing is named {words!r}. Try fewer words, or a part of the name.")
    table = Table("slug", "kind", "name", title=f"Named {_safe(words)!r}", title_justify="left")
    table.columns[0].overflow = "fold"
    for row in found:
        matched = "" if row.matched in (row.name, row.subject) else f" [dim](as “{_safe(row.matched)}”)[/dim]"
        table.add_row(_safe(row.subject), row.kind, _safe(row.name) + matched)
    Console().print(table)
    if len(found) == limit:
        click.echo(f"The first {limit}; --limit shows more.")


@click.command("stale")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=1))
@click.option("--topic", default="", help="Only claims on this topic.")
@ON
def stale(limit: int, topic: str, on: datetime | None) -> None:
    """Claims to check again: expired ones first, by rank and age; undated ones last."""
    from bot.commands.dossier_tables import print_due
    from knowledge.queries import due

    with _plain_errors():
        snapshot = _snapshot(on)
    rows = due(snapshot, topic)
    if not rows:
        topics = ", ".join(sorted({claim.topic for claim in snapshot.claims.values()}))
        raise click.BadParameter(f"no claims on the topic {topic!r}; expected one of {topics}", param_hint="--topic")
    print_due(Console(), snapshot, rows, limit)


@click.command("coverage")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
def coverage(folder: Path | None) -> None:
    """How far the loaded database covers each topic, on the scale of knowledge/coverage.py.

    FOLDER is the catalogue whose topics.yml says what each topic is about; Pathwise's own if none is given.
    """
    from bot.commands.dossier_tables import print_coverage

    with _plain_errors():
        topics = _coverage(folder)
    print_coverage(Console(), topics)


@click.command("counts")
@ON
def counts(on: datetime | None) -> None:
    """How much the loaded database holds."""
    from bot.commands.dossier import disagreements
    from knowledge import queries
    from knowledge.coverage import BELOW, NONE, NOT_NEEDED, levels
    from knowledge.current import database_url

    with _plain_errors():
        with queries.reading(database_url()) as connection:
            counted = queries.counts(connection)
        snapshot, reached = _snapshot(on), levels(_coverage())
    table = Table("in the database", title="The knowledge base", title_justify="left")
    table.add_column("count", justify="right")
    for name, count in counted.items():
        table.add_row(name, f"{count:,}")
    table.add_row("disagreements", f"{len(disagreements(snapshot)):,}")
    asked = sum(reached.values()) - reached[NOT_NEEDED]
    table.add_row("topics covered", f"{asked - reached[NONE] - reached[BELOW]} of {asked}")
    Console().print(table)


COMMANDS = (show, search, stale, coverage, counts)


def _coverage(folder: Path | None = None) -> list[TopicCoverage]:
    """How far the loaded database covers the topics of a catalogue."""
    from knowledge.catalogue_files import CATALOGUE, read_topics
    from knowledge.coverage import database_coverage
    from knowledge.current import database_url
    from knowledge.queries import reading

    with reading(database_url()) as connection:
        return database_coverage(connection, read_topics(folder or CATALOGUE))


def _one_subject(slug: str) -> str:
    """The subject of an id or a name; several or none are told, with what comes near.

    Raises:
        click.ClickException: If the slug does not name one subject.
    """
    from knowledge import queries
    from knowledge.current import database_url

    with queries.reading(database_url()) as connection:
        found = queries.look_up(connection, slug)
        near = found or queries.search(connection, slug, 5)
    if by_id := [row.subject for row in found if row.subject == slug]:
        return by_id[0]
    if len(found) == 1:
        return found[0].subject
    what = f"{slug!r} names {len(found)} subjects" if found else f"no subject is called {slug!r}"
    hint = (
        f"Did you mean {', '.join(row.subject for row in near)}?" if near else "Look for it: pathwise knowledge search"
    )
    raise click.ClickException(f"{what}. {hint}")


def _snapshot(on: datetime | None) -> Snapshot:
    """The facts as judged on a day, or today."""
    from knowledge.current import database_url, engine_for
    from knowledge.snapshot import read_snapshot

    return read_snapshot(engine_for(database_url()), on.date() if on else datetime.now(UTC).date())


@contextmanager
def _plain_errors() -> Iterator[None]:
    """A database without a catalogue, or a catalogue with mistakes, is told in plain words."""
    from knowledge.snapshot import KnowledgeMissing
    from knowledge.yaml_rows import CatalogueError

    try:
        yield
    except (KnowledgeMissing, CatalogueError) as problem:
        raise click.ClickException(str(problem)) from problem


def _safe(text: str) -> str:
    from rich.markup import escape

    return escape(text)
