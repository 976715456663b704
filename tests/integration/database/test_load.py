"""Loading: the database holds exactly the catalogue, or what it held before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError

from bot.stores.conversations import BotMessage, ConversationStore
from knowledge import tables
from knowledge.catalogue_files import Placed, read_catalogue
from knowledge.load import ORDER, load_catalogue, loaded_digest, write_catalogue
from knowledge.rows import ClaimRow
from knowledge.yaml_rows import CatalogueError
from tests.unit.catalogue_edits import EVERY_KIND, Edit

FACTS = (*ORDER, tables.KnowledgeVersion)
CHANGE = Edit("programmes/a-school.yml", "value: 1000", "value: 1200")
MISTAKE = Edit("claims/define.yml", "source: school-page", "source: nowhere")


def test_a_catalogue_is_loaded_once(empty_engine: Engine, catalogue_folder: Path):
    """The first load fills the database; a second one of the same files does nothing and says so."""
    assert load_catalogue(empty_engine, catalogue_folder) is True
    before = content(empty_engine)
    assert load_catalogue(empty_engine, catalogue_folder) is False
    assert content(empty_engine) == before


def test_the_database_says_which_catalogue_it_holds(empty_engine: Engine, catalogue_folder: Path):
    """No catalogue has no version; a loaded one has the digest of its files."""
    with empty_engine.connect() as connection:
        assert loaded_digest(connection) is None
    load_catalogue(empty_engine, catalogue_folder)
    with empty_engine.connect() as connection:
        assert loaded_digest(connection) == read_catalogue(catalogue_folder).digest


def test_a_changed_catalogue_replaces_the_old_one(empty_engine: Engine, catalogue_folder: Path):
    """After a load the database holds what the folder says now, and nothing that it said before."""
    for edit in EVERY_KIND:
        edit.apply(catalogue_folder)
    load_catalogue(empty_engine, catalogue_folder)
    CHANGE.apply(catalogue_folder)
    for name in ("comparisons.yml", "arguments.yml"):
        (catalogue_folder / name).write_text("[]\n")
    assert load_catalogue(empty_engine, catalogue_folder) is True
    held = content(empty_engine)
    assert sorted(row["value"] for row in held["claim"] if row["predicate_id"] == "price.total") == [900, 1200]
    assert held["comparison"] == held["comparison_cell"] == held["argument"] == []


def test_going_back_restores_every_row(empty_engine: Engine, catalogue_folder: Path):
    """What a load writes depends on the files alone, not on what was there before."""
    load_catalogue(empty_engine, catalogue_folder)
    before = content(empty_engine)
    CHANGE.apply(catalogue_folder)
    load_catalogue(empty_engine, catalogue_folder)
    Edit(CHANGE.file, CHANGE.new, CHANGE.old).apply(catalogue_folder)
    load_catalogue(empty_engine, catalogue_folder)
    assert content(empty_engine) == before


def test_a_broken_catalogue_leaves_the_database_as_it_was(empty_engine: Engine, catalogue_folder: Path):
    """One mistake among sound changes, and nothing of it is loaded."""
    load_catalogue(empty_engine, catalogue_folder)
    before = content(empty_engine)
    CHANGE.apply(catalogue_folder)
    MISTAKE.apply(catalogue_folder)
    with pytest.raises(CatalogueError):
        load_catalogue(empty_engine, catalogue_folder)
    assert content(empty_engine) == before


def test_a_broken_catalogue_leaves_an_empty_database_empty(empty_engine: Engine, catalogue_folder: Path):
    """A first load that fails leaves no row and no version."""
    MISTAKE.apply(catalogue_folder)
    with pytest.raises(CatalogueError):
        load_catalogue(empty_engine, catalogue_folder)
    assert not any(content(empty_engine).values())


def test_a_load_that_fails_half_way_is_undone(empty_engine: Engine, catalogue_folder: Path):
    """Loading is one transaction: when the database refuses a late row, the old facts are all still there."""
    load_catalogue(empty_engine, catalogue_folder)
    before = content(empty_engine)
    catalogue = read_catalogue(catalogue_folder)
    orphan = ClaimRow("is", "no-such-source", "high", value="x", subject="edx", id="orphan", says="X.")
    catalogue.claims.append(Placed("claims/define.yml", "line 9", orphan))
    with pytest.raises(IntegrityError), empty_engine.begin() as connection:
        write_catalogue(connection, catalogue)
    assert content(empty_engine) == before


@pytest.mark.parametrize("folder", ["missing", "empty"])
def test_a_folder_without_rows_does_not_delete_the_facts(empty_engine: Engine, catalogue_folder: Path, folder: str):
    """A wrong path is a mistake, not an empty catalogue."""
    load_catalogue(empty_engine, catalogue_folder)
    before = content(empty_engine)
    path = catalogue_folder.with_name(folder)
    if folder == "empty":
        path.mkdir()
    with pytest.raises(CatalogueError):
        load_catalogue(empty_engine, path)
    assert content(empty_engine) == before


def test_a_file_that_cannot_be_read_is_told_as_a_mistake(empty_engine: Engine, catalogue_folder: Path):
    """Loading tells an unreadable file as it tells every other mistake."""
    (catalogue_folder / "claims" / "gone.yml").symlink_to(catalogue_folder / "nowhere.yml")
    with pytest.raises(CatalogueError, match=r"gone\.yml"):
        load_catalogue(empty_engine, catalogue_folder)


def test_loading_facts_leaves_conversations_alone(empty_engine: Engine, catalogue_folder: Path):
    """Facts and conversations share a database; a load touches only facts."""
    store = ConversationStore(empty_engine)
    conversation = store.create()
    store.commit_turn(conversation, "m1", "hello", [BotMessage("Hello.", {})], events=[{"event": "x"}], carried={})
    load_catalogue(empty_engine, catalogue_folder)
    CHANGE.apply(catalogue_folder)
    load_catalogue(empty_engine, catalogue_folder)
    assert [message["text"] for message in store.messages_after(conversation, 0)] == ["hello", "Hello."]


def test_pathways_without_their_predicate_are_told_as_a_mistake(empty_engine: Engine, catalogue_folder: Path):
    """A pathway is stated by a claim of 'credit.pathway': where that predicate is missing, the check says so."""
    (catalogue_folder / "predicates" / "cost.yml").write_text(
        '- {id: price.total, label: "Price", single: true, asks: [], template: "{subject} costs {value}."}\n'
    )
    with pytest.raises(CatalogueError, match=r"credit\.pathway"):
        load_catalogue(empty_engine, catalogue_folder)


def test_the_database_itself_refuses_facts_without_a_source(empty_engine: Engine):
    """Foreign keys are on: what slips past the checks cannot be stored."""
    orphan = {"subject_id": "nobody", "position": 0, "text": "x", "folded": "x"}
    with pytest.raises(IntegrityError), empty_engine.begin() as connection:
        connection.execute(insert(tables.Alias), [orphan])


def content(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of facts, without the time of loading."""
    held = {}
    with engine.connect() as connection:
        for table in FACTS:
            rows = connection.execute(select(table.__table__).order_by(*table.__table__.primary_key)).mappings()
            held[table.__tablename__] = [{k: v for k, v in row.items() if k != "loaded_at"} for row in rows]
    return held
