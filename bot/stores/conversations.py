"""Conversations in the database: a turn is one transaction, and nothing is sent before it is committed."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, Engine, Select, Text, bindparam, cast, delete, insert, select, update
from sqlalchemy.engine import Connection, RowMapping

from bot.clock import now
from bot.judging import Judgement
from bot.stores.tables import Conversation, Feedback, Message, TrackerEvent
from bot.stores.writing import writing


class UnknownConversation(Exception):
    """There is no conversation of that id."""


class TurnOverlapped(Exception):
    """Another turn of the conversation was stored while this one was taken: what it was taken from is past."""


@dataclass(frozen=True, slots=True)
class BotMessage:
    """What the bot says: complete plain text, blocks beside it, and the payloads behind offered options."""

    text: str
    content: dict[str, Any]
    offered: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A turn as it was stored: the learner's seq, and the bot's messages as they are sent."""

    seq: int
    learner_text: str
    messages: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the next turn is taken from: what is carried, the seq of the last message, and what is known of the message.

    `generation` is that of the tokens that the conversation accepts, `repeated` the stored turn of a message that came before, `option` (title, payload) of a choice that was offered.
    """

    carried: dict[str, Any]
    last_seq: int
    generation: int
    repeated: StoredTurn | None = None
    option: tuple[str, str] | None = None


_OPTION_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
# Made once: SQLAlchemy spends more on making such a statement than a database on running it.
_TABLES = Conversation.metadata.tables
_CONVERSATIONS, _MESSAGES, _EVENTS = (_TABLES[name] for name in ("conversation", "message", "tracker_event"))
_ID: BindParameter[str] = bindparam("conversation")
_GENERATION = select(_CONVERSATIONS.c.token_generation).where(_CONVERSATIONS.c.id == _ID)
_STANDING = select(_CONVERSATIONS.c.carried, _CONVERSATIONS.c.last_seq).where(_CONVERSATIONS.c.id == _ID)
_SENT = bindparam("client_message_id", type_=Text)
_BEFORE_TURN = (
    select(
        _CONVERSATIONS.c.carried, _CONVERSATIONS.c.last_seq, _CONVERSATIONS.c.token_generation,
        _MESSAGES.c.seq.label("asked"), _MESSAGES.c.text.label("asked_text"),
    )
    .outerjoin(_MESSAGES, (_MESSAGES.c.conversation_id == _ID) & (_MESSAGES.c.client_message_id == _SENT))
    .where(_CONVERSATIONS.c.id == _ID)
)  # fmt: skip
_OFFERED = (
    select(_MESSAGES.c.offered)
    .where(_MESSAGES.c.conversation_id == _ID, _MESSAGES.c.sender == "bot")
    .where(cast(_MESSAGES.c.offered, Text).contains(bindparam("option"), autoescape=False))
    .order_by(_MESSAGES.c.seq.desc())
)
_ADVANCE = (
    update(_CONVERSATIONS)
    .where(_CONVERSATIONS.c.id == _ID, _CONVERSATIONS.c.last_seq == bindparam("taken_from"))
    .values(last_seq=bindparam("now_last"), carried=bindparam("now_carried", type_=_CONVERSATIONS.c.carried.type))
)
_SAY, _RECORD = insert(_MESSAGES), insert(_EVENTS)


class ConversationStore:
    """Reads and writes conversations; every method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        """Use the project's one engine."""
        self._engine = engine

    def create(self, greeting: BotMessage | None = None) -> str:
        """Begin a conversation, with the bot's greeting if given; the id holds 128 random bits."""
        conversation, at = secrets.token_hex(16), now()
        row: dict[str, Any] = {"id": conversation, "created_at": at, "last_seq": 1 if greeting else 0, "carried": {}}
        with writing(self._engine) as connection:
            connection.execute(insert(Conversation), [row])
            if greeting is not None:
                said = {"conversation_id": conversation, "seq": 1, "sender": "bot", "at": at, "text": greeting.text,
                        "content": greeting.content, "offered": greeting.offered}  # fmt: skip
                connection.execute(insert(Message), [said])
        return conversation

    def generation(self, conversation: str) -> int:
        """Which generation of tokens the conversation accepts.

        Raises:
            UnknownConversation: If there is none of that id.
        """
        with self._engine.connect() as connection:
            generation = connection.scalar(_GENERATION, {"conversation": conversation})
        if generation is None:
            raise UnknownConversation(conversation)
        return int(generation)

    def revoke_tokens(self, conversation: str) -> int:
        """Accept no token that was issued before; the generation that is accepted from now on.

        Raises:
            UnknownConversation: If there is none of that id.
        """
        revoking = update(Conversation).where(Conversation.id == conversation)
        raised = revoking.values(token_generation=Conversation.token_generation + 1)
        with writing(self._engine) as connection:
            generation = connection.scalar(raised.returning(Conversation.token_generation))
        if generation is None:
            raise UnknownConversation(conversation)
        return int(generation)

    def carried(self, conversation: str) -> dict[str, Any]:
        """What the conversation carries from turn to turn: slots and the active loop.

        Raises:
            UnknownConversation: If there is none of that id.
        """
        return self.standing(conversation).carried

    def standing(self, conversation: str, client_message_id: str | None = None, option: str | None = None) -> Standing:
        """How the conversation stands before a turn, in one look.

        Args:
            conversation: Its id.
            client_message_id: The client's id of the message, to find the turn that was stored of it.
            option: The id of a pressed option, to find what was offered under it.

        Raises:
            UnknownConversation: If there is none of that id.
        """
        which = {"conversation": conversation, "client_message_id": client_message_id}
        with self._engine.connect() as connection:
            found = connection.execute(_BEFORE_TURN, which).one_or_none()
            if found is None:
                raise UnknownConversation(conversation)
            repeated = (
                None if found.asked is None else _turn_of(connection, conversation, found.asked, found.asked_text)
            )
            offered = None if option is None else _offered(connection, conversation, option)
        return Standing(dict(found.carried), found.last_seq, found.token_generation, repeated, offered)

    def messages_after(self, conversation: str, seq: int) -> list[dict[str, Any]]:
        """All messages above a sequence number, in order.

        Raises:
            UnknownConversation: If there is no conversation of that id.
        """
        self.carried(conversation)
        with self._engine.connect() as connection:
            rows = connection.execute(_messages(conversation).where(Message.seq > seq)).mappings()
            return [_public(row) for row in rows]

    def commit_turn(
        self,
        conversation: str,
        client_message_id: str | None,
        learner_text: str,
        replies: Iterable[BotMessage],
        *,
        events: list[dict[str, Any]],
        carried: dict[str, Any],
        taken_from: int | None = None,
        redacted: Sequence[str] = (),
    ) -> StoredTurn:
        """Store a whole turn in one transaction and return it as it will be sent.

        Args:
            conversation: Its id.
            client_message_id: The client's id of the learner's message, if it has one.
            learner_text: What the learner is shown to have said.
            replies: The bot's messages.
            events: Rasa's events of the turn.
            carried: What the next turn needs of all before.
            taken_from: The seq of the last message when the turn began; without it, whatever came between is accepted.
            redacted: The kinds of what was taken out of the learner's text.

        Raises:
            UnknownConversation: If there is no conversation of that id.
            TurnOverlapped: If messages came between, as another process may store them; nothing is stored.
        """
        with writing(self._engine) as connection:
            if taken_from is None:
                taken_from = lock(connection, conversation)
            asked = taken_from + 1
            common = {"conversation_id": conversation, "at": now()}
            rows: list[dict[str, Any]] = [
                {**common, "seq": asked, "sender": "learner", "text": learner_text, "offered": {},
                 "content": {"redacted": list(redacted)} if redacted else {},
                 "client_message_id": client_message_id, "in_reply_to": None}
            ]  # fmt: skip
            for seq, reply in enumerate(replies, asked + 1):
                rows.append(
                    {**common, "seq": seq, "sender": "bot", "text": reply.text, "content": reply.content,
                     "offered": reply.offered, "client_message_id": None, "in_reply_to": asked}
                )  # fmt: skip
            _advance(connection, conversation, taken_from, rows[-1]["seq"], carried)
            connection.execute(_SAY, rows)
            if events:
                staged = [{"conversation_id": conversation, "turn": asked, "position": position, "event": event}
                          for position, event in enumerate(events)]  # fmt: skip
                connection.execute(_RECORD, staged)
        return StoredTurn(asked, learner_text, tuple(_public(row) for row in rows[1:]))

    def history(self, conversation: str) -> tuple[str, list[dict[str, Any]]]:
        """(When the conversation began, in ISO 8601; all its messages, in order).

        Raises:
            UnknownConversation: If there is none of that id.
        """
        with self._engine.connect() as connection:
            created_at = connection.scalar(select(Conversation.created_at).where(Conversation.id == conversation))
        if created_at is None:
            raise UnknownConversation(conversation)
        return created_at, self.messages_after(conversation, 0)

    def erase(self, conversation: str) -> None:
        """Forget the conversation whole: its messages, Rasa's events, what was said of its answers.

        Raises:
            UnknownConversation: If there is none of that id.
        """
        with writing(self._engine) as connection:
            lock(connection, conversation)
            erase_rows(connection, conversation)

    def ping(self) -> None:
        """Raise if the database does not answer."""
        with self._engine.connect() as connection:
            connection.execute(select(Conversation.id).limit(1)).one_or_none()


