"""The tables of conversations; created by the same migrations as the knowledge base."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Engine,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Text,
    UniqueConstraint,
    inspect,
)
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.tables import Base


class TablesMissing(Exception):
    """The database was made for an earlier version, or for none."""


class Conversation(Base):
    """One conversation; its id is made by the server. `last_seq` numbers its messages.

    `carried` is what the next turn needs of all before: slots and the active loop. Tokens of another generation than
    `token_generation` are not accepted.
    """

    __tablename__ = "conversation"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    created_at: Mapped[str] = mapped_column(String(32))
    last_seq: Mapped[int] = mapped_column(Integer, default=0)
    carried: Mapped[dict[str, Any]] = mapped_column(JSON)
    token_generation: Mapped[int] = mapped_column(Integer, default=0, server_default="0")


class Message(Base):
    """What the learner or the bot said; `offered` maps option ids to the payloads behind them."""

    __tablename__ = "message"
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True)
    sender: Mapped[str] = mapped_column(String(10))
    at: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text)
    client_message_id: Mapped[str | None] = mapped_column(String(64))
    in_reply_to: Mapped[int | None] = mapped_column(Integer)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    offered: Mapped[dict[str, Any]] = mapped_column(JSON)

    __table_args__ = (UniqueConstraint("conversation_id", "client_message_id"),)


class TrackerEvent(Base):
    """One event of Rasa's tracker: which turn (the learner's seq), and its place in the turn."""

    __tablename__ = "tracker_event"
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    turn: Mapped[int] = mapped_column(Integer, primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    event: Mapped[dict[str, Any]] = mapped_column(JSON)


class Feedback(Base):
    """What the learner said last of a bot's message; `reason` is an id of `bot.judging.REASONS`."""

    __tablename__ = "feedback"
    conversation_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True)
    helpful: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[str | None] = mapped_column(String(20))
    at: Mapped[str] = mapped_column(String(32))

    __table_args__ = (ForeignKeyConstraint(["conversation_id", "seq"], ["message.conversation_id", "message.seq"]),)


def require_tables(engine: Engine) -> None:
    """Check that the database is as new as the code.

    Raises:
        TablesMissing: If a table of facts or conversations is not there, or lacks a column.
    """
    missing = list(_missing(engine))
    if missing:
        named = ", ".join(missing[:3]) + (" and others" if len(missing) > 3 else "")
        raise TablesMissing(f"the database has no {named}; run 'pathwise knowledge load', which makes what is missing")


def _missing(engine: Engine) -> Iterator[str]:
    """What the database lacks, in words."""
    found = inspect(engine)
    names = set(found.get_table_names())
    for name, table in sorted(Base.metadata.tables.items()):
        if name not in names:
            yield f"table {name}"
            continue
        columns = {column["name"] for column in found.get_columns(name)}
        yield from (f"column {name}.{column.name}" for column in table.columns if column.name not in columns)
