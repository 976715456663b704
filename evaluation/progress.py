"""The progress bar of long measurements, on standard error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

COLUMNS = (TextColumn("{task.description:<20}"), BarColumn(30), MofNCompleteColumn(), TimeElapsedColumn())


@contextmanager
def progress(doing: str, total: int) -> Iterator[partial[None]]:
    """A progress bar on standard error; call what it gives after each step."""
    with Progress(*COLUMNS, console=Console(stderr=True), transient=True) as bar:
        yield partial(bar.advance, bar.add_task(doing, total=total))
