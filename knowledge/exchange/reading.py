"""What reading an exchange format yields: proposed rows, and what was not understood; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.rows import ClaimRow, CourseRow, PathwayRow, ProgrammeRow
from knowledge.yaml_rows import CatalogueError, Problem


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the caller says about everything read from one file.

    `evidence` is the grade of a claim whose file states none. `known` are sources by the text with which exported
    descriptions name them: a claim that comes back is no further evidence for itself.
    """

    source: str
    evidence: str = "medium"
    known: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """Rows that somebody may accept; the programmes' claims are among `claims`, each with its subject.

    `left_out` names what was read and has no place in the knowledge base; it is no error.
    """

    programmes: tuple[ProgrammeRow, ...] = ()
    courses: tuple[CourseRow, ...] = ()
    pathways: tuple[PathwayRow, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    left_out: tuple[Problem, ...] = ()


class ExchangeError(CatalogueError):
    """A file cannot be read; `problems` lists everything that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the problems; the message lists them all."""
        super().__init__(problems)
        self.args = ("\n".join([f"{len(problems)} problems in what was to be read:", *map(str, problems)]),)


def printable(text: str) -> str:
    """Text of others on one line, without what would write elsewhere on a terminal or begin a new line of a file."""
    return "".join(char if char.isprintable() else " " for char in text)
