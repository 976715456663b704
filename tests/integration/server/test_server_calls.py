"""Every call of docs/protocol.md, over the real application."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from starlette.testclient import TestClient

from bot.runtime import Runtime
from bot.server import create_app
from tests.integration.server.conftest import Learner, begin


def test_a_new_conversation_is_created_with_an_id_a_token_and_an_expiry(http: TestClient) -> None:
    """POST /api/conversations answers 201 with a 128-bit id, a token and a time in the future."""
    answer = http.post("/api/conversations", json={})
    body = answer.json()
    assert answer.status_code == 201
    assert set(body) == {"conversation", "token", "expires_at", "messages"}
    assert len(bytes.fromhex(body["conversation"])) == 16
    assert datetime.fromisoformat(body["expires_at"]) > datetime.now(UTC)


def test_a_new_conversation_begins_with_the_greeting(http: TestClient) -> None:
    """The answer to POST /api/conversations holds the bot's greeting, as docs/protocol.md says."""
    (greeting,) = http.post("/api/conversations", json={}).json()["messages"]
    assert greeting["from"] == "bot"
    assert greeting["text"]


def test_two_conversations_have_different_ids_and_tokens(http: TestClient) -> None:
    """Nobody is handed another learner's conversation."""
    first, second = begin(http), begin(http)
    assert first.conversation != second.conversation
    assert first.token != second.token


def test_a_message_is_answered_with_the_shape_of_the_protocol(learner: Learner) -> None:
    """POST /api/messages answers 200 with the learner's seq and the bot's messages above it."""
    answer = learner.post(text="is a MicroMasters worth it?")
    assert answer.status_code == 200
    body = answer.json()
    assert set(body) == {"seq", "messages"}
    (message,) = body["messages"]
    assert message["seq"] == body["seq"] + 1
    assert {"seq", "from", "text", "at", "topic", "topics", "status", "blocks"} <= set(message)
    assert (message["from"], message["topic"], message["status"]) == ("bot", "worth_it", "answered")
    assert datetime.fromisoformat(message["at"]).utcoffset() is not None


def test_payloads_of_options_never_leave_the_server(learner: Learner) -> None:
    """Options are sent as id and title only; what a button stands for stays on the server."""
    messages = learner.post(text="Which programme suits me?").json()["messages"]
    options = [option for m in messages for block in m["blocks"] for option in block.get("options", [])]
    assert options
    assert all(set(option) == {"id", "title"} for option in options)


def test_a_choice_is_sent_by_its_id_and_shown_by_its_title(learner: Learner) -> None:
    """An offered option's id is taken as a message, and the transcript shows its title."""
    (asked,) = learner.post(text="Which programme suits me?").json()["messages"]
    (form,) = [block for block in asked["blocks"] if block["type"] == "form"]
    option = form["options"][0]
    answer = learner.post(choice=option["id"])
    assert answer.status_code == 200
    (asked_next,) = [b for m in answer.json()["messages"] for b in m["blocks"] if b["type"] == "form"]
    assert asked_next["slot"] != form["slot"]
    chosen = next(m for m in learner.said() if m["seq"] == answer.json()["seq"])
    assert (chosen["from"], chosen["text"]) == ("learner", option["title"])


def test_messages_are_listed_in_order_with_one_seq_each(learner: Learner) -> None:
    """GET /api/messages gives learner's and bot's messages, counted without gaps."""
    before = len(learner.said())
    for text in ("hello", "what is a MicroMasters?", "thanks"):
        learner.post(text=text)
    said = learner.said()
    assert [m["seq"] for m in said] == list(range(1, len(said) + 1))
    assert [m["from"] for m in said[before:]] == ["learner", "bot"] * 3
    assert [m["text"] for m in said if m["from"] == "learner"] == ["hello", "what is a MicroMasters?", "thanks"]


def test_messages_after_a_seq_are_only_the_later_ones(learner: Learner) -> None:
    """`after` leaves out what the client has already."""
    first = learner.post(text="hello").json()
    second = learner.post(text="thanks").json()
    assert learner.said(first["messages"][-1]["seq"])[0]["seq"] == second["seq"]
    assert learner.said(second["messages"][-1]["seq"]) == []


def test_listed_messages_are_those_that_were_sent(learner: Learner) -> None:
    """What was answered is what is listed afterwards, block for block."""
    answer = learner.post(text="professional certificate or MicroMasters?").json()
    assert learner.said(answer["seq"]) == answer["messages"]


def test_a_message_is_found_again_by_the_clients_id(learner: Learner) -> None:
    """A client that lost the answer sees in the list that its message arrived, typed or chosen."""
    asked = learner.post(client_message_id="typed", text="Which programme suits me?").json()["messages"][-1]
    (form,) = [block for block in asked["blocks"] if block["type"] == "form"]
    learner.post(client_message_id="chosen", choice=form["options"][0]["id"])
    said = learner.said()
    assert [m["client_message_id"] for m in said if m["from"] == "learner"] == ["typed", "chosen"]
    assert not [m for m in said if m["from"] == "bot" and "client_message_id" in m]


def test_the_same_message_id_gives_the_stored_answer_once(learner: Learner) -> None:
    """A resent message is answered as the first time, and stored once."""
    body = {"client_message_id": str(uuid.uuid4()), "text": "Which programme suits me?"}
    first, again = learner.post(**body), learner.post(**body)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert [m["text"] for m in learner.said() if m["from"] == "learner"] == [body["text"]]


def test_the_same_choice_again_gives_the_stored_answer_once(learner: Learner) -> None:
    """A button pressed on a bad line moves the recommendation one step, not two."""
    (asked,) = learner.post(text="Which programme suits me?").json()["messages"]
    body = {"client_message_id": str(uuid.uuid4()), "choice": asked["blocks"][-1]["options"][0]["id"]}
    first, again = learner.post(**body), learner.post(**body)
    assert first.json() == again.json()


def test_the_same_message_id_in_two_conversations_is_two_messages(http: TestClient) -> None:
    """Ids of clients are kept apart by conversation."""
    one, other = begin(http), begin(http)
    body = {"client_message_id": "1", "text": "hello"}
    assert one.post(**body).status_code == 200
    assert other.post(client_message_id="1", text="thanks").status_code == 200


def test_a_conversation_goes_on_after_a_restart(learner: Learner, runtime: Runtime) -> None:
    """Another process with the same database carries the conversation on where it was."""
    learner.post(text="Which programme suits me?")
    with TestClient(create_app(Runtime(runtime.settings))) as restarted:
        there = Learner(restarted, learner.token, learner.conversation)
        (message,) = there.post(text="data science").json()["messages"]
    (form,) = [block for block in message["blocks"] if block["type"] == "form"]
    assert form["slot"] == "hours_per_week"


def test_health_says_alive(http: TestClient) -> None:
    """GET /health answers 200 as long as the process answers."""
    answer = http.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


def test_ready_names_every_check(http: TestClient) -> None:
    """GET /ready answers 200 when model, database and actions answer."""
    answer = http.get("/ready")
    assert answer.status_code == 200
    body = answer.json()
    assert body["ready"] is True
    assert {"model", "database", "actions"} <= set(body["checks"])
    assert set(body["checks"].values()) == {"ok"}