def erase_rows(connection: Connection, conversation: str) -> None:
    """Delete what every table holds of a conversation, in the caller's transaction."""
    for table in (Feedback, TrackerEvent, Message):
        connection.execute(delete(table).where(table.conversation_id == conversation))
    connection.execute(delete(Conversation).where(Conversation.id == conversation))


def lock(connection: Connection, conversation: str) -> int:
    """Keep every other transaction from changing the conversation until this one ends; its last seq.

    A write that changes nothing: SQLite knows no `SELECT ... FOR UPDATE`.

    Raises:
        UnknownConversation: If there is none of that id.
    """
    locking = update(Conversation).where(Conversation.id == conversation).values(last_seq=Conversation.last_seq)
    last = connection.scalar(locking.returning(Conversation.last_seq))
    if last is None:
        raise UnknownConversation(conversation)
    return int(last)


def _advance(
    connection: Connection, conversation: str, taken_from: int, last_seq: int, carried: dict[str, Any]
) -> None:
    """Let the conversation stand where the turn ends, unless another turn was first."""
    step = {"conversation": conversation, "taken_from": taken_from, "now_last": last_seq, "now_carried": carried}
    if connection.execute(_ADVANCE, step).rowcount == 1:
        return
    found = connection.execute(_STANDING, {"conversation": conversation}).one_or_none()
    if found is None:
        raise UnknownConversation(conversation)
    raise TurnOverlapped(f"{conversation}: taken from {taken_from}, but {found.last_seq} is stored")


