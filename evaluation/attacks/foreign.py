"""Attempts on other people's conversations, and how it is told that one succeeded."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from bot.openapi import read_openapi
from evaluation.attacks.forging import Placed, forged, misplaced, named
from evaluation.attacks.target import Learner, Target
from evaluation.attacks.wire import JSON_TYPE, Answer, request

ATTEMPTS_A_CONVERSATION = 100
# How many of a hundred attempts are of each kind: "own" has a right token for another conversation.
SHARES = {"forged": 42, "misplaced": 15, "own": 22, "erased": 6, "revoked": 5, "guessed": 5, "none": 5}
# How often a call is one that there is; else method and path are put together by chance.
KNOWN_SHARE = 0.85
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
GUESSED = (
    "/api/conversations/{}",
    "/api/conversation/{}",
    "/api/messages/{}",
    "/conversations/{}/tracker",
    "/webhooks/rest/webhook?sender={}",
)


@cache
def known_calls() -> dict[tuple[str, str], bool]:
    """(method, path) of every call of the API, and whether it asks for a token, as the OpenAPI document says."""
    paths = {path: item for path, item in read_openapi()["paths"].items() if path.startswith("/api/")}
    return {(method.upper(), path): "security" in call for path, item in paths.items() for method, call in item.items()}


@dataclass(frozen=True)
class Victim:
    """A conversation to be got at: what only it holds, what of it an attacker might name, and a token that it revoked."""

    learner: Learner
    revoked: Learner
    secrets: tuple[str, ...]
    client_message_id: str
    option: str
    brief: str
    last_seq: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request; `must_fail` where no 2xx is right, whatever it shows."""

    kind: str
    name: str
    raw: bytes
    must_fail: bool


def play_victim(target: Target) -> Victim:
    """A conversation with texts that stand nowhere else, a judged answer, and a brief that was shown."""
    revoked = target.begin()
    learner, mark = _revoke(target, revoked), f"zq{uuid.uuid4().hex[:12]}"
    # An id that the intruder will use too, and so will find in a conversation of its own: it is no secret. The others are.
    shared = own_id = uuid.uuid4().hex
    talk = [
        f"do employers like the {mark} MicroMasters",
        "compare mitx supply chain and mitx finance",
        "can i talk to a person",
    ]
    for text in talk:
        said = target.call(learner, "POST", "/api/messages", {"client_message_id": own_id, "text": text}).json()
        own_id = f"{mark}-{uuid.uuid4().hex}"
    target.call(learner, "POST", "/api/feedback", {"seq": 3, "helpful": False, "reason": "unclear"})
    option = next(
        block["options"][0]["id"] for message in said["messages"] for block in message["blocks"] if "options" in block
    )
    target.call(learner, "POST", "/api/messages", {"client_message_id": f"{mark}-show", "choice": option})
    brief = target.call(learner, "GET", "/api/brief").json()["id"]
    secrets = (mark, option, brief, learner.conversation, learner.token)
    last_seq = target.call(learner, "GET", "/api/messages").json()["messages"][-1]["seq"]
    return Victim(learner, revoked, secrets, shared, option, brief, last_seq)


def _revoke(target: Target, learner: Learner) -> Learner:
    """The same conversation with a new token, after all before it were revoked."""
    return Learner(learner.conversation, target.call(learner, "POST", "/api/token", {"revoke": True}).json()["token"])


def bodies(random: Random, victim: Victim) -> dict[str, tuple[dict[str, Any], bool]]:
    """Bodies by what of the victim they name, each with whether it must be refused even with a right token of one's own."""
    text = "is it worth it"
    return {
        "a text": ({"client_message_id": f"{random.getrandbits(64):x}", "text": text}, False),
        "their message's id": ({"client_message_id": victim.client_message_id, "text": text}, False),
        "their option": ({"client_message_id": f"{random.getrandbits(64):x}", "choice": victim.option}, True),
        "their seq": ({"seq": victim.last_seq, "helpful": True}, False),
        "their brief": ({"consent": True, "id": victim.brief}, True),
        "consent": ({"consent": True}, False),
        "nothing": ({}, False),
    }


