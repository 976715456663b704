"""The same message at once on several connections, and many messages without waiting for an answer: one turn each, in order."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from evaluation.faults.learner import Balance, Learner, NotAnswered, balance
from evaluation.faults.own_database import own_database
from evaluation.serving import serving

CONVERSATIONS = 50
AT_ONCE = 3
CLOSED_IN_A_ROW = 3
TEXTS = ("thanks", "hello", "is a micromasters worth it", "how long does it take")
ANSWERED_S = 300.0


def resend_in_parallel(count: int, told: Any) -> dict[str, Any]:
    """Send `count` messages, each three times at once; how many turns are stored twice."""

    async def storm(address: str, learners: list[Learner]) -> int:
        limits = httpx.Limits(max_connections=CONVERSATIONS * AT_ONCE)
        async with httpx.AsyncClient(base_url=address, timeout=ANSWERED_S, limits=limits) as http:
            different = await asyncio.gather(
                *(_repeat(http, learner, count // CONVERSATIONS, told) for learner in learners)
            )
        return sum(different)

    with _begun() as (address, learners):
        different = asyncio.run(storm(address, learners))
        balances = [balance(learner) for learner in learners]
    sent = count // CONVERSATIONS * CONVERSATIONS
    return {"messages": sent, "sent": sent * AT_ONCE, "different_answers": different, **_worst(balances)}


@contextmanager
def _begun() -> Iterator[tuple[str, list[Learner]]]:
    """A server of its own, and the learners who began to talk to it; it is ended whatever happens."""
    with (
        own_database() as (_, environment),
        serving(environment) as address,
        httpx.Client(base_url=address, timeout=60) as http,
    ):
        yield address, [Learner.begin(http) for _ in range(CONVERSATIONS)]


async def _repeat(http: httpx.AsyncClient, learner: Learner, count: int, told: Any) -> int:
    """Send messages three times at once; how often the answers were not the same."""
    different = 0
    for number in range(count):
        message_id = str(uuid.uuid4())
        body = {"client_message_id": message_id, "text": TEXTS[number % len(TEXTS)]}
        answers = await asyncio.gather(*(_until_answered(http, body, learner) for _ in range(AT_ONCE)))
        learner.acknowledged[message_id] = answers[0].json()
        different += len({answer.text for answer in answers}) > 1
        told()
    return different


async def _until_answered(http: httpx.AsyncClient, body: dict[str, str], learner: Learner) -> httpx.Response:
    """Send a message, and again where its connection had just been closed as idle, as browsers do.

    Raises:
        HTTPStatusError: If it is refused.
    """
    for _ in range(CLOSED_IN_A_ROW):
        try:
            answer = await http.post("/api/messages", json=body, headers=learner.headers)
        except (httpx.ReadError, httpx.RemoteProtocolError):
            continue
        return answer.raise_for_status()
    raise NotAnswered(f"{CLOSED_IN_A_ROW} connections in a row were closed")


def send_without_waiting(count: int, told: Any) -> dict[str, Any]:
    """Write all messages of a conversation into its connection before any answer is read; how many are out of order."""

    async def storm(address: str, learners: list[Learner]) -> int:
        wrong = await asyncio.gather(*(_pour(address, learner, count // CONVERSATIONS, told) for learner in learners))
        return sum(wrong)

    with _begun() as (address, learners):
        wrong = asyncio.run(storm(address, learners))
        balances = [balance(learner) for learner in learners]
        in_order = sum(_is_in_order(learner) for learner in learners)
    figures = _worst(balances)
    figures["out_of_order"] += wrong + len(learners) - in_order
    return {"messages": count // CONVERSATIONS * CONVERSATIONS, "conversations": CONVERSATIONS, **figures}


async def _pour(address: str, learner: Learner, count: int, told: Any) -> int:
    """Send numbered messages without waiting; how many answers came in another order than they were asked for."""
    host, port = address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    ids = [f"{number:05}" for number in range(count)]

    async def write() -> None:
        for number, message_id in enumerate(ids):
            writer.write(_request(learner, message_id, TEXTS[number % len(TEXTS)]))
            await writer.drain()

    writing = asyncio.create_task(write())
    last, wrong = 0, 0
    for message_id in ids:
        answer = await asyncio.wait_for(_answer(reader), ANSWERED_S)
        learner.acknowledged[message_id] = answer
        wrong += answer["seq"] <= last
        last = answer["seq"]
        told()
    await writing
    writer.close()
    return wrong


def _request(learner: Learner, message_id: str, text: str) -> bytes:
    body = json.dumps({"client_message_id": message_id, "text": text}).encode()
    head = (f"POST /api/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {learner.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n")  # fmt: skip
    return head.encode() + body


async def _answer(reader: asyncio.StreamReader) -> dict[str, Any]:
    """The next answer on the connection.

    Raises:
        ValueError: If it is not a 200.
    """
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = next(line for line in head.lower().splitlines() if line.startswith("content-length:"))
    body = await reader.readexactly(int(length.partition(":")[2]))
    if not head.startswith("HTTP/1.1 200"):
        raise ValueError(f"{head.splitlines()[0]}: {body[:200]!r}")
    answer: dict[str, Any] = json.loads(body)
    return answer


def _is_in_order(learner: Learner) -> bool:
    """Whether the server stored the messages in the order in which they were written."""
    asked = [message["client_message_id"] for message in learner.said() if message["from"] == "learner"]
    return asked == sorted(asked)


def _worst(balances: list[Balance]) -> dict[str, int]:
    return {
        "acknowledged": sum(each.acknowledged for each in balances),
        "lost": sum(each.lost for each in balances),
        "doubled": sum(each.doubled for each in balances),
        "out_of_order": sum(each.out_of_order for each in balances),
    }
