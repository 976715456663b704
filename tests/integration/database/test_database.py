"""The database: migrations and models agree, and SQLite is opened so that nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

import bot.stores.tables
from bot.stores.conversations import BotMessage, ConversationStore
from knowledge.database import MIGRATIONS, migrate, open_database
from knowledge.load import load_catalogue


@pytest.fixture
def config() -> Config:
    """Alembic's configuration of the project's migrations."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def tables_of(engine: Engine) -> set[str]:
    """Names of all tables."""
    return set(inspect(engine).get_table_names())


def go_down(engine: Engine, config: Config) -> None:
    """Take every migration back."""
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")


def test_migrations_make_just_what_the_models_say(empty_engine: Engine):
    """A migrated database differs in nothing from the models of facts and conversations."""
    metadata = bot.stores.tables.Base.metadata
    assert {"claim", "conversation", "message", "tracker_event"} <= set(metadata.tables)
    with empty_engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    assert tables_of(empty_engine) == {*metadata.tables, "alembic_version"}


def test_names_of_constraints_are_those_of_the_models(empty_engine: Engine):
    """Later migrations can name every foreign key, as the models name it."""
    found = inspect(empty_engine)
    for table in bot.stores.tables.Base.metadata.tables.values():
        named = {key["name"] for key in found.get_foreign_keys(table.name)}
        assert named == {str(key.name) for key in table.foreign_key_constraints}
        assert found.get_pk_constraint(table.name)["name"] == table.primary_key.name


def test_migrating_twice_changes_nothing(empty_engine: Engine, catalogue_folder: Path):
    """A second migration finds everything done and keeps every row."""
    load_catalogue(empty_engine, catalogue_folder)
    before = dump(empty_engine)
    migrate(empty_engine)
    assert dump(empty_engine) == before


def test_migrations_can_be_taken_back_and_made_again(empty_engine: Engine, config: Config):
    """Going down leaves no table of ours, and going up again makes the same database."""
    before = dump(empty_engine)
    go_down(empty_engine, config)
    assert tables_of(empty_engine) == {"alembic_version"}
    migrate(empty_engine)
    assert sorted(dump(empty_engine)) == sorted(before)


def test_a_database_with_rows_can_be_taken_back(empty_engine: Engine, catalogue_folder: Path, config: Config):
    """Rows that refer to each other do not keep the tables from going."""
    load_catalogue(empty_engine, catalogue_folder)
    go_down(empty_engine, config)
    assert tables_of(empty_engine) == {"alembic_version"}


def test_there_is_one_newest_migration(config: Config):
    """Two branches of migrations were never merged by accident."""
    assert len(ScriptDirectory.from_config(config).get_heads()) == 1


def test_erased_words_are_not_left_in_the_file(empty_engine: Engine, tmp_path: Path):
    """SQLite overwrites what is deleted, once its write-ahead log is taken into the file."""
    store, words = ConversationStore(empty_engine), "a sentence that stands nowhere else: xyzzy"
    conversation = store.create(BotMessage(words, {}))
    take_in_the_log(empty_engine)
    assert words in files(tmp_path)
    store.erase(conversation)
    take_in_the_log(empty_engine)
    assert words not in files(tmp_path)


def take_in_the_log(engine: Engine) -> None:
    """Write the write-ahead log into the file and empty it."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def files(folder: Path) -> str:
    """What all files of a database hold."""
    return "".join(path.read_text("latin-1") for path in folder.rglob("pathwise.db*"))


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)],
)
def test_sqlite_is_opened_safely(empty_engine: Engine, pragma: str, value: object):
    """Every connection writes ahead, waits for the disk, checks foreign keys and overwrites what is deleted."""
    with empty_engine.connect() as first, empty_engine.connect() as second:
        for connection in (first, second):
            assert connection.scalar(text(f"PRAGMA {pragma}")) == value


def test_the_folder_of_a_new_database_is_made(tmp_path: Path):
    """A first start needs no preparation."""
    engine = open_database(f"sqlite:///{tmp_path / 'a' / 'b' / 'pathwise.db'}")
    migrate(engine)
    engine.dispose()
    assert (tmp_path / "a" / "b" / "pathwise.db").is_file()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_leaves_no_file(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A database in memory works and writes nothing."""
    monkeypatch.chdir(tmp_path)
    engine = open_database(url)
    migrate(engine)
    assert "claim" in tables_of(engine)
    engine.dispose()
    assert list(tmp_path.iterdir()) == []


def test_postgresql_is_opened_without_sqlites_settings():
    """Another database gets no pragmas, and connections that are checked before use."""
    engine = open_database("postgresql://pathwise@127.0.0.1:1/pathwise")
    assert engine.dialect.name == "postgresql"
    assert engine.pool._pre_ping is True


def dump(engine: Engine) -> list[str]:
    """Schema and rows as SQL."""
    with engine.connect() as connection:
        return list(connection.connection.driver_connection.iterdump())
