"""Proposals stand beside what is recorded: nothing is overwritten, and the stated rule decides what is preferred."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from advising.evidence import fact
from bot.commands.diff import preferred
from knowledge.catalogue_files import Catalogue, Placed
from knowledge.exchange.changes import Kind, fact_changes, snapshot_of
from knowledge.exchange.proposals import Applied, ProposalSet, SourcedClaims, Verdict, apply_proposals
from knowledge.exchange.proposals_file import read_proposals, write_proposals
from knowledge.rows import ClaimRow, SourceRow
from knowledge.yaml_rows import CatalogueError
from tests.conftest import TODAY

SOURCE = SourceRow(
    "new-page", "A Catalogue", "official", "https://example.org/api", "2026-11-22", published_on="2026-11-01"
)


def proposing(*claims: ClaimRow, source: SourceRow = SOURCE) -> ProposalSet:
    return ProposalSet([Placed("proposals.yml", "line 1", SourcedClaims(source, list(claims)))])


def price(value: Any, **more: Any) -> ClaimRow:
    return ClaimRow("price.total", more.pop("source", SOURCE.id), "high", value, subject="asx-data", unit="USD", **more)


def changed(catalogue: Catalogue, applied: Applied) -> list[Kind]:
    before, after = snapshot_of(catalogue, TODAY), snapshot_of(applied.catalogue, TODAY)
    return [change.kind for change in fact_changes(before, after, preferred)]


VERDICTS = {
    "nothing recorded": (replace(price(2), predicate="courses_count"), Verdict.NEW),
    "the same from a better source": (price(1000), Verdict.DIFFERING),  # a blog says 900
    "another value": (price(1080), Verdict.DIFFERING),
    "a further value where several may be right": (replace(price("an MSc"), predicate="page", unit=""), Verdict.NEW),
}


@pytest.mark.parametrize(("claim", "verdict"), VERDICTS.values(), ids=VERDICTS)
def test_how_a_claim_stands_to_the_catalogue(catalogue: Catalogue, claim: ClaimRow, verdict: Verdict) -> None:
    """New, or differing from some recorded claim."""
    (judged,) = apply_proposals(catalogue, proposing(claim)).judged
    assert judged.verdict is verdict


def test_the_same_value_is_kept_as_further_evidence(catalogue: Catalogue) -> None:
    """Two sources that agree stand beside each other."""
    once = apply_proposals(catalogue, proposing(replace(price(2), predicate="courses_count"))).catalogue
    other = replace(SOURCE, id="other-page", url="https://example.org/other")
    claim = replace(price(2, source=other.id), predicate="courses_count")
    (judged,) = apply_proposals(once, proposing(claim, source=other)).judged
    assert judged.verdict is Verdict.SAME


def test_an_import_twice_adds_nothing(catalogue: Catalogue) -> None:
    """What an earlier import brought is held already: no claim and no source again."""
    once = apply_proposals(catalogue, proposing(price(1080))).catalogue
    again = apply_proposals(once, proposing(price(1080)))
    assert [judged.verdict for judged in again.judged] == [Verdict.HELD]
    assert (again.catalogue.claims, again.catalogue.sources) == (once.claims, once.sources)


def test_nothing_is_overwritten(catalogue: Catalogue) -> None:
    """Whatever is proposed, under whatever id, every claim of the catalogue stays as it is; the input does too."""
    before = list(catalogue.claims)
    taken = before[0].row.id
    applied = apply_proposals(catalogue, proposing(price(1, id=taken), price(2, id=taken)))
    assert catalogue.claims == before
    assert applied.catalogue.claims[: len(before)] == before
    assert [placed.row.id for placed in applied.catalogue.claims[len(before) :]] == [f"{taken}/2", f"{taken}/3"]


PREFERRED = {
    "newer and official: preferred": (SOURCE, "high", 1080, Kind.VALUE),
    "a weak claim: not preferred": (SOURCE, "low", 1000, Kind.OTHERS),
    "an older one: not preferred": (replace(SOURCE, published_on="2020-01-01"), "high", 1000, Kind.OTHERS),
    "a blog against an expired official page": (replace(SOURCE, kind="blog"), "high", 1080, Kind.VALUE),
}


@pytest.mark.parametrize(("source", "evidence", "value", "kind"), PREFERRED.values(), ids=PREFERRED)
def test_the_stated_rule_decides(
    catalogue: Catalogue, source: SourceRow, evidence: str, value: int, kind: Kind
) -> None:
    """Both values are kept; advising.evidence chooses, and the diff says whether the choice changes."""
    applied = apply_proposals(catalogue, proposing(replace(price(1080), evidence=evidence), source=source))
    found = fact(snapshot_of(applied.catalogue, TODAY), "asx-data", "price.total")
    assert found.preferred is not None
    assert found.preferred.value == value
    assert {claim.value for claim in found.claims} == {900, 1000, 1080}
    assert changed(catalogue, applied) == [kind]


def test_the_same_value_of_a_better_source_is_another_source_and_no_other_value(catalogue: Catalogue) -> None:
    """A scope that only the older source has does not make it another value."""
    applied = apply_proposals(catalogue, proposing(price(1000, scope="in all")))
    assert changed(catalogue, applied) == [Kind.SOURCE]


MISFITS = {
    "an unknown subject": (proposing(replace(price(1), subject="x")), "subject 'x'"),
    "a pathway told as a claim": (proposing(replace(price("MSc"), predicate="credit.pathway")), "a row of pathways"),
    "an unknown predicate": (proposing(replace(price(1), predicate="x")), "predicate 'x'"),
    "a source id that means another page": (
        proposing(price(1, source="school-page"), source=replace(SOURCE, id="school-page")),
        "source 'school-page' with url",
    ),
    "an unknown kind of source": (proposing(price(1), source=replace(SOURCE, kind="rumour")), "'rumour'"),
}


@pytest.mark.parametrize(("found", "told"), MISFITS.values(), ids=MISFITS)
def test_what_does_not_fit_is_told_with_its_place(catalogue: Catalogue, found: ProposalSet, told: str) -> None:
    """A reviewed file that no longer fits names file, line and mistake."""
    with pytest.raises(CatalogueError) as caught:
        apply_proposals(catalogue, found)
    assert "proposals.yml: line 1" in str(caught.value)
    assert told in str(caught.value)


def test_a_written_file_reads_back_as_it_was(catalogue: Catalogue, tmp_path: Path) -> None:
    """The review file loses nothing, and what was left out stands in it as a remark."""
    found = proposing(
        price([1, 2], scope='été: "x" # y'), price(3, note="two\u2028lines\x85and\nmore"), price(1.5, says="It is 1.5.")
    )
    path = tmp_path / "proposals.yml"
    write_proposals(path, replace(found, unmatched=["Poetry (x): not ours", "Art\n- source: x"]))
    assert "# left out: Poetry (x): not ours\n# left out: Art - source: x\n" in path.read_text()
    assert [p.row for p in read_proposals(path).proposals] == [p.row for p in found.proposals]


def test_an_empty_file_proposes_nothing(tmp_path: Path) -> None:
    """Nothing found is a file that says so."""
    write_proposals(tmp_path / "p.yml", ProposalSet([]))
    assert read_proposals(tmp_path / "p.yml").proposals == []


BAD_FILES = {
    "billion laughs": ("a: &a [x]\nb: *a\n", "anchor"),
    "a Python object": ("- !!python/object:os.system {}\n", "tag"),
    "too large": ("# " + "x" * 1_000_000, "divide the file"),
    "too deep": ("- " * 30 + "x\n", "levels of nesting"),
    "no list": ("a: 1\n", "list of rows"),
    "half a row": ("- source: {id: x\n", "plain YAML"),
    "a row that is text": ("- hello\n", "line 1"),
    "a claim without evidence": ("- source: {id: x, publisher: P, kind: blog, url: u, seen_on: d}\n  claims: [{predicate: p}]\n", "evidence"),
    "a claim that is text": ("- source: {id: x, publisher: P, kind: blog, url: u, seen_on: d}\n  claims: [x]\n", "line 1"),
    "no source": ("- claims: []\n", "source"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "told"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_refused(tmp_path: Path, text: str, told: str) -> None:
    """The error names the file and what is wrong."""
    path = tmp_path / "bad.yml"
    path.write_text(text)
    with pytest.raises(CatalogueError) as caught:
        read_proposals(path)
    assert str(path) in str(caught.value)
    assert told in str(caught.value)


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    """Too many proposals, or no folder: an error, and no half a file."""
    path = tmp_path / "out.yml"
    with pytest.raises(CatalogueError, match="--programs-only"):
        write_proposals(path, proposing(price(1, note="x" * 1_000_001)))
    with pytest.raises(CatalogueError, match="can be written"):
        write_proposals(tmp_path / "no folder" / "out.yml", proposing())
    assert list(tmp_path.iterdir()) == []
