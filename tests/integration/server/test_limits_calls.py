"""Limits over HTTP: both sides of each, what the learner is told, and that a repeated message is never refused."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from bot.runtime import Runtime
from bot.server import create_app
from bot.settings import Settings
from tests.integration.server.conftest import begin
from tests.integration.server.test_server_errors import assert_error

MESSAGES, CONVERSATIONS = 4, 3


@pytest.fixture(scope="module")
def limited(settings: Settings) -> Iterator[Runtime]:
    """A bot with low limits."""
    runtime = Runtime(dataclasses.replace(settings, messages_per_minute=MESSAGES, conversations_per_hour=CONVERSATIONS))
    yield runtime
    runtime.close()


@pytest.fixture
def limited_http(limited: Runtime) -> Iterator[TestClient]:
    """A client of an application that has counted nothing of addresses yet."""
    with TestClient(create_app(limited), raise_server_exceptions=False) as http:
        yield http


def test_one_message_too_many_in_a_minute_is_429(limited_http: TestClient) -> None:
    """The limit itself is let through; beyond it the learner is told how long to wait, and nothing is stored."""
    learner = begin(limited_http)
    for number in range(MESSAGES):
        assert learner.post(client_message_id=str(number), text="thanks").status_code == 200
    before = learner.said()
    refused = learner.post(client_message_id="beyond", text="thanks")
    error = assert_error(refused, 429, "too_many")
    assert 1 <= error["retry_after_s"] <= 60
    assert refused.headers["Retry-After"] == str(error["retry_after_s"])
    assert learner.said() == before


def test_a_repeated_message_is_answered_beyond_the_limit(limited_http: TestClient) -> None:
    """Who lost an answer gets it, however much was sent."""
    learner = begin(limited_http)
    first = learner.post(client_message_id="0", text="thanks")
    for number in range(1, MESSAGES):
        learner.post(client_message_id=str(number), text="thanks")
    assert learner.post(client_message_id="0", text="thanks").json() == first.json()


def test_conversations_have_limits_of_their_own(limited_http: TestClient) -> None:
    """A learner who sends too much holds up nobody else."""
    loud, quiet = begin(limited_http), begin(limited_http)
    for number in range(MESSAGES + 1):
        loud.post(client_message_id=str(number), text="thanks")
    assert quiet.post(text="thanks").status_code == 200


def test_one_conversation_too_many_in_an_hour_is_429(limited_http: TestClient) -> None:
    """An address begins so many conversations; the next is told in how many minutes."""
    for _ in range(CONVERSATIONS):
        begin(limited_http)
    error = assert_error(limited_http.post("/api/conversations", json={}), 429, "too_many")
    assert 3500 <= error["retry_after_s"] <= 3600
    assert "60 minutes" in error["message"]


def test_an_address_that_a_client_claims_is_not_believed(limited_http: TestClient) -> None:
    """Without configured proxies, X-Forwarded-For and its kin change nothing."""
    for number in range(CONVERSATIONS):
        begin(limited_http)
        claimed = {"X-Forwarded-For": f"203.0.113.{number}", "Forwarded": f"for=203.0.113.{number}"}
    for headers in (claimed, {"X-Real-IP": "203.0.113.9"}):
        refused = limited_http.post("/api/conversations", json={}, headers=headers)
        assert_error(refused, 429, "too_many")
