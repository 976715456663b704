"""Reading CSV line by line and cell by cell; everything wrong is collected, nothing stops at the first mistake."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.exchange.amounts import Number, number_from
from knowledge.exchange.reading import ExchangeError
from knowledge.yaml_rows import Problem

MAX_CHARS = 50_000_000


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one row; mistakes go to `problems` with file, line and id."""

    file: str
    line: int
    by_column: dict[str, str]
    problems: list[Problem]

    def wrong(self, column: str, found: str, expected: str) -> None:
        """Note a mistake in a cell."""
        row_id = self.by_column.get("id", "")
        place = f"line {self.line} ({row_id})" if row_id else f"line {self.line}"
        self.problems.append(Problem(self.file, place, f"{column} {found}", expected))

    def text(self, column: str) -> str:
        """The text of a cell; empty where the column is left out."""
        return self.by_column.get(column, "")

    def needed(self, column: str) -> str:
        """The text of a cell that must not be empty."""
        text = self.text(column)
        if not text:
            self.wrong(column, "is empty", "a value")
        return text

    def one_of(self, column: str, allowed: tuple[str, ...]) -> str:
        """A cell that holds one of a few words; the first of them is returned for a wrong one."""
        text = self.text(column)
        if text in allowed:
            return text
        self.wrong(column, repr(text), " | ".join(allowed))
        return allowed[0]

    def number(self, column: str) -> Number:
        """The number of a cell; 0 for a wrong one, which is noted."""
        number = number_from(self.text(column))
        if number is None:
            self.wrong(column, repr(self.text(column)), "a number such as 12 or 12.5, without commas and units")
        return 0 if number is None else number

    def whole(self, column: str) -> int:
        """The whole number of a cell."""
        number = self.number(column)
        if not isinstance(number, int):
            self.wrong(column, repr(self.text(column)), "a whole number")
        return int(number)

    def optional_number(self, column: str) -> float | None:
        """The number of a cell that may be empty."""
        return float(self.number(column)) if self.text(column) else None


def read_cells(text: str, file: str, columns: tuple[str, ...], needed: tuple[str, ...]) -> Iterator[Cells]:
    """Yield the rows of a table; the caller raises what they noted in `problems`.

    Args:
        text: The file's text.
        file: Its name for errors.
        columns: All columns that the table may have, in any order.
        needed: Those that it must have.

    Raises:
        ExchangeError: If it is no such table at all, with everything that is wrong with its first line.
    """
    problems: list[Problem] = []
    lines = _lines(text.removeprefix("\ufeff"), file, problems)
    _, header = next(lines, (1, []))
    if mistakes := list(_header_mistakes(header, columns, needed)):
        raise ExchangeError([*problems, *(Problem(file, "line 1", found, expected) for found, expected in mistakes)])
    for line, cells in lines:
        if len(cells) != len(header):
            found, expected = f"{len(cells)} cells", f"{len(header)}, one for each column of line 1"
            problems.append(Problem(file, f"line {line}", found, expected))
        else:
            yield Cells(file, line, dict(zip(header, cells, strict=True)), problems)
    if problems:
        raise ExchangeError(sorted(problems, key=_line))


def _line(problem: Problem) -> int:
    return int(problem.row.split()[1])


def _header_mistakes(header: list[str], columns: tuple[str, ...], needed: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for column in needed:
        if column not in header:
            yield f"no column {column!r}", f"the columns {', '.join(needed)}"
    for column in dict.fromkeys(header):
        if column not in columns:
            yield f"the column {column!r}", f"only {', '.join(columns)}"
        if header.count(column) > 1:
            yield f"the column {column!r} {header.count(column)} times", "each column once"


def _lines(text: str, file: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line that they begin in, up to a quote that never closes; empty lines are passed over."""
    if len(text) > MAX_CHARS:
        raise ExchangeError([Problem(file, "", f"{len(text):,} characters", f"at most {MAX_CHARS:,}: divide the file")])
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            if cells:
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        problems.append(Problem(file, f"line {begins}", str(error), "CSV with quotes that close"))
