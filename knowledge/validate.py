"""The checks that a catalogue must pass before any of it is loaded; each finds all mistakes of its kind."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from string import Formatter
from typing import Any

from knowledge.backing import unbacked
from knowledge.catalogue_files import Catalogue, Placed
from knowledge.coverage import uncovered
from knowledge.names import collisions, unheld_problems
from knowledge.repeated import orphans, repetitions
from knowledge.rows import PATHWAY_PREDICATE, ClaimRow, PathwayRow, SourceRow
from knowledge.units import figures, unit_problems
from knowledge.yaml_rows import Problem

SOURCE_KINDS = {"official", "government", "peer-reviewed", "press", "dataset", "blog"}
EVIDENCE = {"high", "medium", "low"}
STATES = {"recorded", "not-recorded"}
SUBJECT_KINDS = {
    "credential-type", "degree", "platform", "occupation", "institution", "course-family", "field", "scheme",
}  # fmt: skip
CONDITION_KINDS = {
    "verified-certificate", "credential", "exam", "capstone", "grade", "admission", "time-limit", "residency",
    "work-experience", "language-test", "application", "degree", "no-other-credit", "other", "fact",
}  # fmt: skip
ID = re.compile(r"[a-z0-9][a-z0-9._/-]*")
DATE = re.compile(r"(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?")
VAGUE_DATE = re.compile(r"^undated|(?:19|20)\d\d")
MAX_ID = 120  # the columns of tables.py
MAX_BUILT_ID = 240  # a claim's and a pathway's id are built from the ids of what they are about
FULL_DATE = len("2026-11-22")
TEMPLATE_FIELDS = ("subject", "value", "scope", "estimate")
PROMISES = re.compile(r"\b(guarantees? (you|a job)|you will (earn|get|be hired)|we promise)\b", re.I)


def check(catalogue: Catalogue) -> list[Problem]:
    """Return everything wrong with the catalogue, in the order of the checks below."""
    return [problem for find in CHECKS for problem in find(catalogue)]


def all_subject_ids(catalogue: Catalogue) -> set[str]:
    """Ids of everything that a claim may be about."""
    groups: list[Iterable[Placed[Any]]] = [
        catalogue.subjects, catalogue.fields, catalogue.institutions, catalogue.programmes, catalogue.courses,
    ]  # fmt: skip
    return {placed.row.id for group in groups for placed in group}


def _emptiness(catalogue: Catalogue) -> Iterator[Problem]:
    """A folder without the main kinds of row is no catalogue, and must not replace one."""
    for name in ("topics", "sources", "predicates", "subjects", "claims"):
        if not getattr(catalogue, name):
            yield Problem(f"{name}*", "", "no rows", f"a catalogue with at least one row of {name}")


def _ids(catalogue: Catalogue) -> Iterator[Problem]:
    """Ids are well formed and stand once in their kind."""
    subjects: list[Placed[Any]] = [
        *catalogue.subjects, *catalogue.fields, *catalogue.institutions, *catalogue.programmes, *catalogue.courses,
    ]  # fmt: skip
    groups: list[list[Placed[Any]]] = [
        list(catalogue.topics), list(catalogue.sources), list(catalogue.predicates), subjects,
        list(catalogue.pathways), list(catalogue.comparisons), list(catalogue.claims), list(catalogue.arguments),
        list(catalogue.remarks),
    ]  # fmt: skip
    for group in groups:
        first: dict[str, Placed[Any]] = {}
        for placed in group:
            limit = MAX_BUILT_ID if isinstance(placed.row, ClaimRow | PathwayRow) else MAX_ID
            if len(placed.row.id) > limit:
                yield placed.problem(f"an id of {len(placed.row.id)} characters", f"at most {limit}")
            if not ID.fullmatch(placed.row.id):
                yield placed.problem(f"the id {placed.row.id!r}", "lower case letters, digits, '-', '.', '_', '/'")
            other = first.setdefault(placed.row.id, placed)
            if other is not placed:
                yield placed.problem(
                    f"the id {placed.row.id!r} again", f"one row; the first is {other.file}: {other.place}"
                )


def _references(catalogue: Catalogue) -> Iterator[Problem]:
    """Every id that a row names exists."""
    known = {
        "topic": _known(catalogue.topics),
        "source": _known(catalogue.sources),
        "predicate": _known(catalogue.predicates),
        "subject": all_subject_ids(catalogue),
        "programme": _known(catalogue.programmes),
        "institution": _known(catalogue.institutions),
        "field": _known(catalogue.fields),
        "claim": _known(catalogue.claims),
    }
    for placed, what, value in _named_ids(catalogue):
        if value not in known[what]:
            yield placed.problem(f"{what} {value!r}", f"an existing {what}")


def _known(rows: Iterable[Placed[Any]]) -> set[str]:
    return {placed.row.id for placed in rows}


def _named_ids(catalogue: Catalogue) -> Iterator[tuple[Placed[Any], str, str]]:
    """Every id that some row names, with the row and the kind of thing it must be."""
    yield from _named_by_topics(catalogue)
    for predicate in catalogue.predicates:
        yield predicate, "topic", predicate.row.topic
    for remark in catalogue.remarks:
        yield remark, "topic", remark.row.topic
    for claim in catalogue.claims:
        yield from ((claim, what, getattr(claim.row, what)) for what in ("subject", "predicate", "source"))
        if claim.row.topic:
            yield claim, "topic", claim.row.topic
    for programme in catalogue.programmes:
        yield programme, "subject", programme.row.credential_type
        yield programme, "subject", programme.row.platform
        yield from ((programme, "institution", institution) for institution in programme.row.institutions or [""])
        yield from ((programme, "field", field) for field in programme.row.fields or [""])
    for course in catalogue.courses:
        yield course, "programme", course.row.programme
        if course.row.institution:
            yield course, "institution", course.row.institution
    for pathway in catalogue.pathways:
        yield from ((pathway, what, getattr(pathway.row, what)) for what in ("institution", "source"))
        if pathway.row.programme is not None or not pathway.row.programme_named:
            yield pathway, "programme", pathway.row.programme or ""
    for arguments in catalogue.arguments:
        yield arguments, "subject", arguments.row.subject
        yield from ((arguments, "claim", claim_id) for claim_id in (*arguments.row.pro, *arguments.row.contra))
    for comparison in catalogue.comparisons:
        yield from ((comparison, "subject", subject) for subject in comparison.row.subjects)
        cells = (cell for line in comparison.row.rows for found in line.cells.values() for cell in found)
        yield from ((comparison, "claim", cell.claim) for cell in cells)


def _named_by_topics(catalogue: Catalogue) -> Iterator[tuple[Placed[Any], str, str]]:
    for topic in catalogue.topics:
        if about := topic.row.about:
            named = (*(about.required or [""]), *about.usable, *about.complete)
            yield from ((topic, "subject", subject) for subject in named)


def _sources(catalogue: Catalogue) -> Iterator[Problem]:
    """Sources have a known kind, a link and sound dates."""
    for placed in catalogue.sources:
        row: SourceRow = placed.row
        if row.kind not in SOURCE_KINDS:
            yield placed.problem(f"kind {row.kind!r}", " | ".join(sorted(SOURCE_KINDS)))
        if (row.url and not row.url.startswith(("https://", "http://"))) or not (row.url or row.title):
            yield placed.problem(
                f"url {row.url!r}", "an address that begins with https://, or a title that says what was read"
            )
        if row.published_on and not _is_date(row.published_on):
            yield placed.problem(f"published_on {row.published_on!r}", "a date such as 2022-08-22, 2022-08 or 2022")
        elif not row.published_on and not VAGUE_DATE.search(row.published_about):
            yield placed.problem(
                f"no published_on and published_about {row.published_about!r}",
                "a date, words with a year such as 'c. 2019', or 'undated'",
            )
        elif row.published_on > row.seen_on[: len(row.published_on)] and _is_date(row.seen_on):
            yield placed.problem(
                f"published_on {row.published_on!r} and seen_on {row.seen_on!r}", "published before it was seen"
            )
        if not (_is_date(row.seen_on) and len(row.seen_on) == FULL_DATE):
            yield placed.problem(f"seen_on {row.seen_on!r}", "a day such as 2026-11-22")


def _is_date(text: str) -> bool:
    """Whether the text is an ISO date that exists, or the beginning of one."""
    if not DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"{text}-01-01"[:FULL_DATE])
    except ValueError:
        return False
    return True


def _claims(catalogue: Catalogue) -> Iterator[Problem]:
    """Claims have a known grade, can be said, and promise nothing."""
    templates = {placed.row.id for placed in catalogue.predicates if placed.row.template}
    for placed in catalogue.claims:
        row: ClaimRow = placed.row
        if row.evidence not in EVIDENCE:
            yield placed.problem(f"evidence {row.evidence!r}", "high | medium | low")
        if row.state not in STATES:
            yield placed.problem(f"state {row.state!r}", "recorded | not-recorded")
        if (row.value == "") == (row.state == "recorded"):
            yield placed.problem(f"state {row.state!r} with value {row.value!r}", "a value exactly when it is recorded")
        if not all(math.isfinite(part) for part in figures(row.value)):
            yield placed.problem(f"value {row.value}", "a finite number")
        if row.rank not in (1, 2, 3):
            yield placed.problem(f"rank {row.rank}", "1, 2 or 3")
        if not row.says and row.predicate not in templates:
            yield placed.problem("no 'says'", f"a sentence, or a template for predicate {row.predicate!r}")
        if isinstance(row.value, list) and row.value[0] > row.value[1]:
            yield placed.problem(f"range {row.value}", "the smaller number first")
        if PROMISES.search(row.says):
            yield placed.problem(f"a promise in {row.says!r}", "wording that promises nothing")


def _templates(catalogue: Catalogue) -> Iterator[Problem]:
    """A predicate's template fills in plain fields that there are: another one would fail when a learner asks."""
    for placed in catalogue.predicates:
        template = placed.row.template
        try:
            parts = [part[1:] for part in Formatter().parse(template) if part[1] is not None]
        except ValueError as error:
            yield placed.problem(f"template {template!r} ({error})", "a sentence with fields in braces")
            continue
        if odd := [name for name, form, conversion in parts if name not in TEMPLATE_FIELDS or form or conversion]:
            yield placed.problem(f"template with {{{odd[0]}}}", " | ".join(f"{{{name}}}" for name in TEMPLATE_FIELDS))


