"""The running bot: wires model, actions, store and locks, and takes turns. The only place that builds these."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa_sdk import Action
from threadpoolctl import threadpool_limits

from actions import ACTIONS
from actions.speaking import uttered
from advising.guided import greeting
from bot.actions_endpoint import InProcessActions, trust_validated_results
from bot.database_threads import DatabaseThreads
from bot.handoff import SEND, Handed, Handoff, is_move
from bot.locks import LOCK_WAIT_S, TURNS_AT_ONCE, ConversationLocks
from bot.metrics import Metrics
from bot.model_file import verify_model
from bot.redaction import Redacted, redact
from bot.retention import Retention
from bot.settings import Settings
from bot.stores.advisory_locks import AdvisoryLocks
from bot.stores.ages import Ages
from bot.stores.conversations import BotMessage, ConversationStore, Standing, StoredTurn, TurnOverlapped
from bot.stores.feedback import FeedbackStore
from bot.stores.tables import require_tables
from bot.stores.traces import Traces
from bot.stores.turn_tracker_store import STAGED, StagedTurn
from bot.tokens import BadToken
from bot.turn import CollectingChannel, TurnResult, Understood, bot_message
from bot.turn_processor import TurnProcessor
from bot.understanding import Understanding, parsed_payload
from knowledge.current import current_knowledge, engine_for

LOG = logging.getLogger("pathwise.runtime")
MAX_TEXT = 2000
DATABASE_THREADS, DATABASE_TIMEOUT_S = 16, 5.0
# How often a turn is taken anew because another process was first: there can be as many as may wait.
MOST_OVERLAPS = 5
SILENCE = BotMessage(
    "Sorry, I have no answer to that. Please try other words.",
    {
        "topic": "support",
        "topics": ["support"],
        "status": "declined",
        "claims": [],
        "recommendations": [],
        "blocks": [],
    },
)


class TextTooLong(Exception):
    """The message is over the limit."""


class NotOffered(Exception):
    """The option was not offered in this conversation."""


class Conflict(Exception):
    """A client's message id came again with another content."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A message as it came: what was written, here without addresses and numbers, or the id of a pressed option."""

    written: Redacted | None
    choice: str | None
    client_message_id: str | None


