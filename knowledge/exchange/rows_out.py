"""Rows as YAML: on one line each for review, or line by line as people write them in the catalogue."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import yaml

WIDTH = 1_000_000
# The order in which the catalogue's files tell a row; sources and claims have no field of the same name but `id`.
ORDER = (
    "id", "publisher", "title", "kind", "url", "published_on", "published_about", "seen_on",
    "subject", "predicate", "value", "unit", "scope", "topic", "source", "evidence", "state", "rank", "estimate",
    "says", "cell", "note",
)  # fmt: skip
# Names of other rows and words of a list stand plain; all other text stands in quotes.
PLAIN = {"id", "kind", "subject", "predicate", "topic", "source", "evidence", "state"}


def told(row: Any, leave_out: str = "") -> dict[str, Any]:
    """The fields of a row that are not at their default."""
    return {
        field.name: getattr(row, field.name)
        for field in fields(row)
        if field.name != leave_out and getattr(row, field.name) != field.default
    }


def one_line(row: dict[str, Any]) -> str:
    """A row as one line of YAML."""
    return _dumped(row, None)


def block(row: Any) -> str:
    """A row as the catalogue's files have it: "- id: ..." and one indented line a field."""
    found = told(row)
    lines = [f"{name}: {_dumped(found[name], _style(name))}" for name in ORDER if name in found]
    return "- " + "\n  ".join(lines) + "\n"


def _style(name: str) -> str | None:
    return None if name in PLAIN else '"'


def _dumped(value: Any, style: str | None) -> str:
    """A value on one line; the style is for text only, a number in quotes would be text."""
    style = style if isinstance(value, str) else None
    text = yaml.dump(
        value,
        Dumper=_Rows,
        default_flow_style=True,
        default_style=style,
        sort_keys=False,
        width=WIDTH,
        allow_unicode=True,
    )
    return text.removesuffix("...\n").strip()


class _Rows(yaml.SafeDumper):
    """Writes line ends within text as escapes: a row stays one line."""


def _text(dumper: _Rows, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if text.isprintable() else '"')


_Rows.add_representer(str, _text)
