"""A conversation that is erased leaves nothing behind, and does not come back."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, event, func, insert, select, text

from bot.judging import Judgement
from bot.stores.conversations import BotMessage, ConversationStore, UnknownConversation
from bot.stores.feedback import FeedbackStore
from bot.stores.tables import Conversation, Feedback, Message, TablesMissing, TrackerEvent, require_tables
from knowledge.database import MIGRATIONS, migrate, open_database

TABLES = (Conversation, Message, TrackerEvent, Feedback)
WORDS = "a sentence that stands nowhere else: xyzzy"
TURN = {"learner_text": WORDS, "replies": [BotMessage("Hello.", {})], "events": [{"event": "user"}], "carried": {}}


def talk(engine: Engine) -> str:
    """A conversation with a turn, an event and a judgement."""
    store = ConversationStore(engine)
    conversation = store.create(BotMessage("Hello.", {}))
    store.commit_turn(conversation, "m1", **TURN)
    FeedbackStore(engine).judge(conversation, 3, Judgement(True))
    return conversation


def rows(engine: Engine) -> list[int]:
    """How many rows each table of conversations holds."""
    with engine.connect() as connection:
        return [connection.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES]


def test_nothing_of_it_is_left_and_all_of_another_is(empty_engine: Engine):
    """Conversation, messages, Rasa's events and judgements go; another conversation keeps its own."""
    other = talk(empty_engine)
    before = rows(empty_engine)
    assert all(before)
    ConversationStore(empty_engine).erase(talk(empty_engine))
    assert rows(empty_engine) == before
    assert len(ConversationStore(empty_engine).messages_after(other, 0)) == 3


def test_an_erased_conversation_is_none(empty_engine: Engine):
    """It cannot be read, continued, judged, or erased again."""
    store, conversation = ConversationStore(empty_engine), talk(empty_engine)
    store.erase(conversation)
    with pytest.raises(UnknownConversation):
        store.erase(conversation)
    with pytest.raises(UnknownConversation):
        store.history(conversation)
    with pytest.raises(UnknownConversation):
        store.commit_turn(conversation, "m1", **TURN)
    with pytest.raises(UnknownConversation):
        FeedbackStore(empty_engine).judge(conversation, 3, Judgement(True))
    assert rows(empty_engine) == [0, 0, 0, 0]


def test_turns_of_other_processes_do_not_bring_it_back(empty_engine: Engine):
    """Turns and judgements that are stored while it is erased are stored before, or are told that there is none."""
    store, conversation = ConversationStore(empty_engine), talk(empty_engine)
    refused, failures = list[str](), list[Exception]()

    def attempt(name: str) -> None:
        try:
            if name == "erase":
                store.erase(conversation)
            elif name == "judge":
                FeedbackStore(empty_engine).judge(conversation, 1, Judgement(True))
            else:
                store.commit_turn(conversation, name, **TURN)
        except UnknownConversation:
            refused.append(name)
        except Exception as error:  # told below: a thread's failure is lost otherwise
            failures.append(error)

    names = ("turn 1", "judge", "turn 2", "erase", "turn 3", "judge", "turn 4")
    threads = [threading.Thread(target=attempt, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert "erase" not in refused
    assert rows(empty_engine) == [0, 0, 0, 0]


def test_a_conversation_that_cannot_be_erased_whole_stays_whole(empty_engine: Engine):
    """When the last step fails, nothing was taken away."""
    conversation = talk(empty_engine)
    before = rows(empty_engine)

    class Interrupted(Exception):
        pass

    def interrupt(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("DELETE FROM conversation"):
            raise Interrupted

    event.listen(empty_engine, "before_cursor_execute", interrupt)
    with pytest.raises(Interrupted):
        ConversationStore(empty_engine).erase(conversation)
    event.remove(empty_engine, "before_cursor_execute", interrupt)
    assert rows(empty_engine) == before


@pytest.fixture
def earlier(empty_url: str) -> Iterator[Engine]:
    """A database as the version before judgements made it, with a conversation."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = open_database(empty_url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        # As that version wrote it: today's table has a column more.
        row = {"id": "1" * 32, "created_at": "", "last_seq": 1, "carried": "{}"}
        connection.execute(text("INSERT INTO conversation VALUES (:id, :created_at, :last_seq, :carried)"), [row])
        connection.execute(insert(Message), [{"conversation_id": "1" * 32, "seq": 1, "sender": "bot", "at": "",
                                              "text": "Hello.", "content": {}, "offered": {}}])  # fmt: skip
    yield engine
    engine.dispose()


def test_a_database_of_an_earlier_version_is_told_and_keeps_its_conversations(earlier: Engine):
    """The missing table and what to do are named; after that the old conversation is there and can be judged."""
    with pytest.raises(
        TablesMissing, match=r"no column conversation.token_generation, table feedback; run 'pathwise knowledge load'"
    ):
        require_tables(earlier)
    migrate(earlier)
    require_tables(earlier)
    FeedbackStore(earlier).judge("1" * 32, 1, Judgement(True))
    (message,) = ConversationStore(earlier).messages_after("1" * 32, 0)
    assert (message["text"], message["feedback"]) == ("Hello.", {"helpful": True})
