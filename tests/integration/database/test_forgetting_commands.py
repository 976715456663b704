"""`pathwise conversations export|erase|retain`, as whoever runs the bot types them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from bot.cli import main
from bot.commands import forgetting
from bot.stores.conversations import BotMessage, ConversationStore
from bot.transcript import transcript_json, transcript_text
from knowledge.current import URL_SETTING, engine_for
from knowledge.database import migrate
from tests.integration.database.test_ages import ids, talk
from tests.integration.database.test_conversation_store import NOBODY
from tests.integration.database.test_traces import left

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


@pytest.fixture
def engine(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A migrated database that the commands use."""
    monkeypatch.setenv(URL_SETTING, empty_url)
    monkeypatch.setattr(forgetting, "BETWEEN_S", 0.0)
    migrate(engine_for(empty_url))
    return engine_for(empty_url)


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["conversations", *args])


def said(*args: str) -> str:
    """What a command prints that ends well."""
    result = run(*args)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_conversation_is_exported_as_its_learner_gets_it(engine: Engine, monkeypatch: pytest.MonkeyPatch):
    """Both formats are those of `GET /api/transcript`, byte for byte, with line ends and odd characters."""
    store = ConversationStore(engine)
    conversation = store.create(BotMessage("Hello.", {"blocks": []}))
    store.commit_turn(conversation, "1", "quánto\u202e\r\ncosts it", [BotMessage("$300.", {})], events=[], carried={})
    monkeypatch.setattr("bot.clock.now", lambda: "2026-11-22T10:00:00.000Z")
    created_at, messages = store.history(conversation)
    assert said("export", conversation) == transcript_json(
        conversation, created_at, "2026-11-22T10:00:00.000Z", messages
    )
    assert said("export", conversation, "--format", "text") == transcript_text("2026-11-22T10:00:00.000Z", messages)
    assert json.loads(said("export", conversation))["conversation"] == conversation


def test_an_erased_conversation_leaves_nothing(engine: Engine):
    """It is gone from the tables and the files, and erasing it again says that there is none."""
    store = ConversationStore(engine)
    conversation, other = store.create(), talk(engine, NOW)
    store.commit_turn(conversation, "1", "canary" * 9, [BotMessage("Yes.", {})], events=[{"event": "user"}], carried={})
    assert said("erase", conversation) == f"Erased conversation {conversation}.\n"
    assert ids(engine) == {other}
    assert left(engine, {conversation: ["canary" * 9]}, [conversation]) == []
    again = run("erase", conversation)
    assert (again.exit_code, again.output.strip()) == (
        1, f"Error: there is no conversation '{conversation}'; expected its id of 32 letters and digits",
    )  # fmt: skip


@pytest.mark.parametrize("command", ["export", "erase"])
@pytest.mark.parametrize("wrong", [NOBODY, "'; DROP TABLE message; --", "%"])
def test_an_unknown_id_is_told(engine: Engine, command: str, wrong: str):
    """Nothing is taken for a pattern or a statement."""
    kept = talk(engine, NOW)
    result = run(command, wrong)
    assert result.exit_code == 1
    assert "there is no conversation" in result.output
    assert ids(engine) == {kept}


def test_what_is_in_use_is_told(engine: Engine):
    """While somebody reads an older state, the conversation is erased, and where traces may be left is said."""
    conversation = talk(engine, NOW)
    with engine.connect() as reading:
        reading.exec_driver_sql("BEGIN")
        reading.exec_driver_sql("SELECT count(*) FROM message").all()
        assert "Traces may be left" in said("erase", conversation)
    assert ids(engine) == set()


def test_only_the_old_are_forgotten_and_a_dry_run_forgets_nothing(engine: Engine):
    """Both print how many."""
    kept = talk(engine, NOW - 29 * DAY)
    old = {talk(engine, NOW - days * DAY) for days in (31, 32)}
    new = talk(engine, NOW)
    assert (
        said("retain", "--days", "30", "--dry-run") == "2 conversations of more than 30 days ago would be forgotten.\n"
    )
    assert ids(engine) == {kept, new, *old}
    assert said("retain", "--days", "30") == "2 conversations of more than 30 days ago forgotten.\n"
    assert ids(engine) == {kept, new}
    assert said("retain", "--days", "30") == "0 conversations of more than 30 days ago forgotten.\n"


def test_a_database_without_conversations_has_nothing_to_forget(engine: Engine):
    """And says so."""
    assert ids(engine) == set()
    assert said("retain", "--days", "1") == "There is no conversation.\n"


def test_a_clock_far_ahead_forgets_only_when_told_that_it_is_right(engine: Engine):
    """After 90 days without a message ages are counted from the last one; --trust-clock counts from the clock."""
    conversation = talk(engine, NOW - 90 * DAY)
    assert said("retain", "--days", "30").endswith("0 conversations of more than 30 days ago forgotten.\n")
    assert ids(engine) == {conversation}
    assert said("retain", "--days", "30", "--trust-clock") == "1 conversation of more than 30 days ago forgotten.\n"
    assert ids(engine) == set()


def test_a_clock_behind_the_messages_is_refused(engine: Engine):
    """The command ends with 1, says both times, and forgets nothing."""
    kept = {talk(engine, NOW + 3 * DAY), talk(engine, NOW - 60 * DAY)}
    result = run("retain", "--days", "30")
    assert result.exit_code == 1
    assert f"{NOW + 3 * DAY:%Y-%m-%d}" in result.output
    assert ids(engine) == kept


@pytest.mark.parametrize("wrong", [("retain",), ("retain", "--days", "0"), ("export", NOBODY, "--format", "html")])
def test_a_wrong_option_is_told(wrong: tuple[str, ...]):
    """Days must be given and be at least one; a format must be known."""
    assert run(*wrong).exit_code == 2
