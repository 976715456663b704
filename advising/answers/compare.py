"""One thing against another: a table of what is recorded for any mix of them, reviewed where people reviewed it."""

from __future__ import annotations

from collections.abc import Sequence

from advising.answers.buttons import RECOMMEND, TITLES, ask
from advising.comparing.cells import Line, lines
from advising.comparing.columns import sides
from advising.comparing.fitting import fits
from advising.comparing.headline import differences, orders, reviewed_differences, within
from advising.evidence import fact
from advising.model import Comparison, Snapshot
from advising.profile import Profile
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
    bullet_list,
    cell,
    dated,
    paragraph,
    say,
)
from advising.wording import joined

DEFAULT = ("professional-certificate", "micromasters")
MOST = 4
OFFERED = 3


def compare_answer(snapshot: Snapshot, question: Question, profile: Profile | None = None) -> Reply:
    """Compare what was mentioned; one kind of credential gets its usual counterpart, one programme asks with what.

    Args:
        snapshot: What is recorded.
        question: What was asked; of more than four things the first four are compared, the others are buttons.
        profile: What the learner stated; its limits (hours, budget, credit) are held against each column.
    """
    named = _subjects(snapshot, question)
    if len(named) == 1:
        return _with_what(snapshot, named[0])
    reviewed = _reviewed(snapshot, named[:MOST])
    subjects = reviewed.subjects if reviewed else named[:MOST]
    told = lines(snapshot, subjects)
    rows = _reviewed_rows(snapshot, reviewed) if reviewed else [line.shown for line in told]
    said, left = within(_headline(snapshot, reviewed, subjects, told, profile))
    caption = reviewed.title if reviewed else f"{joined(_names(snapshot, subjects))}, side by side"
    blocks: list[Block] = [
        paragraph(*said),
        TableBlock(caption, tuple(snapshot.label(s) for s in subjects), _sorted(rows)),
        *([bullet_list(tuple(left))] if left else []),
        *_left_out(snapshot, rows, named[MOST:]),
    ]
    return Reply("compare", ANSWERED, (*blocks, _options(snapshot, subjects, named[MOST:])), subjects)


# --- what is compared ---------------------------------------------------------------------------------------


def _subjects(snapshot: Snapshot, question: Question) -> tuple[str, ...]:
    subjects = sides(snapshot, question)
    if len(subjects) == 1 and subjects[0] in snapshot.programmes:
        return tuple(subjects)
    if len(subjects) == 1:
        subjects += [other for other in _counterparts(snapshot, subjects[0]) if other not in subjects][:1]
    return tuple(subjects) if len(subjects) >= 2 else DEFAULT


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


def _names(snapshot: Snapshot, subjects: tuple[str, ...]) -> list[str]:
    """What is compared, kinds and schools by their full names."""
    return [snapshot.label(s) if s in snapshot.programmes else snapshot.name(s) for s in subjects]


# --- a comparison that people reviewed ----------------------------------------------------------------------


def _reviewed(snapshot: Snapshot, subjects: tuple[str, ...]) -> Comparison | None:
    """The reviewed comparison of just these subjects, if there is one."""
    return next((c for c in snapshot.comparisons if set(c.subjects) == set(subjects)), None)


def _reviewed_rows(snapshot: Snapshot, comparison: Comparison) -> list[TableRow]:
    rows = []
    for line in comparison.rows:
        cells = []
        for subject in comparison.subjects:
            found = line.cells.get(subject, ())
            claims = tuple(snapshot.claims[entry.claim] for entry in found)
            cells.append(TableCell(dated(found[0].text, claims[:1]), claims) if found else cell(()))
        rows.append(TableRow(line.label, tuple(cells)))
    return rows


# --- the parts of the reply ---------------------------------------------------------------------------------


def _headline(
    snapshot: Snapshot,
    reviewed: Comparison | None,
    subjects: tuple[str, ...],
    told: tuple[Line, ...],
    profile: Profile | None,
) -> list[Sentence]:
    """What differs, what fits the learner, which is cheaper or shorter: in this order, as far as there is room."""
    labels = [snapshot.label(subject) for subject in subjects]
    main = reviewed_differences(snapshot, reviewed) if reviewed else differences(labels, told)
    fitting = fits(labels, told, profile) if profile else []
    return [*main, *_aim(snapshot, subjects), *fitting, *orders(labels, told)]


def _aim(snapshot: Snapshot, subjects: tuple[str, ...]) -> list[Sentence]:
    """What the two usual kinds are chosen by."""
    credit = fact(snapshot, "micromasters", "credit.share").preferred if set(subjects) == set(DEFAULT) else None
    if credit is None:
        return []
    text = (
        "Choose by your aim: a MicroMasters if a degree may follow, a Professional Certificate if one skill is enough."
    )
    return [say(text, credit)]


def _sorted(rows: Sequence[TableRow]) -> tuple[TableRow, ...]:
    """The rows of which something is recorded: those that differ first, among them those with more to compare."""
    told = {row: sum(bool(entry.claims) for entry in row.cells) for row in rows}
    return tuple(sorted((row for row in rows if told[row]), key=lambda row: (not row.differs, told[row] < 2)))


def _left_out(snapshot: Snapshot, rows: Sequence[TableRow], rest: Sequence[str]) -> list[Block]:
    """What the table does not show: rows of which nothing is recorded, and what was named beyond its columns."""
    empty = [row.label for row in rows if not any(entry.claims for entry in row.cells)]
    sentences = []
    if empty:
        lowered = (label[:1].lower() + label[1:] for label in empty)
        sentences.append(Sentence(f"Not recorded for any of them: {', '.join(lowered)}."))
    if rest:
        names = joined([snapshot.label(subject) for subject in rest])
        sentences.append(Sentence(f"The table has no room for {names}: the buttons go on with what is left."))
    return [paragraph(*sentences)] if sentences else []


def _options(snapshot: Snapshot, subjects: Sequence[str], rest: Sequence[str]) -> OptionsBlock:
    """The next steps; what found no room in the table is compared with its first column."""
    first = subjects[0]
    others = [Option(f"Compare with {snapshot.label(other)}", ask("compare", first, other)) for other in rest]
    weighed = [Option(f"{TITLES['worth_it']} ({snapshot.label(s)})", ask("worth_it", s)) for s in subjects[:2]]
    return OptionsBlock((*dict.fromkeys(others), *weighed, RECOMMEND))
