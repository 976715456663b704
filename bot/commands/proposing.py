"""What all imports share: their options, how they fail, the table of verdicts, and what becomes of the proposals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console

    from knowledge.catalogue_files import Catalogue
    from knowledge.exchange.proposals import Applied, Judged, ProposalSet

SHOWN = 20
FOLDER = click.option("--folder", type=click.Path(path_type=Path), help="The catalogue; the project's own without it.")
OUT = click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the proposals to this YAML file."
)
READ_ON = click.option(
    "--read-on", type=click.DateTime(["%Y-%m-%d"]), help="The day of reading; today without it."
)  # fmt: skip


def day_of(read_on: datetime | None) -> date:
    """The day that an option names, or today."""
    return read_on.date() if read_on else datetime.now(UTC).date()


@contextmanager
def nothing_was(done: str) -> Iterator[None]:
    """Errors in what was read are told in plain words: nothing was imported, compared, accepted."""
    from knowledge.exchange.discovery_errors import DiscoveryError
    from knowledge.exchange.reading import printable
    from knowledge.yaml_rows import CatalogueError

    try:
        yield
    except (DiscoveryError, CatalogueError) as error:
        told = "\n".join(printable(line) for line in str(error).split("\n"))
        raise click.ClickException(f"nothing was {done}.\n{told}") from error


def propose(folder: Path | None, out: Path | None, day: date, read: Callable[[Catalogue], ProposalSet]) -> None:
    """Read something elsewhere, print what it proposes for a catalogue, and keep that for review."""
    from knowledge.catalogue_files import CATALOGUE, read_catalogue
    from knowledge.exchange.proposals import additions, apply_proposals
    from knowledge.exchange.proposals_file import write_proposals

    with nothing_was("imported"):
        catalogue = read_catalogue(folder or CATALOGUE)
        found = read(catalogue)
        applied = apply_proposals(catalogue, found)
        added = additions(found, applied)
        if out:
            write_proposals(out, added)
    print_proposals(added, applied, day, out)


def print_proposals(added: ProposalSet, applied: Applied, day: date, out: Path | None) -> None:
    """Print the verdicts, what differs, what was left out, and the next step."""
    from rich.console import Console

    console = Console(highlight=False)
    print_verdicts(console, applied, f"Proposed on {day.isoformat()}")
    for line in added.unmatched[:SHOWN]:
        console.print(f"left out: {line}", markup=False)
    _more(console, len(added.unmatched), "left out")
    console.print(_next_step(added, out), markup=False)


def print_verdicts(console: Console, applied: Applied, title: str) -> None:
    """Print how the claims stand to the catalogue, and those that differ beside what is recorded."""
    from rich.table import Table

    from knowledge.exchange.proposals import Verdict

    counts = Table(title=title)
    counts.add_column("claims")
    counts.add_column("count", justify="right")
    for verdict in Verdict:
        counts.add_row(verdict.value, f"{len(applied.of(verdict)):,}")
    console.print(counts)
    differing = applied.of(Verdict.DIFFERING)
    if differing:
        console.print(_differing(differing[:SHOWN]))
    _more(console, len(differing), "differing claims")


def _differing(several: list[Judged]) -> Any:
    from rich.markup import escape
    from rich.table import Table

    from knowledge.exchange.reading import printable

    table = Table(title="Differing: both stay, the stated rule chooses")
    for name in ("programme or course", "what", "recorded", "proposed"):
        table.add_column(name, overflow="fold")
    for judged in several:
        recorded = "\n".join(printable(f"{claim.value} ({claim.source})") for claim in judged.met)
        proposed = printable(f"{judged.claim.value} {judged.claim.unit}")
        table.add_row(judged.claim.subject, judged.claim.predicate, escape(recorded), escape(proposed))
    return table


def _next_step(added: ProposalSet, out: Path | None) -> str:
    if not added.proposals:
        return "There is nothing to add."
    if out is None:
        return "Nothing was written; --out FILE keeps the proposals for review."
    return (
        f"Written to {out}: review it, see 'pathwise knowledge diff --proposals {out}', "
        f"then 'pathwise knowledge accept {out}'."
    )


def _more(console: Console, count: int, what: str) -> None:
    if count > SHOWN:
        console.print(f"... and {count - SHOWN:,} more {what}")
