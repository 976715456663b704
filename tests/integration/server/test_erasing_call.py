"""`DELETE /api/conversation`: gone whole, for good, also while a turn runs; and whose tokens open none of these calls."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, func, select
from starlette.testclient import TestClient

from bot.runtime import Runtime
from bot.server import create_app
from bot.settings import Settings
from bot.stores.tables import Conversation, Feedback, Message, TrackerEvent
from tests.integration.server.conftest import ORIGIN, Learner, begin
from tests.integration.server.test_server_errors import assert_error, wrong_authorizations

WAIT_S = 4.0  # less than a turn is given
CALLS: list[tuple[str, str, dict[str, Any] | None]] = [
    ("GET", "/api/messages", None),
    ("POST", "/api/messages", {"client_message_id": "1", "text": "hello"}),
    ("GET", "/api/brief", None),
    ("POST", "/api/brief", {"consent": True}),
    ("GET", "/api/transcript", None),
    ("GET", "/api/transcript?format=text", None),
    ("POST", "/api/feedback", {"seq": 1, "helpful": True}),
    ("DELETE", "/api/conversation", None),
]
EACH_CALL = pytest.mark.parametrize(("method", "path", "body"), CALLS, ids=[f"{m} {p}" for m, p, _ in CALLS])


def erase(learner: Learner) -> httpx.Response:
    return learner.http.delete("/api/conversation", headers=learner.headers)


def rows_of(engine: Engine, conversation: str) -> list[int]:
    """How many rows of a conversation each table holds."""
    keys = (Conversation.id, Message.conversation_id, TrackerEvent.conversation_id, Feedback.conversation_id)
    with engine.connect() as connection:
        return [connection.scalar(select(func.count()).where(key == conversation)) or 0 for key in keys]


@pytest.fixture
def told(learner: Learner, engine: Engine) -> Learner:
    """A learner with something in every table."""
    learner.post(client_message_id="1", text="hello")
    learner.http.post("/api/feedback", json={"seq": 1, "helpful": True}, headers=learner.headers)
    assert all(rows_of(engine, learner.conversation))
    return learner


def test_an_erased_conversation_is_gone(told: Learner, engine: Engine) -> None:
    """204 without a body, and no row of it in any table."""
    answer = erase(told)
    assert (answer.status_code, answer.content, answer.headers["cache-control"]) == (204, b"", "no-store")
    assert rows_of(engine, told.conversation) == [0, 0, 0, 0]


@EACH_CALL
def test_its_token_opens_nothing_any_more(told: Learner, engine: Engine, method: str, path: str, body: Any) -> None:
    """Every call, erasing and resending the last message among them, is 401 and stores nothing."""
    erase(told)
    assert_error(told.http.request(method, path, json=body, headers=told.headers), 401, "unauthorized")
    assert rows_of(engine, told.conversation) == [0, 0, 0, 0]


@EACH_CALL
@pytest.mark.parametrize("fault", list(wrong_authorizations()))
def test_a_token_that_speaks_for_no_conversation_opens_nothing(
    http: TestClient, fault: str, method: str, path: str, body: Any
) -> None:
    """Missing, altered, or signed with another key: 401, whatever the call."""
    header = wrong_authorizations()[fault]
    headers = {} if header is None else {"Authorization": header.encode("latin-1")}
    assert_error(http.request(method, path, json=body, headers=headers), 401, "unauthorized")


def test_another_conversation_stays(told: Learner, engine: Engine) -> None:
    """A token erases its own conversation only."""
    other = begin(told.http)
    before = rows_of(engine, told.conversation)
    assert erase(other).status_code == 204
    assert rows_of(engine, told.conversation) == before
    assert told.post(text="thanks").status_code == 200


def test_a_learner_begins_again_after_erasing(told: Learner) -> None:
    """A new conversation has a new id, and nothing of the erased one."""
    erase(told)
    again = begin(told.http)
    assert again.conversation != told.conversation
    assert [m["from"] for m in again.said()] == ["bot"]


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_a_conversation_is_only_erased_by_delete(learner: Learner, method: str) -> None:
    """Another method does nothing."""
    assert_error(learner.http.request(method, "/api/conversation", headers=learner.headers), 405, "method_not_allowed")
    assert learner.said()


def test_an_allowed_origin_may_erase_and_another_may_not(learner: Learner) -> None:
    """A browser asks before a page of another origin may send DELETE; only the settings' origins are told yes."""
    asks = {"Access-Control-Request-Method": "DELETE", "Access-Control-Request-Headers": "authorization"}
    allowed = learner.http.options("/api/conversation", headers={"Origin": ORIGIN, **asks})
    assert (allowed.status_code, allowed.headers["access-control-allow-origin"]) == (200, ORIGIN)
    assert "DELETE" in allowed.headers["access-control-allow-methods"]
    refused = learner.http.options("/api/conversation", headers={"Origin": "https://evil.example", **asks})
    assert refused.status_code == 400


