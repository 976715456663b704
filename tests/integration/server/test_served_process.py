"""`pathwise serve` as a process of its own: a real uvicorn on a free loopback port."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.integration.server.conftest import KEY

STOP_S = 30
PRIVATE = "do employers like the xyzzy MicroMasters?"


@dataclass
class Served:
    """A served address, and where its standard error goes."""

    address: str
    log: Path

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self.address.rsplit(":", 1)[1])


@pytest.fixture(scope="module")
def served(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server, started on a port that the system chose."""
    log = tmp_path_factory.mktemp("served") / "stderr"
    environment = {**os.environ, "PATHWISE_SECRET_KEY": KEY, "PATHWISE_DATABASE_URL": database_url}
    command = [sys.executable, "-c", "from bot.cli import main; main()", "serve", "--port", "0"]
    with log.open("w") as errors:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert found, f"no address in {line!r}\n{log.read_text()}"
        yield Served(found.group(), log)
    finally:
        process.terminate()
        assert process.wait(STOP_S) in (0, -signal.SIGTERM)


def test_the_announced_address_answers_at_once(served: Served) -> None:
    """When the address is printed, the server is ready on it."""
    answer = httpx.get(f"{served.address}/ready")
    assert (answer.status_code, answer.json()["ready"]) == (200, True)


def test_a_conversation_over_a_real_connection(served: Served) -> None:
    """Start, ask, list: the whole path over the network."""
    with httpx.Client(base_url=served.address, timeout=30) as http:
        begun = http.post("/api/conversations", json={})
        assert begun.status_code == 201
        headers = {"Authorization": f"Bearer {begun.json()['token']}"}
        body = {"client_message_id": "1", "text": PRIVATE}
        answer = http.post("/api/messages", json=body, headers=headers).json()
        listed = http.get("/api/messages", params={"after": answer["seq"]}, headers=headers).json()
    assert listed["messages"] == answer["messages"]


def test_a_conversation_is_taken_along_and_erased_over_a_real_connection(served: Served) -> None:
    """The file arrives, 204 comes without a body, and the connection can be used on."""
    with httpx.Client(base_url=served.address, timeout=30) as http:
        headers = {"Authorization": f"Bearer {http.post('/api/conversations', json={}).json()['token']}"}
        assert http.get("/api/transcript", params={"format": "text"}, headers=headers).text.startswith("Your talk")
        erased = http.delete("/api/conversation", headers=headers)
        assert (erased.status_code, erased.content) == (204, b"")
        assert http.get("/api/messages", headers=headers).status_code == 401


def test_logs_hold_no_text_and_no_token(served: Served) -> None:
    """What a learner writes, and what opens the conversation, is in no log."""
    with httpx.Client(base_url=served.address, timeout=30) as http:
        token = http.post("/api/conversations", json={}).json()["token"]
        http.post("/api/messages", json={"client_message_id": "1", "text": PRIVATE},
                  headers={"Authorization": f"Bearer {token}"})  # fmt: skip
    log = served.log.read_text()
    assert "xyzzy" not in log
    assert token not in log


def test_logs_hold_nothing_of_the_wishes_of_a_link(served: Served) -> None:
    """Advice that is kept leaves no line, whether the link was right or not."""
    with httpx.Client(base_url=served.address, timeout=30) as http:
        for wishes, status in (("field=finance&budget_usd=1777.25", 200), ("field=zzyzx", 422)):
            for call in ("/api/advice", "/api/advice.html"):
                assert http.post(call, json={"profile": wishes}).status_code == status
    log = served.log.read_text()
    assert "1777" not in log
    assert "zzyzx" not in log


def raw(served: Served, request: bytes, *, is_cut_off: bool = False) -> bytes:
    """Send bytes as they are; return what comes back."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as connection:
        connection.sendall(request)
        if is_cut_off:
            return b""
        received = b""
        while chunk := connection.recv(65536):
            received += chunk
        return received


@pytest.mark.parametrize("path", ["/../pyproject.toml", "/widget.js/../../pyproject.toml", "/%2e%2e/%2e%2e/etc/passwd",
                                  "//etc/passwd", "/..%5c..%5cpyproject.toml"])  # fmt: skip
def test_paths_are_not_followed_out_of_the_pages(served: Served, path: str) -> None:
    """A raw path with dots, which clients would tidy up, is no such path."""
    head = f"GET {path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n".encode()
    assert raw(served, head).startswith(b"HTTP/1.1 404")


def test_a_server_does_not_tell_what_it_runs_on(served: Served) -> None:
    """No header names the server software."""
    assert "server" not in httpx.get(f"{served.address}/health").headers


def test_a_client_that_hangs_up_in_the_middle_of_a_body_hurts_nobody(served: Served) -> None:
    """A request that ends early is dropped without an error in the log, and the next one is answered."""
    with httpx.Client(base_url=served.address) as http:
        token = http.post("/api/conversations", json={}).json()["token"]
    head = (f"POST /api/messages HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer {token}\r\n"
            'Content-Length: 100\r\n\r\n{"client').encode()  # fmt: skip
    raw(served, head, is_cut_off=True)
    time.sleep(0.2)
    assert httpx.get(f"{served.address}/health").status_code == 200
    assert "Traceback" not in served.log.read_text()


def test_a_body_announced_as_too_large_is_refused(served: Served) -> None:
    """A client that announces a gigabyte is refused after the first 16 KB of it."""
    with httpx.Client(base_url=served.address) as http:
        token = http.post("/api/conversations", json={}).json()["token"]
    head = (f"POST /api/messages HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n"
            f"Content-Length: 1000000000\r\n\r\n").encode() + b" " * 20_000  # fmt: skip
    assert raw(served, head).startswith(b"HTTP/1.1 413")
