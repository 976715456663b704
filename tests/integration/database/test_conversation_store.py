"""The conversation store: turns are stored whole, once, in order, and each conversation sees its own."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from bot.stores.conversations import BotMessage, ConversationStore, StoredTurn, TurnOverlapped, UnknownConversation
from bot.stores.tables import Conversation, Message, TrackerEvent
from knowledge.database import open_database

HELLO = BotMessage("Hello.", {"topic": "chat", "blocks": []}, {"o1": ["Prices", "/cost"]})
MORE = BotMessage("Ask me.", {"topic": "chat", "blocks": []}, {"o2": ["Credit", "/credit"]})
EVENTS = [{"event": "user", "text": "hi"}, {"event": "bot"}]
NOBODY = "0" * 32


@pytest.fixture
def store(empty_engine: Engine) -> ConversationStore:
    """A store without conversations."""
    return ConversationStore(empty_engine)


@pytest.fixture
def conversation(store: ConversationStore) -> str:
    """A conversation without messages."""
    return store.create()


def commit(store: ConversationStore, conversation: str, message_id: str | None = "m1", **changed: Any) -> StoredTurn:
    """Store a turn of one question and two answers, or what a test wants instead."""
    turn = {"learner_text": "hi", "replies": [HELLO, MORE], "events": EVENTS, "carried": {"slots": {"a": 1}}} | changed
    return store.commit_turn(conversation, message_id, **turn)


def rows(engine: Engine) -> list[int | None]:
    """How many conversations, messages and events are stored."""
    with engine.connect() as connection:
        return [connection.scalar(select(func.count()).select_from(t)) for t in (Conversation, Message, TrackerEvent)]


def test_a_new_conversation_is_empty_and_has_an_id_of_its_own(store: ConversationStore):
    """Ids are 128 random bits; a new conversation has no messages and carries nothing."""
    made = {store.create() for _ in range(20)}
    assert len(made) == 20
    for conversation in made:
        assert re.fullmatch(r"[0-9a-f]{32}", conversation)
        assert store.messages_after(conversation, 0) == []
        assert store.carried(conversation) == {}


def test_a_turn_is_given_back_as_it_will_be_sent(store: ConversationStore, conversation: str):
    """Messages are numbered from 1, the learner's first; each has text, time and content, and no payloads."""
    turn = commit(store, conversation)
    assert (turn.seq, turn.learner_text) == (1, "hi")
    assert [{**message, "at": ""} for message in turn.messages] == [
        {"seq": 2, "from": "bot", "text": "Hello.", "at": "", "topic": "chat", "blocks": []},
        {"seq": 3, "from": "bot", "text": "Ask me.", "at": "", "topic": "chat", "blocks": []},
    ]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]{12}Z", message["at"]) for message in turn.messages)
    assert "/cost" not in str(turn)


def test_turns_are_numbered_on(store: ConversationStore, conversation: str):
    """The next turn goes on where the last one ended; another conversation begins at 1."""
    commit(store, conversation)
    assert commit(store, conversation, "m2").seq == 4
    assert commit(store, conversation, "m3", replies=[]).seq == 7
    assert commit(store, conversation, "m4").seq == 8
    assert commit(store, store.create()).seq == 1


@pytest.mark.parametrize(("after", "seqs"), [(0, [1, 2, 3]), (1, [2, 3]), (3, []), (99, []), (-1, [1, 2, 3])])
def test_messages_after_a_number_come_in_order(
    store: ConversationStore, conversation: str, after: int, seqs: list[int]
):
    """A client that lost its connection gets what it missed: learner's and bot's, in order."""
    turn = commit(store, conversation)
    found = store.messages_after(conversation, after)
    assert [message["seq"] for message in found] == seqs
    assert [message for message in found if message["from"] == "bot"] == [m for m in turn.messages if m["seq"] > after]


def test_a_learners_message_carries_the_clients_id(store: ConversationStore, conversation: str):
    """A client that lost the answer finds its message again; messages without an id, and the bot's, carry none."""
    commit(store, conversation)
    commit(store, conversation, None)
    said = store.messages_after(conversation, 0)
    assert [message.get("client_message_id") for message in said] == ["m1", None, None, None, None, None]
    assert [name for message in said[1:] for name in message if name == "client_message_id"] == []


def test_a_history_is_all_messages_and_when_they_began(store: ConversationStore, conversation: str):
    """What is taken along is what was said, from the first message on."""
    commit(store, conversation)
    created_at, messages = store.history(conversation)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]{12}Z", created_at)
    assert messages == store.messages_after(conversation, 0)
    with pytest.raises(UnknownConversation):
        store.history(NOBODY)


def test_a_conversation_sees_only_its_own(store: ConversationStore, conversation: str):
    """Messages, turns, options and what is carried never cross over."""
    commit(store, conversation)
    other = store.create()
    assert store.messages_after(other, 0) == []
    assert store.standing(other, "m1").repeated is None
    assert store.standing(other, option="o1").option is None
    assert store.carried(other) == {}


def test_a_stored_turn_is_found_by_the_clients_id(store: ConversationStore, conversation: str):
    """A resent message finds just the turn that was answered, however many followed."""
    turn = commit(store, conversation)
    commit(store, conversation, "m2", replies=[MORE])
    assert store.standing(conversation, "m1").repeated == turn
    assert store.standing(conversation, "m3").repeated is None