@dataclass
class Intruder:
    """Makes attempts in the name of a conversation of its own, which is replaced now and then."""

    random: Random
    target: Target
    victims: list[Victim]
    erased: Victim
    own: Learner

    def attempts(self, count: int) -> Iterator[Attempt]:
        """So many attempts, each a chance choice of credential, method, path, body and victim."""
        for n in range(count):
            if n % ATTEMPTS_A_CONVERSATION == 0:
                self.own = self.target.begin()
            yield self._attempt()

    def _attempt(self) -> Attempt:
        victim = self.random.choice(self.victims)
        kind = self.random.choices(list(SHARES), list(SHARES.values()))[0]
        match kind:
            case "forged":
                values = forged(self.random, self.target.key, victim.learner, self.own)
                name, value = self.random.choice(list(values.items()))
                return self._made(kind, name, Placed((("Authorization", value),)), victim)
            case "misplaced":
                return self._made(kind, *self.random.choice(list(misplaced(victim.learner).items())), victim)
            case "own":
                return self._own(victim)
            case "erased" | "revoked":
                ended, victim = (self.erased.learner, self.erased) if kind == "erased" else (victim.revoked, victim)
                return self._made(kind, "token", Placed(ended.authorised), victim)
            case "guessed":
                path = self.random.choice(GUESSED).format(victim.learner.conversation)
                method = self.random.choice(METHODS)
                return Attempt(kind, path.partition("{")[0], request(method, path, self.own.authorised), must_fail=True)
            case _:
                return self._made(kind, "no credential", Placed(), victim)

    def _own(self, victim: Victim) -> Attempt:
        method, path = self._call()
        # Erasing one's own conversation is right, and ends it: for that there is one to throw away.
        own = self.target.begin() if method == "DELETE" else self.own
        name, placed = self.random.choice(list(named(victim.learner, own).items()))
        return self._made("own", name, placed, victim, (method, path))

    def _call(self) -> tuple[str, str]:
        if self.random.random() < KNOWN_SHARE:
            return self.random.choice(list(known_calls()))
        return self.random.choice(METHODS), self.random.choice([path for _, path in known_calls()])

    def _made(
        self, kind: str, name: str, placed: Placed, victim: Victim, call: tuple[str, str] | None = None
    ) -> Attempt:
        method, path = call or self._call()
        what, (body, must_be_refused) = self.random.choice(list(bodies(self.random, victim).items()))
        content = json.dumps({**body, **(placed.fields or {})}).encode() if method not in ("GET", "HEAD") else None
        target = f"{path}?{placed.query}" if placed.query else path
        raw = request(method, target, (*placed.headers, *JSON_TYPE), content)
        is_barred = kind != "own" or (must_be_refused and _takes(method, path, what))
        must_fail = known_calls().get((method, path), False) and is_barred
        return Attempt(kind, f"{name}; {what}", raw, must_fail)


def _takes(method: str, path: str, what: str) -> bool:
    """Whether a call reads what a body names of the victim."""
    reads = {"their option": "/api/messages", "their brief": "/api/brief"}
    return method == "POST" and reads.get(what) == path


@dataclass
class Watch:
    """Sees whether an attempt showed or changed anything of the victims; reads the server's database, changes nothing."""

    database: Path
    victims: list[Victim]
    _before: list[Any] = field(default_factory=list)
    _version: int = -1

    def __post_init__(self) -> None:
        """Remember the rows as they are."""
        self._connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, isolation_level=None)
        self._version, self._before = self._data_version(), self.rows()

    def rows(self) -> list[Any]:
        """Every row of every table that concerns a victim."""
        tables = [name for (name,) in self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        ids = [victim.learner.conversation for victim in self.victims]
        marks, found = ",".join("?" * len(ids)), list[Any]()
        for table in tables:
            columns = {row[1] for row in self._connection.execute(f"PRAGMA table_info({table})")}
            key = "conversation_id" if "conversation_id" in columns else "id" if table == "conversation" else ""
            if key:
                chosen = f"SELECT * FROM {table} WHERE {key} IN ({marks})"  # noqa: S608 - names of the database's own
                found += [(table, *row) for row in self._connection.execute(chosen, ids)]
        return sorted(found, key=repr)

    def succeeded(self, attempt: Attempt, answer: Answer) -> str:
        """How an attempt succeeded; empty where it did not. What was sent may come back: it was known already."""
        shown = [
            s for v in self.victims for s in v.secrets if s.encode() in answer.raw and s.encode() not in attempt.raw
        ]
        if shown:
            return "shown"
        if attempt.must_fail and any(200 <= status < 300 for status in answer.statuses):
            return "let in"
        version = self._data_version()
        if version != self._version:
            self._version = version
            if self.rows() != self._before:
                return "changed"
        return ""

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
