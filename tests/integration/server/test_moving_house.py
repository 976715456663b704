"""A bot is copied while it answers, put back elsewhere, and goes on with its conversations under their old tokens."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from bot.cli import main
from bot.runtime import Runtime
from bot.server import create_app
from bot.settings import Settings
from knowledge.current import URL_SETTING, current_knowledge, engine_for
from tests.integration.server.conftest import Learner, begin

Serve = Callable[[str], TestClient]


@pytest.fixture
def serve(settings: Settings) -> Iterator[Serve]:
    """Serve a database, with the one key that signs tokens."""
    clients = list[TestClient]()

    def serve(url: str) -> TestClient:
        app = create_app(Runtime(dataclasses.replace(settings, database_url=url)))
        clients.append(TestClient(app, raise_server_exceptions=False))
        return clients[-1].__enter__()

    yield serve
    for client in clients:
        client.__exit__(None, None, None)
    current_knowledge.cache_clear()


def test_a_conversation_goes_on_elsewhere(
    own_database: Path, serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy is made between turns of a learner who goes on writing; there, what was said is known and asked on about."""
    learner = begin(serve(f"sqlite:///{own_database}"))
    assert learner.post(text="How long does MITx Finance take?").status_code == 200
    answers, copying = list[int](), threading.Event()

    def chatter() -> None:
        while not copying.is_set():
            answers.append(learner.post(text="thanks").status_code)

    writing = threading.Thread(target=chatter)
    writing.start()
    copy = tmp_path / "copy.db"
    copied = CliRunner().invoke(main, ["database", "backup", str(copy)])
    copying.set()
    writing.join()
    assert copied.exit_code == 0, copied.output
    assert answers
    assert set(answers) == {200}

    elsewhere = f"sqlite:///{tmp_path / 'elsewhere' / 'pathwise.db'}"
    monkeypatch.setenv(URL_SETTING, elsewhere)
    restored = CliRunner().invoke(main, ["database", "restore", str(copy)])
    assert restored.exit_code == 0, restored.output
    moved = Learner(serve(elsewhere), learner.token, learner.conversation)
    said = moved.said()
    assert said == learner.said()[: len(said)]
    answer = moved.post(text="and what does it cost?").json()["messages"]
    assert "MITx Finance" in answer[0]["text"]
    engine_for(elsewhere).dispose()