def test_a_clients_id_is_stored_once(store: ConversationStore, conversation: str, empty_engine: Engine):
    """A second turn with the same id is refused whole: no message, no event, nothing carried."""
    commit(store, conversation)
    before = rows(empty_engine)
    with pytest.raises(IntegrityError):
        commit(store, conversation, carried={"slots": {"a": 2}})
    assert rows(empty_engine) == before
    assert store.carried(conversation) == {"slots": {"a": 1}}
    assert commit(store, conversation, "m2").seq == 4


def test_the_same_clients_id_may_come_in_two_conversations(store: ConversationStore, conversation: str):
    """Clients make their ids alone: two of them may make the same."""
    commit(store, conversation)
    assert commit(store, store.create()).seq == 1


def test_turns_without_a_clients_id_do_not_collide(store: ConversationStore, conversation: str):
    """The command line sends no ids."""
    assert [commit(store, conversation, None).seq for _ in range(2)] == [1, 4]


def test_a_turn_that_cannot_be_stored_leaves_nothing(store: ConversationStore, conversation: str, empty_engine: Engine):
    """When the last part of a turn fails, none of it is stored."""
    before = rows(empty_engine)
    with pytest.raises(StatementError):
        commit(store, conversation, events=[{"event": object()}])
    assert rows(empty_engine) == before
    assert commit(store, conversation).seq == 1


def test_events_are_kept_by_turn_and_place(store: ConversationStore, conversation: str, empty_engine: Engine):
    """Rasa's events are stored with the learner's number and their order; a turn may have none."""
    commit(store, conversation)
    commit(store, conversation, "m2", events=[])
    commit(store, conversation, "m3", events=EVENTS[:1])
    with empty_engine.connect() as connection:
        kept = connection.execute(select(TrackerEvent.turn, TrackerEvent.position, TrackerEvent.event)).all()
    assert sorted(map(tuple, kept), key=lambda row: row[:2]) == [
        (1, 0, EVENTS[0]),
        (1, 1, EVENTS[1]),
        (7, 0, EVENTS[0]),
    ]


def test_the_latest_turn_says_what_is_carried(store: ConversationStore, conversation: str):
    """What a turn leaves replaces what was carried before, also by nothing."""
    commit(store, conversation)
    assert store.carried(conversation) == {"slots": {"a": 1}}
    commit(store, conversation, "m2", carried={})
    assert store.carried(conversation) == {}


def test_an_offered_option_is_found_by_its_id(store: ConversationStore, conversation: str):
    """Every option that was offered stays good, from the first turn on; no other is known."""
    commit(store, conversation)
    commit(store, conversation, "m2", replies=[BotMessage("x", {})])
    assert store.standing(conversation, option="o1").option == ("Prices", "/cost")
    assert store.standing(conversation, option="o2").option == ("Credit", "/credit")
    for other in ("/cost", "o", "_1", "%", "%" * 5000, "\ud800", ""):
        assert store.standing(conversation, option=other).option is None


def test_an_unknown_conversation_gets_nothing_and_keeps_nothing(store: ConversationStore, empty_engine: Engine):
    """Nobody can begin a conversation under an id of their own."""
    with pytest.raises(UnknownConversation):
        store.carried(NOBODY)
    with pytest.raises(UnknownConversation):
        commit(store, NOBODY)
    with pytest.raises(UnknownConversation):
        store.standing(NOBODY, "m1", "o1")
    with pytest.raises(UnknownConversation):
        store.messages_after(NOBODY, 0)
    assert rows(empty_engine) == [0, 0, 0]


def test_turns_of_many_conversations_are_stored_side_by_side(store: ConversationStore):
    """Threads that write at the same time wait for each other and lose nothing."""
    conversations = [store.create() for _ in range(8)]
    threads = [threading.Thread(target=commit, args=(store, conversation)) for conversation in conversations]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(store.messages_after(conversation, 0)) for conversation in conversations] == [3] * 8


def test_a_database_that_does_not_answer_is_told(store: ConversationStore, tmp_path: Path):
    """A ping is silent while the database answers and raises when it does not."""
    store.ping()
    with pytest.raises(OperationalError):
        ConversationStore(open_database(f"sqlite:///{tmp_path}")).ping()


def test_a_turn_taken_from_what_is_past_is_refused_whole(empty_engine: Engine):
    """Two processes took a turn from the same state: the first is stored, the second learns that it must be taken anew."""
    store = ConversationStore(empty_engine)
    conversation = store.create()
    taken_from = store.standing(conversation).last_seq
    first = {"learner_text": "hi", "replies": [BotMessage("Hello.", {})], "events": [], "carried": {"slots": {"a": 1}}}
    store.commit_turn(conversation, "m1", **first, taken_from=taken_from)
    before = store.messages_after(conversation, 0)
    with pytest.raises(TurnOverlapped):
        store.commit_turn(conversation, "m2", **{**first, "carried": {}}, taken_from=taken_from)
    assert store.messages_after(conversation, 0) == before
    assert store.carried(conversation) == {"slots": {"a": 1}}


def test_revoked_tokens_are_of_an_earlier_generation(empty_engine: Engine):
    """Each revocation begins a generation; other conversations keep theirs."""
    store = ConversationStore(empty_engine)
    one, other = store.create(), store.create()
    assert [store.generation(one), store.revoke_tokens(one), store.revoke_tokens(one)] == [0, 1, 2]
    assert (store.generation(one), store.generation(other)) == (2, 0)
    with pytest.raises(UnknownConversation):
        store.revoke_tokens(NOBODY)
    with pytest.raises(UnknownConversation):
        store.generation(NOBODY)
