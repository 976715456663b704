"""One thing against another: a reviewed table for kinds of credential, a table of recorded facts for programmes."""

from __future__ import annotations

from advising.answers.buttons import RECOMMEND, TITLES, ask
from advising.answers.selecting import claims_on
from advising.evidence import fact, preference
from advising.model import Claim, Comparison, Snapshot
from advising.question import Question
from advising.reply import (
    ANSWERED,
    CLARIFYING,
    Block,
    Option,
    OptionsBlock,
    Reply,
    Sentence,
    TableBlock,
    TableCell,
    TableRow,
    cell,
    dated,
    paragraph,
    say,
)
from advising.wording import joined

DEFAULT = ("professional-certificate", "micromasters")
MOST = 4
OFFERED = 3
DEFINITION = "is"
# Rows of a table of programmes: predicates of which the first recorded one is shown.
PROGRAMME_ROWS = (
    ("Courses", ("courses_count",)),
    ("Hours a week", ("hours_per_week", "hours_per_week.estimate")),
    ("Length", ("duration.months", "duration.designed", "duration.estimated", "weeks_total.estimate")),
    ("Price in all", ("price.total", "price.courses_sum.estimate")),
    ("Price of a course", ("price.course",)),
    ("Level", ("level",)),
    ("Needed first", ("prerequisite.recommended", "prerequisite.maths", "prerequisite.degree")),
    ("Language", ("language",)),
    ("Status", ("status",)),
    ("Last seen in a list", ("last_listed",)),
)
KIND_ROWS = (
    ("What it is", "define"), ("Length", "duration"), ("Cost", "cost"), ("Hours a week", "workload"),
    ("Needed first", "prerequisites"), ("Credit", "credit"), ("Employers", "recognition"), ("Evidence", "worth_it"),
)  # fmt: skip


def compare_answer(snapshot: Snapshot, question: Question) -> Reply:
    """Compare what was mentioned; one kind of credential gets its usual counterpart, one programme asks with what."""
    subjects = _subjects(snapshot, question)
    if len(subjects) == 1:
        return _with_what(snapshot, subjects[0])
    reviewed = _reviewed(snapshot, subjects)
    if reviewed is not None:
        table, subjects = _reviewed_table(snapshot, reviewed), reviewed.subjects
    elif all(subject in snapshot.programmes for subject in subjects):
        table = _programme_table(snapshot, subjects)
    else:
        table = _mixed_table(snapshot, subjects)
    blocks: list[Block] = [paragraph(*_headline(snapshot, question, subjects, table)), table]
    options = [Option(f"{TITLES['worth_it']} ({snapshot.label(s)})", ask("worth_it", s)) for s in subjects[:2]]
    return Reply("compare", ANSWERED, (*blocks, OptionsBlock((*options, RECOMMEND))), tuple(subjects))


def _subjects(snapshot: Snapshot, question: Question) -> tuple[str, ...]:
    subjects = sides(snapshot, question)
    if len(subjects) == 1 and subjects[0] in snapshot.programmes:
        return tuple(subjects)
    if len(subjects) == 1:
        subjects += [other for other in _counterparts(snapshot, subjects[0]) if other not in subjects][:1]
    return tuple(subjects[:MOST]) if len(subjects) >= 2 else DEFAULT


def sides(snapshot: Snapshot, question: Question) -> list[str]:
    """What a message names to be compared: programmes if there are several, else a programme and kinds beside it."""
    programmes = question.mentioned(snapshot, "programme")
    kinds = question.mentioned(snapshot, "credential-type", "degree", "platform", "institution")
    if len(programmes) >= 2:
        return programmes
    return [*programmes, *(kind for kind in kinds if not _belongs(snapshot, kind, programmes))]


def _belongs(snapshot: Snapshot, subject: str, programmes: list[str]) -> bool:
    """Whether a mentioned school or kind is only part of the name of a mentioned programme."""
    return any(
        subject
        in (
            snapshot.programmes[p].credential_type,
            snapshot.programmes[p].platform,
            *snapshot.programmes[p].institutions,
        )
        for p in programmes
    )


def _counterparts(snapshot: Snapshot, subject: str) -> list[str]:
    """What a kind of credential is usually compared with."""
    return [other for comparison in snapshot.comparisons if subject in comparison.subjects
            for other in comparison.subjects if other != subject] or list(DEFAULT)  # fmt: skip


def _with_what(snapshot: Snapshot, programme: str) -> Reply:
    """Ask what a programme is to be compared with, and offer others of its field."""
    mine = snapshot.programmes[programme]
    others = tuple(p.id for p in snapshot.programmes.values() if p.id != programme and p.fields[0] == mine.fields[0])
    text = (
        f"What shall I compare {snapshot.label(programme)} with? Name another programme, or take one of the same field."
    )
    options = tuple(Option(snapshot.label(other), ask("compare", programme, other)) for other in others[:OFFERED])
    blocks = (paragraph(Sentence(text)), OptionsBlock(options))
    return Reply("compare", CLARIFYING, blocks, (programme,), offered=others[:OFFERED])


