"""From the files through the database into the snapshot: every kind of row arrives as it was written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

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
)
from knowledge.catalogue_files import catalogue_digest
from knowledge.database import open_database
from knowledge.load import load_catalogue
from knowledge.snapshot import KnowledgeMissing, read_snapshot
from tests.unit.catalogue_edits import EVERY_KIND, Edit

TODAY = date(2026, 11, 22)
SCHOOL = Source("school-page", "A School", "official", "https://example.org/programme", TODAY, published_on="2024-05")
BLOG = Source("a-blog", "A Blog", "blog", "https://example.org/blog", TODAY, published_about="undated")
MM_IS = Claim(
    "mm-is", "micromasters", "is", "define", "a series of courses", SCHOOL, evidence="high", rank=1,
    says="A MicroMasters is a series of courses.", is_expired=True,
)  # fmt: skip
PC_IS = Claim(
    "pc-is", "certificate", "is", "define", (2, 4), BLOG, "courses", "in most cases", says="It has 2 to 4 courses.",
    cell="2 to 4", estimate="counted", evidence="low", rank=3,
)  # fmt: skip
PC_WHAT = Claim(
    "pc-what", "certificate", "is", "cost", "", BLOG, says="Nobody wrote down what it is.", state="not-recorded",
    evidence="low",
)  # fmt: skip
TO_MSC = Claim(
    "asx-data--a-school-msc/pathway", "asx-data", "credit.pathway", "credit", "MSc Data", SCHOOL, evidence="high",
    scope="16 credits",
    rank=3, is_expired=True,
)  # fmt: skip
TO_MBA = Claim(
    "other--a-school-mba/pathway", "a-school", "credit.pathway", "credit", "not named", BLOG, scope="a third",
    evidence="low", rank=3,
)  # fmt: skip


@pytest.fixture
def loaded(empty_engine: Engine, catalogue_folder: Path) -> Snapshot:
    """A snapshot of a catalogue that has a row of every kind."""
    for edit in EVERY_KIND:
        edit.apply(catalogue_folder)
    load_catalogue(empty_engine, catalogue_folder)
    return read_snapshot(empty_engine, TODAY)


def test_the_snapshot_names_its_version_and_day(loaded: Snapshot, catalogue_folder: Path):
    """A snapshot says of which catalogue and for which day it was made."""
    assert (loaded.version, loaded.as_of) == (catalogue_digest(catalogue_folder), TODAY)


def test_subjects_arrive_in_order_with_their_names(loaded: Snapshot):
    """Every subject keeps kind, names and aliases, each alias once; a school's keys are among its aliases."""
    assert list(loaded.subjects.values()) == [
        Subject("micromasters", "credential-type", "MicroMasters programme", "MicroMasters", ("mm",)),
        Subject("edx", "platform", "edX"),
        Subject("certificate", "credential-type", "Professional Certificate", "", ("PC", "pro cert")),
        Subject("data-science", "field", "Data science", "", ("big data",)),
        Subject("a-school", "institution", "A School of Technology", "A School", ("ASx",)),
        Subject("asx-data", "programme", "ASx Data (MicroMasters)", "ASx Data"),
        Subject("asx-data--one", "course", "Data one"),
    ]


def test_programmes_arrive_with_schools_fields_and_courses(loaded: Snapshot):
    """A programme keeps its type, platform, schools, fields and courses."""
    course = Course("asx-data--one", "Data one", "asx-data", 1)
    programme = Programme("asx-data", "Data", "micromasters", "edx", ("a-school",), ("data-science",), (course,))
    assert loaded.programmes == {"asx-data": programme}


def test_predicates_arrive_with_their_topics_life_time(loaded: Snapshot):
    """A predicate keeps its wording; without a life time of its own it has its topic's."""
    asks = ("what does it cost", "price")
    price = Predicate("price.total", "cost", "Price", True, 90, "{subject} costs {value}{scope}.", asks)
    assert loaded.predicates["price.total"] == price
    assert loaded.predicates["is"].lifetime_days == 730


def test_a_predicates_own_life_time_comes_first(empty_engine: Engine, catalogue_folder: Path):
    """A life time of 0 days is one, too."""
    Edit("predicates/define.yml", "single: false", "single: false, lifetime_days: 0").apply(catalogue_folder)
    load_catalogue(empty_engine, catalogue_folder)
    assert read_snapshot(empty_engine, TODAY).predicates["is"].lifetime_days == 0


