"""Changes in facts and answers as they read in a terminal of 80 columns."""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from advising.model import NOT_RECORDED, Claim, Snapshot
from advising.wording import value_text
from bot.commands.diff_answers import AnswerChange
from knowledge.exchange.changes import FactChange, Kind

LINES = 12
# What needs a look comes first.
ORDER = (Kind.VALUE, Kind.REMOVED, Kind.SOURCE, Kind.WORDING, Kind.OTHERS, Kind.ADDED)


def print_changes(
    old: Snapshot,
    new: Snapshot,
    *,
    subjects: list[str],
    facts: list[FactChange],
    answers: list[AnswerChange],
    limit: int,
) -> None:
    """Print what comes, goes and differs, then the replies that would change; `limit` 0 prints all of it."""
    console = Console(highlight=False)
    if not (subjects or facts or answers):
        console.print("Nothing would change.")
        return
    facts = sorted(facts, key=lambda change: ORDER.index(change.kind))
    most = limit or len(subjects) + len(facts) + len(answers)
    for line in subjects[:most]:
        console.print(escape(line))
    _more(console, len(subjects), most, "subjects and pathways")
    console.print(_facts(old, new, facts[:most], f"Facts: {_counted(facts)}"))
    _more(console, len(facts), most, "facts")
    console.print(f"\nAnswers: {len(answers):,} replies would change{_by_topic(answers)}", markup=False)
    for change in answers[:most]:
        _print_answer(console, new if change.subject in new.subjects else old, change)
    _more(console, len(answers), most, "replies")


def _counted(facts: list[FactChange]) -> str:
    counts = Counter(change.kind for change in facts)
    return ", ".join(f"{counts[kind]:,} {kind.value}" for kind in Kind if counts[kind]) or "none"


def _by_topic(answers: list[AnswerChange]) -> str:
    counts = Counter(change.topic for change in answers)
    return f" ({', '.join(f'{topic} {count:,}' for topic, count in counts.most_common())})" if counts else ""


def _facts(old: Snapshot, new: Snapshot, facts: list[FactChange], title: str) -> Table:
    table = Table(title=escape(title), show_lines=True)
    for name in ("fact", "change", "from", "to"):
        table.add_column(name, overflow="fold")
    for change in facts:
        named = new if change.subject in new.subjects else old
        before, after = _sides(change)
        cells = (f"{named.label(change.subject)}: {change.predicate}", change.kind.value, before, after)
        table.add_row(*map(escape, cells))
    return table


def _sides(change: FactChange) -> tuple[str, str]:
    """The preferred claims of a fact, or, where these stay, what is lost and gained beside them."""
    if change.kind in (Kind.VALUE, Kind.SOURCE, Kind.WORDING) and change.before and change.after:
        return _told(change.before), _told(change.after)
    return "\n".join(map(_told, change.lost)) or "-", "\n".join(map(_told, change.gained)) or "-"


def _told(claim: Claim) -> str:
    value = "not found" if claim.state == NOT_RECORDED else value_text(claim.value, claim.unit)
    scope = f" ({claim.scope})" if claim.scope else ""
    return f"{value}{scope}\n{claim.source.publisher}, {claim.source.date_text}"


def _print_answer(console: Console, snapshot: Snapshot, change: AnswerChange) -> None:
    console.print(f"\n[bold]{escape(snapshot.label(change.subject))}, {escape(change.topic)}[/bold]")
    lines = change.lines
    for line in lines[:LINES]:
        console.print(line, markup=False, style="red" if line.startswith("-") else "green")
    _more(console, len(lines), LINES, "lines")


def _more(console: Console, count: int, shown: int, what: str) -> None:
    if count > shown:
        console.print(f"... and {count - shown:,} more {what}")
