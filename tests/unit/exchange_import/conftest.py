"""The small catalogue with every predicate that an import proposes."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.catalogue_files import Catalogue, read_catalogue

PREDICATES = ("courses_count", "hours_per_week", "status", "level", "language", "duration.months", "weeks", "course.weeks",
              "course.hours_per_week", "course.level", "course.price_verified", "course.language")  # fmt: skip


def add_predicates(folder: Path) -> Path:
    """Add the predicates of an import to a catalogue folder."""
    rows = [
        f'- {{id: {name}, label: "{name}", single: true, asks: [], template: "{{subject}}: {{value}}{{scope}}."}}\n'
        for name in PREDICATES
    ]
    rows.append('- {id: page, label: "Page", single: false, asks: [], template: "Its page was {value}."}\n')
    path = folder / "predicates" / "cost.yml"
    path.write_text(path.read_text() + "".join(rows))
    return folder


@pytest.fixture
def catalogue(catalogue_folder: Path) -> Catalogue:
    """The small catalogue, checked."""
    return read_catalogue(add_predicates(catalogue_folder))
