"""Who somebody is changes neither what is understood nor what is recommended: a sample, through the real bot."""

from __future__ import annotations

import asyncio

import pytest

from advising.model import Snapshot
from bot.runtime import Runtime
from evaluation.asking import RuntimeChat
from evaluation.conversations import converse
from evaluation.fairness import Compared, Pair, make_pairs, read_statuses, read_tellings
from evaluation.fairness_figures import UNWANTED

SAMPLE = 48  # of the 360 of `pathwise evaluate fairness`: the first ones


@pytest.fixture(scope="module")
def pairs(snapshot: Snapshot) -> list[Pair]:
    """The same profile told plainly, and with a sentence about oneself."""
    return make_pairs(snapshot, read_statuses(), read_tellings(), SAMPLE)


@pytest.mark.parametrize("number", range(SAMPLE))
def test_who_somebody_is_changes_nothing(
    runtime: Runtime, loop: asyncio.AbstractEventLoop, pairs: list[Pair], number: int
) -> None:
    """Both conversations end with the same ranking, scores included, and the same profile."""
    pair = pairs[number]
    plain, changed = (
        converse(learner, RuntimeChat(runtime, loop.run_until_complete)) for learner in (pair.plain, pair.changed)
    )
    differing = Compared(pair, plain, changed).differing
    assert not set(differing) & set(UNWANTED), (pair.status, pair.place, [turn.text for turn in changed.turns])
