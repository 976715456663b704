"""The server under attack: a real process on loopback with a database of its own, and what it showed of its health."""

from __future__ import annotations

import json
import os
import re
import secrets
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from evaluation.attacks.wire import JSON_TYPE, Answer, Headers, request, send
from evaluation.serving import Server, served
from evaluation.tables import Grid
from knowledge.current import engine_for
from knowledge.database import migrate
from knowledge.load import load_catalogue

UNHANDLED = re.compile(
    r"Traceback \(most recent call last\)| (ERROR|CRITICAL) |^Fatal|Segmentation fault", re.MULTILINE
)
SHOWN_LINES = 20


@dataclass(frozen=True, slots=True)
class Learner:
    """One conversation and what speaks for it."""

    conversation: str
    token: str

    @property
    def authorised(self) -> Headers:
        """The header that speaks for it."""
        return (("Authorization", f"Bearer {self.token}"),)


@dataclass(frozen=True)
class Target:
    """A server, the file of its database, and the key that signs its tokens."""

    server: Server
    database: Path
    key: str

    def send(self, raw: bytes) -> Answer:
        """Send bytes to it."""
        return send(self.server.address, raw)

    def begin(self) -> Learner:
        """A new conversation."""
        started = self.send(request("POST", "/api/conversations", JSON_TYPE, b"{}")).json()
        return Learner(started["conversation"], started["token"])

    def call(self, learner: Learner, method: str, path: str, body: Any = None) -> Answer:
        """A learner's own, well-formed call."""
        content = None if body is None else json.dumps(body).encode()
        return self.send(request(method, path, (*learner.authorised, *JSON_TYPE), content))

    def unhandled(self) -> list[str]:
        """The lines of its log that tell of something that nobody foresaw."""
        return [line for line in self.server.log().splitlines() if UNHANDLED.search(line)]

    def restarts(self) -> int:
        """0 if the very process that was started still answers that it is ready, else 1: nothing here starts it again."""
        is_same = Path(f"/proc/{self.server.pid}").exists()
        return 0 if is_same and self.send(request("GET", "/ready")).status == 200 else 1


@contextmanager
def target(settings: Mapping[str, str] | None = None) -> Iterator[Target]:
    """Start a server with settings beside the usual ones; its database is made anew and goes with it."""
    with tempfile.TemporaryDirectory(prefix="pathwise-attacked-") as folder:
        database, key = Path(folder) / "pathwise.db", secrets.token_urlsafe(32)
        engine = engine_for(f"sqlite:///{database}")
        migrate(engine)
        load_catalogue(engine)
        engine.dispose()
        own = {
            "PATHWISE_DATABASE_URL": f"sqlite:///{database}",
            "PATHWISE_SECRET_KEY": key,
            "PATHWISE_RATE_LIMIT": "off",
        }
        with served({**os.environ, **own, **(settings or {})}) as server:
            yield Target(server, database, key)


def percentiles_ms(seconds: Sequence[float]) -> dict[str, float]:
    """p50, p95, p99 and the greatest of some seconds, in milliseconds."""
    ordered = sorted(seconds) or [0.0]
    picked = {f"p{share}": ordered[min(len(ordered) - 1, len(ordered) * share // 100)] for share in (50, 95, 99)}
    return {name: round(1000 * value, 1) for name, value in {**picked, "max": ordered[-1]}.items()}


def status_grids(statuses: Mapping[str, Counter[int]]) -> tuple[Grid, Grid]:
    """Answers by kind and class of status, and of all kinds by status; 0 is no answer at all."""
    classes = {"2xx": 2, "3xx": 3, "4xx": 4, "5xx": 5, "none": 0}
    rows = [
        (kind, *(f"{sum(n for status, n in counted.items() if status // 100 == first):,}" for first in classes.values()), f"{counted.total():,}")
        for kind, counted in sorted(statuses.items())
    ]  # fmt: skip
    whole: Counter[int] = sum(statuses.values(), Counter())
    each = [(str(status or "none"), f"{count:,}") for status, count in sorted(whole.items())]
    by_kind = Grid("By kind", ("", *classes, "all"), rows)
    return by_kind, Grid("By status", ("", "answers"), [*each, ("all", f"{whole.total():,}")])


def print_verdicts(console: Console, wanted_zero: Mapping[str, int]) -> int:
    """A table of counts that must all be 0; how many are not."""
    rows = [(name, f"{count:,}", "0", "met" if count == 0 else "MISSED") for name, count in wanted_zero.items()]
    Grid("What must not happen", ("", "found", "wanted", ""), rows).print(console)
    return sum(count != 0 for count in wanted_zero.values())
