"""What a file elsewhere states, as proposed claims about what the catalogue has; all else in it is left out and told.

Only claims are proposed. A programme, course or pathway that the catalogue does not have, or has otherwise, is named:
to enter one takes its school, its aliases and its kind, which people decide.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from knowledge.catalogue_files import Catalogue, Placed
from knowledge.exchange.matching import Matcher, whole_page
from knowledge.exchange.proposals import ProposalSet, SourcedClaims
from knowledge.exchange.reading import Reading, printable
from knowledge.rows import PATHWAY_PREDICATE, ClaimRow, CourseRow, PathwayRow, ProgrammeRow, SourceRow
from knowledge.validate import all_subject_ids

Row = TypeVar("Row", ProgrammeRow, CourseRow, PathwayRow)
# What a file can tell of a row that the catalogue has; the rest of such a row stands in the catalogue only.
COMPARED = {
    ProgrammeRow: ("title", "credential_type", "platform", "institutions", "fields"),
    CourseRow: ("title", "programme", "position"),
    PathwayRow: ("programme", "programme_named", "institution", "degree", "credits", "degree_credits", "share", "conditions"),
}  # fmt: skip
WORDING = ("says", "evidence", "rank", "estimate", "cell", "state")


def proposals_of(catalogue: Catalogue, file: str, reading: Reading, sources: Iterable[SourceRow]) -> ProposalSet:
    """The proposals of a file.

    Args:
        catalogue: What is recorded.
        file: The file's name for errors.
        reading: What stands in it.
        sources: The sources that its claims name; those of the catalogue need not be among them.
    """
    known = {placed.row.id: placed.row for placed in catalogue.sources}
    by_id = {**known, **{source.id: source for source in sources}}
    sorting = _Sorting(catalogue, reading)
    grouped: dict[str, list[ClaimRow]] = defaultdict(list)
    for claim in reading.claims:
        if (kept := sorting.claim(claim)) is not None:
            grouped[kept.source].append(kept)
    found = [Placed(file, source, SourcedClaims(by_id[source], claims)) for source, claims in grouped.items()]
    return ProposalSet(found, [printable(line) for line in sorting.left_out()])


class _Sorting:
    """Which row of the catalogue each row of a file is, and what has none."""

    def __init__(self, catalogue: Catalogue, reading: Reading) -> None:
        self._catalogue, self._reading = catalogue, reading
        self._matcher = Matcher(catalogue)
        self._claims = {placed.row.id: placed.row for placed in catalogue.claims}
        self._subjects = all_subject_ids(catalogue)
        self._sayable = {placed.row.id for placed in catalogue.predicates if placed.row.template}
        self._predicates = {placed.row.id for placed in catalogue.predicates}
        self._told: list[str] = []
        self._uncounted: Counter[str] = Counter()
        self._programmes = self._matched_programmes()
        self._courses = self._matched_courses()

    def claim(self, claim: ClaimRow) -> ClaimRow | None:
        """The claim as it is proposed; None for one that has no place, which is noted."""
        subject = self._programmes.get(claim.subject) or self._courses.get(claim.subject) or claim.subject
        if subject not in self._subjects:
            self._uncounted[f"about {claim.subject!r}, which the catalogue does not have"] += 1
        elif claim.predicate == PATHWAY_PREDICATE:
            self._uncounted[f"of {PATHWAY_PREDICATE}: a pathway is a row of pathways/*.yml"] += 1
        elif not claim.says and claim.predicate in self._predicates - self._sayable:
            self._uncounted[f"of {claim.predicate} without a sentence in 'says', which that predicate needs"] += 1
        else:
            return self._named_anew(replace(claim, subject=subject))
        return None

    def left_out(self) -> Iterator[str]:
        """One line for each row, or kind of claim, that proposes nothing."""
        yield from self._told
        yield from (f"{_counted(count)} {what}" for what, count in self._uncounted.items())
        recorded = {placed.row.id: placed.row for placed in self._catalogue.pathways}
        yield from _strangers("pathway", self._reading.pathways, recorded)
        yield from map(str, self._reading.left_out)

    def _named_anew(self, claim: ClaimRow) -> ClaimRow:
        """An id that another claim has is left to it; one that only says it otherwise is noted."""
        recorded = self._claims.get(claim.id)
        if recorded is None:
            return claim
        if _fact(recorded) == _fact(claim) and (others := _differing(recorded, claim, WORDING)):
            self._told.append(f"{claim.id}: recorded with another {', '.join(others)}; edit it where it stands")
        return replace(claim, id="")

    def _matched_programmes(self) -> dict[str, str]:
        """The catalogue's id for each programme of the file; two that fit one are both left out."""
        recorded = {placed.row.id: placed.row for placed in self._catalogue.programmes}
        rows = {row.id: row for row in self._reading.programmes}
        self._told += _strangers("programme", [row for row in rows.values() if row.id in recorded], recorded)
        fitting: dict[str, list[str]] = defaultdict(list)
        for row in rows.values():
            fitting[row.id if row.id in recorded else self._looked_up(row)].append(row.id)
        self._told += [f"programme {_named(rows[row])}: not in the catalogue" for row in fitting.pop("", [])]
        for slug, several in fitting.items():
            if len(several) > 1:
                self._told += [f"programme {_named(rows[row])}: one of several that fit {slug}" for row in several]
        return {several[0]: slug for slug, several in fitting.items() if len(several) == 1}

    def _looked_up(self, row: ProgrammeRow) -> str:
        claims = (claim for claim in self._reading.claims if claim.subject == row.id and claim.predicate == "page")
        return self._matcher.find({whole_page(str(claim.value)) for claim in claims}, row.title, row.institutions)

    def _matched_courses(self) -> dict[str, str]:
        """The catalogue's id for each course; those of a programme that it does not have are not worth a line each."""
        recorded = {placed.row.id: placed.row for placed in self._catalogue.courses}
        matched = {}
        for row in self._reading.courses:
            programme = self._programmes.get(row.programme, row.programme)
            found = row.id if row.id in recorded else self._matcher.course(row.title, {programme})
            if found:
                matched[row.id] = found
            elif programme in self._subjects:
                self._told.append(f"course {_named(row)}: not in the catalogue")
        same = [row for row in self._reading.courses if row.id in recorded]
        self._told += _strangers("course", same, recorded)
        return matched


def _strangers(kind: str, rows: Iterable[Row], recorded: dict[str, Row]) -> Iterator[str]:
    """A line for each row that is not recorded, or is recorded otherwise."""
    for row in rows:
        if row.id not in recorded:
            yield f"{kind} {_named(row)}: not in the catalogue"
            continue
        if others := _differing(recorded[row.id], row, COMPARED[type(row)]):
            yield f"{kind} {_named(row)}: recorded with another {', '.join(others)}; edit it where it stands"


def _differing(one: object, other: object, names: Iterable[str]) -> list[str]:
    return [name for name in names if getattr(one, name) != getattr(other, name)]


def _fact(claim: ClaimRow) -> tuple[object, ...]:
    return claim.subject, claim.predicate, claim.value, claim.unit, claim.scope, claim.source


def _named(row: ProgrammeRow | CourseRow | PathwayRow) -> str:
    title = row.degree if isinstance(row, PathwayRow) else row.title
    return f"{row.id} ({title})" if title else row.id


def _counted(count: int) -> str:
    return "1 claim" if count == 1 else f"{count:,} claims"
