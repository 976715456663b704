"""What learners say in their own words, read with the real names, figures and spelling (advising.reading)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.listening import changes_of, mentioned
from advising.model import Snapshot
from advising.reading import read_profile
from bot.nlu.current import current_spelling, names_in
from bot.nlu.entity_component import figures_in
from bot.nlu.normal_component import counts_of, meant_otherwise
from bot.nlu.spelling import read_words

HERE = Path(__file__).parent
NLU = HERE.parents[2] / "data" / "nlu.yml"
Row = tuple[str, str | None, dict[str, Any]]


def rows(name: str) -> list[Any]:
    """The rows of a table, each with the question that is open, if one is."""
    found = []
    for group, said in yaml.safe_load((HERE / name).read_text(encoding="utf-8")).items():
        requested = group.split(",")[0] if name == "answers.yml" else None
        found += [pytest.param(text, requested, told, id=f"{group}: {text}") for text, told in said]
    return found


@pytest.fixture(scope="module")
def counts(database_url: str) -> Any:
    """The counts of words that training makes of the examples."""
    groups = yaml.safe_load(NLU.read_text(encoding="utf-8"))["nlu"]
    return counts_of([line.removeprefix("- ") for group in groups for line in group["examples"].splitlines()])


@pytest.mark.parametrize(("text", "requested", "told"), rows("answers.yml") + rows("told.yml"))
def test_what_is_said_is_read(
    snapshot: Snapshot, counts: Any, text: str, requested: str | None, told: dict[str, Any]
) -> None:
    """A message in a learner's own words tells what it says, no less and no more."""
    words = read_words(text, current_spelling(counts))
    entities = [*names_in(text, words), *figures_in(text, words)]
    changes = changes_of(meant_otherwise(text, words))
    before = {"budget_usd": "hours_per_week", "credit": "budget_usd"}.get(requested or "")
    read = read_profile(snapshot, text, "inform", mentioned(entities), requested, changes=changes, before=before)
    assert read == told
