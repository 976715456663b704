"""Inputs that no well-behaved client would send, made from a seed: the same seed makes the same inputs."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

import yaml

from evaluation.attacks import odd_http
from evaluation.attacks.target import Learner
from evaluation.attacks.wire import JSON_TYPE, Headers, request

HERE = Path(__file__).parent
MEGABYTE = 1 << 20
DEEP = 100_000
# How many of a thousand inputs are of each kind; a text is a whole turn of the bot, the others are refused early.
SHARES = {"text": 80, "field": 420, "json": 190, "bytes": 120, "http": 110, "path": 74, "1 MB": 5, "10 MB": 1}
HALVES = ("\ud800", "a\udfffb", "\udc00\ud800")
NUMBERS = (
    "NaN",
    "Infinity",
    "-Infinity",
    "1e999",
    "-1e999",
    "9" * 400,
    "-" + "9" * 400,
    "0." + "0" * 400 + "1",
    "1e-999",
    "-0",
)
WRONG: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 2**31, 2**53 + 1, 10**30, -(10**30), 1e308, "", "x" * 3000, [], {}, [[]], [None], ["a", 1],
    {"a": {"b": {}}}, {"$ref": "#"}, {"__proto__": {"x": 1}}, {"": ""}, [{}] * 50,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Input:
    """What is sent; an answer is due to one that is complete by the rules of HTTP."""

    kind: str
    raw: bytes
    is_complete: bool = True


@cache
def calls() -> tuple[dict[str, Any], ...]:
    """The calls of calls.yml."""
    return tuple(yaml.safe_load((HERE / "calls.yml").read_text(encoding="utf-8")))


@cache
def own_texts() -> tuple[str, ...]:
    """The texts of texts.yml, and halves of surrogate pairs."""
    kinds = yaml.safe_load((HERE / "texts.yml").read_text(encoding="utf-8"))
    return (*(text for texts in kinds.values() for text in texts), *HALVES)


def naughty_strings(path: Path) -> tuple[str, ...]:
    """The Big List of Naughty Strings from its file."""
    return tuple(json.loads(path.read_text(encoding="utf-8")))


@dataclass
class Attacker:
    """Makes inputs; `learner` is the conversation that they are sent in, which may be replaced at any time."""

    random: Random
    learner: Learner
    texts: Sequence[str] = field(default_factory=own_texts)

    def inputs(self, count: int) -> Iterator[Input]:
        """So many inputs, of all kinds in the shares of `SHARES`, in no order."""
        kinds = list(SHARES)
        makers: dict[str, Callable[[], Input]] = {
            "text": self._text, "field": self._field, "json": self._json, "bytes": self._bytes, "http": self._http,
            "path": self._path, "1 MB": lambda: self._size(1), "10 MB": lambda: self._size(10),
        }  # fmt: skip
        for kind in self.random.choices(kinds, [SHARES[kind] for kind in kinds], k=count):
            yield makers[kind]()

    def _id(self) -> str:
        return f"{self.random.getrandbits(64):016x}"

    def _headers(self, call: dict[str, Any]) -> Headers:
        return (*(self.learner.authorised if call.get("token") else ()), *JSON_TYPE)

    def _text(self) -> Input:
        body = {"client_message_id": self._id(), "text": self.random.choice(self.texts)}
        return Input("text", request("POST", "/api/messages", (*self.learner.authorised, *JSON_TYPE), _json(body)))

    def _spoilt(self) -> Any:
        return self.random.choice(self.texts) if self.random.random() < 0.6 else self.random.choice(WRONG)

    def _field(self) -> Input:
        call = self.random.choice(calls())
        if "body" not in call:
            return self._query(call)
        is_whole = "cheap" not in call or self.random.random() < 0.1
        body = {**(call["body"] if is_whole else call["cheap"])}
        if "client_message_id" in body:
            body["client_message_id"] = self._id()
        where = self.random.choice([*body, "unknown", None])
        sent = self._spoilt() if where is None else {**body, where: self._spoilt()}
        return Input("field", request(call["method"], call["path"], self._headers(call), _json(sent)))

    def _query(self, call: dict[str, Any]) -> Input:
        query = {**call["query"]}
        headers = self._headers(call)
        spoilt = str(self._spoilt())
        match self.random.choice(["field", "unknown", "twice", "header"]):
            case "field" if query:
                query[self.random.choice(list(query))] = spoilt
            case "twice" if query:
                query |= {f"{name}={quote(value, safe='')}&{name}": spoilt for name, value in query.items()}
            case "header":
                name = self.random.choice(odd_http.NAMED_HEADERS)
                headers = (*(pair for pair in headers if pair[0] != name), (name, odd_http.one_line(spoilt)))
            case _:
                query["unknown"] = spoilt
        written = "&".join(f"{name}={quote(value, safe='', errors='surrogatepass')}" for name, value in query.items())
        return Input("field", request(call["method"], f"{call['path']}?{written}", headers))

    def _json(self) -> Input:
        call = self.random.choice([call for call in calls() if call.get("body")])
        right = {**(call.get("cheap") or call["body"])}
        return Input("json", request(call["method"], call["path"], self._headers(call), self._odd_json(right)))

    def _odd_json(self, right: dict[str, Any]) -> bytes:
        whole = _json(right)
        name = self.random.choice(list(right))
        cut = self.random.randrange(len(whole))
        depth = self.random.choice([20, 900, 5_000, DEEP])
        odd = [
            whole[:cut], whole[:cut] + self.random.randbytes(3) + whole[cut:], b"\xef\xbb\xbf" + whole,
            whole.decode().encode("utf-16"), whole.decode().encode("utf-32"), b"[" * depth, b"[" * depth + b"]" * depth,
            b'{"a":' * (depth // 5) + b"1" + b"}" * (depth // 5), whole + whole, whole[:-1] + b"," + whole[1:],
            _json({**right, name: 0}).replace(b": 0", b": " + self.random.choice(NUMBERS).encode()),
            _json({**right, name: 0}).replace(b": 0", b': "\xff\xfe"'), b"{" + b'"x": 1,' * 1_500 + whole[1:],
            _json({**right, name: "@"}).replace(b"@", self.random.choice([b"\\ud800", b"\\udfff\\ud800", b"\\u0000", b"\\x00", b"\\"])),
            b"", b"null", b"'a'", b"{'a': 1}", b"{a: 1}", b"[1,]", b"// c\n{}", b"\0" * 64,
        ]  # fmt: skip
        return self.random.choice(odd)

    def _bytes(self) -> Input:
        noise = self.random.randbytes(self.random.choice([1, 16, 200, 4_000, 17_000]))
        call = self.random.choice(calls())
        match self.random.randrange(3):
            case 0:
                return Input("bytes", noise, is_complete=False)
            case 1:
                kind = self.random.choice(
                    ["text/plain", "application/xml", "multipart/form-data; boundary=x", "application/json"]
                )
                return Input(
                    "bytes",
                    request(call["method"], call["path"], (*self._headers(call)[:-1], ("Content-Type", kind)), noise),
                )
            case _:
                packed = gzip.compress(
                    _json(call.get("body", {})) if self.random.random() < 0.5 else b"0" * MEGABYTE, mtime=0
                )
                headers = (
                    *self._headers(call),
                    ("Content-Encoding", self.random.choice(["gzip", "br", "deflate", "x"])),
                )
                return Input("bytes", request(call["method"], call["path"], headers, packed))

    def _http(self) -> Input:
        call = self.random.choice([call for call in calls() if call.get("body")])
        body = _json(call.get("cheap") or call["body"])
        raw, is_complete = odd_http.odd_request(self.random, call, self._headers(call), body)
        return Input("http", raw, is_complete)

    def _path(self) -> Input:
        raw, is_complete = odd_http.odd_path(self.random, self.random.choice(calls()), self.texts)
        return Input("path", raw, is_complete)

    def _size(self, megabytes: int) -> Input:
        call = self.random.choice([call for call in calls() if call.get("body")])
        name = self.random.choice(list(call["body"]))
        body = _json({**call["body"], name: "x" * (megabytes * MEGABYTE)})
        return Input(f"{megabytes} MB", request(call["method"], call["path"], self._headers(call), body))


def _json(content: Any) -> bytes:
    """Strict JSON with every character escaped, halves of surrogate pairs too."""
    return json.dumps(content, ensure_ascii=True).encode()
