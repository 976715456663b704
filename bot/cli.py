"""The command line: `pathwise COMMAND`. Imports Rasa only where a command needs it."""

from __future__ import annotations

import io
import os
import sys
import warnings
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from bot.commands.accept import accept
from bot.commands.advise import advise
from bot.commands.conversations import conversations
from bot.commands.database import database
from bot.commands.diff import diff
from bot.commands.embed import embed
from bot.commands.evaluate import evaluate
from bot.commands.export import export
from bot.commands.importing import import_group
from bot.commands.running import bring_up_to_date, quiet, run_configured
from bot.commands.show import COMMANDS
from bot.settings import Settings

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


EXPECTED = ("pkg_resources is deprecated", "Slot auto-fill has been removed")


def _show_warning(message: Warning | str, category: type[Warning], *args: Any, **kwargs: Any) -> None:
    """Leave out deprecations: Rasa 3.6 will not change any more, and it switches every filter back on."""
    if not issubclass(category, DeprecationWarning) and not any(text in str(message) for text in EXPECTED):
        click.echo(f"{category.__name__}: {message}", err=True)


warnings.showwarning = _show_warning


@click.group()
def main() -> None:
    """Pathwise: advice on online credentials, made of dated, sourced claims."""


@main.command()
@click.option("--force", is_flag=True, help="Train even if nothing changed.")
def train(force: bool) -> None:
    """Bring knowledge base and model up to date; does nothing when they are."""
    from bot.model_file import MODEL, ModelProblem, is_current, train_model

    _load_knowledge(quiet=True)
    if not force and is_current():
        click.echo("The model is up to date.")
        return
    click.echo("Training the model (about three minutes the first time) ...")
    try:
        train_model(MODEL)
    except ModelProblem as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(f"Trained {MODEL.relative_to(Path.cwd()) if MODEL.is_relative_to(Path.cwd()) else MODEL}")


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--workers", type=int, help="How many processes serve the port, on PostgreSQL.  [default: PATHWISE_WORKERS, else 1]"
)
def serve(host: str, port: int, workers: int | None) -> None:
    """Serve the widget, its demo page and the API."""
    from bot.model_file import leave_out_unused
    from bot.settings import WORKERS_SETTING

    def run(settings: Settings) -> None:
        if settings.workers > 1:
            from bot.workers import WorkersFailed, serve_with_workers

            try:
                serve_with_workers(settings, host, port)
            except WorkersFailed as problem:
                raise click.ClickException(str(problem)) from problem
        else:
            leave_out_unused(settings.model)
            from bot.serving import serve_forever

            serve_forever(settings, host, port)

    run_configured(run, {} if workers is None else {WORKERS_SETTING: str(workers)})


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def ask(as_json: bool) -> None:
    """Answer messages from standard input, one a line."""
    import asyncio

    def run(settings: Settings) -> None:
        quiet()
        from bot.asking import ask_all
        from bot.runtime import Runtime

        lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
        asyncio.run(ask_all(Runtime(settings), lines, sys.stdout, as_json))

    run_configured(run)


@main.group()
def knowledge() -> None:
    """The facts: load and check the catalogue."""


@knowledge.command("load")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
def knowledge_load(folder: Path | None) -> None:
    """Make the database hold what the catalogue folder says; all of it or nothing."""
    _load_knowledge(folder, quiet=False)


@knowledge.command("validate")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
def knowledge_validate(folder: Path | None) -> None:
    """Check the catalogue and tell every mistake with its file and row; of a sound one, how far it covers its topics."""
    from bot.commands.dossier_tables import print_coverage
    from knowledge.catalogue_files import CATALOGUE, read_catalogue
    from knowledge.coverage import catalogue_coverage
    from knowledge.yaml_rows import CatalogueError

    try:
        found = read_catalogue(folder or CATALOGUE)
    except CatalogueError as error:
        raise click.ClickException(str(error)) from error
    table = Table(title="The catalogue is sound")
    table.add_column("rows")
    table.add_column("count", justify="right")
    for name in ("sources", "predicates", "institutions", "programmes", "courses", "pathways", "comparisons", "claims"):
        table.add_row(name, f"{len(getattr(found, name)):,}")
    Console().print(table)
    print_coverage(Console(), catalogue_coverage(found))


for command in (*COMMANDS, diff, export, import_group, accept):
    knowledge.add_command(command)
main.add_command(evaluate)
main.add_command(advise)
main.add_command(conversations)
main.add_command(database)
main.add_command(embed)


def _load_knowledge(folder: Path | None = None, *, quiet: bool) -> None:
    is_new = bring_up_to_date(folder)
    if is_new or not quiet:
        click.echo("Loaded the catalogue." if is_new else "The database holds this catalogue already.")
