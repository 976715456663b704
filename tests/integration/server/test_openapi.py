"""The OpenAPI document is what the application does: the same calls, and answers of the shapes that it promises."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.openapi import PATH, read_openapi
from bot.runtime import Runtime
from bot.server import create_app
from tests.integration.server.conftest import Learner

PROTOCOL = (Path(__file__).parents[3] / "docs" / "protocol.md").read_text(encoding="utf-8")
DOCUMENT = read_openapi()
METHODS = ("get", "post", "put", "patch", "delete")
WISHES = "field=finance&background=degree&hours_per_week=11.25&budget_usd=1777&credit=yes&kept=mitx-finance"
TALK = (
    "is it worth it?",
    "what is mitx supply chain",
    "compare mitx supply chain and mitx finance",
    "what does mitx supply chain cost",
    "does it pay back in 3 years",
    "when would i be done with 8 hours a week from 4 January 2027",
    "supply chain, 10 hours a week, bachelor, 2000 dollars, credit would help, what do you recommend",
    "cheaper",
    "undo",
    "does credit count at another university?",
    "do you have anything from Hogwarts University?",
    "blue cheese on the moon",
    "what time is it",
    "can i talk to a person",
)

OTHER_TALK = ("recommend me something", "finance")


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    """A node of the document, or what it refers to."""
    while "$ref" in node and len(node) == 1:
        found: Any = DOCUMENT
        for name in node["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        node = found
    return node


def described() -> set[tuple[str, str]]:
    """(method, path) of every call of the document."""
    return {
        (method, path) for path, item in DOCUMENT["paths"].items() for method in METHODS if method in resolved(item)
    }


def errors_of(schema: dict[str, Any], found: Any) -> list[str]:
    """What is wrong with an instance of a schema of the document."""
    validator = Draft202012Validator({**schema, "components": DOCUMENT["components"]})
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in validator.iter_errors(found)]


def conforms(answer: httpx.Response, path: str) -> Any:
    """Assert that an answer has a status, a type and a shape that the document promises; its JSON."""
    operation = resolved(DOCUMENT["paths"][path])[answer.request.method.lower()]
    assert str(answer.status_code) in operation["responses"], f"{path}: {answer.status_code} is not promised"
    promised = resolved(operation["responses"][str(answer.status_code)])
    for name, header in promised.get("headers", {}).items():
        assert re.search(resolved(header)["schema"]["pattern"], answer.headers[name])
    if "content" not in promised:
        assert answer.content == b""
        return None
    kind = answer.headers["content-type"].partition(";")[0]
    assert kind in promised["content"]
    if kind != "application/json":
        return None
    assert errors_of(promised["content"][kind]["schema"], answer.json()) == []
    return answer.json()


def played(http: TestClient, texts: tuple[str, ...]) -> Learner:
    """A conversation; every answer of it is checked as it comes."""
    started = conforms(http.post("/api/conversations", json={}), "/api/conversations")
    learner = Learner(http, started["token"], started["conversation"])
    for text in texts:
        conforms(learner.post(text=text), "/api/messages")
    return learner


@pytest.fixture(scope="module")
def talk(http: TestClient) -> Learner:
    """A conversation over several topics, up to the brief for an adviser."""
    learner = played(http, TALK)
    press(learner, "Show what an adviser would get")
    return learner


def press(learner: Learner, title: str) -> None:
    """Press the newest button of a title."""
    options = [o for m in learner.said() for b in m.get("blocks", ()) for o in b.get("options", ())]
    conforms(learner.post(choice=[o["id"] for o in options if o["title"] == title][-1]), "/api/messages")


def test_the_document_names_the_calls_of_the_application_and_no_other(runtime: Runtime) -> None:
    """A route without a description, or a description without a route, is a mistake."""
    routes = [route for route in create_app(runtime).routes if isinstance(route, Route)]
    real = {(m.lower(), r.path) for r in routes for m in r.methods or () if m != "HEAD"}
    assert described() == real


def is_page(path: str) -> bool:
    """Whether the document has a path among the pages, which docs/protocol.md tells of by kinds."""
    return any("pages" in operation["tags"] for operation in resolved(DOCUMENT["paths"].get(path, {})).values())


def test_the_document_and_the_protocol_name_the_same_calls() -> None:
    """docs/protocol.md tells in words what the document tells in schemas."""
    table = PROTOCOL[PROTOCOL.index("## Calls") : PROTOCOL.index("`seq` counts")]
    told = {(method.lower(), path) for method, path in re.findall(r"`(GET|POST|DELETE) (/[a-z_./]*)", table)}
    pages = {call for call in told if is_page(call[1]) or call[1] == "/widget/"}
    assert {call for call in described() if not is_page(call[1])} == told - pages


def test_the_document_and_the_protocol_name_the_same_errors_and_blocks() -> None:
    """An error or a block stands in both or in none; a call answers only with errors of the table."""
    errors = PROTOCOL[PROTOCOL.index("## Errors") : PROTOCOL.index("## Messages")]
    table = set(re.findall(r"^\| (\d+) \| `(\w+)` \|", errors, re.MULTILINE))
    codes = DOCUMENT["components"]["schemas"]["Error"]["properties"]["error"]["properties"]["code"]["enum"]
    assert {code for _, code in table} == set(codes)
    used = {s for p in DOCUMENT["paths"].values() for m in METHODS for s in resolved(p).get(m, {}).get("responses", ())}
    assert {status for status in used if status >= "400"} <= {status for status, _ in table}
    blocks = re.findall(r"^\| `(\w+)` \|", PROTOCOL[PROTOCOL.index("## Blocks") :], re.MULTILINE)
    assert set(DOCUMENT["components"]["schemas"]["Block"]["discriminator"]["mapping"]) == set(blocks)


def test_every_schema_is_a_schema_and_every_reference_leads_somewhere() -> None:
    """The document can be read by tools as it is."""
    Draft202012Validator.check_schema({"$defs": DOCUMENT["components"]["schemas"]})
    for reference in re.findall(r"'\$ref': '([^']+)'", str(DOCUMENT)):
        resolved({"$ref": reference})


def test_the_document_is_served(http: TestClient) -> None:
    """Clients fetch it from the server that they talk to."""
    answer = http.get(PATH)
    assert answer.json() == DOCUMENT
    conforms(answer, PATH)


def test_a_played_conversation_shows_every_block_as_it_is_described(talk: Learner) -> None:
    """Messages of all kinds, read again with their feedback, are as described, and no kind of block is left untried."""
    for reason in ({"helpful": False, "reason": "wrong"}, {"helpful": True}):
        sent = talk.http.post("/api/feedback", json={"seq": 3, **reason}, headers=talk.headers)
        conforms(sent, "/api/feedback")
    listed = conforms(talk.http.get("/api/messages", headers=talk.headers), "/api/messages")["messages"]
    listed += played(talk.http, OTHER_TALK).said()
    shown = {block["type"] for message in listed for block in message.get("blocks", ())}
    assert shown == set(DOCUMENT["components"]["schemas"]["Block"]["discriminator"]["mapping"])


@pytest.mark.parametrize("form", ["json", "text"])
def test_the_transcript_is_as_described(talk: Learner, form: str) -> None:
    """Both files, with the header that makes them files."""
    conforms(talk.http.get("/api/transcript", params={"format": form}, headers=talk.headers), "/api/transcript")


def test_the_brief_is_as_described(talk: Learner) -> None:
    """What would be sent, and what became of it."""
    conforms(talk.http.get("/api/brief", headers=talk.headers), "/api/brief")
    conforms(talk.http.post("/api/brief", json={"consent": True}, headers=talk.headers), "/api/brief")


@pytest.mark.parametrize("path", ["/api/advice", "/api/advice.html"])
def test_the_advice_is_as_described(http: TestClient, path: str) -> None:
    """The summary of a link."""
    conforms(http.post(path, json={"profile": WISHES}), path)


@pytest.mark.parametrize("path", ["/health", "/ready", "/"])
def test_what_a_browser_or_a_watcher_asks_for_is_as_described(http: TestClient, path: str) -> None:
    """Also what is no call of the conversation."""
    conforms(http.get(path), path)


def test_the_calendar_file_is_as_described(talk: Learner) -> None:
    """The address that a plan block names gives the file."""
    files = [block["file"] for m in talk.said() for block in m.get("blocks", ()) if block["type"] == "plan"]
    conforms(talk.http.get(files[0]), "/api/plan.ics")


@pytest.mark.parametrize(
    ("method", "path", "sent", "status"),
    [
        ("POST", "/api/messages", {"content": b"{"}, 400),
        ("POST", "/api/messages", {"json": {"client_message_id": "a", "text": "x" * 2001}}, 413),
        ("POST", "/api/messages", {"content": b"x" * 20_000}, 413),
        ("POST", "/api/messages", {"json": {"client_message_id": "a", "choice": "never"}}, 422),
        ("GET", "/api/messages", {"params": {"after": "x"}}, 422),
        ("GET", "/api/transcript", {"params": {"format": "pdf"}}, 422),
        ("POST", "/api/feedback", {"json": {"seq": 1}}, 422),
        ("POST", "/api/feedback", {"content": b"{"}, 400),
        ("POST", "/api/brief", {"json": {}}, 422),
        ("POST", "/api/brief", {"json": {"consent": True, "id": "0" * 16}}, 409),
        ("POST", "/api/advice", {"json": {"profile": "field=astrology"}}, 422),
        ("POST", "/api/advice.html", {"content": b"["}, 400),
        ("GET", "/api/plan.ics", {"params": {"programme": "none"}}, 422),
    ],
)
def test_refusals_are_as_described(talk: Learner, method: str, path: str, sent: dict[str, Any], status: int) -> None:
    """Every refusal has a promised status, and the one shape of errors with the code of its status."""
    answer = talk.http.request(method, path, headers=talk.headers, **sent)
    assert answer.status_code == status
    conforms(answer, path)


@pytest.mark.parametrize(("method", "path"), [(m, p) for m, p in sorted(described()) if "{" not in p])
def test_what_needs_a_token_says_so(http: TestClient, method: str, path: str) -> None:
    """Without a token a call is 401 just where the document asks for one."""
    needs = "security" in resolved(DOCUMENT["paths"][path])[method]
    answer = http.request(method, path)
    assert (answer.status_code == 401) is needs
    conforms(answer, path)


@pytest.mark.parametrize("path", [path for path in DOCUMENT["paths"] if "{" not in path])
def test_another_method_is_told_which_ones_there_are(http: TestClient, path: str) -> None:
    """405 names the methods of the path, all of them, as HTTP asks."""
    answer = http.request("TRACE", path)
    assert answer.status_code == 405
    allowed = {method.lower() for method in answer.headers["allow"].split(", ")} - {"head"}
    assert allowed == {method for method, known in described() if known == path}


def test_an_erased_conversation_is_as_described(http: TestClient) -> None:
    """Erasing answers without a body, and then the token is nobody's."""
    started = http.post("/api/conversations", json={}).json()
    headers = {"Authorization": f"Bearer {started['token']}"}
    for status in (204, 401):
        answer = http.delete("/api/conversation", headers=headers)
        assert answer.status_code == status
        conforms(answer, "/api/conversation")
