"""The cells of a comparison: for each row and column the best claim, those that disagree with it, or what holds in general."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from advising.comparing.rows import CREDIT, LABELLED, OFFERED_BY, ROWS, SORTS, WHAT, Row
from advising.evidence import fact, preference
from advising.model import NOT_RECORDED, Claim, Pathway, Snapshot
from advising.reply import TableCell, TableRow, cell, dated
from advising.wording import a_or_an, claim_cell, joined, number

RIVALS = 2
PATHWAYS = 2
LISTED = "last_listed"
GRADES = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell, and the claims that state it of the column itself: none where it is not recorded or holds in general."""

    cell: TableCell
    own: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a comparison with its entries, one a column."""

    row: Row
    entries: tuple[Entry, ...]

    @property
    def is_recorded(self) -> bool:
        """Whether some cell says something."""
        return any(entry.cell.claims for entry in self.entries)

    @property
    def own(self) -> tuple[Entry, ...]:
        """The entries that are recorded of their column itself."""
        return tuple(entry for entry in self.entries if entry.own)

    @property
    def is_shared(self) -> bool:
        """Whether more than one column states the row itself; in a labelled row, under one predicate."""
        predicates = {entry.own[0].predicate for entry in self.own}
        return len(self.own) > 1 and (len(predicates) == 1 or not self.row.is_labelled)

    @property
    def shown(self) -> TableRow:
        """The row as a table shows it."""
        return TableRow(self.row.label, tuple(entry.cell for entry in self.entries))


def lines(snapshot: Snapshot, subjects: tuple[str, ...]) -> tuple[Line, ...]:
    """Every row for the subjects, in the order of interest; also those of which nothing is recorded."""
    return tuple(Line(row, tuple(entry(snapshot, row, subject) for subject in subjects)) for row in ROWS)


def entry(snapshot: Snapshot, row: Row, subject: str) -> Entry:
    """The cell of a subject in a row: its own, else what holds for the kind of a programme, else "not recorded"."""
    made = _of_rows(snapshot, row, subject)
    if made is not None:
        return made
    own = own_claims(snapshot, row, subject)
    if own:
        return Entry(TableCell(_text(snapshot, row, own), own), own)
    return _general(snapshot, row, subject)


def own_claims(snapshot: Snapshot, row: Row, subject: str) -> tuple[Claim, ...]:
    """The claims of the first of the row's predicates that is recorded of the subject: the best, then those that disagree."""
    for predicate in row.found_under[SORTS[snapshot.subjects[subject].kind]]:
        claims = _told(snapshot, subject, predicate)
        if claims:
            return claims
    return ()


def _told(snapshot: Snapshot, subject: str, predicate: str) -> tuple[Claim, ...]:
    """The preferred claim of a fact and its rivals; of a predicate with many values what the catalogue says first."""
    if predicate not in snapshot.predicates:
        return ()
    if snapshot.predicates[predicate].single:
        found = fact(snapshot, subject, predicate)
        return (found.preferred, *found.disagreeing[:RIVALS]) if found.preferred else ()
    claims = snapshot.claims_by_fact.get((subject, predicate), ())
    recorded = [claim for claim in claims if claim.state != NOT_RECORDED]
    return tuple(sorted(recorded, key=lambda claim: (claim.rank, preference(claim)))[:1])


def _text(snapshot: Snapshot, row: Row, claims: tuple[Claim, ...]) -> str:
    best, *rivals = claims
    text = _one(snapshot, row, best)
    if not rivals:
        return text
    return f"{text}; sources differ: {joined([_one(snapshot, row, rival, is_rival=True) for rival in rivals])}"


def _one(snapshot: Snapshot, row: Row, claim: Claim, is_rival: bool = False) -> str:
    """A claim as a cell words it, with its date where it states a figure, and its making where it is an estimate."""
    is_labelled = (row.is_labelled or claim.predicate in LABELLED) and not is_rival
    label = f"{snapshot.predicates[claim.predicate].label}: " if is_labelled else ""
    estimate = ", an estimate" if claim.estimate else ""
    return dated(f"{label}{claim_cell(claim)}{estimate}", (claim,))


