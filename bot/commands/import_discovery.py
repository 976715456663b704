"""`pathwise knowledge import discovery`: what an Open edX catalogue states, as proposals for review."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands.proposing import FOLDER, OUT, READ_ON, day_of, nothing_was, propose

if TYPE_CHECKING:
    from knowledge.catalogue_files import Catalogue
    from knowledge.exchange.discovery_client import DiscoveryClient, Progress
    from knowledge.exchange.proposals import ProposalSet

SECRET = "PATHWISE_DISCOVERY_SECRET"  # noqa: S105 - the name of a setting
CACHE = Path(__file__).parent.parent.parent / "var" / "discovery"


@click.command("discovery")
@click.option("--url", required=True, help="Address of the course-discovery server.")
@click.option("--client-id", required=True, help=f"Account; its secret comes from {SECRET}.")
@click.option("--token-url", default="", help="Where the token is asked for, if not URL/oauth2/access_token.")
@click.option("--programs-only", is_flag=True, help="Leave out single courses.")
@click.option("--no-details", is_flag=True, help="Leave out hours and languages: one request a programme less.")
@FOLDER
@OUT
@click.option(
    "--cache", type=click.Path(path_type=Path, file_okay=False), default=CACHE, help="Folder of kept answers."
)
@click.option("--timeout", default=30.0, show_default=True, type=click.FloatRange(0.1, 3600), help="Seconds an answer.")
@click.option("--page-size", default=100, show_default=True, type=click.IntRange(1, 1000))
@READ_ON
def import_discovery(  # noqa: PLR0917 - the options of a command
    url: str, client_id: str, token_url: str, programs_only: bool, no_details: bool, folder: Path | None,
    out: Path | None, cache: Path, timeout: float, page_size: int, read_on: datetime | None,
) -> None:  # fmt: skip
    """Propose claims from an Open edX course-discovery API."""
    from knowledge.exchange.discovery_access import Access
    from knowledge.exchange.discovery_cache import AnswerCache
    from knowledge.exchange.discovery_client import DiscoveryClient
    from knowledge.exchange.discovery_mapping import proposals_from

    secret = os.environ.get(SECRET, "")
    if not secret:
        raise click.ClickException(f"{SECRET} is not set; put the account's secret there")
    day = day_of(read_on)
    with nothing_was("imported"):
        access = Access(url, client_id, secret, token_url)

    def read(catalogue: Catalogue) -> ProposalSet:
        with DiscoveryClient(access, AnswerCache(cache, client_id), timeout, page_size) as client:
            programs, courses = _read_all(client, catalogue, access.base, programs_only, no_details)
        return proposals_from(catalogue, programs, courses, access.base, day)

    propose(folder, out, day, read)


def _read_all(
    client: DiscoveryClient, catalogue: Catalogue, base: str, programs_only: bool, no_details: bool
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
