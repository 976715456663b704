"""Who states what a file says: a source of the catalogue, or a new one that the reader of the file describes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from advising.model import UNDATED
from knowledge.catalogue_files import Catalogue
from knowledge.exchange.reading import ExchangeError
from knowledge.rows import SourceRow
from knowledge.yaml_rows import Problem

MADE_CHARS = 100


@dataclass(frozen=True, slots=True)
class SourceNamed:
    """What the caller says of the source; `id` alone names one of the catalogue."""

    read_on: date
    id: str = ""
    url: str = ""
    publisher: str = ""
    kind: str = ""
    title: str = ""
    published_on: str = ""

    @property
    def is_given(self) -> bool:
        """Whether any source is named; a kind alone is for sources that the rows describe."""
        return bool(self.id) or self.is_described

    @property
    def is_described(self) -> bool:
        """Whether more than its id is said."""
        return bool(self.url or self.publisher or self.title or self.published_on)


def source_of(catalogue: Catalogue, named: SourceNamed) -> SourceRow:
    """The source of a file.

    Raises:
        ExchangeError: If the catalogue has no such source and it is not described, or half described.
    """
    if not named.is_described:
        return _recorded(catalogue, named.id)
    if missing := [name for name in ("publisher", "kind") if not getattr(named, name)]:
        options = " and ".join(f"--{name}" for name in missing)
        raise _refused(f"a source without {' and '.join(missing)}", f"{options} beside --source-url or --title")
    day = named.read_on.isoformat()
    return SourceRow(
        id=named.id or _made_id(named),
        publisher=named.publisher,
        kind=named.kind,
        url=named.url,
        seen_on=day,
        title=named.title,
        published_on=named.published_on,
        published_about="" if named.published_on else UNDATED,
    )


def source_texts(catalogue: Catalogue) -> dict[str, str]:
    """The sources of a catalogue by the text with which `notes.source_text` names them in an export."""
    texts = {}
    for placed in catalogue.sources:
        row = placed.row
        told = row.published_on or row.published_about
        dated = told if told not in ("", UNDATED) else f"{UNDATED}, seen {row.seen_on}"
        texts[", ".join(part for part in (row.publisher, dated, row.url) if part)] = row.id
    return texts


def _recorded(catalogue: Catalogue, source: str) -> SourceRow:
    for placed in catalogue.sources:
        if placed.row.id == source:
            return placed.row
    raise _refused(f"the source {source!r}", "a source of the catalogue, or --source-url, --publisher and --kind")


def _made_id(named: SourceNamed) -> str:
    """An id of place and date: "example-org-prices-2026-05", or "...-seen-2026-11-22" for an undated page."""
    try:
        address = urlsplit(named.url)
    except ValueError as error:
        raise _refused(f"the address {named.url!r}", "one such as https://example.org/page") from error
    place = f"{address.netloc}{address.path}" or f"{named.publisher} {named.title}"
    mark = re.sub(r"[^a-z0-9]+", "-", place.lower()).strip("-")[:MADE_CHARS].strip("-")
    return f"{mark}-{named.published_on or f'seen-{named.read_on.isoformat()}'}"


def _refused(found: str, expected: str) -> ExchangeError:
    return ExchangeError([Problem("the source", "", found, expected)])
