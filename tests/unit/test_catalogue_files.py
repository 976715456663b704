"""Reading the catalogue folder: what rows get from their file and owner, and what makes another version."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.catalogue_files import CATALOGUE, catalogue_digest, read_catalogue
from knowledge.yaml_rows import CatalogueError
from tests.unit.catalogue_edits import Edit


def test_the_small_catalogue_is_sound(catalogue_folder: Path):
    """What the other tests break is whole: every kind of row is read."""
    found = read_catalogue(catalogue_folder)
    counts = {name: len(rows) for name, rows in vars(found).items() if isinstance(rows, list)}
    assert counts == {
        "topics": 4, "sources": 2, "units": 4, "shared_names": 0, "unheld": 1, "predicates": 3, "subjects": 2, "fields": 1, "institutions": 1, "programmes": 1,
        "courses": 1, "pathways": 1, "comparisons": 0, "arguments": 0, "remarks": 1, "claims": 3,
    }  # fmt: skip


def test_a_file_named_after_a_topic_gives_its_rows_that_topic(catalogue_folder: Path):
    """A row's own topic comes first, then its file's; a claim without either has none yet."""
    found = read_catalogue(catalogue_folder)
    predicates = {placed.row.id: placed.row.topic for placed in found.predicates}
    claims = {placed.row.id: placed.row.topic for placed in found.claims}
    assert predicates == {"price.total": "cost", "credit.pathway": "credit", "is": "define"}
    assert claims["mm-is"] == "define"
    assert claims["asx-data/price.total/a-blog"] == ""


def test_claims_in_a_programme_belong_to_it_and_have_stable_ids(catalogue_folder: Path):
    """An owned claim is about its owner; its id is made of owner, predicate and source, with a number if need be."""
    again = "    - {predicate: price.total, value: 800, unit: USD, source: a-blog, evidence: low}\n"
    named = "    - {predicate: price.total, value: 700, unit: USD, source: a-blog, evidence: low, id: my-claim, subject: edx}\n"
    Edit("programmes/a-school.yml", "", again + named).apply(catalogue_folder)
    owned = [placed.row for placed in read_catalogue(catalogue_folder).claims if placed.row.subject == "asx-data"]
    assert [claim.id for claim in owned] == [
        "asx-data/price.total/school-page",
        "asx-data/price.total/a-blog",
        "asx-data/price.total/a-blog/2",
        "my-claim",
    ]


def test_claims_of_a_course_belong_to_the_course(catalogue_folder: Path):
    """Courses own claims as programmes do."""
    claims = "position: 1, claims: [{predicate: price.total, value: 200, unit: USD, source: a-blog, evidence: low}]"
    Edit("courses/a-school.yml", "position: 1", claims).apply(catalogue_folder)
    ids = [placed.row.id for placed in read_catalogue(catalogue_folder).claims]
    assert "asx-data--one/price.total/a-blog" in ids


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path):
    """A wrong path is told by its name."""
    with pytest.raises(CatalogueError, match="no such folder") as caught:
        read_catalogue(tmp_path / "nowhere")
    assert [problem.file for problem in caught.value.problems] == [str(tmp_path / "nowhere")]


def test_a_folder_without_any_row_is_a_problem(tmp_path: Path):
    """An empty folder is a mistake, not a catalogue: loading it would delete every fact."""
    with pytest.raises(CatalogueError):
        read_catalogue(tmp_path)


@pytest.mark.parametrize("kind", ["a broken link", "a folder"])
def test_a_file_that_cannot_be_read_is_a_problem(catalogue_folder: Path, kind: str):
    """A file that cannot be opened is told with its name, like any other mistake."""
    path = catalogue_folder / "claims" / "cost.yml"
    if kind == "a folder":
        path.mkdir()
    else:
        path.symlink_to(catalogue_folder / "gone.yml")
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(catalogue_folder)
    assert [problem.file for problem in caught.value.problems] == [str(path)]


@pytest.mark.parametrize(
    "edit",
    [
        Edit("fields.yml", "Data science", "Data Science"),  # a letter
        Edit("fields.yml", "", "# a comment\n"),  # a comment
        Edit("claims/cost.yml", "", "[]\n"),  # a new file
    ],
    ids=["letter", "comment", "file"],
)
def test_any_change_of_a_file_is_another_version(catalogue_folder: Path, edit: Edit):
    """The digest tells catalogues apart."""
    before = catalogue_digest(catalogue_folder)
    edit.apply(catalogue_folder)
    assert catalogue_digest(catalogue_folder) != before


def test_a_renamed_file_is_another_version(catalogue_folder: Path):
    """A file's name gives its rows their topic, so it counts."""
    before = catalogue_digest(catalogue_folder)
    (catalogue_folder / "claims" / "define.yml").rename(catalogue_folder / "claims" / "credit.yml")
    assert catalogue_digest(catalogue_folder) != before


def test_the_version_does_not_depend_on_where_the_folder_lies(catalogue_folder: Path):
    """The same files give the same digest everywhere, and other files beside them do not count."""
    before = catalogue_digest(catalogue_folder)
    (catalogue_folder / "notes.txt").write_text("not a row")
    moved = catalogue_folder.rename(catalogue_folder.with_name("moved"))
    assert catalogue_digest(moved) == before
    assert read_catalogue(moved).digest == before


def test_rows_of_the_real_catalogue_are_named_from_the_project_root():
    """People read 'knowledge/catalogue/…' in messages, not a path of their machine."""
    assert read_catalogue(CATALOGUE).topics[0].file == "knowledge/catalogue/topics.yml"
