"""What learners said of answers, in a real database: one judgement a message, of the bot's messages of one conversation."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import Engine, func, select

from bot.judging import Judgement
from bot.stores.conversations import BotMessage, ConversationStore, UnknownConversation
from bot.stores.feedback import FeedbackStore, NoSuchAnswer
from bot.stores.tables import Feedback
from tests.integration.database.test_conversation_store import NOBODY

WRONG = Judgement(False, "wrong")
ANSWER = BotMessage(
    "It costs $300. [1]\n\nSources:\n[1] MIT",
    {"topic": "cost", "blocks": [{"type": "text", "sentences": [{"text": "It costs $300."}, {"text": "More."}]}]},
)


@pytest.fixture
def store(empty_engine: Engine) -> ConversationStore:
    """A store without conversations."""
    return ConversationStore(empty_engine)


@pytest.fixture
def feedback(empty_engine: Engine) -> FeedbackStore:
    """A store without judgements, of the same database."""
    return FeedbackStore(empty_engine)


def talk(store: ConversationStore, question: str = "what does it cost") -> str:
    """A conversation: the greeting is 1, a question 2, its answer 3."""
    conversation = store.create(BotMessage("Hello.", {"topic": "chat", "blocks": []}))
    store.commit_turn(conversation, "m1", question, [ANSWER], events=[], carried={})
    return conversation


def judgements(engine: Engine) -> int:
    """How many are stored."""
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(Feedback)) or 0


def test_a_judged_message_says_so_wherever_it_is_read(store: ConversationStore, feedback: FeedbackStore):
    """The message carries the judgement, in the list and when its turn is sent again; other messages carry none."""
    conversation, other = talk(store), talk(store)
    feedback.judge(conversation, 3, WRONG)
    assert [m.get("feedback") for m in store.messages_after(conversation, 0)] == [
        None, None, {"helpful": False, "reason": "wrong"},
    ]  # fmt: skip
    assert [m.get("feedback") for m in store.messages_after(other, 0)] == [None] * 3
    again = store.standing(conversation, "m1").repeated
    assert again is not None
    assert again.messages[0]["feedback"] == {"helpful": False, "reason": "wrong"}


def test_a_later_judgement_takes_the_place_of_the_earlier(
    store: ConversationStore, feedback: FeedbackStore, empty_engine: Engine
):
    """The learner's last word holds, also where it takes the reason back."""
    conversation = talk(store)
    for judgement in (WRONG, Judgement(False), Judgement(True)):
        feedback.judge(conversation, 3, judgement)
        assert store.messages_after(conversation, 2)[0]["feedback"] == judgement.as_json()
    assert judgements(empty_engine) == 1


@pytest.mark.parametrize("seq", [2, 4, 99, -1], ids=["the learner's own", "not yet said", "far", "negative"])
def test_only_a_message_of_the_bot_is_judged(
    store: ConversationStore, feedback: FeedbackStore, empty_engine: Engine, seq: int
):
    """Any other number is refused, and nothing is stored."""
    with pytest.raises(NoSuchAnswer):
        feedback.judge(talk(store), seq, WRONG)
    assert judgements(empty_engine) == 0


def test_a_conversation_that_is_not_there_is_told(feedback: FeedbackStore, empty_engine: Engine):
    """Nobody's answer is not judged."""
    with pytest.raises(UnknownConversation):
        feedback.judge(NOBODY, 1, WRONG)
    assert judgements(empty_engine) == 0


def test_judgements_that_come_at_once_leave_one(
    store: ConversationStore, feedback: FeedbackStore, empty_engine: Engine
):
    """A button that is pressed again and again, in several windows, neither fails nor counts twice."""
    conversation, failures = talk(store), list[Exception]()

    def judge() -> None:
        try:
            feedback.judge(conversation, 3, WRONG)
        except Exception as error:  # told below: a thread's failure is lost otherwise
            failures.append(error)

    threads = [threading.Thread(target=judge) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert judgements(empty_engine) == 1


def test_the_newest_come_first_with_question_and_first_sentence(store: ConversationStore, feedback: FeedbackStore):
    """Topic, the question before the answer, the sentence it begins with; the greeting has no question."""
    one, other = talk(store, "first?"), talk(store, "second?")
    feedback.judge(one, 3, WRONG)
    feedback.judge(other, 1, Judgement(True))
    feedback.judge(other, 3, Judgement(False))
    found = feedback.newest(10)
    assert sorted(found, key=lambda judged: judged.at, reverse=True) == found
    assert {(j.topic, j.question, j.answer, j.judgement) for j in found} == {
        ("cost", "second?", "It costs $300.", Judgement(False)),
        ("chat", "", "Hello.", Judgement(True)),
        ("cost", "first?", "It costs $300.", WRONG),
    }


def test_no_more_than_asked_for_and_only_unhelpful_ones(store: ConversationStore, feedback: FeedbackStore):
    """The limit counts what is wanted, not what is left out."""
    conversation = talk(store)
    feedback.judge(conversation, 3, WRONG)
    feedback.judge(conversation, 1, Judgement(True))
    assert len(feedback.newest(1)) == 1
    assert [judged.judgement for judged in feedback.newest(1, is_unhelpful_only=True)] == [WRONG]
