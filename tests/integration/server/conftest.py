"""The public door for tests: one running bot behind the real application, and a database that a test may move."""

from __future__ import annotations

import dataclasses
import os
import shutil
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy.engine import make_url
from starlette.testclient import TestClient

from bot.runtime import Runtime
from bot.server import create_app
from bot.settings import Settings, load_settings
from knowledge.current import URL_SETTING, current_knowledge, engine_for

KEY = "a key that only tests use, of enough characters"
ORIGIN = "https://campus.example"


@dataclass
class Learner:
    """A learner's browser: one conversation over HTTP."""

    http: TestClient
    token: str
    conversation: str

    @property
    def headers(self) -> dict[str, str]:
        """What authorises this learner."""
        return {"Authorization": f"Bearer {self.token}"}

    def post(self, **body: Any) -> httpx.Response:
        """Send a message body; a client_message_id is made unless one is given."""
        body = {"client_message_id": str(uuid.uuid4()), **body}
        return self.http.post("/api/messages", json=body, headers=self.headers)

    def said(self, after: int = 0) -> list[dict[str, Any]]:
        """All messages above a sequence number."""
        answer = self.http.get("/api/messages", params={"after": after}, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return answer.json()["messages"]


@pytest.fixture(scope="session")
def settings(database_url: str) -> Settings:
    """Settings with a known key and one allowed origin."""
    return dataclasses.replace(load_settings(), secret_key=KEY, allowed_origins=(ORIGIN,))


@pytest.fixture(scope="session")
def runtime(settings: Settings) -> Runtime:
    """The running bot; `make train` made its model."""
    return Runtime(settings)


@pytest.fixture(scope="session")
def http(runtime: Runtime) -> Iterator[TestClient]:
    """A client of the application; failures come back as answers, as from a real server."""
    with TestClient(create_app(runtime), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def learner(http: TestClient) -> Learner:
    """A learner with a new conversation."""
    return begin(http)


def begin(http: TestClient) -> Learner:
    """Begin a conversation over HTTP."""
    answer = http.post("/api/conversations", json={})
    assert answer.status_code == 201, answer.text
    return Learner(http, answer.json()["token"], answer.json()["conversation"])


@pytest.fixture
def own_database(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the database that a test may move away; everything under test uses it."""
    path = tmp_path / "own" / "pathwise.db"
    path.parent.mkdir()
    with sqlite3.connect(make_url(database_url).database or "") as source, sqlite3.connect(path) as target:
        source.backup(target)
    monkeypatch.setenv(URL_SETTING, f"sqlite:///{path}")
    yield path
    engine_for(os.environ[URL_SETTING]).dispose()
    current_knowledge.cache_clear()


@pytest.fixture
def move_database_away(own_database: Path) -> Callable[[], Callable[[], None]]:
    """Move the database's folder away and close what is open, as a lost volume does; returns how to bring it back."""
    away = own_database.parent.with_name("away")

    def move() -> Callable[[], None]:
        engine_for(f"sqlite:///{own_database}").dispose()
        shutil.move(own_database.parent, away)

        def bring_back() -> None:
            engine_for(f"sqlite:///{own_database}").dispose()
            shutil.rmtree(own_database.parent, ignore_errors=True)
            shutil.move(away, own_database.parent)

        return bring_back

    return move
