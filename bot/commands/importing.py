"""`pathwise knowledge import`: what a catalogue elsewhere states, as proposals for review; nothing enters the database."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from knowledge.exchange.discovery_client import DiscoveryClient, Progress
    from knowledge.exchange.proposals import Applied, ProposalSet

SECRET = "PATHWISE_DISCOVERY_SECRET"  # noqa: S105 - the name of a setting
CACHE = Path(__file__).parent.parent.parent / "var" / "discovery"
SHOWN = 20


@click.group("import")
def import_group() -> None:
    """Read a catalogue elsewhere and propose claims."""


@import_group.command("discovery")
@click.option("--url", required=True, help="Address of the course-discovery server.")
@click.option("--client-id", required=True, help=f"Account; its secret comes from {SECRET}.")
@click.option("--token-url", default="", help="Where the token is asked for, if not URL/oauth2/access_token.")
@click.option("--programs-only", is_flag=True, help="Leave out single courses.")
@click.option("--no-details", is_flag=True, help="Leave out hours and languages: one request a programme less.")
@click.option("--folder", type=click.Path(path_type=Path), help="The catalogue; the project's own without it.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the proposals to this YAML file.")
@click.option(
    "--cache", type=click.Path(path_type=Path, file_okay=False), default=CACHE, help="Folder of kept answers."
)
@click.option("--timeout", default=30.0, show_default=True, type=click.FloatRange(0.1, 3600), help="Seconds an answer.")
@click.option("--page-size", default=100, show_default=True, type=click.IntRange(1, 1000))
@click.option("--read-on", type=click.DateTime(["%Y-%m-%d"]), help="The day of reading; today without it.")
def import_discovery(  # noqa: PLR0917 - the options of a command
    url: str, client_id: str, token_url: str, programs_only: bool, no_details: bool, folder: Path | None,
    out: Path | None, cache: Path, timeout: float, page_size: int, read_on: datetime | None,
) -> None:  # fmt: skip
    """Propose claims from an Open edX course-discovery API."""
    from knowledge.catalogue_files import CATALOGUE, read_catalogue
    from knowledge.exchange.discovery_access import Access
    from knowledge.exchange.discovery_cache import AnswerCache
    from knowledge.exchange.discovery_client import DiscoveryClient
    from knowledge.exchange.discovery_errors import DiscoveryError
    from knowledge.exchange.discovery_mapping import proposals_from
    from knowledge.exchange.proposals import apply_proposals
    from knowledge.exchange.proposals_file import write_proposals
    from knowledge.yaml_rows import CatalogueError

    secret = os.environ.get(SECRET, "")
    if not secret:
        raise click.ClickException(f"{SECRET} is not set; put the account's secret there")
    day = read_on.date() if read_on else datetime.now(UTC).date()
    try:
        access = Access(url, client_id, secret, token_url)
        catalogue = read_catalogue(folder or CATALOGUE)
        with DiscoveryClient(access, AnswerCache(cache, client_id), timeout, page_size) as client:
            programs, courses = _read_all(client, catalogue, access.base, programs_only, no_details)
        found = proposals_from(catalogue, programs, courses, access.base, day)
        applied = apply_proposals(catalogue, found)
        if out:
            write_proposals(out, found)
    except (DiscoveryError, CatalogueError) as error:
        raise click.ClickException(f"nothing was imported.\n{error}") from error
    _print(found, applied, day, out)


def _read_all(
    client: DiscoveryClient, catalogue: Any, base: str, programs_only: bool, no_details: bool
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Everything that is needed, with a progress bar on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from knowledge.exchange.discovery_mapping import matched_uuids

    columns = (TextColumn("{task.description:<20}"), BarColumn(30), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        programs = client.programs(_step(bar, "programmes"))
        if not no_details:
            wanted = matched_uuids(catalogue, programs, base)
            step = _step(bar, "details")
            details = {}
            for done, uuid in enumerate(wanted, 1):
                details[uuid] = client.program(uuid)
                step(done, len(wanted))
            programs = [{**row, **details.get(str(row.get("uuid")).lower(), {})} for row in programs]
        courses = [] if programs_only else client.courses(_step(bar, "courses"))
    return programs, courses


def _step(bar: Any, name: str) -> Progress:
    task = bar.add_task(name, total=None)

    def step(done: int, total: int) -> None:
        bar.update(task, completed=done, total=total)

    return step


def _print(found: ProposalSet, applied: Applied, day: date, out: Path | None) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from knowledge.exchange.proposals import Verdict

    console = Console()
    counts = Table(title=f"Proposed on {day.isoformat()}")
    counts.add_column("claims")
    counts.add_column("count", justify="right")
    for verdict in Verdict:
        counts.add_row(verdict.value, f"{len(applied.of(verdict)):,}")
    console.print(counts)
    differing = applied.of(Verdict.DIFFERING)
    if differing:
        table = Table(title="Differing: both stay, the stated rule chooses")
        for name in ("programme or course", "what", "recorded", "proposed"):
            table.add_column(name, overflow="fold")
        for judged in differing[:SHOWN]:
            recorded = "\n".join(f"{claim.value} ({claim.source})" for claim in judged.met)
            cells = (
                judged.claim.subject,
                judged.claim.predicate,
                recorded,
                f"{judged.claim.value} {judged.claim.unit}",
            )
            table.add_row(*map(escape, cells))
        console.print(table)
    _more(console, len(differing), "differing claims")
    for line in found.unmatched[:SHOWN]:
        console.print(f"left out: {escape(line)}", highlight=False)
    _more(console, len(found.unmatched), "records left out")
    console.print(f"Written to {out}: review it, then 'pathwise knowledge diff --proposals {out}'." if out
                  else "Nothing was written; --out FILE keeps the proposals for review.", markup=False, highlight=False)  # fmt: skip


def _more(console: Any, count: int, what: str) -> None:
    if count > SHOWN:
        console.print(f"... and {count - SHOWN:,} more {what}", highlight=False)
