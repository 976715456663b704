"""What whoever runs the bot sees: a request's id in answer and log, counts and times, and no word of a learner."""

from __future__ import annotations

import dataclasses
import logging

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from bot.runtime import Runtime
from bot.server import create_app
from tests.integration.server.conftest import Learner, begin
from tests.integration.server.test_server_errors import assert_error

SECRET = "xyzzy plugh 55121"
LOCAL = ("127.0.0.1", 50000)


def measured(http: TestClient) -> dict[str, float]:
    """All samples, by name and labels."""
    text = http.get("/metrics").text
    samples = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return {f"{sample.name}{sorted(sample.labels.items())}": sample.value for sample in samples}


@pytest.fixture
def local(runtime: Runtime) -> TestClient:
    """A client on this machine."""
    return TestClient(create_app(runtime), client=LOCAL, raise_server_exceptions=False)


def test_every_answer_names_its_request(learner: Learner) -> None:
    """Answers carry an id, each its own, errors too."""
    ids = {learner.http.get(path, headers=learner.headers).headers["x-request-id"]
           for path in ("/health", "/api/messages", "/api/messages", "/nowhere")}  # fmt: skip
    assert len(ids) == 4


@pytest.mark.parametrize(("given", "is_taken"), [("abcdef12-34", True), ("short", False), ("a b\tc d e f g", False)])
def test_an_id_from_a_proxy_is_taken_only_where_it_looks_like_one(http: TestClient, given: str, is_taken: bool) -> None:
    """One id follows a request through all logs, but nobody writes into them with it."""
    answer = http.get("/health", headers={"X-Request-Id": given})
    assert (answer.headers["x-request-id"] == given) is is_taken


def test_a_turn_is_counted_and_timed(local: TestClient) -> None:
    """A stored turn, a repeat of it and a refusal each move their own count."""
    learner = begin(local)
    before = measured(local)
    learner.post(client_message_id="1", text="is a micromasters worth it")
    learner.post(client_message_id="1", text="is a micromasters worth it")
    learner.post(client_message_id="1", text="something else")
    after = measured(local)

    def moved(name: str) -> float:
        return after[name] - before.get(name, 0.0)

    assert moved("pathwise_turns_total[('status', 'answered')]") == 1
    assert moved("pathwise_turn_seconds_count[]") == 1
    assert moved("pathwise_repeated_messages_total[]") == 1
    assert moved("pathwise_refused_total[('code', 'conflict')]") == 1
    assert moved("pathwise_requests_total[('path', '/api/messages'), ('status', '200')]") == 2
    assert after["pathwise_turns_present[]"] == 0


def test_invented_paths_are_counted_together(local: TestClient) -> None:
    """A scanner that tries thousands of paths does not fill the memory with counts."""
    for number in range(20):
        local.get(f"/wp-admin/{number}")
    assert not any("wp-admin" in name for name in measured(local))


def test_metrics_are_for_this_machine_or_who_has_the_token(runtime: Runtime) -> None:
    """Strangers get what any wrong path gets."""
    token = "m" * 32
    guarded = object.__new__(Runtime)
    settings = dataclasses.replace(runtime.settings, metrics_token=token)
    guarded.__dict__.update(runtime.__dict__, settings=settings)
    stranger = ("203.0.113.9", 50000)
    cases = [
        (runtime, LOCAL, None, 200),
        (runtime, stranger, None, 404),
        (guarded, LOCAL, None, 404),
        (guarded, stranger, "wrong" * 8, 404),
        (guarded, stranger, token, 200),
    ]
    for bot, client, given, status in cases:
        headers = {"Authorization": f"Bearer {given}"} if given else {}
        assert TestClient(create_app(bot), client=client).get("/metrics", headers=headers).status_code == status


def test_metrics_and_logs_hold_no_word_and_no_token(local: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    """Numbers and ids only."""
    with caplog.at_level(logging.DEBUG, logger="pathwise"):
        learner = begin(local)
        learner.post(text=SECRET)
    for told in (caplog.text, local.get("/metrics").text):
        assert "xyzzy" not in told
        assert learner.token not in told


def test_a_fault_is_found_in_the_log_by_the_reference_that_the_learner_sees(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 503 names its request, and counts as a failure."""

    def fail(*_: str | None) -> None:
        raise OSError("no such disk")

    http = TestClient(create_app(runtime), client=LOCAL, raise_server_exceptions=False)
    learner = begin(http)
    monkeypatch.setattr(runtime.store, "standing", fail)
    before = measured(http).get("pathwise_failures_total[('part', 'OSError')]", 0.0)
    answer = learner.post(text="hello")
    error = assert_error(answer, 503, "unavailable")
    assert error["reference"] == answer.headers["x-request-id"]
    assert measured(http)["pathwise_failures_total[('part', 'OSError')]"] == before + 1
