"""Pages and origins: what is served, under which policy, and who may call from elsewhere."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from bot.pages import FILES
from tests.integration.server.conftest import ORIGIN

PREFLIGHT = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization, content-type"}


@pytest.mark.parametrize("path", list(FILES))
def test_what_is_not_built_is_not_found(http: TestClient, path: str) -> None:
    """A file that this build of the widget does not have is missing, not an error."""
    assert http.get(path).status_code == (200 if FILES[path].exists() else 404)


@pytest.mark.parametrize("path", [path for path, file in FILES.items() if file.exists()])
def test_every_page_is_served_under_a_strict_content_policy(http: TestClient, path: str) -> None:
    """Nothing is loaded from another host, nothing inline is run, and types are not guessed."""
    answer = http.get(path)
    assert answer.status_code == 200
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["base-uri"] == policy["form-action"] == "'none'"
    assert not any("unsafe" in value or "http" in value or "*" in value for value in policy.values())
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/demo.css", "text/css"),
        ("/widget.js", "text/javascript"),
        ("/panel.js", "text/javascript"),
    ],
)
def test_pages_have_their_type(http: TestClient, path: str, kind: str) -> None:
    """Browsers run a script only with a script's type."""
    assert http.get(path).headers["content-type"].startswith(kind)


def test_the_demo_page_loads_nothing_from_elsewhere_and_runs_nothing_inline(http: TestClient) -> None:
    """The page works under its own policy: no foreign address, no inline script or handler."""
    page = http.get("/").text
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", page)
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=", page)


@pytest.mark.parametrize(
    "path",
    ["/pyproject.toml", "/widget.js/../pyproject.toml", "/%2e%2e/pyproject.toml", "/..%2fpyproject.toml",
     "/demo/index.html", "/dist/widget.js", "/var/secret_key", "/widget.js%00.html", "/%5c..%5cpyproject.toml"],
)  # fmt: skip
def test_no_other_file_is_served(http: TestClient, path: str) -> None:
    """Only the listed paths exist; none is looked up in a folder."""
    assert http.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/widget.js", "/panel.js"])
def test_the_element_may_be_embedded_anywhere(http: TestClient, path: str) -> None:
    """Any page may load the scripts; what they may call is decided by the API's origins."""
    answer = http.get(path, headers={"Origin": "https://anywhere.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


def test_the_strictest_page_allows_no_style_and_demands_trusted_types(http: TestClient) -> None:
    """The page that proves the promise of widget/README.md is sent with just that policy."""
    assert http.get("/embed/strict").headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; style-src 'none'; "
        "require-trusted-types-for 'script'; trusted-types lit-html; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )


def test_a_page_that_has_not_changed_is_not_sent_again(http: TestClient) -> None:
    """A site's visitor who has the script pays a few bytes for the next page."""
    first = http.get("/widget.js")
    again = http.get("/widget.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["access-control-allow-origin"] == "*"
    assert http.get("/widget.js", headers={"If-None-Match": '"another"'}).content == first.content


def test_scripts_are_sent_compressed(http: TestClient) -> None:
    """What is promised of the sizes is what goes over the wire."""
    with http.stream("GET", "/panel.js", headers={"Accept-Encoding": "gzip"}) as answer:
        sent = sum(map(len, answer.iter_raw()))
    assert answer.headers["content-encoding"] == "gzip"
    assert sent < FILES["/panel.js"].stat().st_size / 2
    assert "content-encoding" not in http.get("/panel.js", headers={"Accept-Encoding": "identity"}).headers


def test_the_allowed_origin_may_call(http: TestClient) -> None:
    """The origin of the settings is answered by name, in the preflight and in the call."""
    preflight = http.options("/api/messages", headers={"Origin": ORIGIN, **PREFLIGHT})
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == ORIGIN
    call = http.post("/api/conversations", json={}, headers={"Origin": ORIGIN})
    assert call.headers["access-control-allow-origin"] == ORIGIN
    assert "Origin" in call.headers["vary"]


def test_an_error_can_be_read_by_the_allowed_origin(http: TestClient) -> None:
    """A refused call tells a widget on another site why."""
    answer = http.get("/api/messages", headers={"Origin": ORIGIN})
    assert answer.status_code == 401
    assert answer.headers["access-control-allow-origin"] == ORIGIN


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", ORIGIN + ".evil.example", ORIGIN + ":8443", ORIGIN.replace("https", "http"),
     ORIGIN + "/", ORIGIN.upper(), "https://evil.example/" + ORIGIN, "https://sub.campus.example", "null", "*"],
)  # fmt: skip
def test_another_origin_may_not_call(http: TestClient, origin: str) -> None:
    """Origins are compared exactly: no prefix, suffix, port, scheme or wildcard is enough."""
    preflight = http.options("/api/messages", headers={"Origin": origin, **PREFLIGHT})
    assert preflight.status_code == 400
    assert "access-control-allow-origin" not in preflight.headers
    call = http.post("/api/conversations", json={}, headers={"Origin": origin})
    assert "access-control-allow-origin" not in call.headers


@pytest.mark.parametrize("method", ["PUT", "PATCH", "TRACE"])
def test_a_preflight_for_another_method_is_refused(http: TestClient, method: str) -> None:
    """Only the methods of the protocol are allowed from elsewhere."""
    headers = {"Origin": ORIGIN, "Access-Control-Request-Method": method}
    assert http.options("/api/messages", headers=headers).status_code == 400
