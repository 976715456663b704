"""Dossiers, due claims and coverage as terminal tables that are readable at 80 columns; decides nothing."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from advising.model import NOT_RECORDED, Claim, Pathway, Snapshot
from advising.wording import joined, plural, short_date, value_text
from bot.commands.dossier import PREFERRED, Dossier, Gap, Line
from knowledge.coverage import LEVELS, TopicCoverage, levels
from knowledge.queries import Due

SHOWN_NAMES = 8


def print_dossier(console: Console, snapshot: Snapshot, found: Dossier) -> None:
    """Everything of one subject: head, facts by topic, pathways, programmes, what is missing."""
    _print_head(console, snapshot, found)
    for topic, lines in found.lines.items():
        console.print(_facts(topic, lines))
    if found.pathways:
        console.print(_pathways(snapshot, found.pathways))
    if found.programmes:
        console.print(_programmes(snapshot, found))
    _print_gaps(console, found.gaps)


def _print_head(console: Console, snapshot: Snapshot, found: Dossier) -> None:
    subject = snapshot.subjects[found.subject]
    console.print(f"[bold]{escape(subject.name)}[/bold]")
    console.print(f"{subject.kind} · {escape(subject.id)} · {plural(found.claims, 'claim')}")
    if subject.aliases:
        more = len(subject.aliases) - SHOWN_NAMES
        rest = f" and {more} more" if more > 0 else ""
        console.print(escape(f"also called {', '.join(subject.aliases[:SHOWN_NAMES])}{rest}"))
    if programme := snapshot.programmes.get(found.subject):
        schools = joined([snapshot.name(school) for school in programme.institutions])
        console.print(
            escape(f"{snapshot.label(programme.credential_type)} of {schools} on {snapshot.name(programme.platform)}")
        )
        if programme.courses:
            console.print(escape("courses listed: " + "; ".join(course.title for course in programme.courses)))
    console.print()


def _table(title: str, *columns: tuple[str, int | None]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", show_lines=True)
    for name, width in columns:
        table.add_column(name, width=width, overflow="fold")
    return table


def _facts(topic: str, lines: Iterable[Line]) -> Table:
    table = _table(topic, ("fact", 16), ("value", 34), ("source, date, evidence", 20))
    for line in lines:
        label = escape(line.label) if line.standing == PREFERRED else f"  [yellow]{line.standing}[/yellow]"
        table.add_row(label, _value(line.claim), _origin(line.claim))
    return table


def _value(claim: Claim) -> str:
    """Value, scope and the making of an estimate; the scope is never left out."""
    if claim.state == NOT_RECORDED:
        return f"[yellow]not recorded[/yellow]{_scope(claim)}"
    estimate = f" [yellow]estimate:[/yellow] {escape(claim.estimate)}" if claim.estimate else ""
    return escape(value_text(claim.value, claim.unit)) + _scope(claim) + estimate


def _scope(claim: Claim) -> str:
    return escape(f" ({claim.scope})") if claim.scope else ""


def _origin(claim: Claim) -> str:
    source = claim.source
    expired = " [red]expired[/red]" if claim.is_expired else ""
    low = " [yellow]low[/yellow]" if claim.evidence == "low" else f" {claim.evidence}"
    return escape(f"{source.publisher}, {source.date_text}; {source.kind},") + low + expired


def _pathways(snapshot: Snapshot, pathways: Iterable[Pathway]) -> Table:
    table = _table(
        "pathways into a degree", ("from, to", 26), ("credit and conditions", 24), ("source, date, evidence", 20)
    )
    for pathway in pathways:
        origin = snapshot.label(pathway.programme) if pathway.programme else pathway.programme_named
        ends = f"{origin} → {pathway.degree or 'degree not named'}, {snapshot.label(pathway.institution)}"
        conditions = [condition.says for condition in pathway.conditions] or ["Conditions: not recorded."]
        credit = [pathway.claim.scope or "Credit: not recorded."]
        table.add_row(escape(ends), escape("\n".join([*credit, *conditions])), _origin(pathway.claim))
    return table


def _programmes(snapshot: Snapshot, found: Dossier) -> Table:
    table = _table(f"its {plural(len(found.programmes), 'programme')}", ("slug", 40), ("kind", 12), ("title", 18))
    for programme in found.programmes:
        table.add_row(programme.id, escape(snapshot.label(programme.credential_type)), escape(programme.title))
    return table


def _print_gaps(console: Console, gaps: Iterable[Gap]) -> None:
    """What is missing; that it was not found says nothing about whether it exists."""
    gaps = tuple(gaps)
    if not gaps:
        return
    table = _table(
        "missing (looked for and not found: that is not “no”)",
        ("what", 17),
        ("state", 15),
        ("looked for", 10),
        ("predicates", 25),
    )
    for gap in gaps:
        table.add_row(escape(gap.label), gap.state, str(gap.looked_on or "unknown"), escape("\n".join(gap.predicates)))
    console.print(table)


def print_due(console: Console, snapshot: Snapshot, rows: list[Due], limit: int) -> None:
    """Claims to check again, the most urgent first."""
    table = _table("to check again", ("rank", 4), ("claim", 38), ("source of", 15), ("expired", 10))
    for row in rows[:limit]:
        claim = row.claim
        what = f"{snapshot.label(claim.subject)}: {snapshot.predicates[claim.predicate].label}: "
        text = escape(what) + _value(claim) + f" [dim]{escape(claim.id)}[/dim]"
        table.add_row(str(claim.rank), text, escape(short_date(claim.source)), _expiry(row))
    console.print(table)
    expired = sum(row.claim.is_expired for row in rows)
    undated = sum(row.published is None for row in rows)
    fresh = len(rows) - expired - undated
    console.print(f"{expired:,} expired, {fresh:,} fresh, {undated:,} undated; {min(limit, len(rows)):,} shown.")


def _expiry(row: Due) -> str:
    if row.expires is None:
        return f"undated, seen {row.claim.source.seen_on}"
    return f"[red]{row.expires}[/red]" if row.claim.is_expired else f"on {row.expires}"


def print_coverage(console: Console, topics: list[TopicCoverage]) -> None:
    """One line a topic, the least covered first, with what each lacks for its next level."""
    table = Table(title="Coverage of the topics", title_justify="left")
    table.add_column("topic", no_wrap=True)
    table.add_column("level")
    table.add_column("claims", justify="right")
    table.add_column("missing for the next level", overflow="fold")
    for topic in sorted(topics, key=lambda topic: LEVELS.index(topic.level)):
        table.add_row(topic.topic, topic.level, f"{len(topic.claims):,}", escape(", ".join(topic.next_needs)))
    console.print(table)
    console.print("; ".join(f"{count} {level}" for level, count in levels(topics).items()))