class RuntimeThatTellsOfATurn(Runtime):
    """A runtime that lets a test act in the middle of a turn (in its thread), and when an erasing stands in line."""

    during: Callable[[], None] | None = None
    erasing: asyncio.Event

    async def erase(self, conversation: str) -> None:
        """Tell that the erasing takes its place: nothing comes between this and the lock."""
        self.erasing.set()
        await super().erase(conversation)

    def understand(self, text: str) -> dict[str, Any]:
        """Tell that a turn runs, once."""
        if self.during is not None:
            act, self.during = self.during, None
            act()
        return super().understand(text)


@pytest.fixture(scope="module")
def telling(settings: Settings) -> RuntimeThatTellsOfATurn:
    """The running bot, with a door into its turns."""
    return RuntimeThatTellsOfATurn(settings)


async def _while_a_turn_runs(runtime: RuntimeThatTellsOfATurn) -> tuple[str, list[httpx.Response]]:
    """(A conversation; the answers to a message, to erasing during its turn, and to a message and a resend behind that)."""
    transport = httpx.ASGITransport(create_app(runtime), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        begun = (await http.post("/api/conversations", json={})).json()
        headers = {"Authorization": f"Bearer {begun['token']}"}
        behind: list[asyncio.Task[httpx.Response]] = []
        runtime.erasing = asyncio.Event()

        async def send_behind_the_erasing(name: str) -> httpx.Response:
            # Tokens are looked up in threads: sent at once, a message may come to the lock before the erasing.
            await runtime.erasing.wait()
            body = {"client_message_id": name, "text": "is a MicroMasters worth it?"}
            return await http.post("/api/messages", json=body, headers=headers)

        running = asyncio.get_running_loop()

        async def send_more() -> None:
            behind.append(running.create_task(http.delete("/api/conversation", headers=headers)))
            behind.extend(running.create_task(send_behind_the_erasing(name)) for name in ("2", "1"))
            await runtime.erasing.wait()

        runtime.during = lambda: asyncio.run_coroutine_threadsafe(send_more(), running).result(WAIT_S)
        body = {"client_message_id": "1", "text": "is a MicroMasters worth it?"}
        first = await http.post("/api/messages", json=body, headers=headers)
        return begun["conversation"], [first, *(await asyncio.gather(*behind))]


def test_a_turn_that_runs_is_finished_and_then_erased(telling: RuntimeThatTellsOfATurn, engine: Engine) -> None:
    """The learner gets the answer; the messages that wait behind the erasing are 401; nothing comes back."""
    conversation, answers = asyncio.run(_while_a_turn_runs(telling))
    assert [answer.status_code for answer in answers] == [200, 204, 401, 401]
    assert answers[0].json()["messages"]
    assert rows_of(engine, conversation) == [0, 0, 0, 0]


async def _all_at_once(runtime: Runtime) -> tuple[str, list[httpx.Response]]:
    """(A conversation; the answers to messages and to two erasings, all sent at once)."""
    transport = httpx.ASGITransport(create_app(runtime), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        begun = (await http.post("/api/conversations", json={})).json()
        headers = {"Authorization": f"Bearer {begun['token']}"}
        sending = [http.post("/api/messages", json={"client_message_id": str(n), "text": "hello"}, headers=headers)
                   for n in range(4)]  # fmt: skip
        sending[2:2] = [http.delete("/api/conversation", headers=headers) for _ in range(2)]
        return begun["conversation"], await asyncio.gather(*sending)


def test_however_they_meet_it_is_erased_once_and_nothing_fails(runtime: Runtime, engine: Engine) -> None:
    """Messages are answered or 401, one erasing is 204 and the other 401, and no row is left."""
    conversation, answers = asyncio.run(_all_at_once(runtime))
    erased = Counter(answer.status_code for answer in answers[2:4])
    assert erased == {204: 1, 401: 1}
    assert {answer.status_code for answer in answers} <= {200, 204, 401}
    assert rows_of(engine, conversation) == [0, 0, 0, 0]
