"""Turns as Rasa's own processor takes them: the same events, whether a prediction is made or remembered."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.core.processor import MessageProcessor
from rasa.shared.core.domain import Domain
from sqlalchemy import select

from bot.runtime import Runtime
from bot.stores.tables import TrackerEvent
from bot.stores.turn_tracker_store import TurnTrackerStore
from bot.turn_processor import TurnProcessor, UnexpectedModel
from knowledge.current import engine_for

CONVERSATIONS = {
    "questions": ["hello", "is a micromasters worth it", "what does it cost", "who won the cup", "thanks"],
    "a recommendation": ["recommend me something", "data", "5 hours", "why do you ask", "no idea", "500 dollars"],
    "a question within": ["recommend me a programme", "what is a micromasters", "data science", "yes"],
    "left": ["recommend me a programme", "stop", "compare mitx supply chain and mitx finance"],
    "bare facts": ["yes", "i have 6 hours a week", "no", "cancel", "what would change that"],
}


@pytest.fixture(scope="module")
def rasas_own(runtime: Runtime) -> MessageProcessor:
    """Rasa's processor as it is, on the same model, store and actions."""
    domain = runtime._processor.domain
    generator = TemplatedNaturalLanguageGenerator(domain.responses)
    return MessageProcessor(runtime.settings.model, TurnTrackerStore(domain), None, generator, runtime.actions)


def events_of(runtime: Runtime, texts: list[str]) -> list[dict[str, Any]]:
    """What Rasa recorded of a conversation, without the times."""

    async def play() -> str:
        conversation, _ = runtime.start()
        for text in texts:
            await runtime.turn(conversation, text=text)
        return conversation

    conversation = asyncio.run(play())
    wanted = select(TrackerEvent.event).where(TrackerEvent.conversation_id == conversation)
    ordered = wanted.order_by(TrackerEvent.turn, TrackerEvent.position)
    with engine_for(runtime.settings.database_url).connect() as connection:
        return [without_times(event) for event in connection.scalars(ordered)]


def without_times(told: Any) -> Any:
    """The same without times, names of models, and ids that are made by chance."""
    match told:
        case dict():
            return {key: without_times(value) for key, value in told.items() if key not in ("timestamp", "metadata")}
        case list():
            return [without_times(value) for value in told]
    return told


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_both_processors_record_the_same(
    runtime: Runtime, rasas_own: MessageProcessor, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Intents, actions, forms and slots of every turn are those of Rasa's own processor, the first time and the second."""
    ours = [events_of(runtime, CONVERSATIONS[name]) for _ in range(2)]
    monkeypatch.setattr(runtime, "_processor", rasas_own)
    expected = events_of(runtime, CONVERSATIONS[name])
    assert len(expected) > 4 * len(CONVERSATIONS[name])
    assert ours == [expected, expected]


def test_what_was_predicted_once_is_not_predicted_again(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same kind of conversation a second time asks no policy."""
    events_of(runtime, CONVERSATIONS["a question within"])

    def predicted(*_: Any) -> None:
        raise AssertionError("a policy was asked")

    monkeypatch.setattr(MessageProcessor, "_predict_next_with_tracker", predicted)
    events_of(runtime, CONVERSATIONS["a question within"])


def test_a_domain_in_which_rasa_fills_slots_is_refused(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    """What this processor leaves out must not be needed, or it says so at once."""
    domain = runtime._processor.domain.as_dict()
    domain["slots"]["field"]["mappings"] = [{"type": "from_text"}]
    processor: TurnProcessor = runtime._processor
    monkeypatch.setattr(processor, "domain", Domain.from_dict(domain))
    with pytest.raises(UnexpectedModel, match="field"):
        processor._refuse_what_is_left_out()


def test_who_erases_a_conversation_is_forgotten_in_memory_too(runtime: Runtime) -> None:
    """No text stays in the memory of how messages were read."""

    async def play() -> None:
        conversation, _ = runtime.start()
        await runtime.turn(conversation, text="is the one in zoology worth it")
        assert any("zoology" in text for _, text in runtime._understanding._read)
        await runtime.erase(conversation)

    asyncio.run(play())
    assert not runtime._understanding._read
