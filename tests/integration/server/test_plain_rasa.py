"""The repository stays a plain Rasa project: what `rasa run actions` and `rasa train` read fits together."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
import yaml
from rasa_sdk import Action

from actions import ACTIONS
from actions.recommendation import REMEMBERED
from advising.profile import QUESTIONS
from bot.settings import ROOT

DOMAIN: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text())
CUSTOM = {name for name in DOMAIN["actions"] if not name.startswith("utter_")}


SERVED = """
import json
from rasa_sdk.executor import ActionExecutor
executor = ActionExecutor()
executor.register_package("actions")
print(json.dumps(sorted(executor.actions)))
"""


@pytest.fixture(scope="module")
def registered() -> set[str]:
    """What `rasa run actions` serves from the `actions` package, in a process that knows no test's actions."""
    command = [sys.executable, "-W", "ignore", "-c", SERVED]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def names_of(actions: tuple[type[Action], ...]) -> list[str]:
    """The names that the actions answer to."""
    return [action().name() for action in actions]


def test_importing_the_package_registers_every_action_of_the_domain(registered: set[str]) -> None:
    """Every custom action that domain.yml names has a class that Rasa's action server finds."""
    assert registered >= CUSTOM


def test_every_action_is_named_in_the_domain(registered: set[str]) -> None:
    """No action is served that domain.yml does not know."""
    assert registered <= CUSTOM


def test_the_bot_runs_the_same_actions_as_rasas_action_server() -> None:
    """The list that the bot runs in its process is that of the domain, each once."""
    assert sorted(names_of(ACTIONS)) == sorted(CUSTOM)


def test_every_question_of_the_form_can_be_asked() -> None:
    """Each required slot of the form is a slot of the domain, a question of ours, and has its asking action."""
    required = DOMAIN["forms"]["recommendation_form"]["required_slots"]
    assert required == list(QUESTIONS)
    for slot in required:
        assert slot in DOMAIN["slots"]
        assert f"action_ask_recommendation_form_{slot}" in CUSTOM


def used(name: str, file: str) -> set[str]:
    """All values of a key anywhere in a training file."""

    def values(node: Any) -> list[str]:
        if isinstance(node, list):
            return [value for child in node for value in values(child)]
        if isinstance(node, dict):
            own = [node[name]] if isinstance(node.get(name), str) else []
            return own + [value for child in node.values() for value in values(child)]
        return []

    return set(values(yaml.safe_load((ROOT / "data" / file).read_text())))


@pytest.mark.parametrize("file", ["rules.yml", "stories.yml"])
def test_rules_and_stories_use_only_what_the_domain_names(file: str) -> None:
    """Every intent and custom action of a rule or story is in domain.yml."""
    assert used("intent", file) <= set(DOMAIN["intents"])
    assert {action for action in used("action", file) if action.startswith("action_")} <= CUSTOM | {
        "action_deactivate_loop",
        "action_listen",
    }


def test_every_intent_has_examples_and_a_rule() -> None:
    """No intent is without training examples, and none without something that happens after it."""
    intents = set(DOMAIN["intents"])
    assert used("intent", "nlu.yml") == intents
    assert used("intent", "rules.yml") == intents


def test_every_topic_of_the_catalogue_is_an_intent() -> None:
    """What the knowledge base can answer can be asked."""
    topics = {row["id"] for row in yaml.safe_load((ROOT / "knowledge/catalogue/topics.yml").read_text())}
    assert topics <= set(DOMAIN["intents"])


def test_every_slot_that_actions_set_is_in_the_domain() -> None:
    """A slot that domain.yml does not name would be dropped by Rasa with an error in the log."""
    assert set(REMEMBERED) <= set(DOMAIN["slots"])