def _reviewed(snapshot: Snapshot, subjects: tuple[str, ...]) -> Comparison | None:
    """The reviewed comparison of just these subjects, if there is one."""
    return next((c for c in snapshot.comparisons if set(c.subjects) == set(subjects)), None)


def _reviewed_table(snapshot: Snapshot, comparison: Comparison) -> TableBlock:
    rows = []
    for line in comparison.rows:
        cells = []
        for subject in comparison.subjects:
            found = line.cells.get(subject, ())
            claims = tuple(snapshot.claims[entry.claim] for entry in found)
            cells.append(TableCell(dated(found[0].text, claims[:1]), claims) if found else cell(()))
        rows.append(TableRow(line.label, tuple(cells)))
    return _table(comparison.title, tuple(snapshot.label(s) for s in comparison.subjects), rows)


def _programme_table(snapshot: Snapshot, subjects: tuple[str, ...]) -> TableBlock:
    rows = [
        TableRow("School", tuple(_school(snapshot, s) for s in subjects)),
        TableRow("Credential", tuple(_credential(snapshot, s) for s in subjects)),
    ]
    for label, predicates in PROGRAMME_ROWS:
        rows.append(TableRow(label, tuple(_first(snapshot, s, predicates) for s in subjects)))
    rows.append(TableRow("Counts toward a degree", tuple(_pathways(snapshot, s) for s in subjects)))
    return _table("Side by side", tuple(snapshot.label(s) for s in subjects), rows)


def _mixed_table(snapshot: Snapshot, subjects: tuple[str, ...]) -> TableBlock:
    """Kinds, degrees and programmes together: the first claim of each topic."""
    rows = []
    for label, topic in KIND_ROWS:
        cells = []
        for subject in subjects:
            claims = sorted(claims_on(snapshot, subject, topic), key=_telling)
            cells.append(_cell(tuple(claims[:1])))
        if any(entry.claims for entry in cells):
            rows.append(TableRow(label, tuple(cells)))
    return _table("Side by side", tuple(snapshot.label(s) for s in subjects), rows)


def _telling(claim: Claim) -> tuple[bool, int, tuple[bool, bool, int, str]]:
    """Sort key of the claims of a row: a definition first, then what the catalogue says first, then better evidence."""
    return (claim.predicate != DEFINITION, claim.rank, preference(claim))


def _table(caption: str, columns: tuple[str, ...], rows: list[TableRow]) -> TableBlock:
    told = [row for row in rows if any(entry.claims for entry in row.cells)]
    return TableBlock(caption, columns, tuple(sorted(told, key=lambda row: not row.differs)))


def _first(snapshot: Snapshot, subject: str, predicates: tuple[str, ...]) -> TableCell:
    for predicate in predicates:
        found = fact(snapshot, subject, predicate)
        if found.preferred is not None:
            return _cell((found.preferred, *found.disagreeing[:2]))
    return cell(())


def _cell(claims: tuple[Claim, ...]) -> TableCell:
    made = cell(claims)
    return TableCell(dated(made.text, claims[:1]), claims) if claims else made


def _listing(snapshot: Snapshot, subject: str) -> tuple[Claim, ...]:
    listed = fact(snapshot, subject, "last_listed").preferred
    return (listed,) if listed else ()


def _school(snapshot: Snapshot, subject: str) -> TableCell:
    names = joined([snapshot.label(i) for i in snapshot.programmes[subject].institutions])
    return TableCell(names, _listing(snapshot, subject))


def _credential(snapshot: Snapshot, subject: str) -> TableCell:
    return TableCell(snapshot.label(snapshot.programmes[subject].credential_type), _listing(snapshot, subject))


def _pathways(snapshot: Snapshot, subject: str) -> TableCell:
    pathways = snapshot.pathways_by_programme.get(subject, ())
    if not pathways:
        return cell(())
    names = [f"{p.degree or 'a degree'}, {snapshot.label(p.institution)}" for p in pathways[:2]]
    more = " and others" if len(pathways) > len(names) else ""
    return TableCell("; ".join(names) + more, tuple(p.claim for p in pathways[:2]))


def _headline(snapshot: Snapshot, question: Question, subjects: tuple[str, ...], table: TableBlock) -> list[Sentence]:
    names = joined([snapshot.name(s) if s not in snapshot.programmes else snapshot.label(s) for s in subjects])
    sentences = [Sentence(f"Here are {names} side by side; rows that differ come first.")]
    if set(subjects) == set(DEFAULT):
        credit = fact(snapshot, "micromasters", "credit.share").preferred
        if credit:
            sentences.append(say("Choose by your aim: a MicroMasters if a degree may follow, "
                                 "a Professional Certificate if one skill is enough.", credit))  # fmt: skip
    return sentences
