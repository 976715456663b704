"""`pathwise database backup|restore|check`: a copy while the server runs, the way back, and whether all is sound."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.group("database")
def database() -> None:
    """Copy, put back and check the one database of facts and conversations."""


@database.command("backup")
@FILE
def backup(file: Path) -> None:
    """Copy the SQLite database into FILE, while the server runs."""
    from bot.commands.running import open_configured
    from bot.stores.backup import BackupProblem, back_up

    try:
        back_up(open_configured(), file)
    except (BackupProblem, OSError) as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(f"The database of this moment is in {file}. It holds conversations: keep it as you keep the database.")


@database.command("restore")
@FILE
@click.option("--replace", is_flag=True, help="Also when conversations are lost that are not in FILE.")
def restore(file: Path, replace: bool) -> None:
    """Make the SQLite database what FILE is, a copy made by `pathwise database backup`."""
    from bot.stores.backup import BackupProblem, put_back
    from knowledge.current import database_url, engine_for
    from knowledge.database import migrate

    engine = engine_for(database_url())
    try:
        put_back(file, engine, is_replacing=replace)
    except (BackupProblem, OSError) as problem:
        raise click.ClickException(str(problem)) from problem
    migrate(engine)
    click.echo(
        f"The database is what {file} holds. Conversations that were erased since it was made are back: erase them again."
    )


@database.command("check")
def check() -> None:
    """Look the database over: pages, references, the schema's revision, and how much it holds. Ends with 1 if it is not sound."""
    from sqlalchemy.exc import SQLAlchemyError

    from bot.stores.backup import soundness
    from knowledge.current import database_url, engine_for

    engine = engine_for(database_url())
    try:
        found = soundness(engine)
    except SQLAlchemyError as error:
        raise click.ClickException(f"the database cannot be read: {getattr(error, 'orig', None) or error}") from error
    table = Table(title="The database", title_justify="left", title_style="bold")
    table.add_column("")
    table.add_column("found", justify="right")
    table.add_row("kind", engine.dialect.name)
    table.add_row("schema", found.revision)
    for name, count in found.counts.items():
        table.add_row(name.replace("_", " "), f"{count:,}")
    Console().print(table)
    if found.problems:
        raise click.ClickException("the database is not sound:\n" + "\n".join(found.problems))
    click.echo(
        "It is of an earlier version: 'pathwise train' brings it up to date." if found.is_old else "It is sound."
    )


@database.command("migrate")
def migrate_command() -> None:
    """Bring the tables and the facts of the configured database up to date; does nothing when they are.

    For deployments, once before the servers start. Two at once wait for each other.
    """
    from sqlalchemy.exc import DBAPIError

    from bot.commands.running import bring_up_to_date

    try:
        is_new = bring_up_to_date()
    except DBAPIError as error:
        raise click.ClickException(f"the database cannot be changed: {error.orig}") from error
    click.echo("Loaded the catalogue." if is_new else "The database is up to date.")
