"""Every row of the errors of docs/protocol.md; an error is one shape, and stores nothing."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from bot.calls import MAX_BODY
from bot.runtime import MAX_TEXT, Runtime
from bot.server import create_app
from bot.tokens import Tokens
from tests.integration.server.conftest import KEY, Learner, begin

LATER_S = 3600


def assert_error(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The answer is an error of the one shape; returns what is in it."""
    assert answer.status_code == status, answer.text
    error = answer.json()["error"]
    assert set(answer.json()) == {"error"}
    assert error["code"] == code
    assert error["message"]
    return error


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"{", id="cut off"),
        pytest.param(b"text=hello", id="a form"),
        pytest.param(b"\xff\xfe\xfa", id="no characters"),
        pytest.param(b"[" * 10_000, id="nested too deeply"),
        pytest.param(b"9" * 5_000, id="a number too long to read"),
    ],
)
def test_a_body_that_is_not_json_is_400(learner: Learner, body: bytes) -> None:
    """Rubbish is told to be rubbish and stores nothing."""
    before = learner.said()
    answer = learner.http.post("/api/messages", content=body, headers=learner.headers)
    assert_error(answer, 400, "bad_json")
    assert learner.said() == before


def wrong_authorizations() -> dict[str, str | None]:
    """Headers that speak for no conversation, by what is wrong with them."""
    conversation = "0" * 32
    token, _ = Tokens(KEY, LATER_S).issue(conversation)
    foreign, _ = Tokens("another key that is long enough to sign", LATER_S).issue(conversation)
    return {
        "missing": None,
        "empty": "",
        "scheme only": "Bearer",
        "another scheme": f"Basic {token}",
        "no scheme": token,
        "altered": f"Bearer {token[:-2]}xx",
        "another key": f"Bearer {foreign}",
        "a conversation's id": f"Bearer {conversation}",
        "no conversation behind it": f"Bearer {token}",
        "not ascii": "Bearer \u00e9\u00e9",
    }


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("fault", list(wrong_authorizations()))
def test_a_token_that_speaks_for_no_conversation_is_401(http: TestClient, method: str, fault: str) -> None:
    """Neither reading nor writing is possible without the conversation's own token."""
    header = wrong_authorizations()[fault]
    headers = {} if header is None else {"Authorization": header.encode("latin-1")}
    body = {"json": {"client_message_id": "1", "text": "hello"}} if method == "POST" else {}
    assert_error(http.request(method, "/api/messages", headers=headers, **body), 401, "unauthorized")


def test_a_token_that_signs_no_text_is_401(http: TestClient) -> None:
    """A rightly signed token must name a conversation."""
    token, _ = Tokens(KEY, LATER_S).issue(["a", "list"])  # type: ignore[arg-type]
    answer = http.get("/api/messages", headers={"Authorization": f"Bearer {token}"})
    assert_error(answer, 401, "unauthorized")


def test_an_expired_token_is_401(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token holds for its lifetime and no longer."""
    assert learner.http.get("/api/messages", headers=learner.headers).status_code == 200
    later = time.time() + 8 * 24 * 3600
    monkeypatch.setattr("bot.tokens._now_s", lambda: int(later))
    assert_error(learner.http.get("/api/messages", headers=learner.headers), 401, "unauthorized")


def test_a_token_opens_its_own_conversation_only(http: TestClient) -> None:
    """What one learner writes is not listed for another."""
    one, other = begin(http), begin(http)
    one.post(text="hello")
    assert "hello" not in [m["text"] for m in other.said()]


@pytest.mark.parametrize("path", ["/nothing", "/api", "/api/", "/api/nothing", "/api/messages/1", "/health/deep"])
def test_an_unknown_path_is_404(http: TestClient, path: str) -> None:
    """A path that does not exist is told so, in the one shape."""
    assert_error(http.get(path), 404, "not_found")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/conversations"),
        ("DELETE", "/api/messages"),
        ("PUT", "/api/messages"),
        ("POST", "/health"),
        ("POST", "/ready"),
        ("POST", "/"),
        ("DELETE", "/widget.js"),
    ],
)
def test_a_wrong_method_is_405(http: TestClient, method: str, path: str) -> None:
    """A path that exists says that it does not take the method."""
    assert_error(http.request(method, path), 405, "method_not_allowed")


def test_a_message_id_used_for_another_text_is_409(learner: Learner) -> None:
    """One id stands for one message; the second is not stored."""
    assert learner.post(client_message_id="1", text="hello").status_code == 200
    before = learner.said()
    assert_error(learner.post(client_message_id="1", text="thanks"), 409, "conflict")
    assert learner.said() == before


def test_a_message_id_used_for_a_choice_is_409_for_a_text(learner: Learner) -> None:
    """A pressed button and a text are two messages."""
    asked = learner.post(text="Which programme suits me?").json()["messages"][-1]
    option = asked["blocks"][-1]["options"][0]["id"]
    assert learner.post(client_message_id="1", choice=option).status_code == 200
    assert_error(learner.post(client_message_id="1", text="thanks"), 409, "conflict")


@pytest.mark.parametrize("size", [MAX_BODY + 1, 1_000_000])
def test_a_body_over_16_kb_is_413(learner: Learner, size: int) -> None:
    """An oversized body is refused with the limit, before it is read as JSON."""
    answer = learner.http.post("/api/messages", content=b" " * size, headers=learner.headers)
    assert assert_error(answer, 413, "too_large")["limit"] == 16 * 1024


def test_a_text_over_2000_characters_is_413(learner: Learner) -> None:
    """The limit counts characters, names itself, and stores nothing."""
    before = learner.said()
    assert assert_error(learner.post(text="\u00fc" * (MAX_TEXT + 1)), 413, "too_large")["limit"] == 2000
    assert learner.said() == before


def test_a_text_of_just_2000_characters_is_answered(learner: Learner) -> None:
    """The limit itself is allowed."""
    assert learner.post(text="cost " * (MAX_TEXT // 5)).status_code == 200


async def _send_at_once(runtime: Runtime, count: int) -> list[httpx.Response]:
    transport = httpx.ASGITransport(create_app(runtime), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        token = (await http.post("/api/conversations", json={})).json()["token"]
        headers = {"Authorization": f"Bearer {token}"}
        bodies = [{"client_message_id": str(n), "text": f"hello {n}"} for n in range(count)]
        answers = await asyncio.gather(*(http.post("/api/messages", json=b, headers=headers) for b in bodies))
        answers.append(await http.post("/api/messages", json=bodies[-1], headers=headers))
    return answers


def test_too_many_messages_at_once_are_429(runtime: Runtime) -> None:
    """One message runs and five wait; the next is told when to try again, and then is answered."""
    *answers, again = asyncio.run(_send_at_once(runtime, 7))
    assert Counter(answer.status_code for answer in answers) == {200: 6, 429: 1}
    refused = next(answer for answer in answers if answer.status_code == 429)
    error = assert_error(refused, 429, "too_many")
    assert error["retry_after_s"] > 0
    assert refused.headers["Retry-After"] == str(error["retry_after_s"])
    assert again.status_code == 200
    seqs = [answer.json()["seq"] for answer in answers if answer.status_code == 200]
    assert len(set(seqs)) == 6
