"""What tests share: the real catalogue in a real database file, and one running bot for all conversations."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import structlog
from sqlalchemy import Engine

from advising.model import Snapshot
from bot.left_out import UNUSED, leave_out
from bot.nlu.encoder_file import ensure_encoder
from knowledge.current import DAY_SETTING, URL_SETTING, current_knowledge, engine_for
from knowledge.database import migrate
from knowledge.load import load_catalogue
from knowledge.snapshot import read_snapshot
from tests.unit.small_catalogue import write_small_catalogue

# As in the server; but plots are tested too, and the channel of plain Rasa.
leave_out(UNUSED - {"matplotlib", "socketio", "engineio"})
# Rasa writes every turn to standard output otherwise.
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session", autouse=True)
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database file of this test run alone, with the real catalogue, used by everything under test."""
    url = f"sqlite:///{tmp_path_factory.mktemp('database') / 'pathwise.db'}"
    # Tests send more than learners do; those of the limits set their own.
    own = {URL_SETTING: url, DAY_SETTING: TODAY.isoformat(), "PATHWISE_RATE_LIMIT": "off"}
    before = {name: os.environ.get(name) for name in own}
    os.environ |= own
    engine = engine_for(url)
    migrate(engine)
    load_catalogue(engine)
    yield url
    engine.dispose()
    current_knowledge.cache_clear()
    for name, value in before.items():
        del os.environ[name]
        if value is not None:
            os.environ[name] = value


@pytest.fixture(scope="session", autouse=True)
def encoder_made() -> None:
    """The encoder's file, for those tests that need it and no model: `make train` makes it with the model."""
    ensure_encoder()


@pytest.fixture(scope="session")
def engine(database_url: str) -> Engine:
    """The engine of the test database."""
    return engine_for(database_url)


@pytest.fixture(scope="session")
def snapshot(engine: Engine) -> Snapshot:
    """The real knowledge, frozen on a fixed day."""
    return read_snapshot(engine, TODAY)


@pytest.fixture
def catalogue_folder(tmp_path: Path) -> Path:
    """A small catalogue of its own that a test may break: see tests/unit/small_catalogue.py."""
    return write_small_catalogue(tmp_path / "catalogue")
