"""`pathwise knowledge accept`: rows are added, all or none; what stands is never touched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.catalogue_files import Placed, read_catalogue
from knowledge.exchange.accepting import HEAD, accept
from knowledge.exchange.proposals import ProposalSet, SourcedClaims, Verdict
from knowledge.exchange.proposals_file import write_proposals
from knowledge.exchange.whole_files import write_whole
from knowledge.rows import ClaimRow, SourceRow
from knowledge.yaml_rows import CatalogueError
from tests.integration.exchange.conftest import State, run

SOURCE = SourceRow(
    "a-list", "A List: 2026", "dataset", "https://example.org/list", "2026-11-22", published_on="2026-11"
)
PRICE = ClaimRow("price.total", SOURCE.id, "low", 950, "asx-data", unit="USD", scope='in "all"')
IS = ClaimRow("is", SOURCE.id, "medium", "a series", "edx", says="It is a series.")


def proposing(*claims: ClaimRow, source: SourceRow = SOURCE) -> ProposalSet:
    return ProposalSet([Placed("proposals.yml", source.id, SourcedClaims(source, list(claims)))])


def run_accept(folder: Path, found: ProposalSet) -> str:
    """Accept on the command line; returns what it prints."""
    file = folder.parent / "proposals.yml"
    write_proposals(file, found)
    result = run("accept", file, "--folder", folder)
    assert result.exit_code == 0, result.output
    return result.output


def files_of(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_new_rows_stand_in_files_of_their_own(folder: Path, state: Callable[[], State]) -> None:
    """Sources in one file, claims by topic; every other file and the database are as before; the rows are told."""
    before, database = files_of(folder), state()["database"]
    output = run_accept(folder, proposing(PRICE, IS))
    after = files_of(folder)
    assert {name: after[name] for name in before} == before
    assert sorted(set(after) - set(before)) == [
        "claims/accepted/cost.yml",
        "claims/accepted/define.yml",
        "sources/accepted.yml",
    ]
    assert after["claims/accepted/cost.yml"] == HEAD + (
        '- id: asx-data/price.total/a-list\n  subject: asx-data\n  predicate: price.total\n  value: 950\n  unit: "USD"\n'
        '  scope: "in \\"all\\""\n  source: a-list\n  evidence: low\n'
    )
    assert all(f"{name}: 1 rows added" in output for name in set(after) - set(before))
    assert f"pathwise knowledge diff {folder}" in output
    assert f"pathwise knowledge load {folder}" in output
    assert state()["database"] == database


def test_what_was_accepted_is_what_was_proposed(folder: Path) -> None:
    """The folder holds the catalogue as the diff showed it, and passes every check."""
    accepted = accept(folder, proposing(PRICE, IS, replace(IS, value="more", topic="cost")))
    read = read_catalogue(folder)
    wanted = accepted.applied.catalogue
    assert [p.row for p in read.sources if p.row.id == "a-list"] == [SOURCE]
    assert {p.row.id: replace(p.row, topic="") for p in read.claims} == {
        p.row.id: replace(p.row, topic="") for p in wanted.claims
    }
    assert {p.row.value for p in read.claims if p.row.topic == "cost" and p.row.predicate == "is"} == {"more"}
    assert run("validate", folder).exit_code == 0


def test_accepting_twice_adds_nothing(folder: Path) -> None:
    """The second time all is held already; not a byte differs."""
    run_accept(folder, proposing(PRICE, IS))
    before = files_of(folder)
    assert "There was nothing to add" in run_accept(folder, proposing(PRICE, IS))
    assert files_of(folder) == before


def test_later_rows_come_after_earlier_ones(folder: Path) -> None:
    """Remarks and edits that people made in the file stay, also where its last line has no end."""
    run_accept(folder, proposing(PRICE))
    path = folder / "claims/accepted/cost.yml"
    path.write_text(path.read_text().replace("value: 950", "value: 955  # by telephone").rstrip() + "  # checked")
    before = path.read_text()
    run_accept(folder, proposing(replace(PRICE, value=960)))
    assert path.read_text().startswith(f"{before}\n- id: asx-data/price.total/a-list/2\n")
    values = {p.row.value for p in read_catalogue(folder).claims if p.row.predicate == "price.total"}
    assert values == {900, 1000, 955, 960}


def test_of_equals_the_one_that_people_wrote_stays_preferred(folder: Path) -> None:
    """An accepted claim comes last, so that a tie does not change an answer."""
    claims = {p.row.id: p.row for p in read_catalogue(folder).claims}
    equal = replace(claims["asx-data/price.total/school-page"], id="", value=1050)
    source = next(p.row for p in read_catalogue(folder).sources if p.row.id == "school-page")
    accepted = accept(folder, proposing(equal, source=source))
    assert [judged.verdict for judged in accepted.applied.judged] == [Verdict.DIFFERING]
    assert "Nothing" not in run("diff", folder).output
    assert run("load", folder).exit_code == 0
    assert "$1,000" in run("show", "asx-data").output.split("$1,050")[0]


# case: (proposals, what is done to the folder first, what is told)
REFUSED = {
    "an unknown subject": (proposing(IS, replace(PRICE, subject="x")), {}, "subject 'x'"),
    "a promise": (proposing(IS, replace(IS, value="b", says="We promise b.")), {}, "a promise"),
    "a source that means another page": (
        proposing(replace(PRICE, source="a-blog"), source=replace(SOURCE, id="a-blog")), {}, "source 'a-blog' with url"),
    "a catalogue that is wrong already": (proposing(PRICE), {"claims/define.yml": "- {id: x}\n"}, "claims/define.yml: line 1"),
    "a file that ends before its end": (
        proposing(PRICE), {"claims/accepted/cost.yml": "# old\n...\n"}, "claims/accepted/cost.yml: found"),
    "a file that is full": (proposing(PRICE), {"claims/accepted/cost.yml": f"# {'x' * 999_980}\n"}, "divide the file"),
    "a file in the way": (proposing(PRICE), {"claims/accepted": "a file"}, "can be written"),
    "a topic that is no file": (
        proposing(PRICE, replace(PRICE, predicate="z")),
        {"topics.yml": "- {id: a/b, summary: x, lifetime_days: 1}\n",
         "predicates/z.yml": "- {id: z, topic: a/b, label: z, single: true, units: [USD], asks: [], template: z}\n"},
        "a topic without '/'"),
}  # fmt: skip


@pytest.mark.parametrize(("found", "files", "told"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_leaves_everything_as_it_was(
    folder: Path, state: Callable[[], State], found: ProposalSet, files: dict[str, str], told: str
) -> None:
    """Whatever is wrong, with the proposals or the folder: an error that names it, and no file is made or changed."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text((path.read_text() if path.exists() and name == "topics.yml" else "") + text)
    proposals = folder.parent / "proposals.yml"
    write_proposals(proposals, found)
    before = state()
    result = run("accept", proposals, "--folder", folder)
    assert result.exit_code == 1
    assert "nothing was accepted" in result.output
    assert told in result.output
    assert "pathwise-" not in result.output, "the error names the folder, not the place where it was tried"
    assert state() == before


