"""What an edit of the catalogue would change: each edit is told as the change that it is, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands.diff import preferred
from bot.commands.diff_answers import answer_changes
from knowledge.catalogue_files import read_catalogue
from knowledge.exchange.changes import Kind, fact_changes, snapshot_of, subject_changes
from tests.conftest import TODAY
from tests.unit.catalogue_edits import Edit
from tests.unit.small_catalogue import write_small_catalogue

PROGRAMME, PATHWAY, CLAIM = "programmes/a-school.yml", "pathways/a-school.yml", "claims/define.yml"
PRICE = ("asx-data", "price.total")
EDITS = {
    "nothing": (Edit(CLAIM, "", ""), {}, {}),
    "another preferred value": (Edit(PROGRAMME, "value: 1000", "value: 1100"), {PRICE: Kind.VALUE}, {("asx-data", "cost")}),
    "another scope": (
        Edit(PROGRAMME, '1000, unit: "USD",', '1000, unit: "USD", scope: "in all",'), {PRICE: Kind.VALUE}, {("asx-data", "cost")},
    ),
    "another value beside it": (Edit(PROGRAMME, "value: 900", "value: 950"), {PRICE: Kind.OTHERS}, {("asx-data", "cost")}),
    "another source": (
        Edit(PROGRAMME, "1000, unit: \"USD\", source: school-page", "1000, unit: \"USD\", source: a-blog"),
        {PRICE: Kind.SOURCE}, {("asx-data", "cost")},
    ),
    "a note that nobody sees": (Edit(CLAIM, "rank: 1", "rank: 1, note: x"), {}, {}),
    "another sentence": (
        Edit(CLAIM, "A MicroMasters is a", "The MicroMasters is a"), {("micromasters", "is"): Kind.WORDING},
        {("micromasters", "define")},
    ),
    "a claim more": (
        Edit(CLAIM, "", '- {id: n, subject: edx, predicate: is, value: "a site", source: a-blog, evidence: high, says: "A site."}\n'),
        {("edx", "is"): Kind.ADDED}, None,
    ),
    "a price less": (
        Edit(PROGRAMME, '    - {predicate: price.total, value: 900, unit: "USD", source: a-blog, evidence: low}\n', ""),
        {PRICE: Kind.OTHERS}, {("asx-data", "cost")},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "facts", "answers"), EDITS.values(), ids=EDITS)
def test_an_edit_is_told_as_what_it_is(
    tmp_path: Path, edit: Edit, facts: dict[tuple[str, str], Kind], answers: set[tuple[str, str]] | None
) -> None:
    """One edit, its fact and its replies; an unseen edit changes neither."""
    folder = write_small_catalogue(tmp_path / "catalogue")
    Edit(PATHWAY, "source: school-page", "source: a-blog").apply(folder)  # no edit leaves the blog without a claim
    old = snapshot_of(read_catalogue(folder), TODAY)
    edit.apply(folder)
    new = snapshot_of(read_catalogue(folder), TODAY)
    found = {(change.subject, change.predicate): change.kind for change in fact_changes(old, new, preferred)}
    assert found == facts
    replies = {(change.subject, change.topic) for change in answer_changes(old, new)}
    if answers is not None:
        assert set(answers) <= replies
        assert bool(replies) is bool(answers)


def test_from_and_to_come_with_their_sources(tmp_path: Path) -> None:
    """A changed value is told with both claims, and the reply with the lines that differ."""
    folder = write_small_catalogue(tmp_path / "catalogue")
    old = snapshot_of(read_catalogue(folder), TODAY)
    Edit(PROGRAMME, "value: 1000", "value: 1100").apply(folder)
    new = snapshot_of(read_catalogue(folder), TODAY)
    (change,) = fact_changes(old, new, preferred)
    assert change.before is not None
    assert change.after is not None
    assert (change.before.value, change.after.value) == (1000, 1100)
    assert change.before.source.publisher == change.after.source.publisher == "A School"
    reply = next(c for c in answer_changes(old, new) if (c.subject, c.topic) == ("asx-data", "cost"))
    assert any(line.startswith("- ") and "$1,000" in line for line in reply.lines)
    assert any(line.startswith("+ ") and "$1,100" in line for line in reply.lines)


def test_subjects_and_pathways_that_come_go_or_change_are_told(tmp_path: Path) -> None:
    """A new field, a renamed school and another condition: one line each; a fact that goes is removed."""
    folder = write_small_catalogue(tmp_path / "catalogue")
    old = snapshot_of(read_catalogue(folder), TODAY)
    Edit("fields.yml", "", '- {id: art, name: "Art"}\n').apply(folder)
    Edit("institutions.yml", "A School of Technology", "A School of Arts").apply(folder)
    Edit(PATHWAY, "You apply and are", "You are").apply(folder)
    new = snapshot_of(read_catalogue(folder), TODAY)
    told = subject_changes(old, new)
    assert any(line.startswith("added: field art") for line in told)
    assert any(line.startswith("changed: institution a-school") for line in told)
    assert any(line.startswith("changed: pathway asx-data--a-school-msc") for line in told)
    assert any(line.startswith("removed: field art") for line in subject_changes(new, old))


def test_a_removed_fact_is_the_reverse_of_an_added_one(tmp_path: Path) -> None:
    """What is added one way is removed the other way."""
    folder = write_small_catalogue(tmp_path / "catalogue")
    old = snapshot_of(read_catalogue(folder), TODAY)
    EDITS["a claim more"][0].apply(folder)
    new = snapshot_of(read_catalogue(folder), TODAY)
    assert [change.kind for change in fact_changes(old, new, preferred)] == [Kind.ADDED]
    assert [change.kind for change in fact_changes(new, old, preferred)] == [Kind.REMOVED]
