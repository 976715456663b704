"""`knowledge import discovery` against a bad server: waited out, or a clear error and nothing half-loaded."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from bot.commands.import_discovery import SECRET as SETTING
from tests.integration.discovery.server import SECRET, Discovery, Reply, clock, served
from tests.integration.exchange.conftest import State, run
from tests.unit.exchange_import.records import UUID, course, program

PROGRAMS, COURSES, TOKEN = "/api/v1/programs/", "/api/v1/courses/", "/oauth2/access_token"
DETAIL = f"{PROGRAMS}{UUID}/"
OTHER = "0a1b2c3d-0000-4000-8000-0000000000aa"


@pytest.fixture
def discovery(monkeypatch: pytest.MonkeyPatch) -> Iterator[Discovery]:
    """A server with two pages of programmes and a course; between tries there is hardly a wait."""
    monkeypatch.setattr("knowledge.exchange.discovery_http.FIRST_WAIT_S", 0.01)
    programs = [program(), program(uuid=OTHER, title="Poetry", marketing_url=None, marketing_slug="")]
    with served(Discovery(programs=programs, courses=[course()], details={UUID: program()})) as running:
        yield running


def import_from(discovery: Discovery, folder: Path, *options: str, secret: str = SECRET) -> Result:
    return run(
        "import", "discovery", "--url", discovery.url, "--client-id", "me", "--folder", folder, "--page-size", "1",
        "--cache", folder.parent / "cache", "--read-on", "2026-11-22", "--out", folder.parent / "proposals.yml", *options,
        **{SETTING: secret},
    )  # fmt: skip


def page(**changed: Any) -> Reply:
    return Reply(body=json.dumps({"count": 2, "next": None, "results": [program()], **changed}).encode())


LOOP = f"{PROGRAMS}?extended=1&limit=1&offset=0"
CUT = Reply(body=b'{"count": 0, "next": null, "results": []}', cut=True)
# case: (the address that is bad, from which request on, what it answers, what is told)
BAD: dict[str, tuple[str, int, Reply, str]] = {
    "no token": (TOKEN, 1, Reply(401), "status 401"),
    "a token server that is down": (TOKEN, 1, Reply(503), "status 503 4 times"),
    "401 for good": (PROGRAMS, 1, Reply(401), "status 401 with a new token"),
    "401 in the middle": (PROGRAMS, 2, Reply(401), "status 401 with a new token"),
    "403": (PROGRAMS, 1, Reply(403), "status 403; expected status 200"),
    "429 for an hour": (PROGRAMS, 1, Reply(429, headers={"Retry-After": "3600"}), "the wish to wait 3,600 s"),
    "429 for good": (PROGRAMS, 1, Reply(429, headers={"Retry-After": "0"}), "status 429 4 times"),
    "500 for good": (PROGRAMS, 1, Reply(500), "status 500 4 times"),
    "500 on the second page": (PROGRAMS, 2, Reply(500), "status 500 4 times"),
    "500 for the courses, after all programmes": (COURSES, 1, Reply(500), "status 500 4 times"),
    "half a page": (PROGRAMS, 1, CUT, "a broken connection 4 times"),
    "half of the second page": (PROGRAMS, 2, CUT, "a broken connection 4 times"),
    "half of the courses": (COURSES, 1, Reply(body=b'{"count": 1, "results": ['), "no JSON"),
    "a web page": (PROGRAMS, 1, Reply(body=b"<html>"), "no JSON"),
    "JSON of another shape": (PROGRAMS, 1, Reply(body=b'{"programs": []}'), "count: None"),
    "a list": (PROGRAMS, 1, Reply(body=b"[]"), "a list; expected a JSON object"),
    "a record of another shape": (PROGRAMS, 1, page(count=1, results=[{"uuid": 7}]), "uuid: 7"),
    "a detail of another shape": (DETAIL, 1, Reply(body=b'{"languages": 7}'), "languages: 7"),
    "a detail that is gone": (DETAIL, 1, Reply(404), "status 404"),
    "fewer rows than counted": (PROGRAMS, 1, page(), "the end after 1 rows"),
    "a next page of another host": (PROGRAMS, 1, page(next="http://evil.example.org/?page=2"), "next: 'http://evil"),
    "a next page that is this one": (PROGRAMS, 1, page(next=LOOP), "the same page again"),
    "a redirect": (PROGRAMS, 1, Reply(302, headers={"Location": "http://evil.example.org/"}), "status 302"),
}


@pytest.mark.parametrize(("path", "since", "reply", "told"), BAD.values(), ids=BAD)
def test_a_bad_server_leaves_everything_as_it_was(  # noqa: PLR0917 - a table and its fixtures
    discovery: Discovery, folder: Path, state: Callable[[], State], path: str, since: int, reply: Reply, told: str
) -> None:
    """Whatever fails, even late: the address is told, no secret is, and no file, fact or review file appears."""
    discovery.instead = lambda asked, count: reply if asked == path and count >= since else None
    before = state()
    result = import_from(discovery, folder)
    assert result.exit_code == 1, result.output
    assert "nothing was imported" in result.output
    assert f"{discovery.url}{path.removesuffix(f'{UUID}/')}" in result.output
    assert told in result.output
    assert "Traceback" not in result.output
    assert SECRET not in result.output
    assert state() == before


def test_a_server_that_says_nothing_is_given_up_in_time(
    discovery: Discovery, folder: Path, state: Callable[[], State]
) -> None:
    """After --timeout seconds without an answer the command ends; it does not ask again."""
    discovery.instead = lambda asked, _count: Reply(silence_s=30) if asked == COURSES else None
    before, began = state(), clock()
    result = import_from(discovery, folder, "--timeout", "0.5")
    assert clock() - began < 10
    assert result.exit_code == 1
    assert "no whole answer within 0.5 s; expected an answer" in result.output
    assert f"{discovery.url}{COURSES}" in result.output
    assert sum(COURSES in asked for asked in discovery.asked) == 1
    assert state() == before


def test_a_wrong_secret_is_told_and_not_printed(discovery: Discovery, folder: Path, state: Callable[[], State]) -> None:
    """The server says 401 to the account itself."""
    before = state()
    result = import_from(discovery, folder, secret="another-s3cret")
    assert "status 401; expected a token; check --client-id" in result.output
    assert "another-s3cret" not in result.output
    assert (result.exit_code, state()) == (1, before)


PASSING = {
    "500": Reply(500),
    "503": Reply(503),
    "429 without a wish": Reply(429),
    "429 with a wish": Reply(429, headers={"Retry-After": "0"}),
    "half a page": CUT,
}


@pytest.mark.parametrize("path", [TOKEN, PROGRAMS, DETAIL, COURSES], ids=["token", "programmes", "detail", "courses"])
@pytest.mark.parametrize("reply", PASSING.values(), ids=PASSING)
def test_passing_trouble_does_not_matter(discovery: Discovery, folder: Path, path: str, reply: Reply) -> None:
    """After three failures wherever it may be, the import is the same as without any."""
    discovery.instead = lambda asked, count: reply if asked == path and count <= 3 else None
    result = import_from(discovery, folder)
    assert result.exit_code == 0, result.output
    troubled = (folder.parent / "proposals.yml").read_text()
    discovery.instead = lambda _asked, _count: None
    import_from(discovery, folder)
    assert troubled == (folder.parent / "proposals.yml").read_text()
    assert "course.price_verified" in troubled
