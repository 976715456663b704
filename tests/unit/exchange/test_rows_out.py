"""Rows as YAML: whatever text they hold, they read back as they were."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from knowledge.exchange.rows_out import block
from knowledge.rows import ClaimRow, Row, SourceRow, to_row
from knowledge.yaml_rows import Problem, read_rows

# Lone surrogates are no text: no file in UTF-8 holds one.
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
WORD = TEXT.filter(bool)
VALUES = (
    WORD
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.tuples(st.integers(0, 9), st.floats(10, 99)).map(list)
)
CLAIMS = st.builds(
    ClaimRow, WORD, WORD, WORD, VALUES, WORD, WORD, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT,
    st.sampled_from(["recorded", "not-recorded"]), st.integers(1, 3), TEXT,
)  # fmt: skip
SOURCES = st.builds(SourceRow, WORD, WORD, WORD, TEXT, WORD, TEXT, TEXT, TEXT)


def read_back(text: str, kind: type[Row]) -> list[Row | None]:
    problems: list[Problem] = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rows.yml"
        path.write_text(text, encoding="utf-8", newline="")
        rows = [to_row(raw, kind, problems) for raw in read_rows(path, "rows.yml", problems)]
    assert problems == []
    return rows


@given(st.lists(CLAIMS, min_size=1, max_size=3))
def test_any_claims_read_back(claims: list[ClaimRow]) -> None:
    """Line ends, quotes, colons, numbers as text and words like "no" survive, one row after another."""
    assert list(map(repr, read_back("".join(map(block, claims)), ClaimRow))) == list(map(repr, claims))


@given(SOURCES)
def test_any_source_reads_back(source: SourceRow) -> None:
    """So do sources, with dates that stay text."""
    assert read_back(block(source), SourceRow) == [source]


def test_a_claim_reads_as_people_write_them() -> None:
    """One field a line in the catalogue's order, names plain and text in quotes, nothing that is at its default."""
    claim = ClaimRow("price.total", "a-page", "high", [1, 2.5], "p", "c1", unit="USD", says='It "costs": 1 to 2.5.')
    assert block(claim) == (
        '- id: c1\n  subject: p\n  predicate: price.total\n  value: [1, 2.5]\n  unit: "USD"\n  source: a-page\n'
        '  evidence: high\n  says: "It \\"costs\\": 1 to 2.5."\n'
    )