def _pathways(catalogue: Catalogue) -> Iterator[Problem]:
    """A pathway either states its conditions or says that none were recorded."""
    if catalogue.pathways and PATHWAY_PREDICATE not in _known(catalogue.predicates):
        yield Problem("predicates", "", "pathways, but no predicate for them", f"a predicate {PATHWAY_PREDICATE!r}")
    for placed in catalogue.pathways:
        row = placed.row
        if row.conditions_recorded != bool(row.conditions):
            yield placed.problem(
                f"{len(row.conditions)} conditions and conditions_recorded: {str(row.conditions_recorded).lower()}",
                "conditions, or conditions_recorded: false",
            )
        if row.evidence not in EVIDENCE:
            yield placed.problem(f"evidence {row.evidence!r}", "high | medium | low")
        for condition in row.conditions:
            if condition.kind not in CONDITION_KINDS:
                yield placed.problem(f"condition kind {condition.kind!r}", " | ".join(sorted(CONDITION_KINDS)))


def _kinds(catalogue: Catalogue) -> Iterator[Problem]:
    """Subjects have a known kind."""
    for placed in catalogue.subjects:
        if placed.row.kind not in SUBJECT_KINDS:
            yield placed.problem(f"kind {placed.row.kind!r}", " | ".join(sorted(SUBJECT_KINDS)))
    credentials = {s.row.id for s in catalogue.subjects if s.row.kind in ("credential-type", "degree")}
    others = all_subject_ids(catalogue) - credentials
    for programme in catalogue.programmes:
        if programme.row.credential_type in others:
            yield programme.problem(
                f"credential_type {programme.row.credential_type!r}", "a subject of kind credential-type"
            )


def _comparisons(catalogue: Catalogue) -> Iterator[Problem]:
    """A comparison names each subject once, and its cells are of just these subjects."""
    for placed in catalogue.comparisons:
        subjects = placed.row.subjects
        if len(set(subjects)) != len(subjects):
            yield placed.problem(f"subjects {subjects}", "each subject once")
        for line in placed.row.rows:
            if strangers := sorted(set(line.cells) - set(subjects)):
                yield placed.problem(f"row {line.label!r} with cells of {strangers}", f"cells of {subjects}")


CHECKS: tuple[Callable[[Catalogue], Iterator[Problem]], ...] = (
    _emptiness, _ids, _references, _kinds, _sources, _claims, _templates, unbacked, _pathways, _comparisons,
    unit_problems, repetitions, orphans, collisions, unheld_problems, uncovered,
)  # fmt: skip
