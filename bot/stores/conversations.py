"""Conversations in the database: a turn is one transaction, and nothing is sent before it is committed."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, Select, insert, select, update
from sqlalchemy.engine import Connection, RowMapping

from bot.stores.tables import Conversation, Message, TrackerEvent


class UnknownConversation(Exception):
    """There is no conversation of that id."""


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


class ConversationStore:
    """Reads and writes conversations; every method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        """Use the project's one engine."""
        self._engine = engine

    def create(self, greeting: BotMessage | None = None) -> str:
        """Begin a conversation, with the bot's greeting if given; the id holds 128 random bits."""
        conversation, at = secrets.token_hex(16), _now()
        row: dict[str, Any] = {"id": conversation, "created_at": at, "last_seq": 1 if greeting else 0, "carried": {}}
        with self._engine.begin() as connection:
            connection.execute(insert(Conversation), [row])
            if greeting is not None:
                said = {"conversation_id": conversation, "seq": 1, "sender": "bot", "at": at, "text": greeting.text,
                        "content": greeting.content, "offered": greeting.offered}  # fmt: skip
                connection.execute(insert(Message), [said])
        return conversation

    def carried(self, conversation: str) -> dict[str, Any]:
        """What the conversation carries from turn to turn: slots and the active loop.

        Raises:
            UnknownConversation: If there is none of that id.
        """
        with self._engine.connect() as connection:
            carried = connection.scalar(select(Conversation.carried).where(Conversation.id == conversation))
        if carried is None:
            raise UnknownConversation(conversation)
        return dict(carried)

    def turn_of(self, conversation: str, client_message_id: str) -> StoredTurn | None:
        """The stored turn of a client's message id, or None if it is new."""
        with self._engine.connect() as connection:
            learner = connection.execute(
                select(Message.seq, Message.text).where(
                    Message.conversation_id == conversation, Message.client_message_id == client_message_id
                )
            ).one_or_none()
            if learner is None:
                return None
            replies = connection.execute(_messages(conversation).where(Message.in_reply_to == learner.seq)).mappings()
            return StoredTurn(learner.seq, learner.text, tuple(_public(row) for row in replies))

    def offered(self, conversation: str, option: str) -> tuple[str, str] | None:
        """(title, payload) of an option that this conversation was offered, or None."""
        with self._engine.connect() as connection:
            rows = connection.scalars(
                select(Message.offered).where(Message.conversation_id == conversation, Message.sender == "bot")
                .order_by(Message.seq.desc())
            )  # fmt: skip
            for offered in rows:
                if option in offered:
                    return tuple(offered[option])
        return None

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
    ) -> StoredTurn:
        """Store a whole turn in one transaction and return it as it will be sent."""
        with self._engine.begin() as connection:
            asked = self._last_seq(connection, conversation) + 1
            at = _now()
            common = {"conversation_id": conversation, "at": at}
            rows: list[dict[str, Any]] = [
                {**common, "seq": asked, "sender": "learner", "text": learner_text, "content": {}, "offered": {},
                 "client_message_id": client_message_id, "in_reply_to": None}
            ]  # fmt: skip
            for seq, reply in enumerate(replies, asked + 1):
                rows.append(
                    {**common, "seq": seq, "sender": "bot", "text": reply.text, "content": reply.content,
                     "offered": reply.offered, "client_message_id": None, "in_reply_to": asked}
                )  # fmt: skip
            connection.execute(insert(Message), rows)
            if events:
                staged = [{"conversation_id": conversation, "turn": asked, "position": position, "event": event}
                          for position, event in enumerate(events)]  # fmt: skip
                connection.execute(insert(TrackerEvent), staged)
            values = {"last_seq": rows[-1]["seq"], "carried": carried}
            connection.execute(update(Conversation).where(Conversation.id == conversation).values(values))
        return StoredTurn(asked, learner_text, tuple(_public(row) for row in rows[1:]))

    def ping(self) -> None:
        """Raise if the database does not answer."""
        with self._engine.connect() as connection:
            connection.execute(select(Conversation.id).limit(1)).one_or_none()

    @staticmethod
    def _last_seq(connection: Connection, conversation: str) -> int:
        last = connection.scalar(select(Conversation.last_seq).where(Conversation.id == conversation).with_for_update())
        if last is None:
            raise UnknownConversation(conversation)
        return int(last)


def _messages(conversation: str) -> Select[Any]:
    columns = (Message.seq, Message.sender, Message.text, Message.at, Message.content)
    return select(*columns).where(Message.conversation_id == conversation).order_by(Message.seq)


def _public(row: RowMapping | dict[str, Any]) -> dict[str, Any]:
    """A message as docs/protocol.md sends it."""
    return {"seq": row["seq"], "from": row["sender"], "text": row["text"], "at": row["at"], **row["content"]}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
