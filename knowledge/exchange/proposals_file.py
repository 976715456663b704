"""Proposals as a YAML file that people review, change and give to `pathwise knowledge diff --proposals` and `accept`."""

from __future__ import annotations

from pathlib import Path

from knowledge.catalogue_files import Placed
from knowledge.exchange.proposals import ProposalSet, SourcedClaims
from knowledge.exchange.reading import printable
from knowledge.exchange.rows_out import one_line, told
from knowledge.exchange.whole_files import write_whole
from knowledge.rows import to_row
from knowledge.yaml_rows import MAX_BYTES, CatalogueError, Problem, RawRow, read_rows

HEAD = """\
# Proposed claims, for review: nothing of this is in the catalogue or in the database.
# Strike out what is wrong, see what the rest would change: pathwise knowledge diff --proposals FILE
# and put it into the catalogue: pathwise knowledge accept FILE
"""


def write_proposals(path: Path, found: ProposalSet) -> None:
    """Write the file whole or not at all.

    Raises:
        CatalogueError: If the file would be larger than a file of the catalogue may be, or cannot be written.
    """
    rows = "".join(_written(placed.row) for placed in found.proposals) or "[]\n"
    text = f"{HEAD}{rows}"
    if len(text.encode()) > MAX_BYTES:
        raise CatalogueError([
            Problem(str(path), "", f"{len(text.encode()):,} bytes of proposals", f"at most {MAX_BYTES:,}: import less at once (--programs-only, or a part of the file)")
        ])  # fmt: skip
    notes = "".join(f"# left out: {printable(line)}\n" for line in found.unmatched)
    if len((text + notes).encode()) <= MAX_BYTES:
        text += notes
    try:
        write_whole(path, text)
    except OSError as error:
        raise CatalogueError([Problem(str(path), "", str(error), "a file that can be written")]) from error


def read_proposals(path: Path) -> ProposalSet:
    """Read a reviewed file.

    Raises:
        CatalogueError: With everything that is wrong with it, each with its line.
    """
    problems: list[Problem] = []
    placed = []
    for raw in read_rows(path, str(path), problems):
        row = to_row(_with_sources(raw), SourcedClaims, problems)
        if row is not None:
            place = f"line {raw.line} ({row.source.id})"
            placed.append(Placed(str(path), place, row))
    if problems:
        raise CatalogueError(problems)
    return ProposalSet(placed)


def _written(proposal: SourcedClaims) -> str:
    lines = [f"- source: {one_line(told(proposal.source))}", "  claims:"]
    lines.extend(f"    - {one_line(told(claim, leave_out='source'))}" for claim in proposal.claims)
    return "\n".join(lines) + "\n"


def _with_sources(raw: RawRow) -> RawRow:
    """The claims of a row are of its source; the file does not repeat that."""
    match raw.content:
        case {"source": {"id": source}, "claims": list(claims), **rest}:
            own = [{**claim, "source": source} if isinstance(claim, dict) else claim for claim in claims]
            return RawRow(raw.file, raw.line, {**rest, "source": raw.content["source"], "claims": own})
    return raw
