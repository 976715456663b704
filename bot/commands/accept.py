"""`pathwise knowledge accept`: reviewed proposals become rows of the catalogue's files, all of them or none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.proposing import FOLDER, nothing_was, print_verdicts

if TYPE_CHECKING:
    from knowledge.exchange.accepting import Accepted


@click.command("accept")
@click.argument("proposals", type=click.Path(path_type=Path, dir_okay=False))
@FOLDER
def accept(proposals: Path, folder: Path | None) -> None:
    """Put the claims of a reviewed file into the catalogue.

    Rows are added, none is changed or removed; accepting twice adds nothing. The database stays as it is until it is
    loaded.
    """
    from rich.console import Console

    from knowledge.catalogue_files import CATALOGUE
    from knowledge.exchange import accepting
    from knowledge.exchange.proposals_file import read_proposals

    with nothing_was("accepted"):
        accepted = accepting.accept(folder or CATALOGUE, read_proposals(proposals))
    console = Console(highlight=False)
    print_verdicts(console, accepted.applied, f"Proposals of {proposals.name}")
    for line in _told(accepted, folder):
        console.print(line, markup=False, soft_wrap=True)


def _told(accepted: Accepted, folder: Path | None) -> list[str]:
    """What was written and what to do next."""
    if not accepted.added:
        return ["There was nothing to add: the catalogue is as it was."]
    place = f" {folder}" if folder else ""
    return [
        *(f"{name}: {count:,} rows added" for name, count in accepted.added.items()),
        f"Next: 'pathwise knowledge diff{place}' shows what this changes, 'pathwise knowledge load{place}' loads it.",
    ]
