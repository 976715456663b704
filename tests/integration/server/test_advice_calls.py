"""The advice to keep over HTTP: computed from the link alone, and nothing of it stored or logged."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
import sqlite3
from html.parser import HTMLParser
from typing import Any

import pytest
from sqlalchemy.engine import make_url
from starlette.testclient import TestClient

from bot.printing import summary_html
from tests.integration.server.test_server_errors import assert_error

WISHES = "field=finance&background=degree&hours_per_week=11.25&budget_usd=1777&credit=yes&kept=mitx-finance"
CALLS = ["/api/advice", "/api/advice.html"]


def test_the_advice_of_a_link_is_computed_without_a_token(http: TestClient) -> None:
    """The summary has the shape of docs/protocol.md."""
    answer = http.post("/api/advice", json={"profile": f"#{WISHES}"})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert set(answer.json()) == {
        "fragment", "as_of", "version", "profile", "recommendations", "changes", "kept", "cautions", "sources", "claims", "text",
    }  # fmt: skip
    assert answer.json()["fragment"] == WISHES
    assert answer.json()["recommendations"]


def test_the_same_link_gives_the_same_advice(http: TestClient) -> None:
    """Nothing is remembered between two calls."""
    first, second = (http.post("/api/advice", json={"profile": WISHES}).json() for _ in range(2))
    assert first == second


@pytest.mark.parametrize("path", CALLS)
def test_every_problem_of_a_link_is_told(http: TestClient, path: str) -> None:
    """A changed link is 422 with all that is wrong."""
    answer = http.post(path, json={"profile": "field=astrology&credit=perhaps&token=1"})
    error = assert_error(answer, 422, "invalid")
    assert error["field"] == "profile"
    assert [problem.partition(":")[0] for problem in error["problems"]] == ["field", "credit", "token"]


@pytest.mark.parametrize("path", CALLS)
@pytest.mark.parametrize(
    "body",
    [
        "field=finance",
        [],
        {},
        {"profile": None},
        {"profile": 1},
        {"profile": ""},
        {"profile": "#"},
        {"profile": ["field=finance"]},
    ],
)
def test_a_body_without_a_profile_is_422(http: TestClient, path: str, body: Any) -> None:
    """No profile, no advice."""
    assert assert_error(http.post(path, json=body), 422, "invalid")["field"] == "profile"


@pytest.mark.parametrize("path", CALLS)
def test_the_limits_are_those_of_other_calls(http: TestClient, path: str) -> None:
    """Rubbish is 400, too much is 413, another method 405."""
    assert_error(http.post(path, content=b"{"), 400, "bad_json")
    assert_error(http.post(path, json={"profile": "x" * 17_000}), 413, "too_large")
    assert_error(http.get(path), 405, "method_not_allowed")
    assert_error(http.post(path, content=b'{"profile": "field=\\ud800"}'), 422, "invalid")  # half of a character


def test_nothing_of_the_link_is_logged_or_stored(
    http: TestClient, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """After the advice, right or refused, no log line and no row of the database holds anything of the wishes."""
    path = make_url(database_url).database or ""
    with caplog.at_level(logging.DEBUG), sqlite3.connect(path) as database:
        before = list(database.iterdump())
        for written in (WISHES, "field=zzyzx&budget_usd=1777"):
            for call in CALLS:
                http.post(call, json={"profile": written})
        assert list(database.iterdump()) == before
    assert not re.search(r"1777|11\.25|zzyzx|profile", caplog.text)


class Parsed(HTMLParser):
    """The tags of a document, and the addresses that it points at."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag and what it points at."""
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("src", "srcset", "data", "background") or (name == "href" and tag != "a"):
                self.loads.append(value or "")
            if name == "href" and tag == "a":
                self.links.append(value or "")
            if name.startswith("on") or name == "style":
                self.handlers.append(name)


@pytest.fixture(scope="module")
def page(http: TestClient) -> Parsed:
    """The printable document of a link."""
    return Parsed(http.post("/api/advice.html", json={"profile": WISHES}).text)


def test_the_document_is_complete_on_its_own(page: Parsed) -> None:
    """A title, headings and lists; no script, nothing loaded from anywhere."""
    assert {"title", "h1", "h2", "h3", "ol", "dl", "main", "style"} <= set(page.tags)
    assert not {"script", "link", "img", "iframe", "form", "object"} & set(page.tags)
    assert page.loads == page.handlers == []
    assert page.links
    assert all(link.startswith(("https://", "http://")) for link in page.links)


def test_the_document_allows_its_own_style_only(http: TestClient) -> None:
    """The policy names the digest of the very style in the document."""
    answer = http.post("/api/advice.html", json={"profile": WISHES})
    (style,) = re.findall(r"<style>(.*?)</style>", answer.text, re.S)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert answer.headers["content-type"].startswith("text/html")
    assert f"style-src 'sha256-{digest}'" in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_every_source_is_a_numbered_line_and_every_number_has_one(http: TestClient) -> None:
    """Footnotes on paper lead to a line of the list of sources."""
    document = http.post("/api/advice.html", json={"profile": WISHES}).text
    numbers = {int(n) for n in re.findall(r"<sup>\[(\d+)\]</sup>", document)}
    sources = re.search(r'<ol class="sources">(.*?)</ol>', document, re.S)
    assert sources
    assert numbers == set(range(1, sources.group(1).count("<li>") + 1))


def test_no_text_of_the_knowledge_becomes_markup(http: TestClient) -> None:
    """A title, a reason, a source or an address that holds markup is shown as text."""
    kept = http.post("/api/advice", json={"profile": WISHES}).json()
    evil = "<script>alert(1)</script>"
    item, card, source = kept["recommendations"][0], kept["kept"][0], kept["sources"][0]
    item.update(title=evil, school=evil, url="javascript:alert(1)")
    item["for"][0]["text"] = evil
    card.update(title=evil, url=f'https://example.org/"><img src=x onerror={evil}>')
    card["facts"][0]["text"] = evil
    source.update(publisher=evil, url="data:text/html,x", source_date=evil)
    kept["profile"][0]["value"] = evil
    document = summary_html(kept)
    parsed = Parsed(document)
    assert document.count("&lt;script&gt;alert(1)") >= 7
    assert not {"script", "img"} & set(parsed.tags)
    assert parsed.handlers == []
    assert all(link.startswith(("https://", "http://")) for link in parsed.links)


def test_the_page_sends_the_wishes_in_no_address(http: TestClient) -> None:
    """/advice is a fixed file whose script posts the fragment; it has no form and no query."""
    document, script = http.get("/advice").text, http.get("/advice.js").text
    assert "<form" not in document
    assert "location.hash" in script
    assert "location.search" not in script
    assert re.search(r'"/api/advice\.html",\{method:"POST"', script)
    assert not re.search(r"innerHTML|localStorage|sessionStorage|console\.", script)
