"""What learners said of answers, in the database: one judgement a message, the last one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Row, Select, and_, delete, insert, select
from sqlalchemy.orm import aliased

from bot.clock import now
from bot.judging import Judgement, first_sentence
from bot.stores.conversations import lock
from bot.stores.tables import Feedback, Message
from bot.stores.writing import writing


class NoSuchAnswer(Exception):
    """The conversation holds no bot's message of that number."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer as a learner judged it. It says nothing of whose conversation it was.

    `at` is when it was judged, in ISO 8601; `question` is empty where nobody asked, as before the greeting; `answer` is the
    sentence that the answer begins with.
    """

    at: str
    topic: str
    question: str
    answer: str
    judgement: Judgement


class FeedbackStore:
    """Reads and writes judgements; every method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        """Use the project's one engine."""
        self._engine = engine

    def judge(self, conversation: str, seq: int, judgement: Judgement) -> None:
        """Store what the learner says of a message, in the place of what was said before.

        Raises:
            UnknownConversation: If there is none of that id.
            NoSuchAnswer: If the message is not one of the bot's, in this conversation.
        """
        of_message = (Feedback.conversation_id == conversation, Feedback.seq == seq)
        with writing(self._engine) as connection:
            lock(connection, conversation)
            answers = select(Message.seq).where(
                Message.conversation_id == conversation, Message.seq == seq, Message.sender == "bot"
            )
            if connection.scalar(answers) is None:
                raise NoSuchAnswer(f"{conversation}: {seq}")
            connection.execute(delete(Feedback).where(*of_message))
            said = {"conversation_id": conversation, "seq": seq, "at": now(),
                    "helpful": judgement.helpful, "reason": judgement.reason}  # fmt: skip
            connection.execute(insert(Feedback), [said])

    def newest(self, limit: int, *, is_unhelpful_only: bool = False) -> list[Judged]:
        """What was judged last, the newest first; at most `limit`."""
        wanted = _judged().limit(limit)
        if is_unhelpful_only:
            wanted = wanted.where(Feedback.helpful.is_(False))
        with self._engine.connect() as connection:
            return [_read(row) for row in connection.execute(wanted)]


def _judged() -> Select[Any]:
    """Judgements with their answers and the questions before these."""
    question = aliased(Message)
    asked = and_(question.conversation_id == Message.conversation_id, question.seq == Message.in_reply_to)
    columns = (Feedback.at, Feedback.helpful, Feedback.reason, Message.text, Message.content, question.text)
    whole = select(*columns).join_from(Feedback, Message).outerjoin(question, asked)
    return whole.order_by(Feedback.at.desc(), Feedback.conversation_id, Feedback.seq.desc())


def _read(row: Row[Any] | Sequence[Any]) -> Judged:
    at, helpful, reason, text, content, question = row
    answer = first_sentence(text, content.get("blocks", ()))
    return Judged(at, content.get("topic") or "", question or "", answer, Judgement(helpful, reason))
