"""Old conversations are forgotten, a few at a time; young ones are not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from bot.judging import Judgement
from bot.stores import ages as ages_module
from bot.stores import conversations as conversations_module
from bot.stores.ages import AT_ONCE, Ages
from bot.stores.conversations import BotMessage, ConversationStore
from bot.stores.feedback import FeedbackStore
from bot.stores.tables import Conversation, Feedback, Message, TrackerEvent

NOW = datetime(2027, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def stored(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def talk(engine: Engine, *moments: datetime) -> str:
    """A conversation that began at the first moment, with a turn at each that follows."""
    store = ConversationStore(engine)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conversations_module, "now", lambda: stored(moments[0]))
        conversation = store.create(BotMessage("Hello.", {}))
    for moment in moments[1:]:
        seq = go_on(engine, conversation, moment)
        FeedbackStore(engine).judge(conversation, seq, Judgement(True))
    return conversation


def go_on(engine: Engine, conversation: str, moment: datetime) -> int:
    """A turn at a moment; the number of its answer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conversations_module, "now", lambda: stored(moment))
        turn = ConversationStore(engine).commit_turn(
            conversation, None, "hi", [BotMessage("Yes.", {})], events=[{"event": "user"}], carried={}
        )
    return int(turn.messages[0]["seq"])


def ids(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(connection.scalars(select(Conversation.id)))


def test_a_conversation_is_as_old_as_its_last_message(empty_engine: Engine):
    """What began long ago and went on yesterday is young; without a turn it is as old as its greeting, without that as its beginning."""
    old = talk(empty_engine, NOW - 40 * DAY, NOW - 31 * DAY)
    greeted = talk(empty_engine, NOW - 30 * DAY - timedelta(seconds=1))
    talk(empty_engine, NOW - 100 * DAY, NOW - DAY)
    talk(empty_engine, NOW - 30 * DAY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conversations_module, "now", lambda: stored(NOW - 35 * DAY))
        bare = ConversationStore(empty_engine).create()
    ages = Ages(empty_engine)
    assert ages.silent_since(NOW - 30 * DAY) == [bare, old, greeted]
    assert ages.newest() == NOW - DAY


def test_a_database_without_conversations_has_no_newest(empty_engine: Engine):
    """There is nothing to be old."""
    assert Ages(empty_engine).newest() is None
    assert Ages(empty_engine).silent_since(NOW) == []


def test_the_old_are_forgotten_whole_and_the_young_keep_everything(empty_engine: Engine):
    """No table holds a row of them, over more than one transaction; what was erased meanwhile is no mistake."""
    old = [talk(empty_engine, NOW - 50 * DAY, NOW - 40 * DAY) for _ in range(AT_ONCE + 3)]
    young = talk(empty_engine, NOW - 50 * DAY, NOW - 2 * DAY)
    ConversationStore(empty_engine).erase(old[1])
    assert list(Ages(empty_engine).forget(old, NOW - 30 * DAY)) == [AT_ONCE - 1, 3]
    assert ids(empty_engine) == {young}
    with empty_engine.connect() as connection:
        for table, rows in ((Message, 3), (TrackerEvent, 1), (Feedback, 1)):
            assert connection.scalar(select(func.count()).select_from(table)) == rows


def test_one_that_went_on_in_the_meantime_stays(empty_engine: Engine):
    """Between counting and forgetting a learner came back."""
    conversation = talk(empty_engine, NOW - 40 * DAY)
    ages = Ages(empty_engine)
    found = ages.silent_since(NOW - 30 * DAY)
    go_on(empty_engine, conversation, NOW)
    assert list(ages.forget(found, NOW - 30 * DAY)) == [0]
    assert ids(empty_engine) == {conversation}


def test_others_write_between_a_few_and_the_next(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch):
    """While the caller pauses, no transaction is open: a turn is stored at once."""
    monkeypatch.setattr(ages_module, "AT_ONCE", 2)
    old = [talk(empty_engine, NOW - 40 * DAY) for _ in range(6)]
    young = talk(empty_engine, NOW)
    for _ in Ages(empty_engine).forget(old, NOW - 30 * DAY):
        go_on(empty_engine, young, NOW)
    assert len(ConversationStore(empty_engine).messages_after(young, 0)) == 1 + 3 * 2
