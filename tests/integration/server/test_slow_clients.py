"""Clients that are slow, dead or many: their connections end, and everybody else is answered meanwhile."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import httpx
import pytest

from bot.runtime import Runtime
from bot.server import create_app
from tests.integration.server.listening import listening

SOON_S = 0.3
PATIENCE_S = 20  # how long a test waits for what must happen; it ends as soon as it does


@pytest.fixture
def port(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server that gives up soon."""
    for place in ("bot.impatient.HEAD_S", "bot.impatient.STALLED_S", "bot.calls.BODY_S"):
        monkeypatch.setattr(place, SOON_S)
    with listening(create_app(runtime)) as at:
        yield at


def connected(port: int) -> socket.socket:
    """A connection to the server."""
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)


def rest_of(connection: socket.socket) -> bytes:
    """Everything until the server ends the connection."""
    received = b""
    try:
        while chunk := connection.recv(65536):
            received += chunk
    except ConnectionResetError:
        pass
    return received


def ask_for_ever(connection: socket.socket) -> None:
    """Send requests until the connection breaks, and read no answer."""
    while True:
        connection.sendall(b"GET /panel.js HTTP/1.1\r\nHost: x\r\n\r\n" * 50)


def begun(port: int) -> str:
    """A new conversation's token."""
    return str(httpx.post(f"http://127.0.0.1:{port}/api/conversations", json={}).json()["token"])


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", b"GE"], ids=["nothing", "half", "bit"])
def test_a_head_that_does_not_end_is_given_up(port: int, sent: bytes) -> None:
    """Slowloris: a connection without a whole request is ended without an answer."""
    with connected(port) as slow:
        slow.sendall(sent)
        assert rest_of(slow) == b""


def test_a_second_head_that_does_not_end_is_given_up_too(port: int) -> None:
    """A connection that was good once gets no more patience for it."""
    with connected(port) as slow:
        slow.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\nGET /health HTTP/1.1\r\nHos")
        assert rest_of(slow).count(b"HTTP/1.1 200") == 1


def test_a_body_that_does_not_come_is_told_and_stores_nothing(port: int) -> None:
    """Half a body and then silence: the client is told, its conversation is as it was."""
    token = begun(port)
    head = f"POST /api/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n"
    with connected(port) as slow:
        slow.sendall(f'{head}Content-Length: 60\r\n\r\n{{"client'.encode())
        assert rest_of(slow).startswith(b"HTTP/1.1 408")
    said = httpx.get(f"http://127.0.0.1:{port}/api/messages", headers={"Authorization": f"Bearer {token}"})
    assert len(said.json()["messages"]) == 1


def test_a_client_that_reads_nothing_is_let_go(port: int) -> None:
    """A connection whose answers are never read is ended, instead of filling memory."""
    with socket.socket() as dead:
        dead.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        dead.settimeout(PATIENCE_S)
        dead.connect(("127.0.0.1", port))
        with pytest.raises((ConnectionResetError, BrokenPipeError)):
            ask_for_ever(dead)


def test_hundreds_of_slow_clients_hold_nobody_up(port: int) -> None:
    """While they hang, a learner's message is answered."""
    slow = [connected(port) for _ in range(200)]
    for one in slow:
        one.sendall(b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n")
    token = begun(port)
    body = {"client_message_id": "1", "text": "thanks"}
    headers = {"Authorization": f"Bearer {token}"}
    assert httpx.post(f"http://127.0.0.1:{port}/api/messages", json=body, headers=headers).status_code == 200
    for one in slow:
        assert rest_of(one) == b""
        one.close()