def _general(snapshot: Snapshot, row: Row, subject: str) -> Entry:
    """What holds for the kind of a programme of which the row is not recorded."""
    if subject not in snapshot.programmes or not row.is_general:
        return Entry(cell(()))
    kind = snapshot.programmes[subject].credential_type
    best = own_claims(snapshot, row, kind)[:1]
    if not best:
        return Entry(cell(()))
    text = f"not recorded; in general for {a_or_an(snapshot.label(kind))}: {_one(snapshot, row, best[0])}"
    return Entry(TableCell(text, best))


# --- cells that rest on the rows of programmes and pathways -------------------------------------------------


def _of_rows(snapshot: Snapshot, row: Row, subject: str) -> Entry | None:
    """The cell of a row that is told by what a programme, pathway or list names; none where claims tell it."""
    made: tuple[str, tuple[Claim, ...]] = ("", ())
    if row.label == CREDIT:
        made = _pathways(snapshot, subject)
    elif subject in snapshot.programmes:
        made = _of_programme(snapshot, row, subject)
    elif row.label == WHAT and not own_claims(snapshot, row, subject):
        made = _offers(snapshot, subject)
    text, claims = made
    return Entry(TableCell(dated(text, claims), claims), claims) if claims else None


def _of_programme(snapshot: Snapshot, row: Row, subject: str) -> tuple[str, tuple[Claim, ...]]:
    programme = snapshot.programmes[subject]
    named = {
        WHAT: snapshot.label(programme.credential_type),
        OFFERED_BY: joined([snapshot.label(institution) for institution in programme.institutions]),
    }
    return (named[row.label], listing(snapshot, (subject,))) if row.label in named else ("", ())


def _offers(snapshot: Snapshot, school: str) -> tuple[str, tuple[Claim, ...]]:
    """The kinds of credential that lists name of a school, with one list each."""
    named: dict[str, tuple[Claim, ...]] = {}
    for programme in snapshot.programmes_by_institution.get(school, ()):
        named.setdefault(programme.credential_type, listing(snapshot, (programme.id,)))
    kinds = joined([snapshot.label(kind) for kind in named])
    return f"offers programmes of the kind {kinds}", tuple(claim for claims in named.values() for claim in claims)


def listing(snapshot: Snapshot, programmes: Iterable[str]) -> tuple[Claim, ...]:
    """The lists that name the programmes."""
    found = (fact(snapshot, programme, LISTED).preferred for programme in programmes)
    return tuple(claim for claim in found if claim is not None)


def pathways_of(snapshot: Snapshot, subject: str) -> list[Pathway]:
    """The pathways from a programme or into a school, best evidence first."""
    held = snapshot.pathways_by_programme if subject in snapshot.programmes else snapshot.pathways_by_institution
    return sorted(held.get(subject, ()), key=lambda pathway: GRADES[pathway.claim.evidence])


def _pathways(snapshot: Snapshot, subject: str) -> tuple[str, tuple[Claim, ...]]:
    pathways = pathways_of(snapshot, subject)
    shown = pathways[:PATHWAYS]
    more = "; and others" if len(pathways) > len(shown) else ""
    text = "; ".join(_pathway(snapshot, pathway) for pathway in shown) + more
    return text, tuple(pathway.claim for pathway in shown)


def _pathway(snapshot: Snapshot, pathway: Pathway) -> str:
    amount = f"{number(pathway.credits_value)} {pathway.credits_unit}" if pathway.credits_value else ""
    share = pathway.share or amount
    text = f"{pathway.degree or 'a degree'}, {snapshot.label(pathway.institution)}"
    return f"{text} ({share})" if share else text
