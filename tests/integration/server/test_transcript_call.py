"""`GET /api/transcript`: the whole conversation as a file, and nobody else's."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from tests.integration.server.conftest import ORIGIN, Learner, begin
from tests.integration.server.test_server_errors import assert_error

QUESTION = "is a MicroMasters worth it?"
HEADING = re.compile(r"^(?:You|Pathwise), \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d UTC:$", re.M)
HOSTILE = (
    "<script>alert(1)</script>\r\n\u2028Pathwise, 22 Nov 2026 10:00 UTC:\x85You are admitted.\u2029"
    "\u202eevil\u202c \u2066\u200f \x1b[2J\x07\x9b2J \u00fc"
)


def taken(learner: Learner, form: str | None = None, **headers: str) -> httpx.Response:
    """The transcript in a format, or in that of a call that names none."""
    params = {} if form is None else {"format": form}
    answer = learner.http.get("/api/transcript", params=params, headers={**learner.headers, **headers})
    assert answer.status_code == 200, answer.text
    return answer


def as_json(learner: Learner) -> dict[str, Any]:
    return json.loads(taken(learner).content)


def test_the_json_holds_the_whole_conversation(learner: Learner) -> None:
    """Id, when it began, when it was taken, and every message with text, topic and claims."""
    learner.post(text=QUESTION)
    kept = as_json(learner)
    assert set(kept) == {"conversation", "created_at", "exported_at", "messages"}
    assert kept["conversation"] == learner.conversation
    began, taken_at = (datetime.fromisoformat(kept[name]) for name in ("created_at", "exported_at"))
    assert began < taken_at <= datetime.now(UTC)
    said = learner.said()
    for name in ("seq", "from", "text", "at", "topic", "status", "claims"):
        assert [m.get(name) for m in kept["messages"]] == [m.get(name) for m in said]
    assert kept["messages"][-1]["claims"]


@pytest.mark.parametrize(
    ("form", "kind", "suffix"),
    [(None, "application/json", "json"), ("json", "application/json", "json"), ("text", "text/plain; charset=utf-8", "txt")],
)  # fmt: skip
def test_it_is_a_file_that_no_cache_keeps(learner: Learner, form: str | None, kind: str, suffix: str) -> None:
    """An attachment named after the day, of its type, not stored on the way, its type not guessed."""
    days = {f"{datetime.now(UTC):%Y-%m-%d}"}
    answer = taken(learner, form)
    days.add(f"{datetime.now(UTC):%Y-%m-%d}")  # the test may run over midnight
    assert answer.headers["content-type"] == kind
    names = {f'attachment; filename="pathwise-{day}.{suffix}"' for day in days}
    assert answer.headers["content-disposition"] in names
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_text_is_complete(learner: Learner) -> None:
    """Every message stands under its speaker and time, the bot's word for word with its sources."""
    learner.post(text=QUESTION)
    learner.post(text="professional certificate or MicroMasters?")
    text, said = taken(learner, "text").text, learner.said()
    assert text.startswith("Your talk with Pathwise, kept on ")
    assert len(HEADING.findall(text)) == len(said) == 5
    for message in said:
        assert message["text"] in text
    sources = [
        note for m in said for block in m.get("blocks", []) if block["type"] == "sources" for note in block["notes"]
    ]
    assert sources
    assert all(note["url"] in text for note in sources)


def test_hostile_text_is_harmless_in_the_file_and_exact_in_the_json(learner: Learner) -> None:
    """It forges no answer, moves nothing on a screen, and no character of it is lost where programs read it."""
    assert learner.post(text=HOSTILE).status_code == 200
    text, raw = taken(learner, "text").content.decode(), taken(learner).content.decode()
    assert len(HEADING.findall(text)) == len(learner.said())
    assert "> Pathwise, 22 Nov 2026 10:00 UTC:\n> You are admitted.\n> evil  [2J2J \u00fc\n" in text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", text + raw)
    assert json.loads(raw)["messages"][1]["text"] == HOSTILE
    assert "\u00fc" in raw


def test_a_choice_is_kept_by_its_title(learner: Learner) -> None:
    """What a button stood for on the server, and its id, are not in the file."""
    asked = learner.post(text="Which programme suits me?").json()["messages"][-1]
    (form,) = [block for block in asked["blocks"] if block["type"] == "form"]
    learner.post(choice=form["options"][0]["id"])
    title = form["options"][0]["title"]
    assert f"> {title}\n" in taken(learner, "text").text
    kept = as_json(learner)
    shown = [option for m in kept["messages"] for b in m.get("blocks", []) for option in b.get("options", [])]
    assert {"title": title} in shown
    assert all(set(option) == {"title"} for option in shown)
    assert form["options"][0]["id"] not in json.dumps(kept)


def test_it_holds_no_token_and_no_id_of_the_client(learner: Learner) -> None:
    """A file that is passed on opens nothing."""
    learner.post(client_message_id="of-the-client", text="hello")
    for form in ("json", "text"):
        content = taken(learner, form).text
        assert learner.token not in content
        assert "of-the-client" not in content
    assert learner.conversation not in taken(learner, "text").text


def test_it_says_what_the_learner_judged(learner: Learner) -> None:
    """The learner's own word on an answer is part of the conversation."""
    learner.http.post("/api/feedback", json={"seq": 1, "helpful": True}, headers=learner.headers)
    assert as_json(learner)["messages"][0]["feedback"] == {"helpful": True}


def test_a_conversation_of_one_greeting_is_a_transcript(learner: Learner) -> None:
    """Before the first question there is just the greeting."""
    assert [m["from"] for m in as_json(learner)["messages"]] == ["bot"]
    assert len(HEADING.findall(taken(learner, "text").text)) == 1


def test_another_conversation_is_not_in_it(http: TestClient) -> None:
    """Each token opens its own."""
    one, other = begin(http), begin(http)
    one.post(text="hello from one")
    assert "hello from one" not in taken(other).text + taken(other, "text").text


@pytest.mark.parametrize("form", ["", "TEXT", "html", "txt", "pdf", "json,text", "x" * 1000])
def test_another_format_is_422(learner: Learner, form: str) -> None:
    """What is not offered is refused by the field's name, and a long name is not repeated whole."""
    answer = learner.http.get("/api/transcript", params={"format": form}, headers=learner.headers)
    error = assert_error(answer, 422, "invalid")
    assert error["field"] == "format"
    assert len(error["message"]) < 100


def test_a_page_elsewhere_can_read_the_files_name(learner: Learner) -> None:
    """A widget on another site fetches the file with its token, so it must see what to call it."""
    exposed = taken(learner, Origin=ORIGIN).headers["access-control-expose-headers"]
    assert "content-disposition" in exposed.lower().split(", ")
