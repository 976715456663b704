"""What every subject is called, and the names that must not mean two things by accident."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from knowledge.catalogue_files import Catalogue, Placed
from knowledge.folding import fold
from knowledge.yaml_rows import Problem

UNHELD_KINDS = ("school", "provider")


class Named(NamedTuple):
    """A subject with its kind, the name of replies, the short one of tables, and how people also write it."""

    placed: Placed[Any]
    kind: str
    name: str
    short: str
    aliases: list[str]

    def folded(self) -> dict[str, bool]:
        """Every way to call it, as look-ups compare names, and whether that is only an alias."""
        names = {fold(self.name), fold(self.short)} - {""}
        return dict.fromkeys(names, False) | {fold(alias): True for alias in self.aliases if fold(alias) not in names}


def named_subjects(catalogue: Catalogue) -> Iterator[Named]:
    """All that a claim may be about, with names, in the order in which subjects are stored."""
    for subject in catalogue.subjects:
        row = subject.row
        yield Named(subject, row.kind, row.name, row.short, row.aliases)
    for field in catalogue.fields:
        yield Named(field, "field", field.row.name, "", field.row.aliases)
    for institution in catalogue.institutions:
        school = institution.row
        yield Named(institution, "institution", school.name, school.short, [*school.keys, *school.aliases])
    yield from _named_programmes(catalogue)
    for course in catalogue.courses:
        yield Named(course, "course", course.row.title, "", course.row.aliases)


def _named_programmes(catalogue: Catalogue) -> Iterator[Named]:
    """Programmes are called by their first school and title, in replies with their kind too."""
    schools = {placed.row.id: [*placed.row.keys, placed.row.short or placed.row.name][0]
               for placed in catalogue.institutions}  # fmt: skip
    kinds = {placed.row.id: placed.row.short or placed.row.name for placed in catalogue.subjects}
    for placed in catalogue.programmes:
        row = placed.row
        school = schools.get(row.institutions[0], "") if row.institutions else ""
        short = row.title if row.title.startswith(school) else f"{school} {row.title}"
        yield Named(placed, "programme", f"{short} ({kinds.get(row.credential_type, '')})", short, row.aliases)


def collisions(catalogue: Catalogue) -> Iterator[Problem]:
    """An alias means one subject, unless `shared_names.yml` says why it means several."""
    shared = {fold(placed.row.name): placed for placed in catalogue.shared_names}
    colliding = _colliding(catalogue)
    for name, (*others, last) in colliding.items():
        if name not in shared:
            means = ", ".join(f"{other.placed.row.id!r} ({other.placed.file})" for other in others)
            yield last.placed.problem(
                f"the alias {name!r}, which also means {means}", "an alias of one subject, or a row in shared_names.yml"
            )
    for name, placed in shared.items():
        if name not in colliding:
            yield placed.problem(
                f"the name {placed.row.name!r}", "a name of two subjects that one of them has as alias"
            )


def _colliding(catalogue: Catalogue) -> dict[str, list[Named]]:
    """Names of several subjects that are an alias of some, those last; equal full names and titles are no mistake."""
    owners: dict[str, list[Named]] = defaultdict(list)
    by_alias: dict[str, list[Named]] = defaultdict(list)
    for named in named_subjects(catalogue):
        for name, is_alias in named.folded().items():
            (by_alias if is_alias else owners)[name].append(named)
    found = {name: [*owners.get(name, ()), *aliased] for name, aliased in sorted(by_alias.items())}
    return {name: subjects for name, subjects in found.items() if len(subjects) > 1}


def unheld_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """What `unheld.yml` names has a known kind, is held by nothing, and stands there once."""
    taken = {name: f"{named.placed.row.id!r} ({named.placed.file})"
             for named in named_subjects(catalogue) for name in named.folded()}  # fmt: skip
    for placed in catalogue.unheld:
        if placed.row.kind not in UNHELD_KINDS:
            yield placed.problem(f"kind {placed.row.kind!r}", " | ".join(UNHELD_KINDS))
        for name in dict.fromkeys(fold(text) for text in (placed.row.name, *placed.row.aliases)):
            if not name:
                yield placed.problem("a name without letters", "the name of a school or provider")
            elif name in taken:
                yield placed.problem(
                    f"the name {name!r}, which means {taken[name]}", "a name of nothing else: take it out of this file"
                )
            taken.setdefault(name, f"{placed.row.name!r} ({placed.file}: {placed.place})")
