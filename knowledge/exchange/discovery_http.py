"""One request to a server that may be busy, broken or silent: retried with back-off, and over within a limit."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx

from knowledge.exchange.discovery_errors import trouble

ATTEMPTS = 4
FIRST_WAIT_S = 0.5
MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said, read to its end."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Requests:
    """Sends requests; 429, 5xx and broken connections are tried again, silence is not."""

    def __init__(self, limit_s: float, sleep: Callable[[float], None] = time.sleep) -> None:
        """Give every request `limit_s` seconds; a server that wants us to wait longer than that is an error."""
        self._client = httpx.Client(timeout=limit_s, headers={"Accept": "application/json"})
        self._limit_s = limit_s
        self._sleep = sleep

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def send(
        self, method: str, address: str, headers: dict[str, str] | None = None, form: dict[str, str] | None = None
    ) -> Answer:
        """Send a request until it is answered by something else than 429 or 5xx.

        Raises:
            DiscoveryError: When the server is silent, stays broken, or asks for too long a wait.
        """
        place = f"{method} {address}"
        for attempt in range(1, ATTEMPTS + 1):
            wait_s = FIRST_WAIT_S * 2 ** (attempt - 1)
            try:
                answer = self._once(place, method, address, headers, form)
            except httpx.TimeoutException as error:
                raise self._silent(place) from error
            except httpx.RequestError as error:
                if attempt == ATTEMPTS:
                    found = f"a broken connection {ATTEMPTS} times ({error or type(error).__name__})"
                    raise trouble(place, found, "a whole answer; check the address and try again") from error
            else:
                if answer.status != HTTPStatus.TOO_MANY_REQUESTS and answer.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                    return answer
                wait_s = self._wait_of(place, answer, wait_s)
                if attempt == ATTEMPTS:
                    raise trouble(place, f"status {answer.status} {ATTEMPTS} times", "status 200; try again later")
            self._sleep(wait_s)
        raise AssertionError("the last attempt returns or raises")

    def _once(
        self, place: str, method: str, address: str, headers: dict[str, str] | None, form: dict[str, str] | None
    ) -> Answer:
        end = time.monotonic() + self._limit_s
        with self._client.stream(method, address, headers=headers, data=form) as response:
            parts, size = [], 0
            for part in response.iter_bytes():
                parts.append(part)
                size += len(part)
                if size > MAX_BYTES:
                    raise trouble(place, f"more than {MAX_BYTES:,} bytes", "a smaller page: set --page-size")
                if time.monotonic() > end:
                    raise self._silent(place)
            return Answer(response.status_code, response.headers, b"".join(parts))

    def _silent(self, place: str) -> Exception:
        return trouble(
            place,
            f"no whole answer within {self._limit_s:g} s",
            "an answer; try again later or allow more time with --timeout",
        )

    def _wait_of(self, place: str, answer: Answer, usual_s: float) -> float:
        """The wait that the server asks for by Retry-After, else ours."""
        asked_s = retry_after_s(answer.headers.get("retry-after", ""), datetime.now(UTC))
        if asked_s is None:
            return usual_s
        if asked_s > self._limit_s:
            raise trouble(
                place,
                f"status {answer.status} and the wish to wait {asked_s:,.0f} s",
                f"a wait of at most {self._limit_s:g} s; try again later",
            )
        return asked_s


def retry_after_s(header: str, now: datetime) -> float | None:
    """The seconds of a Retry-After header, given as a number or an HTTP date; None for anything else."""
    if header.strip().isdecimal() and header.isascii():
        return float(header)
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
