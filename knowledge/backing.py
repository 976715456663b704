"""What a claim's sentence states beyond its row: numbers and proper names that stand nowhere in the row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from knowledge.catalogue_files import Catalogue
from knowledge.proper_names import proper_names, words
from knowledge.rows import ClaimRow
from knowledge.yaml_rows import Problem

# Months are dates, and these abbreviations state nothing.
FREE = words([
    "January February March April May June July August September October November December US CV ID I",
])  # fmt: skip


def unbacked(catalogue: Catalogue) -> Iterator[Problem]:
    """A sentence gives only numbers and names that stand in its row: value, unit, scope, subject or source."""
    around = _names_around(catalogue)
    sources = {placed.row.id: f"{placed.row.publisher} {placed.row.title}" for placed in catalogue.sources}
    labels = {placed.row.id: placed.row.label for placed in catalogue.predicates}
    for placed in catalogue.claims:
        row: ClaimRow = placed.row
        if missing := numbers_in(row.says) - numbers_in(_row_text(row)):
            yield placed.problem(f"{', '.join(sorted(missing))} in 'says'", "only numbers that stand in the row")
        if row.subject not in around or row.source not in sources:
            continue  # told as a reference to nothing
        texts = (_row_text(row), labels.get(row.predicate, ""), sources.get(row.source, ""))
        stated = words([*texts, *around[row.subject]])
        if strange := proper_names(row.says) - stated - FREE:
            yield placed.problem(
                f"the name {', '.join(sorted(strange))} in 'says'",
                "only names that stand in the row, subject or source",
            )


def numbers_in(text: str) -> set[str]:
    """The numbers of a text, without thousands separators: {"1350", "8", "12.5"}."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    return {
        number.rstrip("0").rstrip(".") if "." in number else number for number in re.findall(r"\d+(?:\.\d+)?", plain)
    }


def _row_text(row: ClaimRow) -> str:
    parts = row.value if isinstance(row.value, list) else [row.value]
    value = " ".join(f"{part:f}" if isinstance(part, float) else str(part) for part in parts)
    return f"{value} {row.unit} {row.scope} {row.estimate} {row.subject}"


def _names_around(catalogue: Catalogue) -> dict[str, list[str]]:
    """All names of each subject; of a programme also those of its schools, kind and platform, of a course its programme's."""
    names: dict[str, list[str]] = defaultdict(list)
    for subject in catalogue.subjects:
        names[subject.row.id] = [subject.row.name, subject.row.short, *subject.row.aliases]
    for field in catalogue.fields:
        names[field.row.id] = [field.row.name, *field.row.aliases]
    for school in catalogue.institutions:
        names[school.row.id] = [school.row.name, school.row.short, *school.row.keys, *school.row.aliases]
    for programme in catalogue.programmes:
        row = programme.row
        near = (*row.institutions, row.credential_type, row.platform)
        names[row.id] = [row.title, *row.aliases, *(name for subject in near for name in names[subject])]
    for course in catalogue.courses:
        names[course.row.id] = [course.row.title, *names[course.row.programme]]
    return names
