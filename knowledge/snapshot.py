"""Reading the database into the frozen snapshot that the reasoning works on."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import OperationalError, ProgrammingError

from advising.model import (
    Arguments,
    Cell,
    Claim,
    Comparison,
    ComparisonRow,
    Condition,
    Course,
    Pathway,
    Predicate,
    Programme,
    Remark,
    Snapshot,
    Source,
    Subject,
    Unheld,
    Value,
)
from knowledge import tables


class KnowledgeMissing(Exception):
    """The database holds no catalogue."""


def read_snapshot(engine: Engine, today: date) -> Snapshot:
    """Return all facts, with expiry judged against `today`.

    Raises:
        KnowledgeMissing: If no catalogue was loaded.
    """
    with engine.connect() as connection:
        _begin_reading(connection)
        try:
            version = connection.scalar(select(tables.KnowledgeVersion.digest))
        except (OperationalError, ProgrammingError) as error:
            raise KnowledgeMissing(
                f"the database has no tables ({error.orig}); run 'pathwise knowledge load'"
            ) from error
        if version is None:
            raise KnowledgeMissing("the database holds no catalogue; run 'pathwise knowledge load'")
        predicates = _predicates(connection)
        claims = _claims(connection, predicates, today)
        return Snapshot(
            version=version,
            as_of=today,
            subjects=_subjects(connection),
            predicates=predicates,
            programmes=_programmes(connection),
            pathways=_pathways(connection, claims),
            comparisons=_comparisons(connection),
            claims=claims,
            arguments=_arguments(connection, claims),
            remarks=_remarks(connection),
            unheld=_unheld(connection),
        )


def _begin_reading(connection: Connection) -> None:
    """Read everything at one moment: a catalogue that is loaded meanwhile must not mix with this one."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")
    else:
        connection.execution_options(isolation_level="REPEATABLE READ")


def _predicates(connection: Connection) -> dict[str, Predicate]:
    t = tables.Predicate
    rows = connection.execute(select(t.id, t.topic, t.label, t.single, t.lifetime_days, t.template, t.asks))
    return {
        row.id: Predicate(row.id, row.topic, row.label, row.single, row.lifetime_days, row.template, tuple(row.asks))
        for row in sorted(rows, key=lambda row: str(row.id))
    }


def _claims(connection: Connection, predicates: dict[str, Predicate], today: date) -> dict[str, Claim]:
    s = tables.Source
    sources = {
        row.id: Source(row.id, row.publisher, row.kind, row.url, date.fromisoformat(row.seen_on), row.title,
                       row.published_on, row.published_about)
        for row in connection.execute(
            select(s.id, s.publisher, s.kind, s.url, s.seen_on, s.title, s.published_on, s.published_about))
    }  # fmt: skip
    c = tables.Claim
    rows = connection.execute(
        select(c.id, c.subject_id, c.predicate_id, c.topic, c.value, c.source_id, c.unit, c.scope, c.says, c.cell,
               c.estimate, c.state, c.evidence, c.rank).order_by(c.position)
    )  # fmt: skip
    return {
        row.id: Claim(
            row.id, row.subject_id, row.predicate_id, row.topic, _value(row.value), sources[row.source_id], row.unit,
            row.scope, row.says, row.cell, row.estimate, row.state, row.evidence, row.rank,
            is_expired(sources[row.source_id], predicates[row.predicate_id].lifetime_days, today),
        )
        for row in rows
    }  # fmt: skip


def is_expired(source: Source, lifetime_days: int, today: date) -> bool:
    """Whether a dated source is older than the life time; an undated one is never called expired, only undated."""
    published = last_possible_day(source.published_on or latest_year(source.vague_date))
    return published is not None and published + timedelta(days=lifetime_days) < today


def latest_year(about: str) -> str:
    """The latest year that a vague date can mean: "c. 2018-20" -> "2020"; nothing for "2024 or later"."""
    if "later" in about or "after" in about:
        return ""
    full = re.findall(r"(?:19|20)\d\d", about)
    short = [full[0][:2] + end for end in re.findall(r"(?:19|20)\d\d-(\d\d)(?![\d-])", about) if int(end) > 12]
    return max([*full, *short], default="")


def last_possible_day(published_on: str) -> date | None:
    """The latest day that an ISO date or its beginning can mean: "2022" -> 2022-12-31."""
    parts = [int(part) for part in published_on.split("-")] if published_on else []
    if len(parts) == 3:
        return date(*parts)
    if len(parts) == 2:
        year, month = parts
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return date(parts[0], 12, 31) if parts else None


def _value(stored: Any) -> Value:
    return (stored[0], stored[1]) if isinstance(stored, list) else stored


