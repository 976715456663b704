"""Sends a brief to the advisers' system: signed, over https, tried twice, and told honestly when it was not taken."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any

import httpx

TRIES = 2
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class NotTaken(Exception):
    """The advisers' system did not say that it took the brief; it may have arrived all the same."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where briefs are sent, and what signs them. `timeout_s` holds for each of the two tries."""

    url: str
    secret: str = field(repr=False)
    timeout_s: float = 4.0

    async def send(self, brief: dict[str, Any]) -> None:
        """Post the brief as JSON; its id goes along, so that a repeat is known as one.

        Raises:
            NotTaken: If neither try was answered with success; a refusal (4xx) is not tried again.
        """
        body = json.dumps(brief, ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": brief["id"],
            "Pathwise-Signature": signature(self.secret, body),
        }
        reason = ""
        for _ in range(TRIES):
            try:
                status = await self._post(body, headers)
            except (httpx.HTTPError, TimeoutError) as error:
                reason = type(error).__name__
                continue
            if 200 <= status < 300:
                return
            reason = f"status {status}"
            if status < 500:
                break
        raise NotTaken(reason)

    async def _post(self, body: bytes, headers: dict[str, str]) -> int:
        """The status of the answer; what it says beyond that is not read."""
        async with (
            asyncio.timeout(self.timeout_s),
            httpx.AsyncClient(timeout=self.timeout_s) as client,
            client.stream("POST", self.url, content=body, headers=headers) as answer,
        ):
            return answer.status_code


def signature(secret: str, body: bytes) -> str:
    """The value of the header `Pathwise-Signature`: HMAC-SHA256 (RFC 2104) of the body's bytes, in hex."""
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


def is_safe_address(url: str) -> bool:
    """Whether a brief may be sent to the address: https without a password in it, or this machine."""
    try:
        read = httpx.URL(url)
    except (httpx.InvalidURL, ValueError):
        return False
    if read.userinfo or not read.host:
        return False
    return read.scheme == "https" or (read.scheme == "http" and read.host in LOOPBACK)
