"""The tables of conversations; created by the same migrations as the knowledge base."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.tables import Base


class Conversation(Base):
    """One conversation; its id is made by the server. `last_seq` numbers its messages.

    `carried` is what the next turn needs of all before: slots and the active loop.
    """

    __tablename__ = "conversation"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    created_at: Mapped[str] = mapped_column(String(32))
    last_seq: Mapped[int] = mapped_column(Integer, default=0)
    carried: Mapped[dict[str, Any]] = mapped_column(JSON)


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
