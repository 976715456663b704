"""Documents to print: HTML that is complete on its own, without a script and without anything from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from advising.summary import NOTHING_FITS
from advising.wording import full_date
from bot.pages import PRINTED_STYLE

TEMPLATES = Path(__file__).parent / "templates"
WEB = ("https://", "http://")


def summary_html(summary: dict[str, Any]) -> str:
    """A summary, as `advising.summary.summary_json` gives it, as a document; all of it is text, nothing is markup."""
    sources, numbers = by_source(summary["sources"])
    return (
        _environment()
        .get_template("advice.html")
        .render(
            summary=summary,
            as_of=full_date(date.fromisoformat(summary["as_of"])),
            style=style(),
            sources=sources,
            sources_of=lambda noted: list(dict.fromkeys(numbers[note] for note in noted["notes"])),
            nothing_fits=NOTHING_FITS,
        )
    )


def by_source(notes: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], dict[int, int]]:
    """(The sources in the order of their first note, the number of each note's source): on paper, one line a source."""
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    numbers = {}
    for note in notes:
        key = (note["publisher"], note["source_date"], note["url"])
        source = found.setdefault(key, {**note, "tags": []})
        source["tags"] += [tag for tag in note["tags"] if tag not in source["tags"]]
        numbers[note["n"]] = list(found).index(key) + 1
    return list(found.values()), numbers


def content_policy() -> str:
    """The content policy of a printed document: its own style, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def style() -> str:
    """The style of printed documents; the page that shows them loads the same file."""
    return PRINTED_STYLE.read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["web_address"] = _is_web_address
    return environment


def _is_web_address(url: object) -> bool:
    """Whether an address is one to send a learner to; a card without a page has none."""
    return isinstance(url, str) and url.startswith(WEB)