def _subjects(connection: Connection) -> dict[str, Subject]:
    a, s = tables.Alias, tables.Subject
    aliases: dict[str, list[str]] = defaultdict(list)
    for subject, text in connection.execute(
        select(a.subject_id, a.text).where(a.position >= 0).order_by(a.subject_id, a.position)
    ):
        aliases[subject].append(text)
    rows = connection.execute(select(s.id, s.kind, s.name, s.short).order_by(s.position))
    return {row.id: Subject(row.id, row.kind, row.name, row.short, tuple(aliases[row.id])) for row in rows}


def _programmes(connection: Connection) -> dict[str, Programme]:
    p, i, f, c = tables.Programme, tables.ProgrammeInstitution, tables.ProgrammeField, tables.Course
    institutions, fields = defaultdict(list), defaultdict(list)
    for programme, institution in connection.execute(
        select(i.programme_id, i.institution_id).order_by(i.programme_id, i.position)
    ):
        institutions[programme].append(institution)
    for programme, field in connection.execute(select(f.programme_id, f.field_id).order_by(f.programme_id, f.position)):
        fields[programme].append(field)
    courses: dict[str, list[Course]] = defaultdict(list)
    for row in connection.execute(
        select(c.id, c.title, c.programme_id, c.position).order_by(c.programme_id, c.position)
    ):
        courses[row.programme_id].append(Course(*row))
    rows = connection.execute(
        select(p.id, p.title, p.credential_type_id, p.platform_id)
        .join(tables.Subject, tables.Subject.id == p.id)
        .order_by(tables.Subject.position)
    )
    return {
        row.id: Programme(
            row.id,
            row.title,
            row.credential_type_id,
            row.platform_id,
            tuple(institutions[row.id]),
            tuple(fields[row.id]),
            tuple(courses[row.id]),
        )
        for row in rows
    }


def _pathways(connection: Connection, claims: dict[str, Claim]) -> tuple[Pathway, ...]:
    p, c = tables.Pathway, tables.PathwayCondition
    conditions: dict[str, list[Condition]] = defaultdict(list)
    for row in connection.execute(select(c.pathway_id, c.kind, c.says).order_by(c.pathway_id, c.position)):
        conditions[row.pathway_id].append(Condition(row.kind, row.says))
    rows = connection.execute(select(p.__table__).order_by(p.position))
    return tuple(
        Pathway(row.id, row.programme_id or "", row.institution_id, row.degree, claims[row.claim_id], row.credits_value,
                row.credits_unit, row.degree_credits, row.share, tuple(conditions[row.id]), row.conditions_recorded,
                row.programme_named)
        for row in rows
    )  # fmt: skip


def _comparisons(connection: Connection) -> tuple[Comparison, ...]:
    k, c = tables.Comparison, tables.ComparisonCell
    lines: dict[str, dict[int, tuple[str, dict[str, list[Cell]]]]] = defaultdict(dict)
    for row in connection.execute(select(c.__table__).order_by(c.comparison_id, c.row, c.position)):
        _, cells = lines[row.comparison_id].setdefault(row.row, (row.label, {}))
        subject_cells = cells.setdefault(row.subject_id, [])
        if row.claim_id is not None:
            subject_cells.append(Cell(row.claim_id, row.text))
    return tuple(
        Comparison(row.id, row.title, tuple(row.subjects), tuple(
            ComparisonRow(label, {subject: tuple(found) for subject, found in cells.items()})
            for _, (label, cells) in sorted(lines[row.id].items())))
        for row in connection.execute(select(k.id, k.title, k.subjects).order_by(k.position))
    )  # fmt: skip


def _arguments(connection: Connection, claims: dict[str, Claim]) -> dict[str, Arguments]:
    a = tables.Argument
    sides: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in connection.execute(select(a.__table__).order_by(a.subject_id, a.side, a.position)):
        sides[row.subject_id][row.side].append(claims[row.claim_id] if row.claim_id else row.text)
    return {
        subject: Arguments(tuple(found["for"]), tuple(found["against"]), tuple(found["depends"]))
        for subject, found in sorted(sides.items())
    }


def _remarks(connection: Connection) -> dict[str, Remark]:
    r = tables.Remark
    rows = connection.execute(select(r.id, r.topic, r.says, r.asks, r.is_default))
    return {
        row.id: Remark(row.id, row.topic, row.says, tuple(row.asks), row.is_default)
        for row in sorted(rows, key=lambda row: str(row.id))
    }


def _unheld(connection: Connection) -> dict[str, Unheld]:
    u = tables.Unheld
    rows = connection.execute(select(u.name, u.kind, u.aliases))
    return {
        row.name: Unheld(row.name, row.kind, tuple(row.aliases)) for row in sorted(rows, key=lambda row: str(row.name))
    }
