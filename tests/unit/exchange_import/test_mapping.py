"""Records become claims: what is stated is proposed with its source, what is unknown or unclear stays out."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.catalogue_files import Catalogue
from knowledge.exchange.discovery_errors import DiscoveryError
from knowledge.exchange.discovery_mapping import proposals_from
from knowledge.exchange.proposals import ProposalSet
from tests.unit.exchange_import.records import BASE, READ_ON, SOURCE, UUID, course, program

OTHER = "0a1b2c3d-0000-4000-8000-000000000002"


def mapped(catalogue: Catalogue, *programs: dict[str, Any], courses: tuple[dict[str, Any], ...] = ()) -> ProposalSet:
    return proposals_from(catalogue, list(programs), list(courses), BASE, READ_ON)


def values(found: ProposalSet) -> dict[str, Any]:
    return {claim.predicate: claim.value for placed in found.proposals for claim in placed.row.claims}


def test_a_programme_is_proposed_as_it_is_stated(catalogue: Catalogue) -> None:
    """Every documented field becomes the claim of its predicate."""
    assert values(mapped(catalogue, program())) == {
        "status": "active", "courses_count": 2, "hours_per_week": [8, 10], "duration.months": 9, "price.total": 1080,
        "language": "English", "page": "https://www.edx.org/micromasters/asx-data",
    }  # fmt: skip


def test_the_source_tells_address_and_dates(catalogue: Catalogue) -> None:
    """A source is the record's own address, dated by its last change, with the day of reading."""
    (placed,) = mapped(catalogue, program()).proposals
    source = placed.row.source
    assert (source.id, source.url, source.kind) == (SOURCE, f"{BASE}/api/v1/programs/{UUID}/", "official")
    assert (source.published_on, source.seen_on) == ("2026-10-05", "2026-11-22")
    assert {claim.source for claim in placed.row.claims} == {SOURCE}


@pytest.mark.parametrize("stamp", [None, "2027-01-01T00:00:00Z"], ids=["unknown", "in the future"])
def test_a_source_without_a_sound_date_is_undated(catalogue: Catalogue, stamp: str | None) -> None:
    """A date that is not known, or not yet come, is not made up."""
    (placed,) = mapped(catalogue, program(data_modified_timestamp=stamp)).proposals
    assert placed.row.source.published_on == ""
    assert placed.row.source.id.endswith("seen-2026-11-22")


LEFT_OUT = {
    "no hours": ({"min_hours_effort_per_week": None}, "hours_per_week"),
    "no hours a week at all": ({"min_hours_effort_per_week": 0, "max_hours_effort_per_week": 0}, "hours_per_week"),
    "no price": ({"price_ranges": []}, "price.total"),
    "a price of nothing": ({"price_ranges": [{"currency": "USD", "total": 0}]}, "price.total"),
    "a price in euros": ({"price_ranges": [{"currency": "EUR", "total": 900}]}, "price.total"),
    "two prices": ({"price_ranges": [{"currency": "USD", "total": 1}, {"currency": "USD", "total": 2}]}, "price.total"),
    "no courses": ({"courses": []}, "courses_count"),
    "a length without a unit": ({"program_duration_override": 9}, "duration.months"),
    "a length in words": ({"program_duration_override": "about a year"}, "duration.months"),
    "a length the wrong way round": ({"program_duration_override": "9-6 months"}, "duration.months"),
    "an unknown language": ({"languages": ["tlh"]}, "language"),
    "one unknown language of two": ({"languages": ["en", "tlh"]}, "language"),
    "no page": ({"marketing_url": None}, "page"),
    "a page that is a script": ({"marketing_url": "javascript:alert(1)//asx-data"}, "page"),
    "a page that is no address": ({"marketing_url": "https://[asx-data"}, "page"),
    "a page with half a character": ({"marketing_url": "https://www.edx.org/micromasters/asx-data\ud800"}, "page"),
    "no status": ({"status": None}, "status"),
    "levels of some courses only": ({"courses": [{"uuid": UUID, "level_type": "Advanced"}, {"uuid": OTHER}]}, "level"),
}


