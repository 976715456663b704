"""The small catalogue with every predicate that an import proposes."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.catalogue_files import Catalogue, read_catalogue

PREDICATES = ("courses_count", "hours_per_week", "status", "level", "language", "duration.months", "weeks", "course.weeks",
              "course.hours_per_week", "course.level", "course.price_verified", "course.language")  # fmt: skip

TIMES = ("weeks", "months", "hours a week")
UNITS = ["USD", "courses", *TIMES]


def add_predicates(folder: Path) -> Path:
    """Add the predicates of an import to a catalogue folder."""
    rows = [
        f'- {{id: {name}, label: "{name}", single: true, units: {UNITS}, asks: [], template: "{{subject}}: {{value}}{{scope}}."}}\n'
        for name in PREDICATES
    ]
    rows.append('- {id: page, label: "Page", single: false, asks: [], template: "Its page was {value}."}\n')
    path = folder / "predicates" / "cost.yml"
    path.write_text(path.read_text() + "".join(rows))
    units = folder / "units.yml"
    units.write_text(units.read_text() + "".join(f'- {{id: "{name}", range: [0, 100]}}\n' for name in TIMES))
    return folder


@pytest.fixture
def catalogue(catalogue_folder: Path) -> Catalogue:
    """The small catalogue, checked."""
    return read_catalogue(add_predicates(catalogue_folder))