def _turn_of(connection: Connection, conversation: str, asked: int, text: str) -> StoredTurn:
    """The stored turn of a learner's message."""
    replies = connection.execute(_messages(conversation).where(Message.in_reply_to == asked)).mappings()
    return StoredTurn(asked, text, tuple(_public(row) for row in replies))


def _offered(connection: Connection, conversation: str, option: str) -> tuple[str, str] | None:
    """(title, payload) of an option that this conversation was offered, or None."""
    # What is no id is not looked for: a pattern of wildcards would cost the database much time.
    if not _OPTION_ID.fullmatch(option):
        return None
    for offered in connection.scalars(_OFFERED, {"conversation": conversation, "option": option}):
        if option in offered:
            return tuple(offered[option])
    return None


def _messages(conversation: str) -> Select[Any]:
    said = (Message.seq, Message.sender, Message.text, Message.at, Message.content, Message.client_message_id)
    columns = (*said, Feedback.helpful, Feedback.reason)
    whole = select(*columns).outerjoin_from(Message, Feedback)
    return whole.where(Message.conversation_id == conversation).order_by(Message.seq)


def _public(row: RowMapping | dict[str, Any]) -> dict[str, Any]:
    """A message as docs/protocol.md sends it."""
    said = {"seq": row["seq"], "from": row["sender"], "text": row["text"], "at": row["at"], **row["content"]}
    if row["client_message_id"] is not None:
        said["client_message_id"] = row["client_message_id"]
    if row.get("helpful") is not None:
        said["feedback"] = Judgement(row["helpful"], row["reason"]).as_json()
    return said
