"""422: JSON of the wrong shape, each row with the field that the answer names."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.integration.server.conftest import Learner, begin
from tests.integration.server.test_server_errors import assert_error

LONG = "x" * 65


@pytest.mark.parametrize(
    ("body", "field"),
    [
        pytest.param([], "", id="a list"),
        pytest.param("hello", "", id="a string"),
        pytest.param(None, "", id="null"),
        pytest.param({"text": "hello"}, "client_message_id", id="no message id"),
        pytest.param({"client_message_id": 1, "text": "hello"}, "client_message_id", id="a number as message id"),
        pytest.param({"client_message_id": "", "text": "hello"}, "client_message_id", id="an empty message id"),
        pytest.param({"client_message_id": LONG, "text": "hello"}, "client_message_id", id="a long message id"),
        pytest.param({"client_message_id": "a\0b", "text": "hello"}, "client_message_id", id="NUL in the message id"),
        pytest.param({"client_message_id": "\ud800", "text": "hello"}, "client_message_id", id="surrogate as its id"),
        pytest.param({"client_message_id": "1"}, "text", id="neither text nor choice"),
        pytest.param({"client_message_id": "1", "text": None, "choice": None}, "text", id="both null"),
        pytest.param({"client_message_id": "1", "text": "a", "choice": "b"}, "text", id="text and choice"),
        pytest.param({"client_message_id": "1", "text": 5}, "text", id="a number as text"),
        pytest.param({"client_message_id": "1", "text": ["hello"]}, "text", id="a list as text"),
        pytest.param({"client_message_id": "1", "choice": {"id": 1}}, "choice", id="an object as choice"),
        pytest.param({"client_message_id": "1", "text": ""}, "text", id="an empty text"),
        pytest.param({"client_message_id": "1", "text": " \n\t "}, "text", id="only blanks"),
        pytest.param({"client_message_id": "1", "text": "a\0b"}, "text", id="NUL"),
        pytest.param({"client_message_id": "1", "text": "a\ud800b"}, "text", id="lone high surrogate"),
        pytest.param({"client_message_id": "1", "text": "a\udfffb"}, "text", id="lone low surrogate"),
        pytest.param({"client_message_id": "1", "choice": "never offered"}, "choice", id="an unknown option"),
        pytest.param({"client_message_id": "1", "choice": "/restart"}, "choice", id="a payload as option"),
        pytest.param({"client_message_id": "1", "choice": ""}, "choice", id="an empty option"),
    ],
)
def test_json_of_the_wrong_shape_is_422_with_the_field(learner: Learner, body: Any, field: str) -> None:
    """The answer says where the fault is, and nothing is stored."""
    before = learner.said()
    content = json.dumps(body).encode()
    answer = learner.http.post("/api/messages", content=content, headers=learner.headers)
    assert assert_error(answer, 422, "invalid")["field"] == field
    assert learner.said() == before


def test_an_option_of_another_conversation_is_422(http: TestClient) -> None:
    """A button works only in the conversation that was offered it."""
    one, other = begin(http), begin(http)
    asked = one.post(text="Which programme suits me?").json()["messages"][-1]
    option = asked["blocks"][-1]["options"][0]["id"]
    assert assert_error(other.post(choice=option), 422, "invalid")["field"] == "choice"
    assert one.post(choice=option).status_code == 200


@pytest.mark.parametrize("after", ["-1", "1.5", "one", "", "0x1", "1e3", "\u00b2", "9" * 10, "1 OR 1=1"])
def test_after_must_be_a_whole_number(learner: Learner, after: str) -> None:
    """A malformed `after` is 422 and names itself."""
    answer = learner.http.get("/api/messages", params={"after": after}, headers=learner.headers)
    assert assert_error(answer, 422, "invalid")["field"] == "after"


def test_a_surrogate_pair_is_a_character(learner: Learner) -> None:
    """An emoji that JSON writes as two halves is one character, kept as it was written."""
    content = b'{"client_message_id": "1", "text": "hello \\ud83d\\ude00"}'
    assert learner.http.post("/api/messages", content=content, headers=learner.headers).status_code == 200
    assert [m["text"] for m in learner.said() if m["from"] == "learner"] == ["hello \U0001f600"]