def test_claims_arrive_in_order_with_source_and_expiry(loaded: Snapshot):
    """Every claim keeps value, wording, grade and source; a range is a pair; expiry is judged for the day."""
    price = "asx-data/price.total"
    assert list(loaded.claims) == [
        "mm-is", "pc-is", "pc-what", f"{price}/school-page", f"{price}/a-blog", TO_MSC.id, TO_MBA.id,
    ]  # fmt: skip
    assert [loaded.claims[claim.id] for claim in (MM_IS, PC_IS, PC_WHAT)] == [MM_IS, PC_IS, PC_WHAT]
    cost = loaded.claims[f"{price}/school-page"]
    assert (cost.value, cost.unit, cost.topic, cost.is_expired) == (1000, "USD", "cost", True)


def test_pathways_arrive_with_the_claim_that_states_them(loaded: Snapshot):
    """A pathway keeps credits and conditions, and is cited by a claim of its own."""
    admission = Condition("admission", "You apply and are admitted separately.")
    assert loaded.pathways == (
        Pathway("asx-data--a-school-msc", "asx-data", "a-school", "MSc Data", TO_MSC, 16.0, "credits",
                conditions=(admission,)),
        Pathway("other--a-school-mba", "", "a-school", "", TO_MBA, degree_credits=48.0, share="a third",
                conditions_recorded=False, programme_named="an MBA essentials series"),
    )  # fmt: skip
    assert all(loaded.claims[pathway.claim.id] == pathway.claim for pathway in loaded.pathways)


def test_comparisons_arrive_with_rows_and_empty_cells(loaded: Snapshot):
    """A comparison keeps its rows and the order in its cells; a cell without claims stays, as not recorded."""
    what = {"micromasters": (Cell("mm-is", "a series"),),
            "certificate": (Cell("pc-is", "2 to 4 courses"), Cell("pc-what", "unclear"))}  # fmt: skip
    nothing: dict[str, tuple[Cell, ...]] = {"micromasters": (), "certificate": ()}
    rows = (ComparisonRow("What", what), ComparisonRow("Exam", nothing))
    subjects = ("micromasters", "certificate")
    assert loaded.comparisons == (Comparison("mm-vs-pc", "MicroMasters or certificate", subjects, rows),)


def test_arguments_arrive_by_side(loaded: Snapshot):
    """What speaks for and against keeps its order; what it depends on stays text."""
    arguments = Arguments((MM_IS, PC_IS), (PC_WHAT,), ("It depends on you.",))
    assert loaded.arguments == {"micromasters": arguments}


def test_remarks_arrive_with_their_examples(loaded: Snapshot):
    """A remark keeps what it says, when, and whether it is its topic's first choice."""
    assert loaded.remarks == {"chat.hello": Remark("chat.hello", "chat", "Hello.", ("hi",), True)}


def test_what_is_not_held_arrives_with_its_names(loaded: Snapshot):
    """A name that nothing is recorded about keeps its kind and aliases."""
    assert loaded.unheld == {"Another School": Unheld("Another School", "school", ("Other U",))}


@pytest.mark.parametrize(
    ("written", "value"),
    [("0", 0), ("12.5", 12.5), ("[0.5, 3]", (0.5, 3)), ("yes", "yes"), ('"1000"', "1000"), ('"é — 学"', "é — 学")],
)
def test_a_value_arrives_as_it_was_written(empty_engine: Engine, catalogue_folder: Path, written: str, value: object):
    """Numbers stay numbers, text stays text, and yes is a word."""
    Edit("programmes/a-school.yml", "value: 900", f"value: {written}").apply(catalogue_folder)
    load_catalogue(empty_engine, catalogue_folder)
    found = read_snapshot(empty_engine, TODAY).claims["asx-data/price.total/a-blog"].value
    assert found == value
    assert type(found) is type(value)


def test_without_a_catalogue_there_is_no_snapshot(empty_engine: Engine):
    """An empty database says what is missing and what to do."""
    with pytest.raises(KnowledgeMissing, match="knowledge load"):
        read_snapshot(empty_engine, TODAY)


def test_a_snapshot_is_of_one_version_while_another_is_loaded(
    empty_engine: Engine, empty_url: str, catalogue_folder: Path
):
    """A catalogue that is loaded while a snapshot is read is in it whole or not at all."""
    load_catalogue(empty_engine, catalogue_folder)
    old = catalogue_digest(catalogue_folder)
    Edit("programmes/a-school.yml", "value: 1000", "value: 1200").apply(catalogue_folder)
    loading = open_database(empty_url)

    def load_now(_connection, _cursor, statement: str, *_more) -> None:
        if "FROM claim" in statement:
            load_catalogue(loading, catalogue_folder)

    event.listen(empty_engine, "before_cursor_execute", load_now)
    found = read_snapshot(empty_engine, TODAY)
    loading.dispose()
    price = found.claims["asx-data/price.total/school-page"].value
    assert price == (1000 if found.version == old else 1200)
