"""What goes out comes back: all programmes, courses, pathways and claims of the real knowledge that a format carries."""

from __future__ import annotations

import json

import pytest

from advising.model import Snapshot
from knowledge.exchange.csv_in import read_claims, read_courses, read_pathways, read_programmes
from knowledge.exchange.csv_tables import Table, csv_table
from knowledge.exchange.ctdl import ctdl_document
from knowledge.exchange.ctdl_in import read_ctdl
from knowledge.exchange.reading import Reading
from knowledge.exchange.schema_org import schema_org_document
from knowledge.exchange.schema_org_in import read_schema_org
from knowledge.rows import CourseRow
from tests.integration.exchange.expected import (
    BY,
    as_row,
    counted,
    expected_claims,
    expected_pathways,
    expected_programmes,
)

FORMATS = {"ctdl": (ctdl_document, read_ctdl), "schema-org": (schema_org_document, read_schema_org)}


@pytest.fixture(scope="module")
def readings(snapshot: Snapshot) -> dict[str, Reading]:
    """Each JSON-LD format, written and read back once."""
    return {
        form: read(json.dumps(write(snapshot)), f"{form}.json", BY)
        for form, (write, read) in FORMATS.items()
    }  # fmt: skip


def test_there_is_something_to_lose(snapshot: Snapshot) -> None:
    """The knowledge holds the programmes and pathways that the project promises to exchange."""
    assert (len(snapshot.programmes), len(snapshot.pathways)) == (258, 116)
    assert sum(expected_claims(snapshot, "ctdl").values()) > 1_600


@pytest.mark.parametrize("form", FORMATS)
def test_programmes_come_back(snapshot: Snapshot, readings: dict[str, Reading], form: str) -> None:
    """Every programme has its title, kind, platform, schools and fields again, in order."""
    assert list(readings[form].programmes) == expected_programmes(snapshot)


@pytest.mark.parametrize("form", FORMATS)
def test_courses_come_back(snapshot: Snapshot, readings: dict[str, Reading], form: str) -> None:
    """Every course stands at its place in its programme again."""
    courses = [course for programme in snapshot.programmes.values() for course in programme.courses]
    assert list(readings[form].courses) == [
        CourseRow(row.id, row.title, row.programme, row.position) for row in courses
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_claims_come_back(snapshot: Snapshot, readings: dict[str, Reading], form: str) -> None:
    """Every claim that the vocabulary carries has its value, unit, scope, estimate, grade and wording again."""
    expected, found = expected_claims(snapshot, form), counted(readings[form].claims)
    assert expected - found == {}
    assert found - expected == {}


def test_pathways_come_back_from_ctdl(snapshot: Snapshot, readings: dict[str, Reading]) -> None:
    """Every pathway has its degree, credit, share, conditions and grade again; none gains a condition."""
    assert counted(readings["ctdl"].pathways) == expected_pathways(snapshot)


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_of_our_own_is_left_out(readings: dict[str, Reading], form: str) -> None:
    """A reader understands all that its writer writes."""
    assert readings[form].left_out == ()


@pytest.mark.parametrize("form", FORMATS)
def test_every_description_of_a_claim_names_its_source(snapshot: Snapshot, form: str) -> None:
    """No figure goes out without who said it and when."""
    text = json.dumps(FORMATS[form][0](snapshot))
    assert text.count("Predicate: ") == text.count("Source: ") - _pathway_sources(text)


def _pathway_sources(text: str) -> int:
    """Sources of pathways and transfer values, whose descriptions name no predicate."""
    return text.count('"urn:pathwise:pathway:') + text.count('"ceterms:TransferValueProfile"')


def test_csv_claims_come_back_exactly(snapshot: Snapshot) -> None:
    """The table of claims returns every claim, with the types of its values, in order."""
    read = read_claims(csv_table(snapshot, Table.CLAIMS), "claims.csv")
    assert list(map(repr, read)) == [repr(as_row(claim)) for claim in snapshot.claims.values()]


def test_csv_programmes_and_courses_come_back_exactly(snapshot: Snapshot) -> None:
    """The tables of programmes and courses return every row in order."""
    courses = [course for programme in snapshot.programmes.values() for course in programme.courses]
    assert read_programmes(csv_table(snapshot, Table.PROGRAMMES), "p.csv") == expected_programmes(snapshot)
    assert read_courses(csv_table(snapshot, Table.COURSES), "c.csv") == [
        CourseRow(row.id, row.title, row.programme, row.position) for row in courses
    ]


def test_csv_pathways_come_back_exactly(snapshot: Snapshot) -> None:
    """The table of pathways returns every pathway with its own source."""
    read = read_pathways(csv_table(snapshot, Table.PATHWAYS), "pathways.csv")
    assert counted(read) == expected_pathways(snapshot, own_source=True)
