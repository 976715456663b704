"""How old conversations are, and forgetting the old ones, a few at a time so that nobody waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Engine, Select, and_, func, select

from bot.stores.conversations import UnknownConversation, erase_rows, lock
from bot.stores.tables import Conversation, Message
from bot.stores.writing import writing

AT_ONCE = 10  # conversations in one transaction


class Ages:
    """Reads and forgets by the time of a conversation's last message; of one without a message, by its beginning."""

    def __init__(self, engine: Engine) -> None:
        """Use the project's one engine."""
        self._engine = engine

    def newest(self) -> datetime | None:
        """When the last message of all was stored; None if there is no conversation."""
        with self._engine.connect() as connection:
            at = connection.scalar(_dated(func.max(_last())))
        return datetime.fromisoformat(at) if at else None

    def silent_since(self, moment: datetime) -> list[str]:
        """The conversations whose last message is older than a moment, the oldest first."""
        wanted = _dated(Conversation.id).where(_last() < _stored(moment)).order_by(_last(), Conversation.id)
        with self._engine.connect() as connection:
            return list(connection.scalars(wanted))

    def forget(self, conversations: Sequence[str], moment: datetime) -> Iterator[int]:
        """Forget conversations a few at a time; gives the number of each few, so that the caller can pause.

        One that went on in the meantime, or was erased, is left out.
        """
        for start in range(0, len(conversations), AT_ONCE):
            yield self._forget(conversations[start : start + AT_ONCE], moment)

    def _forget(self, conversations: Sequence[str], moment: datetime) -> int:
        forgotten = 0
        with writing(self._engine) as connection:
            for conversation in conversations:
                try:
                    lock(connection, conversation)
                except UnknownConversation:
                    continue
                last = connection.scalar(_dated(_last()).where(Conversation.id == conversation))
                if last is not None and last < _stored(moment):
                    erase_rows(connection, conversation)
                    forgotten += 1
        return forgotten


def _last() -> ColumnElement[str]:
    return func.coalesce(Message.at, Conversation.created_at)


def _dated(column: object) -> Select[tuple[str]]:
    """A column of conversations beside their last message."""
    is_last = and_(Message.conversation_id == Conversation.id, Message.seq == Conversation.last_seq)
    return select(column).select_from(Conversation).outerjoin(Message, is_last)  # type: ignore[call-overload, no-any-return]


def _stored(moment: datetime) -> str:
    """A moment as times are stored, which sort as text."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
