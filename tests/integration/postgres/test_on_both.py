"""What must be the same on SQLite and PostgreSQL: schema, facts, snapshot, turns."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import OperationalError

import bot.stores.tables
from bot.stores.conversations import BotMessage, ConversationStore
from evaluation.postgres import Cluster
from knowledge.database import migrate, open_database
from knowledge.load import load_catalogue
from knowledge.queries import counts, search
from knowledge.snapshot import KnowledgeMissing, read_snapshot
from tests.conftest import TODAY
from tests.integration.database.test_load import content

METADATA = bot.stores.tables.Base.metadata
SNAPSHOT_PARTS = (
    "subjects", "predicates", "programmes", "pathways", "comparisons", "claims", "arguments", "remarks", "unheld",
)  # fmt: skip
ASKED = ("supply chain", "MIT", "universidad", "größe", "100%", "micromasters")


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_of_each(request: pytest.FixtureRequest) -> Engine:
    """An empty, migrated database of each kind in turn."""
    engine: Engine = request.getfixturevalue("sqlite_engine" if request.param == "sqlite" else "empty_engine")
    assert engine.dialect.name == request.param
    return engine


def test_migrations_make_just_what_the_models_say(engine_of_each: Engine):
    """A migrated database differs in nothing from the models of facts and conversations."""
    with engine_of_each.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    assert set(inspect(engine_of_each).get_table_names()) == {*METADATA.tables, "alembic_version"}


def test_migrating_and_loading_twice_changes_nothing(engine_of_each: Engine):
    """The real catalogue is loaded once; a second migration and a second load keep every row."""
    assert load_catalogue(engine_of_each) is True
    before = content(engine_of_each)
    migrate(engine_of_each)
    assert load_catalogue(engine_of_each) is False
    assert content(engine_of_each) == before


def test_both_hold_the_same_facts(sqlite_engine: Engine, empty_engine: Engine):
    """The real catalogue gives the same rows and the same snapshot, in the same order."""
    for engine in (sqlite_engine, empty_engine):
        load_catalogue(engine)
    assert unordered(sqlite_engine) == unordered(empty_engine)
    one, other = read_snapshot(sqlite_engine, TODAY), read_snapshot(empty_engine, TODAY)
    assert one.version == other.version
    for part in SNAPSHOT_PARTS:
        ours, theirs = getattr(one, part), getattr(other, part)
        assert ours == theirs, part
        assert list(ours) == list(theirs), f"the order of {part}"


def test_both_count_and_find_the_same(sqlite_engine: Engine, empty_engine: Engine):
    """Advisers' queries do not depend on the database."""
    found = []
    for engine in (sqlite_engine, empty_engine):
        load_catalogue(engine)
        with engine.connect() as connection:
            found.append((counts(connection), [search(connection, asked) for asked in ASKED]))
    assert found[0] == found[1]


def test_turns_of_one_conversation_wait_for_each_other(engine_of_each: Engine):
    """Two processes that answer one conversation at once number their messages without a gap or a clash."""
    store = ConversationStore(engine_of_each)
    conversation = store.create()
    turn = {"learner_text": "hi", "replies": [BotMessage("Hello.", {})], "events": [], "carried": {}}
    threads = [
        threading.Thread(target=store.commit_turn, args=(conversation, str(number)), kwargs=turn) for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [message["seq"] for message in store.messages_after(conversation, 0)] == list(range(1, 17))


def test_a_database_without_tables_says_what_to_do(empty_url: str):
    """A server that was never migrated is told as on SQLite."""
    engine = open_database(empty_url)
    with pytest.raises(KnowledgeMissing, match="knowledge load"):
        read_snapshot(engine, TODAY)
    engine.dispose()


def test_a_connection_that_was_cut_is_made_again(empty_engine: Engine, cluster: Cluster):
    """After the server ended every connection, as in a restart, the next turn is answered."""
    store = ConversationStore(empty_engine)
    conversation = store.create()
    cluster.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'pathwise' AND pid <> pg_backend_pid()"
    )
    assert store.messages_after(conversation, 0) == []


def test_a_server_that_is_away_is_told(cluster: Cluster):
    """A ping raises what the server turns into "not ready"."""
    away = open_database(cluster.url("no_such_database"))
    with pytest.raises(OperationalError):
        ConversationStore(away).ping()
    away.dispose()


def test_the_snapshots_isolation_does_not_stay_with_the_connection(empty_engine: Engine):
    """Reading a snapshot must not change how later transactions on the pooled connection see each other."""
    load_catalogue(empty_engine)
    read_snapshot(empty_engine, TODAY)
    with empty_engine.connect() as connection:
        assert connection.scalar(text("SHOW transaction_isolation")) == "read committed"


def unordered(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of facts, sorted here: databases sort text by rules of their own."""
    held = content(engine)
    keys = {table: [column.name for column in METADATA.tables[table].primary_key] for table in held}
    return {
        table: sorted(rows, key=lambda row, key=keys[table]: [row[name] for name in key])
        for table, rows in held.items()
    }
