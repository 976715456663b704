"""Accepting reviewed proposals: rows are added at the end of files of their own, and nothing that stands is touched.

New sources go to `sources/accepted.yml`, new claims to `claims/accepted/<topic>.yml`. All or nothing: the folder is first
made as it would be and checked whole, then the files take their places, sources before the claims that need them.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.catalogue_files import Catalogue, read_catalogue
from knowledge.exchange.proposals import Applied, ProposalSet, apply_proposals
from knowledge.exchange.rows_out import block
from knowledge.exchange.whole_files import read_whole, write_whole
from knowledge.rows import ClaimRow, SourceRow
from knowledge.yaml_rows import CatalogueError, Problem

SOURCES = "sources/accepted.yml"
CLAIMS = "claims/accepted/{}.yml"
HEAD = "# What `pathwise knowledge accept` added, in this order. Rows may be edited and moved like all others.\n"

Rows = dict[str, list[SourceRow | ClaimRow]]
Put = Callable[[Path, str], None]


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of each proposal, and how many rows each file of the folder gained."""

    applied: Applied
    added: dict[str, int]


def accept(folder: Path, found: ProposalSet, put: Put = write_whole) -> Accepted:
    """Add proposals to a catalogue folder; those that it holds already add nothing.

    Args:
        folder: The catalogue.
        found: The reviewed proposals.
        put: Writes one file whole; tests let it fail.

    Raises:
        CatalogueError: If the folder or the proposals are wrong, or a file cannot be written; then nothing is changed.
    """
    catalogue = read_catalogue(folder)
    applied = apply_proposals(catalogue, found)
    rows = _rows_by_file(catalogue, applied.catalogue)
    try:
        texts = {name: _longer(folder / name, added) for name, added in rows.items()}
        _check(folder, texts)
        _put_all(folder, texts, put)
    except OSError as error:
        trouble, expected = error.strerror or str(error), "a folder with room that can be written"
        raise CatalogueError([Problem(str(folder), "", trouble, expected)]) from error
    return Accepted(applied, {name: len(added) for name, added in rows.items()})


def _rows_by_file(before: Catalogue, after: Catalogue) -> Rows:
    """The rows that are new, by the file that they go to; a claim stands under its topic and need not repeat it."""
    topics = {placed.row.id: placed.row.topic for placed in before.predicates}
    rows: Rows = defaultdict(list)
    for source in after.sources[len(before.sources) :]:
        rows[SOURCES].append(source.row)
    for claim in after.claims[len(before.claims) :]:
        topic = claim.row.topic or topics[claim.row.predicate]
        if "/" in topic:
            raise CatalogueError(
                [claim.problem(f"topic {topic!r}", "a topic without '/': its claims stand in a file of that name")]
            )
        rows[CLAIMS.format(topic)].append(replace(claim.row, topic=""))
    return rows


def _longer(path: Path, rows: list[SourceRow | ClaimRow]) -> str:
    """The text of a file with rows at its end; what stands in it stays as it is, to the byte."""
    text = read_whole(path) if path.exists() else HEAD
    if not text.endswith("\n"):
        text += "\n"
    return text + "".join(map(block, rows))


def _check(folder: Path, texts: dict[str, str]) -> None:
    """Read the folder as it would be, in another place, with every check of a catalogue."""
    with tempfile.TemporaryDirectory(prefix="pathwise-") as other:
        copy = Path(other) / "catalogue"
        shutil.copytree(folder, copy)
        for name, text in texts.items():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_text(text, encoding="utf-8", newline="")
        try:
            read_catalogue(copy)
        except CatalogueError as error:
            raise CatalogueError([_moved(problem, copy, folder) for problem in error.problems]) from error


def _moved(problem: Problem, copy: Path, folder: Path) -> Problem:
    return replace(problem, file=problem.file.replace(str(copy), str(folder)))


def _put_all(folder: Path, texts: dict[str, str], put: Put) -> None:
    """Write all files; when one cannot be written, those before it get back what they held."""
    before = {name: (folder / name).read_bytes() if (folder / name).exists() else None for name in texts}
    written = []
    try:
        for name, text in texts.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            put(folder / name, text)
            written.append(name)
    except OSError:
        for name in written:
            _put_back(folder / name, before[name])
        raise


def _put_back(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink()
    else:
        write_whole(path, content.decode())
