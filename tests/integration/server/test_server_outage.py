"""When parts are missing: 503, readiness that says which part, and recovery without a restart."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from actions import ACTIONS
from bot.runtime import Runtime
from bot.server import create_app
from bot.settings import Settings, load_settings
from tests.integration.server.conftest import ORIGIN, begin
from tests.integration.server.test_server_errors import assert_error

MoveAway = Callable[[], Callable[[], None]]


@pytest.fixture
def outage_http(move_database_away: MoveAway, settings: Settings) -> Iterator[TestClient]:
    """A client of an application whose database can be moved away."""
    own = dataclasses.replace(settings, database_url=load_settings().database_url)
    runtime = Runtime(own)
    with TestClient(create_app(runtime), raise_server_exceptions=False) as client:
        yield client


def test_calls_are_503_while_the_database_is_away(outage_http: TestClient, move_database_away: MoveAway) -> None:
    """Starting, writing and reading say that the bot cannot answer now, in the one shape."""
    learner = begin(outage_http)
    move_database_away()
    assert_error(outage_http.post("/api/conversations", json={}), 503, "unavailable")
    assert_error(learner.post(text="hello"), 503, "unavailable")
    assert_error(outage_http.get("/api/messages", headers=learner.headers), 503, "unavailable")


def test_a_message_is_503_when_only_the_file_is_moved_under_open_connections(
    outage_http: TestClient, own_database: Path
) -> None:
    """No turn is acknowledged that went into a file which is not the configured database any more."""
    learner = begin(outage_http)
    assert learner.post(text="hello").status_code == 200
    own_database.rename(own_database.with_name("elsewhere.db"))
    assert_error(learner.post(text="thanks"), 503, "unavailable")
    assert outage_http.get("/ready").status_code == 503


def test_nothing_of_a_503_message_is_stored_and_it_can_be_sent_again(
    outage_http: TestClient, move_database_away: MoveAway
) -> None:
    """The same message is answered once the database is back, without a restart."""
    learner = begin(outage_http)
    before = learner.said()
    bring_back = move_database_away()
    assert_error(learner.post(client_message_id="1", text="hello"), 503, "unavailable")
    bring_back()
    assert learner.said() == before
    assert learner.post(client_message_id="1", text="hello").status_code == 200
    assert [m["text"] for m in learner.said() if m["from"] == "learner"] == ["hello"]


def test_a_503_can_be_read_by_an_allowed_origin(outage_http: TestClient, move_database_away: MoveAway) -> None:
    """A widget on another site sees why it got no answer: the failure carries the origin's permission too."""
    learner = begin(outage_http)
    move_database_away()
    headers = {**learner.headers, "Origin": ORIGIN}
    answer = outage_http.get("/api/messages", headers=headers)
    assert_error(answer, 503, "unavailable")
    assert answer.headers.get("access-control-allow-origin") == ORIGIN


def test_a_503_logs_its_cause_but_not_the_text(
    outage_http: TestClient, move_database_away: MoveAway, caplog: pytest.LogCaptureFixture
) -> None:
    """The operator reads what failed; what the learner wrote is in no log."""
    learner = begin(outage_http)
    move_database_away()
    with caplog.at_level(logging.INFO):
        learner.post(text="my private question about xyzzy")
    record = next(r for r in caplog.records if r.name == "pathwise.server" and r.levelno >= logging.ERROR)
    assert record.exc_info
    assert "xyzzy" not in caplog.text


def test_ready_is_503_while_the_database_is_away_and_health_stays_200(
    outage_http: TestClient, move_database_away: MoveAway
) -> None:
    """Readiness names the failed part without details; the process itself is alive."""
    bring_back = move_database_away()
    answer = outage_http.get("/ready")
    assert answer.status_code == 503
    assert answer.json()["ready"] is False
    assert answer.json()["checks"]["database"] == "failed"
    assert "sqlite" not in answer.text.lower()
    assert outage_http.get("/health").status_code == 200
    bring_back()
    assert outage_http.get("/ready").status_code == 200


def test_ready_is_503_when_an_empty_database_stands_in_its_place(
    outage_http: TestClient, move_database_away: MoveAway, own_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new, empty file where the database was is not a database that answers."""
    monkeypatch.setattr("knowledge.current.RECHECK_S", 0.0)
    move_database_away()
    own_database.parent.mkdir()
    answer = outage_http.get("/ready")
    assert (answer.status_code, answer.json()["ready"]) == (503, False)


def test_ready_is_503_when_actions_do_not_answer(settings: Settings) -> None:
    """A bot without its answering action is not ready."""
    actions = [action for action in ACTIONS if action.__name__ != "ActionAnswer"]
    with TestClient(create_app(Runtime(settings, actions))) as client:
        answer = client.get("/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {**answer.json()["checks"], "actions": "failed", "database": "ok"}


class BrokenGraph:
    """A model that breaks while it runs."""

    def run(self, **_: Any) -> Any:
        """Fail."""
        raise RuntimeError("the model is broken in /secret/place")


def test_ready_and_messages_are_503_when_the_model_does_not_answer(settings: Settings) -> None:
    """A broken model is named, its path is not, and a message stores nothing."""
    runtime = Runtime(settings)
    with TestClient(create_app(runtime), raise_server_exceptions=False) as client:
        learner = begin(client)
        before = learner.said()
        runtime._processor.graph_runner = BrokenGraph()
        answer = client.get("/ready")
        assert (answer.status_code, answer.json()["checks"]["model"]) == (503, "failed")
        refused = learner.post(text="is the one about supply chains worth it")
        assert_error(refused, 503, "unavailable")
        assert "secret" not in answer.text + refused.text
        assert learner.said() == before
