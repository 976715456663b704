"""Reading a real HTTP server: token, pages, kept answers, and every way in which a server can be bad."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge.exchange.discovery_access import Access
from knowledge.exchange.discovery_cache import AnswerCache
from knowledge.exchange.discovery_client import DiscoveryClient
from knowledge.exchange.discovery_errors import DiscoveryError
from tests.integration.discovery.server import SECRET, UUID, Discovery, Reply, clock, served

PROGRAMS = "/api/v1/programs/"
ROWS = [{"uuid": UUID.format(number), "title": f"Programme {number}"} for number in range(25)]


@pytest.fixture
def discovery() -> Iterator[Discovery]:
    """A server of 25 programmes."""
    with served(Discovery(programs=ROWS)) as running:
        yield running


def client_of(discovery: Discovery, cache: Path | None = None, **more: Any) -> DiscoveryClient:
    """A client that does not really wait."""
    access = Access(discovery.url, "me", more.pop("secret", SECRET))
    more.setdefault("sleep", lambda _s: None)
    return DiscoveryClient(access, AnswerCache(cache, "me"), page_size=10, **{"limit_s": 5.0, **more})


def programs(discovery: Discovery, cache: Path | None = None, **more: Any) -> list[dict[str, Any]]:
    with client_of(discovery, cache, **more) as client:
        return client.programs()


@pytest.mark.parametrize("by_page_number", [False, True], ids=["limit and offset", "page and page_size"])
def test_every_page_is_followed_in_either_style(discovery: Discovery, by_page_number: bool) -> None:
    """All rows, in order, each once, with progress; one token for all of it."""
    discovery.by_page_number = by_page_number
    steps: list[tuple[int, int]] = []
    with client_of(discovery) as client:
        assert client.programs(lambda done, total: steps.append((done, total))) == ROWS
    assert steps == [(10, 25), (20, 25), (25, 25)]
    assert [asked.split()[0] for asked in discovery.asked] == ["POST", "GET", "GET", "GET"]


def test_what_has_not_changed_is_not_sent_again(discovery: Discovery, tmp_path: Path) -> None:
    """The second reading sends the ETags; a page that changed is sent anew; no secret lies in the folder."""
    assert programs(discovery, tmp_path) == ROWS
    assert programs(discovery, tmp_path) == ROWS
    assert discovery.not_modified == 3
    discovery.programs = [{"uuid": UUID.format(0), "title": "Renamed"}, *ROWS[1:]]
    assert programs(discovery, tmp_path)[0]["title"] == "Renamed"
    assert discovery.not_modified == 5
    kept = "".join(path.read_text() for path in tmp_path.iterdir())
    assert SECRET not in kept
    assert "token-1" not in kept


def test_a_broken_kept_answer_counts_as_none(discovery: Discovery, tmp_path: Path) -> None:
    """A cache file that was cut off is read from the server again."""
    programs(discovery, tmp_path)
    for path in tmp_path.iterdir():
        path.write_text(path.read_text()[:40])
    assert programs(discovery, tmp_path) == ROWS


def test_another_encoding_is_read_and_not_kept(discovery: Discovery, tmp_path: Path) -> None:
    """JSON may come as UTF-16; it is read, and simply not kept."""
    body = json.dumps({"count": 1, "next": None, "results": [ROWS[0]]}).encode("utf-16")
    discovery.instead = lambda path, _count: Reply(body=body, headers={"ETag": "x"}) if path == PROGRAMS else None
    assert programs(discovery, tmp_path) == [ROWS[0]]
    assert not list(tmp_path.iterdir())


def test_a_cache_that_cannot_be_written_is_no_reason_to_stop(discovery: Discovery, tmp_path: Path) -> None:
    """Where the folder is a file, everything is read all the same."""
    (tmp_path / "cache").write_text("in the way")
    assert programs(discovery, tmp_path / "cache") == ROWS


def test_an_expired_token_is_renewed_once(discovery: Discovery) -> None:
    """A 401 in the middle asks for a new token and goes on."""
    with client_of(discovery) as client:
        client.programs()
        discovery.tokens = ["token-2"]
        assert client.programs() == ROWS
    assert sum(asked.startswith("POST") for asked in discovery.asked) == 2


def fails_first(times: int, reply: Reply) -> Any:
    """Bad for the first so many requests of programmes, then good."""
    return lambda path, count: reply if path == PROGRAMS and count <= times else None


PASSING = {
    "500": Reply(500, b"<h1>oops</h1>"),
    "503": Reply(503),
    "429": Reply(429),
    "half a page": Reply(body=json.dumps({"count": 0, "results": []}).encode(), cut=True),
}


@pytest.mark.parametrize("reply", PASSING.values(), ids=PASSING)
def test_passing_trouble_is_waited_out(discovery: Discovery, reply: Reply) -> None:
    """Three failures are tried again, with longer and longer waits."""
    waits: list[float] = []
    discovery.instead = fails_first(3, reply)
    assert programs(discovery, sleep=waits.append) == ROWS
    assert waits == [0.5, 1.0, 2.0]


def test_the_wait_that_the_server_asks_for_is_kept(discovery: Discovery) -> None:
    """Retry-After counts more than our own idea."""
    waits: list[float] = []
    discovery.instead = fails_first(1, Reply(429, headers={"Retry-After": "3"}))
    programs(discovery, sleep=waits.append)
    assert waits == [3.0]


def page(**changed: Any) -> Reply:
    return Reply(
        body=json.dumps({"count": 1, "next": None, "previous": None, "results": [ROWS[0]], **changed}).encode()
    )


BAD = {
    "401 for good": (Reply(401), "status 401 with a new token"),
    "403": (Reply(403), "status 403"),
    "404": (Reply(404), "status 404"),
    "a redirect": (Reply(302, headers={"Location": "http://example.org/"}), "status 302"),
    "304 for nothing": (Reply(304), "status 304"),
    "500 for good": (Reply(500), "status 500 4 times"),
    "429 for an hour": (Reply(429, headers={"Retry-After": "3600"}), "the wish to wait 3,600 s"),
    "half a page for good": (Reply(body=b'{"count": 1, "results": []}', cut=True), "a broken connection 4 times"),
    "half of the JSON": (Reply(body=b'{"count": 1, "results": ['), "no JSON"),
    "a web page": (Reply(body=b"<html>"), "no JSON"),
    "no UTF-8": (Reply(body=b'{"a": "\xff"}'), "no JSON"),
    "nothing": (Reply(body=b""), "no JSON"),
    "a number that is none": (Reply(body=b'{"count": NaN, "results": []}'), "NaN is no number"),
    "endless nesting": (Reply(body=b"[" * 200_000), "no JSON"),
    "a list": (Reply(body=b"[]"), "a list"),
    "no count": (page(count=None), "count: None"),
    "a yes for a count": (page(count=True), "count: True"),
    "no results": (page(results=None), "results: None"),
    "a result that is text": (page(results=["x"]), "result 1: found 'x'"),
    "a next that is a number": (page(next=2), "next: 2"),
    "a next elsewhere": (page(next="http://evil.example.org/api/v1/programs/?page=2"), "next: 'http://evil"),
    "a next that is no address": (page(next="http://[x"), "next: 'http://[x'"),
    "the end too early": (page(count=9), "the end after 1 rows"),
    "the same page for ever": (page(next=f"{PROGRAMS}?extended=1&limit=10&offset=0"), "the same page again"),
}


@pytest.mark.parametrize(("reply", "told"), BAD.values(), ids=BAD)
def test_a_bad_server_is_a_clear_error(discovery: Discovery, tmp_path: Path, reply: Reply, told: str) -> None:
    """The error names the address and what was found; the secret stays secret; nothing bad is kept."""
    discovery.instead = lambda path, _count: reply if path == PROGRAMS else None
    with pytest.raises(DiscoveryError) as caught:
        programs(discovery, tmp_path)
    assert f"GET {discovery.url}{PROGRAMS}" in str(caught.value)
    assert told in str(caught.value)
    assert SECRET not in str(caught.value)
    assert not list(tmp_path.iterdir())


BAD_TOKENS = {
    "a wrong secret": (None, "another-s3cret", "status 401"),
    "no token": (Reply(body=b"{}"), SECRET, "no usable 'access_token'"),
    "a token of two lines": (Reply(body=b'{"access_token": "a\\r\\nX: y"}'), SECRET, "no usable 'access_token'"),
    "a web page": (Reply(body=b"<html>"), SECRET, "no JSON"),
}


@pytest.mark.parametrize(("reply", "secret", "told"), BAD_TOKENS.values(), ids=BAD_TOKENS)
def test_without_a_token_nothing_is_asked(discovery: Discovery, reply: Reply | None, secret: str, told: str) -> None:
    """The error names the token's address and never the secret."""
    discovery.instead = lambda path, _count: reply if path != PROGRAMS else None
    with pytest.raises(DiscoveryError) as caught:
        programs(discovery, secret=secret)
    assert f"POST {discovery.url}/oauth2/access_token" in str(caught.value)
    assert told in str(caught.value)
    assert secret not in str(caught.value)
    assert len(discovery.asked) == 1


