"""What is erased is gone from the bytes of the files."""

from __future__ import annotations

import random
import uuid
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from bot.judging import Judgement
from bot.stores import traces as traces_module
from bot.stores.conversations import BotMessage, ConversationStore
from bot.stores.feedback import FeedbackStore
from bot.stores.traces import Traces

Words = dict[str, list[str]]


def files(engine: Engine) -> dict[str, bytes]:
    """The database's file, its log and its shared memory."""
    path = Path((engine.url.database or "").removeprefix("file:"))
    return {one.name: one.read_bytes() for one in path.parent.iterdir()}


def left(engine: Engine, words: Words, gone: list[str]) -> list[str]:
    """The words and ids of conversations that stand in a file; whole or in their halves, since pages are cut anywhere."""
    held = files(engine).values()
    halves = [half for one in gone for word in (one, *words[one]) for half in (word[:16], word[-16:])]
    return [half for half in halves if any(half.encode() in content for content in held)]


def talk_at_once(engine: Engine, conversations: int, turns: int) -> Words:
    """Conversations whose turns stand between each other's, in rows of many sizes: canaries by conversation."""
    store, feedback, chance = ConversationStore(engine), FeedbackStore(engine), random.Random(1)
    words: Words = {store.create(BotMessage("Hello.", {})): [] for _ in range(conversations)}
    for number in range(turns):
        conversation = chance.choice(list(words))
        word = f"canary{number:05}{uuid.UUID(int=chance.getrandbits(128)).hex}"
        reply = BotMessage(
            word + " y" * chance.choice([1, 3, 10, 300]), {"topic": word, "blocks": []}, {"o": [word, word]}
        )
        turn = store.commit_turn(
            conversation,
            word[:40],
            word,
            [reply],
            events=[{"event": "user", "text": word}],
            carried={"slots": {"a": word}},
        )
        if number % 3 == 0:
            feedback.judge(conversation, turn.messages[0]["seq"], Judgement(True))
        words[conversation].append(word)
    return words


def test_nothing_of_erased_conversations_is_in_the_files_after_a_sweep(empty_engine: Engine):
    """Of 30 conversations between 30 others no word and no id is left; every word of the others is."""
    words = talk_at_once(empty_engine, 60, 1500)
    gone, kept = list(words)[::2], list(words)[1::2]
    assert len(set(left(empty_engine, words, gone))) > 1000
    for conversation in gone:
        ConversationStore(empty_engine).erase(conversation)
    traces = Traces(empty_engine)
    traces.mark()
    assert traces.sweep()
    assert left(empty_engine, words, gone) == []
    whole = b"".join(files(empty_engine).values())
    assert all(word.encode() in whole for one in kept for word in words[one])


def test_the_log_is_emptied_at_once(empty_engine: Engine):
    """Right after erasing, before any sweep, no byte of it stands in the log."""
    words = talk_at_once(empty_engine, 2, 40)
    ConversationStore(empty_engine).erase(gone := next(iter(words)))
    assert left(empty_engine, words, [gone])
    assert Traces(empty_engine).empty_log()
    assert [len(content) for name, content in files(empty_engine).items() if name.endswith("-wal")] == [0]


def test_a_reader_that_keeps_the_log_in_use_is_waited_for(empty_engine: Engine):
    """While somebody reads an older state the sweep says that it is not done; afterwards it is, and nothing is left."""
    words = talk_at_once(empty_engine, 4, 80)
    gone, traces = next(iter(words)), Traces(empty_engine)
    with empty_engine.connect() as reading:
        reading.exec_driver_sql("BEGIN")
        reading.exec_driver_sql("SELECT count(*) FROM message").all()
        ConversationStore(empty_engine).erase(gone)
        traces.mark()
        assert not traces.empty_log()
        assert not traces.sweep()
        assert traces.is_due
        ConversationStore(empty_engine).create()  # others can write meanwhile
    assert traces.sweep()
    assert not traces.is_due
    assert left(empty_engine, words, [gone]) == []


def test_a_big_file_is_rewritten_only_when_asked_for(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch):
    """In passing only the log is emptied, and the rest stays due; the command rewrites at any size."""
    monkeypatch.setattr(traces_module, "QUICKLY_REWRITTEN", 1)
    words, traces = talk_at_once(empty_engine, 60, 1500), Traces(empty_engine)
    for conversation in list(words)[::2]:
        ConversationStore(empty_engine).erase(conversation)
    traces.mark()
    assert not traces.sweep()
    assert traces.is_due
    assert traces.sweep(is_thorough=True)
    assert left(empty_engine, words, list(words)[::2]) == []


def test_how_long_others_wait_is_what_it_was(empty_engine: Engine):
    """The shorter patience of the sweep does not stay with the pooled connection."""
    assert Traces(empty_engine).sweep(is_thorough=True)
    with empty_engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one() == 1000


def test_a_database_that_is_locked_is_swept_the_next_time(empty_engine: Engine):
    """The failure is raised for the log, and what is due stays due."""
    traces = Traces(empty_engine)
    traces.mark()
    with empty_engine.connect() as holding:
        holding.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            traces.sweep()
    assert traces.is_due
    assert traces.sweep()
    assert not traces.is_due
