"""`pathwise knowledge diff`: what an edit or an import would change, in facts and in answers; changes nothing itself."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.proposing import day_of, nothing_was

if TYPE_CHECKING:
    from advising.model import Claim, Snapshot


@click.command("diff")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--proposals", type=click.Path(path_type=Path, dir_okay=False), help="A reviewed file of an import.")
@click.option("--against", type=click.Path(path_type=Path), help="Compare with this folder, not with the database.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Judge freshness on this day; today without it.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(0), help="Facts and answers shown; 0: all.")
def diff(folder: Path | None, proposals: Path | None, against: Path | None, as_of: datetime | None, limit: int) -> None:
    """Show what loading FOLDER, or accepting proposals, would change.

    Without options FOLDER (the project's catalogue) is compared with what the database holds. Proposals are compared
    with the folder that they would be added to.
    """
    from bot.commands.diff_answers import answer_changes
    from bot.commands.diff_tables import print_changes
    from knowledge.exchange.changes import fact_changes, subject_changes
    from knowledge.snapshot import KnowledgeMissing

    if proposals and against:
        raise click.UsageError("--proposals are compared with FOLDER: leave out --against")
    day = day_of(as_of)
    try:
        with nothing_was("compared"):
            old, new = _both(folder, proposals, against, day)
    except KnowledgeMissing as error:
        raise click.ClickException(f"{error}, or compare with a folder: --against FOLDER") from error
    print_changes(
        old,
        new,
        subjects=subject_changes(old, new),
        facts=fact_changes(old, new, preferred),
        answers=list(answer_changes(old, new)),
        limit=limit,
    )


def preferred(snapshot: Snapshot, subject: str, predicate: str) -> Claim | None:
    """The claim that the stated rule of advising.evidence prefers."""
    from advising.evidence import fact

    return fact(snapshot, subject, predicate).preferred


def _both(folder: Path | None, proposals: Path | None, against: Path | None, day: date) -> tuple[Snapshot, Snapshot]:
    """The snapshots before and after."""
    from knowledge.catalogue_files import CATALOGUE, read_catalogue
    from knowledge.exchange.changes import snapshot_of
    from knowledge.exchange.proposals import apply_proposals
    from knowledge.exchange.proposals_file import read_proposals

    catalogue = read_catalogue(folder or CATALOGUE)
    if proposals:
        applied = apply_proposals(catalogue, read_proposals(proposals))
        return snapshot_of(catalogue, day), snapshot_of(applied.catalogue, day)
    old = snapshot_of(read_catalogue(against), day) if against else _loaded(day)
    return old, snapshot_of(catalogue, day)


def _loaded(day: date) -> Snapshot:
    """What the database holds; a SQLite file that is not there is not made."""
    from sqlalchemy.engine import make_url

    from knowledge.current import database_url, engine_for
    from knowledge.snapshot import KnowledgeMissing, read_snapshot

    url = make_url(database_url())
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        raise KnowledgeMissing(f"there is no database {url.database}; run 'pathwise knowledge load'")
    return read_snapshot(engine_for(database_url()), day)
