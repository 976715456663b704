"""A small share of `make faults`: real servers that are killed, crowded and fed without waiting."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from evaluation.faults.__main__ import main


@pytest.fixture(autouse=True)
def results_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What tests find does not take the place of what a whole run found."""
    monkeypatch.setattr("evaluation.faults.__main__.RESULTS", tmp_path)


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["kills", "--count", "3", "--lanes", "1"], "doubled"),
        (["resends", "--count", "100"], "different answers"),
        (["order", "--count", "300"], "out of order"),
    ],
    ids=["kill -9", "resends in parallel", "messages without waiting"],
)
def test_nothing_acknowledged_is_lost_doubled_or_out_of_order(arguments: list[str], shown: str) -> None:
    """Each run ends well, which it does only when all its counts of what must not happen are 0."""
    run = CliRunner().invoke(main, arguments)
    assert run.exit_code == 0, run.output
    assert shown in run.output
