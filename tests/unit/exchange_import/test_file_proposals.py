"""What a file states becomes claims about what the catalogue has; all else in it is named, and nothing is guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from knowledge.catalogue_files import Catalogue
from knowledge.exchange.attribution import SourceNamed, source_of
from knowledge.exchange.file_proposals import proposals_of
from knowledge.exchange.proposals import ProposalSet, Verdict, additions, apply_proposals
from knowledge.exchange.reading import ExchangeError, Reading
from knowledge.rows import ClaimRow, ConditionRow, CourseRow, CreditsRow, PathwayRow, ProgrammeRow, SourceRow
from knowledge.yaml_rows import Problem

SOURCE = SourceRow("a-list", "A List", "dataset", "https://example.org/list", "2026-11-22", published_about="undated")
PRICE = ClaimRow("price.total", SOURCE.id, "medium", 950, "asx-data", unit="USD")
OURS = ProgrammeRow("asx-data", "Data", "micromasters", "edx", ["a-school"], ["data-science"])
THEIRS = ProgrammeRow("data", "Data", "certificate", "", ["a-school-of-technology"], [])
COURSE = CourseRow("asx-data--one", "Data one", "asx-data", 1)
PATHWAY = PathwayRow(
    "asx-data--a-school-msc", "asx-data", "a-school", "MSc Data",
    [ConditionRow("admission", "You apply and are admitted separately.")], True, "x", "low", CreditsRow(16.0, "credits"),
)  # fmt: skip


def found_in(catalogue: Catalogue, **rows: object) -> ProposalSet:
    reading = Reading(**{name: tuple(several) for name, several in rows.items()})  # type: ignore[arg-type]
    return proposals_of(catalogue, "f.csv", reading, [SOURCE])


def claims_of(found: ProposalSet) -> list[ClaimRow]:
    return [claim for placed in found.proposals for claim in placed.row.claims]


def test_claims_come_with_their_source(catalogue: Catalogue) -> None:
    """Claims of one source stand together; a source of the catalogue brings its own row."""
    other = replace(PRICE, source="a-blog", value=920)
    found = found_in(catalogue, claims=[PRICE, other, replace(PRICE, value=930)])
    assert [(placed.row.source.id, len(placed.row.claims)) for placed in found.proposals] == [
        ("a-list", 2),
        ("a-blog", 1),
    ]
    assert found.proposals[1].row.source.publisher == "A Blog"
    assert found.unmatched == []


# case: (rows of the file, what is told)
LEFT_OUT: dict[str, tuple[dict[str, list[object]], str]] = {
    "about nothing we have": ({"claims": [replace(PRICE, subject="x")]}, "1 claim about 'x', which"),
    "two claims about nothing we have": ({"claims": [replace(PRICE, subject="x")] * 2}, "2 claims about 'x', which"),
    "a pathway told as a claim": ({"claims": [replace(PRICE, predicate="credit.pathway")]}, "a row of pathways/*.yml"),
    "a claim that cannot be said": ({"claims": [replace(PRICE, predicate="is")]}, "of is without a sentence"),
    "a programme we have not": ({"programmes": [replace(THEIRS, title="Art")]}, "programme data (Art): not in"),
    "a title of another school": ({"programmes": [replace(THEIRS, institutions=["b"])]}, "programme data (Data): not in"),
    "two programmes for one": ({"programmes": [OURS, THEIRS]}, "programme data (Data): one of several that fit asx-data"),
    "a programme of another title": ({"programmes": [replace(OURS, title="Dates")]}, "with another title; edit it"),
    "a course we have not": ({"courses": [CourseRow("c", "Data two", "asx-data", 2)]}, "course c (Data two): not in"),
    "a course at another place": ({"courses": [replace(COURSE, position=3)]}, "with another position; edit it"),
    "a pathway we have not": ({"pathways": [replace(PATHWAY, id="p")]}, "pathway p (MSc Data): not in"),
    "other credit": ({"pathways": [replace(PATHWAY, credits=CreditsRow(9, "credits"))]}, "with another credits; edit it"),
    "what the reader left out": ({"left_out": [Problem("f.csv", "n", "a thing", "another")]}, "found a thing"),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "told"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_has_no_place_is_told(catalogue: Catalogue, rows: dict[str, list[object]], told: str) -> None:
    """Each row that proposes nothing has its line."""
    found = found_in(catalogue, **rows)
    assert found.proposals == []
    assert any(told in line for line in found.unmatched), found.unmatched


def test_what_is_as_recorded_needs_no_word(catalogue: Catalogue) -> None:
    """Rows that the catalogue has just so are passed over in silence."""
    found = found_in(catalogue, programmes=[OURS], courses=[COURSE], pathways=[PATHWAY])
    assert (found.proposals, found.unmatched) == ([], [])


# case: (programme of the file, address of its page)
FITTING = {
    "by its id": (OURS, ""),
    "by title and the school's name": (THEIRS, ""),
    "by its page": (replace(THEIRS, title="Other", institutions=[]), "https://example.org/asx/data/?from=list"),
}


@pytest.mark.parametrize(("programme", "page"), FITTING.values(), ids=FITTING)
def test_a_programme_of_others_is_recognised(catalogue: Catalogue, programme: ProgrammeRow, page: str) -> None:
    """Its claims and those of its courses are proposed for ours."""
    own_page = ClaimRow("page", "school-page", "high", "http://www.example.org/asx/data", "asx-data")
    with_page = apply_proposals(catalogue, found_in(catalogue, claims=[own_page])).catalogue
    course = CourseRow("data--data-one", "Data One", programme.id, 1)
    claims = [replace(PRICE, subject=programme.id), ClaimRow("course.level", "a-list", "low", "x", course.id)]
    claims += [ClaimRow("page", "a-list", "low", page, programme.id)] if page else []
    found = claims_of(found_in(with_page, programmes=[programme], courses=[course], claims=claims))
    assert {claim.subject for claim in found} == {"asx-data", "asx-data--one"}


def test_the_end_of_an_address_is_no_page(catalogue: Catalogue) -> None:
    """Another host with a page of the same name is another page."""
    page = ClaimRow("page", "a-list", "low", "https://other.org/asx-data", "theirs")
    strange = ProgrammeRow("theirs", "Other", "", "", [], [])
    assert found_in(catalogue, programmes=[strange], claims=[page]).proposals == []


def test_an_id_that_is_taken_is_not_used_again(catalogue: Catalogue) -> None:
    """A row that was exported and edited becomes a claim of its own, named after its source."""
    taken = next(placed.row for placed in catalogue.claims if placed.row.predicate == "price.total")
    applied = apply_proposals(catalogue, found_in(catalogue, claims=[replace(PRICE, id=taken.id)]))
    assert [judged.claim.id for judged in applied.judged] == ["asx-data/price.total/a-list"]


def test_another_wording_of_a_recorded_claim_is_told(catalogue: Catalogue) -> None:
    """An import changes no claim, so an edited sentence or grade is named and not lost in silence."""
    recorded = next(placed.row for placed in catalogue.claims if placed.row.id == "mm-is")
    found = found_in(catalogue, claims=[replace(recorded, says="A MicroMasters is courses.", evidence="low")])
    assert found.unmatched == ["mm-is: recorded with another says, evidence; edit it where it stands"]
    assert [judged.verdict for judged in apply_proposals(catalogue, found).judged] == [Verdict.HELD]


def test_only_what_would_be_added_is_kept_for_review(catalogue: Catalogue) -> None:
    """Of a whole export that comes back, the review file holds the rows that changed."""
    recorded = [placed.row for placed in catalogue.claims]
    found = found_in(catalogue, claims=[*recorded, PRICE])
    assert claims_of(additions(found, apply_proposals(catalogue, found))) == [PRICE]


def test_what_was_looked_for_and_not_found_is_held_once(catalogue: Catalogue) -> None:
    """A row that says "not recorded" adds nothing the second time."""
    missing = replace(PRICE, predicate="level", value="", unit="", state="not-recorded")
    once = apply_proposals(catalogue, found_in(catalogue, claims=[missing]))
    again = apply_proposals(once.catalogue, found_in(once.catalogue, claims=[missing]))
    assert [j.verdict for j in (*once.judged, *again.judged)] == [Verdict.NEW, Verdict.HELD]


def test_lines_of_a_file_stay_one_line(catalogue: Catalogue) -> None:
    """A title of others cannot begin a line of the review file or write on the terminal."""
    (line,) = found_in(catalogue, programmes=[replace(THEIRS, title="Art\n- source: x\x1b[31m")]).unmatched
    assert line.isprintable()


NAMED = SourceNamed(date(2026, 11, 22), url="https://example.org/a/Prices?x=1", publisher="A List", kind="dataset")
# case: (what is said of the source, its id)
SOURCES = {
    "an undated page": (NAMED, "example-org-a-prices-seen-2026-11-22"),
    "a dated page": (replace(NAMED, published_on="2026-05"), "example-org-a-prices-2026-05"),
    "a report without address": (replace(NAMED, url="", title="Prices"), "a-list-prices-seen-2026-11-22"),
    "an id of its own": (replace(NAMED, id="prices"), "prices"),
    "one of the catalogue": (SourceNamed(date(2026, 11, 22), id="a-blog"), "a-blog"),
    "a very long address": (replace(NAMED, url=f"https://example.org/{'x' * 200}"), f"example-org-{'x' * 88}-seen-2026-11-22"),
}  # fmt: skip


@pytest.mark.parametrize(("named", "source"), SOURCES.values(), ids=SOURCES)
def test_a_source_gets_an_id_of_place_and_date(catalogue: Catalogue, named: SourceNamed, source: str) -> None:
    """The same page of the same day is the same source in the next import."""
    assert source_of(catalogue, named).id == source


# case: (what is said of the source, what is told)
WRONG_SOURCES = {
    "unknown": (SourceNamed(date(2026, 11, 22), id="x"), "the source 'x'"),
    "without publisher": (replace(NAMED, publisher=""), "--publisher beside"),
    "without kind": (replace(NAMED, kind=""), "--kind beside"),
    "an address that is none": (replace(NAMED, url="https://[x"), "the address 'https://[x'"),
}


@pytest.mark.parametrize(("named", "told"), WRONG_SOURCES.values(), ids=WRONG_SOURCES)
def test_a_source_that_cannot_be_cited_is_refused(catalogue: Catalogue, named: SourceNamed, told: str) -> None:
    """The error says what is missing and how to give it."""
    with pytest.raises(ExchangeError) as refused:
        source_of(catalogue, named)
    assert told in str(refused.value)