class Runtime:
    """Takes turns of conversations, one at a time in each."""

    def __init__(self, settings: Settings, actions: Iterable[type[Action] | Action] = ACTIONS) -> None:
        """Load the model and open the database.

        Raises:
            ModelProblem: If the model is missing or is not the one that was built here.
            KnowledgeMissing: If the database holds no catalogue.
            TablesMissing: If the database was made for an earlier version.
            UnexpectedModel: If the model needs parts of Rasa that are left out here.
        """
        self.settings = settings
        engine = engine_for(settings.database_url)
        self.metrics = Metrics()
        self.in_database = DatabaseThreads(DATABASE_THREADS, DATABASE_TIMEOUT_S)
        self.store, self.feedback = ConversationStore(engine), FeedbackStore(engine)
        self.traces = Traces(engine)
        self.retention = Retention(Ages(engine), self.traces, settings.retention_days)
        self.knowledge = current_knowledge(settings.database_url)
        self.knowledge.snapshot()
        require_tables(engine)
        self.actions = InProcessActions(actions, settings.action_timeout_s)
        trust_validated_results()
        # The threads of small products wait actively for the next one, and keep a core from the rest of the turn.
        threadpool_limits(1, "blas")
        verify_model(settings.model)
        self._processor = TurnProcessor(settings.model, self.actions)
        self._understanding = Understanding(self._processor)
        is_shared = engine.dialect.name == "postgresql"
        self._across = AdvisoryLocks(engine, TURNS_AT_ONCE, LOCK_WAIT_S) if is_shared else None
        self._locks = ConversationLocks(self._across)
        self.metrics.watch_turns(lambda: self._locks.users)
        self.handoff = Handoff(settings, self.store, self.knowledge.snapshot)
        self.understand("hello")  # builds the lexicon and the index before the first learner waits for them
        redact("1234567")  # reads the numbering plans

    def start(self) -> tuple[str, list[dict[str, Any]]]:
        """Begin a conversation with a greeting; (its id, its messages)."""
        snapshot = self.knowledge.snapshot()
        conversation = self.store.create(bot_message(*uttered(snapshot, greeting(snapshot))))
        self.metrics.conversations.inc()
        return conversation, self.store.messages_after(conversation, 0)

    async def turn(
        self,
        conversation: str,
        *,
        text: str | None = None,
        choice: str | None = None,
        client_message_id: str | None = None,
        admit: Callable[[str], None] = lambda conversation: None,
        generation: int | None = None,
    ) -> TurnResult:
        """Take one turn: understand, act, commit, and only then give the answer.

        Args:
            conversation: Its id.
            text: What the learner wrote; from here on without addresses and numbers (bot/redaction). Or
            choice: the id of an offered option.
            client_message_id: The client's id of the message; a repeated one gives the stored answer.
            admit: Is called with the conversation before a new message is taken, and may refuse it by raising; a repeated
                one is answered without asking.
            generation: That of the sender's token; None where nobody sent one.

        Raises:
            BadToken: The conversation accepts tokens of another generation.
            TextTooLong: Over 2,000 characters; nothing is stored.
            NotOffered: The option was not offered in this conversation.
            Conflict: The client's message id was used for another message.
            UnknownConversation: There is no conversation of that id.
            TooManyWaiting: Five messages of the conversation wait already.
            Overloaded: Too many messages wait in all, or it was not this one's turn in time.
        """
        if text is not None and len(text) > MAX_TEXT:
            raise TextTooLong(f"{len(text):,} characters")
        said = _Said(None if text is None else redact(text), choice, client_message_id)
        async with self._locks.hold(conversation):
            begun_s = time.perf_counter()
            standing, parsed = await self.in_database(self._before_turn, conversation, said, generation, admit)
            if standing.repeated is not None:
                return self._again(standing, standing.repeated, said)
            result = await self._first_turn(conversation, standing, said, parsed)
            self.metrics.turn_seconds.observe(time.perf_counter() - begun_s)
        self._count(result.stored)
        return result

    def _before_turn(
        self, conversation: str, said: _Said, generation: int | None, admit: Callable[[str], None]
    ) -> tuple[Standing, dict[str, Any]]:
        """How the conversation stands, and what a new message in words means; in a thread.

        To understand takes longer than all the rest: on the event loop, every other turn would wait for it at each of its steps.
        """
        standing = self.store.standing(conversation, said.client_message_id, said.choice)
        if generation not in (None, standing.generation):
            raise BadToken("the token was revoked")
        if standing.repeated is not None:
            return standing, {}
        admit(conversation)
        return standing, {} if said.written is None else self.understand(said.written.text)

    def _again(self, standing: Standing, stored: StoredTurn, said: _Said) -> TurnResult:
        """The stored turn of a message that came before."""
        if _shown(standing, said)[0] != stored.learner_text:
            raise Conflict("this client_message_id was used for another message")
        self.metrics.repeats.inc()
        return TurnResult(stored)

    async def _first_turn(
        self, conversation: str, standing: Standing, said: _Said, parsed: dict[str, Any]
    ) -> TurnResult:
        """A new turn; taken anew, or found stored, where another process stored one while it was taken."""
        for _ in range(MOST_OVERLAPS):
            try:
                return await self._new_turn(conversation, standing, said, parsed)
            except TurnOverlapped:
                self.metrics.overlaps.inc()
                standing = await self.in_database(
                    self.store.standing, conversation, said.client_message_id, said.choice
                )
                if standing.repeated is not None:
                    return self._again(standing, standing.repeated, said)
        return await self._new_turn(conversation, standing, said, parsed)

    def _count(self, stored: StoredTurn) -> None:
        for message in stored.messages:
            self.metrics.turns.labels(message.get("status") or "none").inc()
            if message.get("failed"):
                self.metrics.failures.labels("action").inc()

    async def send_brief(self, conversation: str, brief: str = "") -> Handed:
        """Send the adviser's brief, as the button does; with a brief's id only that very one.

        Raises:
            UnknownConversation: There is no conversation of that id.
            TooManyWaiting: Five messages of the conversation wait already.
        """
        async with self._locks.hold(conversation):
            payload = f"{SEND}:{brief}" if brief else SEND
            return (await self._handing_over(conversation, "Send it", payload, None))[1]

    async def erase(self, conversation: str) -> None:
        """Forget a conversation: a turn that runs is finished first, and one that waits finds no conversation.

        Raises:
            UnknownConversation: There is no conversation of that id.
            TooManyWaiting: Five messages of the conversation wait already.
        """
        async with self._locks.hold(conversation):
            await self.in_database(self.store.erase, conversation)
        await self.in_database(self._understanding.forget)
        self.traces.mark()
        try:
            await self.in_database(self.traces.empty_log)
        except Exception as error:  # the conversation is gone all the same; its traces go with the next sweep
            LOG.warning("the database's log could not be emptied: %s: %s", type(error).__name__, error)

    def understand(self, text: str) -> dict[str, Any]:
        """What the bot reads in a message, before it acts; nothing is stored."""
        return self._understanding(text, self.knowledge.snapshot().version)

    async def check(self) -> dict[str, str]:
        """Whether model, database and actions answer: "ok", or what is wrong."""
        checks = {"database": self.store.ping, "actions": self.actions.ping, "knowledge": self.knowledge.snapshot}
        found = {"model": await self._state(lambda: self._understanding.anew("hello"))}
        for name, check in checks.items():
            found[name] = await self._state(check)
        for name, state in found.items():
            self.metrics.ready.labels(name).set(state == "ok")
        return found

    def close(self) -> None:
        """Give back the connections to the database."""
        if self._across is not None:
            self._across.dispose()

    async def _state(self, check: Callable[[], object]) -> str:
        try:
            await self.in_database(check)
        except Exception as error:  # any failure makes the bot not ready, and says why
            LOG.warning("readiness check failed: %s: %s", type(error).__name__, error)
            return f"{type(error).__name__}: {error}"
        return "ok"

    async def _new_turn(self, conversation: str, standing: Standing, said: _Said, parsed: dict[str, Any]) -> TurnResult:
        shown, payload = _shown(standing, said)
        if payload is not None and is_move(payload):
            stored, _ = await self._handing_over(conversation, shown, payload, said.client_message_id)
            return TurnResult(stored)
        if payload is not None:
            parsed = parsed_payload(payload)
        staged = StagedTurn(standing.carried)
        token = STAGED.set(staged)
        channel = CollectingChannel()
        try:
            await self._processor.handle_message(
                UserMessage(shown, channel, conversation, parse_data=parsed, input_channel=channel.name())
            )
        finally:
            STAGED.reset(token)
        if not channel.messages:
            LOG.error("turn of %s ended without a message; the learner was told", conversation)
            self.metrics.failures.labels("silence").inc()
            channel.messages.append(SILENCE)
        stored = await self.in_database(
            self.store.commit_turn,
            conversation,
            said.client_message_id,
            shown,
            [self.handoff.offering(message) for message in channel.messages],
            events=staged.events,
            carried=staged.carries,
            taken_from=standing.last_seq,
            redacted=said.written.kinds if said.written else (),
        )
        return TurnResult(stored, _understood(parsed))

    async def _handing_over(
        self, conversation: str, shown: str, payload: str, client_message_id: str | None
    ) -> tuple[StoredTurn, Handed]:
        """A turn about the adviser's brief: Rasa has no part in it, and what the conversation carries stays as it is."""
        carried = await self.in_database(self.store.carried, conversation)
        handed = await self.handoff.answer(conversation, payload)
        stored = await self.in_database(
            self.store.commit_turn, conversation, client_message_id, shown, [handed.message], events=[], carried=carried
        )
        return stored, handed


def _shown(standing: Standing, said: _Said) -> tuple[str, str | None]:
    """What the learner is shown to have said, and the payload behind it if that is an option."""
    if said.written is not None:
        return said.written.text, None
    if standing.option is None:
        raise NotOffered("the option was not offered in this conversation")
    return standing.option


def _understood(parsed: dict[str, Any]) -> Understood:
    intent = parsed.get("intent") or {}
    return Understood(
        intent.get("name") or "", float(intent.get("confidence") or 0.0), parsed.get("scope_score"),
        tuple(parsed.get("entities") or ()),
    )  # fmt: skip
