"""Rasa's message processor without what only costs time: predictions are remembered, and nothing is copied to be logged.

Which action comes next depends on what the policies see of a conversation: intents, names of entities, actions, the
active form and the slots that have an influence. For the same of these the answer is the same, so it is asked once. What
a turn does is in the events, and they are Rasa's own; tests/integration/server/test_turn_processor.py compares both.
"""

from __future__ import annotations

import copy
import logging
from collections import OrderedDict, deque
from collections.abc import Hashable
from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.actions.loops import LoopAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_VALIDATE_SLOT_MAPPINGS
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    Event,
    LoopInterrupted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.graph_runner import PlannedGraphRunner
from bot.model_file import ModelProblem
from bot.stores.turn_tracker_store import TurnTrackerStore

LOG = logging.getLogger("pathwise.turn")
REMEMBERED = 10_000
Seen = tuple[Hashable, ...]


class UnexpectedModel(ModelProblem):
    """The model needs what this processor leaves out."""


class TurnProcessor(MessageProcessor):
    """Takes turns exactly as Rasa's processor takes them, on a model whose slots are set by actions alone."""

    def __init__(self, model: Path, actions: EndpointConfig) -> None:
        """Load the model.

        Raises:
            UnexpectedModel: If a slot is filled by Rasa itself, or a rule reads the words of a message.
        """
        generator = TemplatedNaturalLanguageGenerator({})
        # No lock store: the runtime has locks of its own. The tracker store needs the domain that is loaded here.
        super().__init__(model, None, None, generator, actions)
        generator.responses = self.domain.responses
        runner: Any = self.graph_runner
        self.graph_runner: Any = PlannedGraphRunner(runner)
        # Rasa wraps its store in one that falls back to memory and loses turns; ours fails loudly instead.
        self.tracker_store = TurnTrackerStore(self.domain)
        self._influential = {slot.name for slot in self.domain.slots if slot.influence_conversation}
        self._remembered: OrderedDict[Seen, PolicyPrediction] = OrderedDict()
        self._refuse_what_is_left_out()

    async def run_action_extract_slots(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> DialogueStateTracker:
        """Nothing: no slot is filled from a message (see `_refuse_what_is_left_out`)."""
        return tracker

    def _predict_next_with_tracker(self, tracker: DialogueStateTracker) -> PolicyPrediction:
        if tracker.followup_action:
            return super()._predict_next_with_tracker(tracker)
        seen = self._seen(tracker)
        if seen is None:
            return super()._predict_next_with_tracker(tracker)
        prediction = self._remembered.get(seen)
        if prediction is None:
            prediction = super()._predict_next_with_tracker(tracker)
            self._remembered[seen] = _own(prediction)
            if len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
            return prediction
        self._remembered.move_to_end(seen)
        return _own(prediction)

    def _seen(self, tracker: DialogueStateTracker) -> Seen | None:
        """Everything of a conversation that policies may look at; None if something in it is not known here."""
        seen: list[Hashable] = []
        for event in tracker.events:
            match event:
                case UserUttered():
                    entities = frozenset(
                        (entity["entity"], entity.get("role"), entity.get("group")) for entity in event.entities
                    )
                    seen.append(("user", event.intent_name, entities))
                case ActionExecuted():
                    seen.append(("action", event.action_name, event.action_text, event.hide_rule_turn))
                case ActionExecutionRejected():
                    seen.append(("rejected", event.action_name))
                case ActiveLoop():
                    seen.append(("loop", event.name))
                case LoopInterrupted():
                    seen.append(("interrupted", event.is_interrupted))
                case DefinePrevUserUtteredFeaturization():
                    seen.append(("by text", event.use_text_for_featurization))
                case SlotSet():
                    if event.key in self._influential:
                        seen.append(("slot", event.key, repr(event.value)))
                case BotUttered() | SessionStarted():
                    pass
                case _:
                    return None
        return tuple(seen)

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        try:
            seen_by_action = tracker
            # A rejection leaves the policies' events out, and a form tries its slots on what it is given.
            if prediction.events or isinstance(action, LoopAction):
                seen_by_action = _copied(tracker)
                seen_by_action.update_with_events(prediction.events, self.domain)
            events = await action.run(output_channel, nlg, seen_by_action, self.domain)
        except ActionExecutionRejection:
            tracker.update(ActionExecutionRejected(action.name(), prediction.policy_name, prediction.max_confidence))
            return self._goes_on_after(action)
        except Exception:  # as Rasa has it: the conversation goes on, and the runtime tells a learner who got no answer
            LOG.exception("action %s failed", action.name())
            events = []
        self._log_action_on_tracker(tracker, action, events, prediction)
        await self.execute_side_effects(events, tracker, output_channel)
        return self._goes_on_after(action)

    def _goes_on_after(self, action: Action) -> bool:
        return bool(self.should_predict_another_action(action.name()))

    def _log_action_on_tracker(
        self, tracker: DialogueStateTracker, action: Action, events: list[Event] | None, prediction: PolicyPrediction
    ) -> None:
        events = events or []
        if not any(isinstance(event, ActionExecutionRejected) for event in events):
            tracker.update_with_events(prediction.events, self.domain)
            tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(events, self.domain)

    @staticmethod
    def _log_slots(tracker: DialogueStateTracker) -> None:
        """Nothing: Rasa puts all slots into a string, whether it is logged or not."""

    def _refuse_what_is_left_out(self) -> None:
        filled = [slot.name for slot in self.domain.slots if not _is_set_by_actions(slot)]
        if filled or ACTION_VALIDATE_SLOT_MAPPINGS in self.domain.user_actions:
            raise UnexpectedModel(
                f"domain.yml: Rasa fills slots {filled} by itself; give each one mapping 'type: custom' without an action"
            )
        parts = self.graph_runner.components
        rules = [rule for part in parts if isinstance(part, RulePolicy) for rule in part.lookup[RULES]]
        if any('"text"' in rule for rule in rules):
            raise UnexpectedModel("data/rules.yml: a rule reads the words of a message; give it an intent instead")


def _is_set_by_actions(slot: Slot) -> bool:
    return all(mapping.get("type") == "custom" and not mapping.get("action") for mapping in slot.mappings)


def _own(prediction: PolicyPrediction) -> PolicyPrediction:
    """A copy whose events are the turn's own: a tracker puts its time and its model into them."""
    owned = copy.copy(prediction)
    owned.events = [copy.copy(event) for event in prediction.events]
    return owned


def _copied(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """What `tracker.copy()` gives, without replaying every event."""
    copied = copy.copy(tracker)
    copied.events = deque(tracker.events, tracker.events.maxlen)
    copied.slots = {name: copy.copy(slot) for name, slot in tracker.slots.items()}
    copied.active_loop = copy.copy(tracker.active_loop)
    return copied
