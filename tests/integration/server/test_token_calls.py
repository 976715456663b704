"""Tokens over HTTP: changed for new ones, revoked, and never read from anywhere but the one header."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from bot.runtime import Runtime
from bot.server import create_app
from bot.tokens import Tokens
from tests.integration.server.conftest import Learner, begin
from tests.integration.server.test_server_errors import assert_error

DAY_S = 24 * 3600


def test_a_new_token_opens_the_same_conversation_and_the_old_one_still_does(learner: Learner) -> None:
    """Changing a token loses nothing in another tab that has the old one."""
    answer = learner.http.post("/api/token", json={}, headers=learner.headers)
    assert answer.status_code == 200
    new = dataclasses.replace(learner, token=answer.json()["token"])
    assert new.said() == learner.said()


def test_revoking_leaves_only_the_new_token(learner: Learner) -> None:
    """Who fears that a token was seen ends all that went before; what was said stays."""
    before = learner.said()
    answer = learner.http.post("/api/token", json={"revoke": True}, headers=learner.headers)
    new = dataclasses.replace(learner, token=answer.json()["token"])
    assert new.said() == before
    for method, path in (("GET", "/api/messages"), ("DELETE", "/api/conversation"), ("POST", "/api/token")):
        body = {"json": {}} if method == "POST" else {}
        assert_error(learner.http.request(method, path, headers=learner.headers, **body), 401, "unauthorized")
    assert new.post(text="hello").status_code == 200


def test_a_token_revoked_by_another_process_takes_no_turn(learner: Learner, runtime: Runtime) -> None:
    """A turn is taken without a look of the door's own, but not with a token that another process has revoked meanwhile.

    From then on the door looks again: who goes on sending takes no place in the conversation's queue.
    """
    sent = learner.post(text="hello")
    assert sent.status_code == 200
    before = learner.said()
    generation = runtime.store.revoke_tokens(learner.conversation)
    with pytest.MonkeyPatch.context() as patch:
        asked = []
        taken = Runtime.turn
        patch.setattr(Runtime, "turn", lambda self, *args, **more: (asked.append(1), taken(self, *args, **more))[1])
        for _ in range(3):
            assert_error(learner.post(text="hello again"), 401, "unauthorized")
        assert len(asked) == 1
    token, _ = Tokens(runtime.settings.secret_key, DAY_S).issue(learner.conversation, generation)
    new = dataclasses.replace(learner, token=token)
    assert new.said() == before
    assert new.post(text="hello again").status_code == 200


def test_a_resend_with_a_revoked_token_is_told_nothing(learner: Learner, runtime: Runtime) -> None:
    """An answer that was stored is not given to who holds an old token either."""
    assert learner.post(text="hello", client_message_id="the same").status_code == 200
    runtime.store.revoke_tokens(learner.conversation)
    assert_error(learner.post(text="hello", client_message_id="the same"), 401, "unauthorized")


def test_an_erased_conversation_takes_no_turn(learner: Learner, runtime: Runtime) -> None:
    """Nor does the door's memory keep a conversation that another process has erased."""
    assert learner.post(text="hello").status_code == 200
    runtime.store.erase(learner.conversation)
    for _ in range(2):
        assert_error(learner.post(text="hello"), 401, "unauthorized")


@pytest.mark.parametrize("body", [[], "x", {"revoke": "yes"}, {"revoke": 1}, {"revoke": None}])
def test_a_wish_that_cannot_be_read_revokes_nothing(learner: Learner, body: object) -> None:
    """A wrong body is told, and the token holds."""
    assert_error(learner.http.post("/api/token", json=body, headers=learner.headers), 422, "invalid")
    assert learner.said()


def test_resuming_late_brings_a_new_token(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the second half of its life a token is renewed by the call that every client resumes with."""
    assert "token" not in learner.http.get("/api/messages", headers=learner.headers).json()
    later_s = int(datetime.now(UTC).timestamp()) + 4 * DAY_S
    monkeypatch.setattr("bot.tokens._now_s", lambda: later_s)
    renewed = learner.http.get("/api/messages", headers=learner.headers).json()
    assert datetime.fromisoformat(renewed["expires_at"]).timestamp() == later_s + 7 * DAY_S
    assert dataclasses.replace(learner, token=renewed["token"]).said()


def test_two_authorization_headers_are_none(learner: Learner) -> None:
    """A proxy and we might read different ones: neither counts."""
    headers = [("Authorization", f"Bearer {learner.token}"), ("Authorization", "Bearer x")]
    for given in (headers, headers[::-1]):
        assert_error(learner.http.get("/api/messages", headers=given), 401, "unauthorized")


def test_a_changed_key_keeps_conversations_as_long_as_the_earlier_one_is_named(runtime: Runtime) -> None:
    """The key can be changed without shutting learners out, and dropping the earlier one shuts them out."""
    with TestClient(create_app(runtime)) as http:
        learner = begin(http)
    changed = dataclasses.replace(runtime.settings, secret_key="k" * 40, earlier_keys=(runtime.settings.secret_key,))
    dropped = dataclasses.replace(changed, earlier_keys=())
    for settings, status in ((changed, 200), (dropped, 401)):
        with TestClient(create_app(_with(runtime, settings))) as http:
            assert http.get("/api/messages", headers=learner.headers).status_code == status


def _with(runtime: Runtime, settings: object) -> Runtime:
    """The same running bot under other settings."""
    other = object.__new__(Runtime)
    other.__dict__.update(runtime.__dict__, settings=settings)
    return other
