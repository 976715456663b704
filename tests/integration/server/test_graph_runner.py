"""The planned runner gives what Rasa's own gives."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.trackers import DialogueStateTracker

from bot.graph_runner import PlannedGraphRunner
from bot.settings import load_settings

NLU = "run_RegexMessageHandler"


@pytest.fixture(scope="module")
def rasas_own(database_url: str) -> DaskGraphRunner:
    """The runner that Rasa makes of the trained model."""
    processor = Agent.load(load_settings().model).processor
    assert processor is not None
    runner: DaskGraphRunner = processor.graph_runner
    return runner


def parsed(runner: Any, text: str) -> dict[str, Any]:
    """What the NLU part of the graph says of a text."""
    inputs = {"__message__": [UserMessage(text)], "__tracker__": DialogueStateTracker.from_events("x", [])}
    (message,) = runner.run(inputs=inputs, targets=[NLU])[NLU]
    found: dict[str, Any] = message.as_dict(only_output_properties=True)
    return found


@pytest.mark.parametrize("text", ["is a micromasters worth it", "what does RITx Cybersecurity cost", "who won the cup"])
def test_both_runners_understand_alike(rasas_own: DaskGraphRunner, text: str) -> None:
    """Planning once changes no result."""
    assert parsed(PlannedGraphRunner(rasas_own), text) == parsed(rasas_own, text)


def test_a_missing_input_is_told(rasas_own: DaskGraphRunner) -> None:
    """A graph without its message fails loudly, not with an empty answer."""
    with pytest.raises(GraphRunError):
        PlannedGraphRunner(rasas_own).run(inputs={}, targets=[NLU])