@pytest.mark.parametrize("is_first", [True, False], ids=["into new files", "into files that stand"])
def test_a_disk_that_fills_up_leaves_everything_as_it_was(
    folder: Path, state: Callable[[], State], is_first: bool
) -> None:
    """When the last file cannot be written, those before it get back what they held."""
    if not is_first:
        accept(folder, proposing(replace(PRICE, value=1), replace(IS, value="x", says="It is x.")))
    before = state()

    def put(path: Path, text: str) -> None:
        if path.stem == "define":
            raise OSError(28, "No space left on device")
        write_whole(path, text)

    other = replace(SOURCE, id="other-list", url="https://example.org/other")
    found = proposing(replace(PRICE, source=other.id), replace(IS, source=other.id), source=other)
    with pytest.raises(CatalogueError, match="No space left"):
        accept(folder, found, put)
    assert state() == before


BAD_FILES = {
    "billion laughs": "a: &a [x]\nb: *a\n",
    "a Python object": "- !!python/object/apply:os.system ['true']\n",
    "too large": "# " + "x" * 1_000_001,
    "half a row": "- source: {id: x\n",
    "a claim that is text": "- source: {id: x, publisher: P, kind: blog, url: u, seen_on: d}\n  claims: [x]\n",
}


@pytest.mark.parametrize("command", ["accept", "diff"])
@pytest.mark.parametrize("text", BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_review_file_is_refused(folder: Path, state: Callable[[], State], text: str, command: str) -> None:
    """Tricks and mistakes of YAML are told with the file's name; nothing is compared or accepted."""
    path = folder.parent / "bad.yml"
    path.write_text(text)
    before = state()
    arguments = ["accept", path, "--folder", folder] if command == "accept" else ["diff", folder, "--proposals", path]
    result = run(*arguments)
    assert result.exit_code == 1
    assert "nothing was" in result.output
    assert str(path) in result.output
    assert "Traceback" not in result.output
    assert state() == before


def test_a_file_that_is_not_there_is_told(folder: Path) -> None:
    """The error names it."""
    result = run("accept", folder.parent / "nowhere.yml", "--folder", folder)
    assert (result.exit_code, "nowhere.yml" in result.output) == (1, True)
