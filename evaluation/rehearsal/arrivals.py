"""Messages that arrive at times of their own in many conversations, and are sent again, under the same id, until answered."""

from __future__ import annotations

import asyncio
import random
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import yaml

MESSAGES = Path(__file__).parent.parent / "mixed_messages.yml"
PAUSE_S, GIVE_UP_S = 0.2, 40.0
AGAIN = (429, 502, 503, 504)


@dataclass
class Sent:
    """One message: when it was to be sent, when it was answered (0: never), and what went wrong when. Times are monotonic seconds."""

    due: float
    answered: float = 0.0
    errors: list[tuple[float, str]] = field(default_factory=list)


class Arrivals:
    """An open stream of messages: what comes late is counted from when it was to be sent."""

    def __init__(self, http: httpx.AsyncClient, rate: float, seed: int) -> None:
        """Send `rate` messages a second on average (a Poisson process)."""
        self._http, self._rate = http, rate
        self._chance = random.Random(seed)
        self._texts: list[str] = yaml.safe_load(MESSAGES.read_text())
        self._free: asyncio.Queue[str] = asyncio.Queue()
        self.acknowledged: dict[str, dict[str, Any]] = {}
        self.sent: list[Sent] = []
        self._stopped = False

    async def open(self, conversations: int) -> None:
        """Begin conversations; in each, one message at a time is on its way."""
        for _ in range(conversations):
            answer = await self._http.post("/api/conversations", json={})
            answer.raise_for_status()
            token = answer.json()["token"]
            self.acknowledged[token] = {}
            self._free.put_nowait(token)

    def stop(self) -> None:
        """Let no further message arrive; those on their way are waited for."""
        self._stopped = True

    async def run(self) -> None:
        """Send until stopped."""
        sending: set[asyncio.Task[None]] = set()
        due = time.monotonic()
        while not self._stopped:
            due += self._chance.expovariate(self._rate)
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            task = asyncio.create_task(self._say(self._texts[len(self.sent) % len(self._texts)], Sent(due)))
            sending.add(task)
            task.add_done_callback(sending.discard)
        await asyncio.gather(*sending)

    async def _say(self, text: str, sent: Sent) -> None:
        self.sent.append(sent)
        token = await self._free.get()
        body = {"client_message_id": str(uuid.uuid4()), "text": text}
        try:
            while not sent.answered and time.monotonic() < sent.due + GIVE_UP_S:
                await self._try(token, body, sent)
        finally:
            self._free.put_nowait(token)

    async def _try(self, token: str, body: dict[str, str], sent: Sent) -> None:
        try:
            answer = await self._http.post("/api/messages", json=body, headers={"Authorization": f"Bearer {token}"})
        except httpx.TransportError as error:
            sent.errors.append((time.monotonic(), type(error).__name__))
        else:
            if answer.status_code == 200:
                sent.answered = time.monotonic()
                self.acknowledged[token][body["client_message_id"]] = answer.json()
                return
            sent.errors.append((time.monotonic(), str(answer.status_code)))
            if answer.status_code not in AGAIN:
                raise RuntimeError(f"{answer.status_code}: {answer.text[:200]}")
        await asyncio.sleep(PAUSE_S)
