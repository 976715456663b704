"""`pathwise knowledge export`: the facts as CTDL, schema.org or CSV, to a file or standard output."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from advising.model import Snapshot

FORMATS = ("ctdl", "schema-org", "csv")
TABLES = ("claims", "programmes", "courses", "pathways")


@click.command("export")
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="The format to write.")
@click.option("--table", type=click.Choice(TABLES), help="For csv: which table. [default: claims]")
@click.option("--out", default="-", show_default=True, help="A file, or - for standard output.")
@click.option("--programme", "slugs", multiple=True, metavar="SLUG", help="Only this programme; may be given again.")
def export(form: str, table: str | None, out: str, slugs: tuple[str, ...]) -> None:
    """Write the facts in a format that others read.

    What a format cannot carry is listed at the top of its module in knowledge/exchange.
    """
    from knowledge.current import current_snapshot
    from knowledge.snapshot import KnowledgeMissing

    if table and form != "csv":
        raise click.UsageError(f"--table {table} is for --format csv; {form} holds everything in one document")
    try:
        snapshot = current_snapshot()
    except KnowledgeMissing as problem:
        raise click.ClickException(str(problem)) from problem
    _check(snapshot, slugs)
    _write(_exported(snapshot, form, table or "claims", slugs), out)


def _exported(snapshot: Snapshot, form: str, table: str, slugs: tuple[str, ...]) -> str:
    import json

    from knowledge.exchange.csv_tables import Table, csv_table
    from knowledge.exchange.ctdl import ctdl_document
    from knowledge.exchange.schema_org import schema_org_document

    if form == "csv":
        return csv_table(snapshot, Table(table), slugs)
    document = ctdl_document(snapshot, slugs) if form == "ctdl" else schema_org_document(snapshot, slugs)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _check(snapshot: Snapshot, slugs: tuple[str, ...]) -> None:
    """Tell every slug that is not known, with the nearest ones that are."""
    unknown = [slug for slug in slugs if slug not in snapshot.programmes]
    if not unknown:
        return
    lines = []
    for slug in unknown:
        near = difflib.get_close_matches(slug, snapshot.programmes, n=3)
        lines.append(f"no programme {slug!r}" + (f"; near it: {', '.join(near)}" if near else ""))
    raise click.ClickException("\n".join(lines))


def _write(text: str, out: str) -> None:
    """Write all of it or nothing: a file is replaced when its successor is complete."""
    from knowledge.exchange.whole_files import write_whole

    if out == "-":
        sys.stdout.buffer.write(text.encode())
        return
    try:
        write_whole(Path(out), text)
    except OSError as error:
        raise click.ClickException(
            f"cannot write {out}: {error.strerror}; name a file in a folder that exists"
        ) from error
    click.echo(f"Wrote {out} ({len(text):,} characters).", err=True)