def test_a_silent_server_is_an_error_within_the_limit(discovery: Discovery) -> None:
    """Nothing for longer than the caller allows is an error at once, without another try."""
    discovery.instead = lambda path, _count: Reply(silence_s=30) if path == PROGRAMS else None
    began = clock()
    with pytest.raises(DiscoveryError, match=r"no whole answer within 0\.5 s"):
        programs(discovery, limit_s=0.5)
    assert clock() - began < 2
    assert len(discovery.asked) == 2


def test_a_server_that_is_not_there_is_a_clear_error() -> None:
    """A refused connection names the address."""
    with served(Discovery()) as gone:
        pass
    with pytest.raises(DiscoveryError, match="a broken connection 4 times"):
        programs(gone)


UNSAFE = {
    "http in the open": "http://discovery.example.org",
    "no scheme": "discovery.example.org",
    "a file": "file:///etc/passwd",
    "a password in it": "https://me:pw@discovery.example.org",
    "no address": "https://[x",
}


@pytest.mark.parametrize("address", UNSAFE.values(), ids=UNSAFE)
def test_a_secret_is_not_sent_to_an_unsafe_address(address: str) -> None:
    """Neither for the catalogue nor for the token."""
    for urls in ((address, ""), ("https://discovery.example.org", address)):
        with pytest.raises(DiscoveryError) as caught:
            Access(urls[0], "me", SECRET, urls[1])
        assert "pw" not in str(caught.value)
    assert SECRET not in repr(Access("https://discovery.example.org", "me", SECRET))
