"""Descriptions of exported claims: readable lines that come back exactly, beside those of others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.exchange import notes
from knowledge.exchange.reading import Attribution
from tests.unit.small_snapshot import claim

BY = Attribution("a-file", "low")
OWN_KEYS = [key for key in notes.KEYS if key != "Text"]


@given(st.dictionaries(st.sampled_from(OWN_KEYS), st.text(min_size=1)))
def test_notes_come_back(written: dict[str, str]) -> None:
    """Any text survives, with line breaks, backslashes and words that look like our keys."""
    assert notes.read(notes.written(written)) == written


def test_a_claim_is_described_with_scope_and_source() -> None:
    """The reader of the file sees what the figure is true of, and who said it when."""
    assert notes.of_claim(claim("c1", scope="first run", evidence="high")).split("\n") == [
        "Predicate: price.total",
        "Scope: first run",
        "Evidence: high",
        "Source: A Publisher, 2026-01, https://example.org/official",
    ]


def test_a_description_of_somebody_else_is_a_note() -> None:
    """Foreign text is kept, and makes no claim about predicate or grade."""
    found = notes.read("Tuition for residents.\nNote: fees vary.")
    row = notes.claim_row("p", "price.total", 5, found, BY, unit="USD")
    assert (row.note, row.predicate, row.evidence) == ("Tuition for residents. Note: fees vary.", "price.total", "low")


def test_an_unknown_grade_is_the_callers() -> None:
    """A file cannot invent a grade."""
    assert notes.claim_row("p", "level", "x", {"Evidence": "certain"}, BY).evidence == "low"