@pytest.mark.parametrize(("changed", "predicate"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_is_unknown_or_unclear_stays_out(catalogue: Catalogue, changed: dict[str, Any], predicate: str) -> None:
    """Nothing is guessed; the other claims are proposed all the same."""
    found = values(mapped(catalogue, program(**changed)))
    assert predicate not in found
    assert len(found) > 3


STATED = {
    "equal hours": ({"min_hours_effort_per_week": 8, "max_hours_effort_per_week": 8}, "hours_per_week", 8),
    "a price with cents": ({"price_ranges": [{"currency": "usd", "total": "1080.50"}]}, "price.total", 1080.5),
    "a length in weeks": ({"program_duration_override": "16 Weeks"}, "weeks", 16),
    "a range of months": ({"program_duration_override": "9-12 months"}, "duration.months", [9, 12]),
    "two languages": ({"languages": ["es-419", "en"]}, "language", "English and Spanish"),
    "a language of its own": ({"language_override": "French - France"}, "language", "French"),
    "a level of its own": ({"level_type_override": "Advanced"}, "level", "advanced"),
    "a level as an object": ({"level_type_override": {"name": "Advanced"}}, "level", "advanced"),
    "levels of all courses": (
        {"courses": [{"uuid": UUID, "level_type": "Advanced"}, {"uuid": OTHER, "level_type": "Introductory"}]},
        "level", "introductory to advanced",
    ),
    "retired": ({"status": "retired"}, "status", "retired"),
}  # fmt: skip


@pytest.mark.parametrize(("changed", "predicate", "value"), STATED.values(), ids=STATED)
def test_other_ways_of_stating_it(catalogue: Catalogue, changed: dict[str, Any], predicate: str, value: Any) -> None:
    """The same fact in another documented form is understood."""
    assert values(mapped(catalogue, program(**changed)))[predicate] == value


@pytest.mark.parametrize("status", ["unpublished", "deleted"])
def test_of_an_unpublished_programme_only_the_status_is_proposed(catalogue: Catalogue, status: str) -> None:
    """What is not meant for learners is not told to them."""
    assert values(mapped(catalogue, program(status=status))) == {"status": status}


def test_a_course_is_proposed_from_its_canonical_run(catalogue: Catalogue) -> None:
    """Hours, weeks, language and the verified price of the run that the catalogue shows."""
    found = mapped(catalogue, program(courses=[]), courses=(course(),))
    own = {c.predicate: c.value for p in found.proposals for c in p.row.claims if c.subject == "asx-data--one"}
    assert own == {
        "course.level": "introductory", "course.hours_per_week": [4, 6], "course.weeks": 5,
        "course.price_verified": 149, "course.language": "English",
    }  # fmt: skip


UNCLEAR_COURSES = {
    "of no programme we have": (course(programs=[]), set()),
    "with another title": (course(title="Data three"), set()),
    "without a canonical run": (course(canonical_course_run_key="course-v1:ASx+D1+2020"), {"course.level"}),
    "with two verified prices": (
        course(entitlements=[{"mode": "verified", "price": "99.00", "currency": "USD"}]),
        {"course.level", "course.hours_per_week", "course.weeks", "course.language"},
    ),
}


@pytest.mark.parametrize(("record", "predicates"), UNCLEAR_COURSES.values(), ids=UNCLEAR_COURSES)
def test_an_unclear_course_is_not_guessed(catalogue: Catalogue, record: dict[str, Any], predicates: set[str]) -> None:
    """What cannot be told apart is left out."""
    found = mapped(catalogue, program(), courses=(record,))
    assert {c.predicate for p in found.proposals for c in p.row.claims if c.subject == "asx-data--one"} == predicates


MATCHING = {
    "by the page's end": ({"title": "Other", "authoring_organizations": []}, True),
    "by title, kind and school": ({"marketing_url": None, "marketing_slug": ""}, True),
    "not by title alone": ({"marketing_url": None, "marketing_slug": "", "authoring_organizations": []}, False),
    "not of another kind": ({"type_attrs": {"slug": "xseries"}}, False),
    "not at all": ({"marketing_url": None, "marketing_slug": "x", "title": "Poetry"}, False),
}


@pytest.mark.parametrize(("changed", "is_found"), MATCHING.values(), ids=MATCHING)
def test_a_record_is_matched_safely(catalogue: Catalogue, changed: dict[str, Any], is_found: bool) -> None:
    """A record that is not clearly one of ours is named, and proposes nothing."""
    found = mapped(catalogue, program(**changed))
    assert bool(found.proposals) is is_found
    assert len(found.unmatched) == (0 if is_found else 1)


def test_two_records_of_one_programme_are_both_left_out(catalogue: Catalogue) -> None:
    """Where two records fit, neither is chosen."""
    found = mapped(catalogue, program(), program(uuid=OTHER))
    assert not found.proposals
    assert all("2 records that fit asx-data" in line for line in found.unmatched)


def test_titles_cannot_write_on_the_terminal(catalogue: Catalogue) -> None:
    """Control characters of the server do not reach the screen or the review file."""
    (line,) = mapped(catalogue, program(title="\x1b[31mPoetry\n# x", marketing_url=None, marketing_slug="x")).unmatched
    assert line.isprintable()


WRONG = {
    "no uuid": (program(uuid=None), "uuid"),
    "a uuid that is a path": (program(uuid="../../x"), "uuid"),
    "a status we do not know": (program(status="sleeping"), "status"),
    "text for hours": (program(min_hours_effort_per_week="eight"), "min_hours_effort_per_week"),
    "a yes for hours": (program(min_hours_effort_per_week=True), "min_hours_effort_per_week"),
    "hours below zero": (program(min_hours_effort_per_week=-1), "min_hours_effort_per_week"),
    "the least hours above the most": (program(min_hours_effort_per_week=20), "min_hours_effort_per_week"),
    "a price in words": (program(price_ranges=[{"currency": "USD", "total": "much"}]), "total"),
    "a price without end": (program(price_ranges=[{"currency": "USD", "total": "1e999"}]), "total"),
    "a list of numbers for courses": (program(courses=[1]), "courses 1"),
    "an object for courses": (program(courses={"a": 1}), "courses"),
    "a number for a title": (program(title=7), "title"),
    "a number for a language": (program(languages=[7]), "languages"),
    "a date that does not exist": (program(data_modified_timestamp="2026-02-31T00:00:00Z"), "data_modified_timestamp"),
}


@pytest.mark.parametrize(("record", "name"), WRONG.values(), ids=WRONG)
def test_wrong_shapes_are_told_with_their_place(catalogue: Catalogue, record: dict[str, Any], name: str) -> None:
    """A record that is not of the documented shape stops everything; the error names address, record and field."""
    with pytest.raises(DiscoveryError) as caught:
        mapped(catalogue, record)
    assert f"{BASE}/api/v1/programs/: record 1" in str(caught.value)
    assert f"{name}: " in str(caught.value)


def test_all_wrong_records_are_told_at_once(catalogue: Catalogue) -> None:
    """One look shows every mistake, of programmes and of courses."""
    with pytest.raises(DiscoveryError) as caught:
        mapped(
            catalogue,
            program(languages=7),
            program(uuid="x", title="Poetry", marketing_url=None, marketing_slug=""),
            courses=(course(course_runs=7),),
        )
    assert {"record 1", "record 2"} <= {problem.row[:8] for problem in caught.value.problems}
    assert any("/courses/" in problem.file for problem in caught.value.problems)
