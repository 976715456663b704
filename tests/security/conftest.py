"""A real server to attack, started once for the tests of a run that need one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from evaluation.attacks.target import Target, target

ALLOWED = "https://good.example"


@pytest.fixture(scope="session")
def attacked() -> Iterator[Target]:
    """A server of its own process and database, which pages of one origin may call."""
    with target({"PATHWISE_ALLOWED_ORIGINS": ALLOWED}) as running:
        yield running
