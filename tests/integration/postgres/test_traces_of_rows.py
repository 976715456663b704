"""What erased conversations leave in PostgreSQL's files, as docs/privacy.md says; and a dump that comes back whole."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.stores.backup import BackupProblem, back_up, soundness
from bot.stores.conversations import BotMessage, ConversationStore
from bot.stores.traces import Traces
from evaluation import postgres as cluster_module
from evaluation.postgres import Cluster
from knowledge.database import open_database, revisions
from tests.integration.database.test_ages import NOW, ids, talk

WORDS = 400


def in_tables(cluster: Cluster, words: list[str]) -> list[str]:
    """Those of the words that stand in the files of tables and indexes."""
    cluster.run("CHECKPOINT")
    held = b"".join(path.read_bytes() for path in (cluster.folder / "data" / "base").rglob("*") if path.is_file())
    return [word for word in words if word.encode() in held]


@pytest.fixture
def told(empty_engine: Engine) -> dict[str, list[str]]:
    """Twenty conversations that were held at once: their words by conversation."""
    store = ConversationStore(empty_engine)
    words: dict[str, list[str]] = {store.create(): [] for _ in range(20)}
    for number in range(WORDS):
        conversation = list(words)[number % len(words)]
        word = f"canary{number:05}{conversation}"
        store.commit_turn(conversation, str(number), word, [BotMessage(word, {"topic": word})],
                          events=[{"event": "user", "text": word}], carried={"slots": {"a": word}})  # fmt: skip
        words[conversation].append(word)
    return words


def test_a_thorough_sweep_leaves_nothing_in_the_tables(
    cluster: Cluster, empty_engine: Engine, told: dict[str, list[str]]
):
    """`pathwise conversations erase` rewrites the tables: no word and no id of ten conversations is left, every word of ten others is."""
    gone = [text for one in list(told)[::2] for text in (one, *told[one])]
    kept = [text for one in list(told)[1::2] for text in (one, *told[one])]
    for conversation in list(told)[::2]:
        ConversationStore(empty_engine).erase(conversation)
    assert in_tables(cluster, gone)
    assert Traces(empty_engine).sweep(is_thorough=True)
    assert in_tables(cluster, gone) == []
    assert in_tables(cluster, kept) == kept


def test_sweeping_in_passing_lets_others_write(empty_engine: Engine):
    """What the server does by itself takes no lock that a turn waits for."""
    conversation = talk(empty_engine, NOW)
    with empty_engine.begin() as writing:
        writing.exec_driver_sql("UPDATE conversation SET last_seq = last_seq")
        traces = Traces(empty_engine)
        traces.mark()
        assert traces.sweep()
    assert not traces.is_due
    assert ids(empty_engine) == {conversation}


def test_the_check_knows_postgresql(empty_engine: Engine):
    """Revision and counts are those of SQLite's check; copies are sent to PostgreSQL's own programs."""
    talk(empty_engine, NOW, NOW)
    found = soundness(empty_engine)
    assert (found.problems, found.revision, found.is_old) == ((), revisions()[0], False)
    assert (found.counts["conversation"], found.counts["message"]) == (1, 3)
    with pytest.raises(BackupProblem, match="pg_dump"):
        back_up(empty_engine, Path("anywhere"))


def test_a_dump_comes_back_whole(cluster: Cluster, empty_engine: Engine, tmp_path: Path):
    """The two commands of docs/operations.md, with the binaries beside the server's: every message is there again."""
    binaries = cluster_module._binaries()[0].parent
    missing = [name for name in ("pg_dump", "pg_restore") if not (binaries / name).is_file()]
    if missing:
        pytest.skip(
            f"PostgreSQL: no {' and '.join(missing)} in {binaries}; 'apt-get install postgresql-client' gives both"
        )
    conversation = talk(empty_engine, NOW, NOW, NOW)
    said = ConversationStore(empty_engine).messages_after(conversation, 0)
    database, dump = str(empty_engine.url.database), tmp_path / "pathwise.dump"
    reach = ["--host", str(cluster.folder), "--username", "pathwise"]
    subprocess.run(
        [binaries / "pg_dump", *reach, "--format=custom", "--file", dump, database], check=True, capture_output=True
    )
    cluster.run(f"CREATE DATABASE {database}_back")
    try:
        subprocess.run(
            [binaries / "pg_restore", *reach, "--exit-on-error", "--no-owner", "--dbname", f"{database}_back", dump],
            check=True, capture_output=True,
        )  # fmt: skip
        back = open_database(cluster.url(f"{database}_back"))
        assert ConversationStore(back).messages_after(conversation, 0) == said
        back.dispose()
    finally:
        cluster.run(f"DROP DATABASE {database}_back WITH (FORCE)")
