"""The way to an adviser over HTTP: seen first, sent only with consent, once, signed, and told honestly when it failed."""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot import handoff
from bot.handoff import Handoff
from bot.runtime import Runtime
from bot.webhook import Webhook, is_safe_address
from tests.integration.server.conftest import Learner
from tests.integration.server.receiver import HANG, Receiver
from tests.integration.server.test_server_errors import assert_error

SECRET = "a secret that only tests share, long enough"
ADDRESS = "advisers@campus.example"
QUESTION = "how much is the mitx finance micromasters?"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """The advisers' system."""
    with Receiver().running() as running:
        yield running


def connect(monkeypatch: pytest.MonkeyPatch, runtime: Runtime, *, url: str = "", address: str = "") -> None:
    """Give the running bot these channels."""
    settings = dataclasses.replace(
        runtime.settings, handoff_webhook=url, handoff_secret=SECRET if url else "", handoff_mailto=address
    )
    channels = Handoff(settings, runtime.store, runtime.knowledge.snapshot)
    if channels.webhook:
        channels.webhook = dataclasses.replace(channels.webhook, timeout_s=0.3)
    monkeypatch.setattr(runtime, "handoff", channels)


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch, runtime: Runtime, receiver: Receiver) -> Receiver:
    """The bot with a webhook and an address."""
    connect(monkeypatch, runtime, url=receiver.url, address=ADDRESS)
    return receiver


def press(learner: Learner, said: dict[str, Any], title: str) -> dict[str, Any]:
    """Press the button of a message; the bot's one answer."""
    options = [option for block in said["blocks"] for option in block.get("options", [])]
    (chosen,) = [option["id"] for option in options if option["title"] == title]
    (answer,) = learner.post(choice=chosen).json()["messages"]
    return answer


def block(message: dict[str, Any], kind: str) -> dict[str, Any]:
    """The block of a kind."""
    (found,) = [block for block in message["blocks"] if block["type"] == kind]
    return found


def handed_off(learner: Learner) -> dict[str, Any]:
    """Ask something, then for a person; the bot's answer to that."""
    learner.post(text=QUESTION)
    (answer,) = learner.post(text="I want to talk to a human").json()["messages"]
    return answer


def shown(learner: Learner) -> dict[str, Any]:
    """The message that shows the brief."""
    return press(learner, handed_off(learner), "Show what an adviser would get")


def test_the_way_to_a_person_offers_to_show_what_an_adviser_would_get(learner: Learner, connected: Receiver) -> None:
    """The offer stands in the text, in a notice and on a button; nothing is sent."""
    said = handed_off(learner)
    assert said["status"] == "handed_off"
    assert block(said, "notice")["text"] == handoff.CONNECTED
    assert handoff.CONNECTED in said["text"]
    assert connected.bodies == []


def test_exactly_what_was_shown_is_sent_once_it_is_agreed(learner: Learner, connected: Receiver) -> None:
    """The posted brief holds the shown text, the question, and the claims behind the answer."""
    seen = shown(learner)
    text = block(seen, "brief")["text"]
    assert text in seen["text"]
    assert QUESTION in text
    assert connected.bodies == []
    answer = press(learner, seen, "Send it")
    assert answer["text"] == handoff.SENT
    (sent,) = connected.received
    assert sent["text"] == text
    assert sent["claims"]
    assert learner.conversation not in text


def test_what_is_sent_is_signed_and_carries_its_id(learner: Learner, connected: Receiver) -> None:
    """The receiver can check who sent it, and knows a repeat."""
    press(learner, shown(learner), "Send it")
    (body,), (headers,) = connected.bodies, connected.headers
    expected = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert headers["Pathwise-Signature"] == f"sha256={expected}"
    assert headers["Idempotency-Key"] == connected.received[0]["id"]
    assert headers["Content-Type"] == "application/json"


def test_do_not_send_sends_nothing(learner: Learner, connected: Receiver) -> None:
    """A refusal is taken at once and can be taken back."""
    answer = press(learner, shown(learner), "Do not send")
    assert answer["text"] == handoff.KEPT_BACK
    again = press(learner, answer, "Show what an adviser would get")
    assert connected.bodies == []
    press(learner, again, "Send it")
    assert len(connected.bodies) == 1


def test_pressing_twice_sends_once(learner: Learner, connected: Receiver) -> None:
    """A second press, and the call of the API after it, send nothing again."""
    seen = shown(learner)
    press(learner, seen, "Send it")
    assert press(learner, seen, "Send it")["text"] == handoff.SENT_BEFORE
    answer = learner.http.post("/api/brief", json={"consent": True}, headers=learner.headers).json()
    assert (answer["sent"], answer["state"]) == (True, "again")
    assert len(connected.bodies) == 1


def test_a_brief_that_changed_since_it_was_seen_is_shown_again_and_not_sent(
    learner: Learner, connected: Receiver
) -> None:
    """Consent is for what was seen."""
    seen = shown(learner)
    learner.post(text="does the mitx finance micromasters count toward a degree?")
    answer = press(learner, seen, "Send it")
    assert connected.bodies == []
    assert answer["text"].startswith(handoff.CHANGED)
    press(learner, answer, "Send it")
    assert len(connected.bodies) == 1


@pytest.mark.parametrize(
    ("statuses", "tries", "is_taken"),
    [
        pytest.param([500, 202], 2, True, id="the second try is taken"),
        pytest.param([500], 2, False, id="fails twice"),
        pytest.param([HANG], 2, False, id="never answers"),
        pytest.param([HANG, 200], 2, True, id="slow once"),
        pytest.param([400], 1, False, id="refused: not tried again"),
        pytest.param([307], 1, False, id="a redirect is not followed"),
    ],
)
def test_a_failing_receiver_is_tried_twice_and_the_learner_told(
    learner: Learner, connected: Receiver, statuses: list[int], tries: int, is_taken: bool
) -> None:
    """What was not taken is said not to be; the way by mail is open; every try is the same brief."""
    connected.statuses = statuses
    answer = press(learner, shown(learner), "Send it")
    assert len(connected.bodies) == tries
    assert len(set(connected.bodies)) == 1
    if is_taken:
        assert answer["text"] == handoff.SENT
    else:
        assert answer["text"].startswith(handoff.NOT_SENT)
        assert ADDRESS in answer["text"]
        assert block(answer, "brief")["mailto"].startswith(f"mailto:{ADDRESS}?")


def test_after_a_failure_it_can_be_tried_again(learner: Learner, connected: Receiver) -> None:
    """The same brief, with the same id, is taken later."""
    connected.statuses = [503, 503, 204]
    failed = press(learner, shown(learner), "Send it")
    assert press(learner, failed, "Try again")["text"] == handoff.SENT
    assert len({brief["id"] for brief in connected.received}) == 1


def test_a_receiver_that_is_not_there_is_told_and_logged_without_words(
    learner: Learner, runtime: Runtime, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A closed port is a failure like any other; the log holds the brief's id and no text of it."""
    with Receiver().running() as gone:
        url = gone.url
    connect(monkeypatch, runtime, url=url)
    with caplog.at_level(logging.DEBUG):
        answer = press(learner, shown(learner), "Send it")
    assert answer["text"].startswith(handoff.NOT_SENT)
    assert "mailto" not in block(answer, "brief")
    assert answer["brief"]["id"] in caplog.text
    assert QUESTION not in caplog.text


def test_with_an_address_alone_the_learner_sends_it(
    learner: Learner, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mail program of the learner gets the brief; the server sends nothing and offers no button for it."""
    connect(monkeypatch, runtime, address=ADDRESS)
    assert handoff.BY_MAIL in handed_off(learner)["text"]
    seen = shown(learner)
    brief = block(seen, "brief")
    assert brief["can_send"] is False
    assert len(brief["mailto"]) <= 1800
    assert ADDRESS in seen["text"]
    assert not [b for b in seen["blocks"] if b["type"] == "options"]


def test_without_a_channel_it_is_said_and_the_page_is_offered(learner: Learner) -> None:
    """No adviser is invented: the brief is there to print, and that is all."""
    assert handoff.NOT_CONNECTED in handed_off(learner)["text"]
    seen = shown(learner)
    assert handoff.TAKE_ALONG in seen["text"]
    assert "mailto" not in block(seen, "brief")
    answer = learner.http.post("/api/brief", json={"consent": True}, headers=learner.headers).json()
    assert (answer["sent"], answer["state"]) == (False, "not_connected")


def test_the_brief_is_read_and_sent_over_the_api(learner: Learner, connected: Receiver) -> None:
    """GET shows what POST sends; the transcript holds both the consent and the answer."""
    learner.post(text=QUESTION)
    brief = learner.http.get("/api/brief", headers=learner.headers).json()
    assert set(brief) == {"id", "text", "mailto", "can_send", "sent", "brief"}
    assert (brief["can_send"], brief["sent"]) == (True, False)
    answer = learner.http.post("/api/brief", json={"consent": True, "id": brief["id"]}, headers=learner.headers)
    assert answer.json() == {"id": brief["id"], "sent": True, "state": "sent", "text": handoff.SENT}
    assert connected.received == [brief["brief"]]
    assert learner.http.get("/api/brief", headers=learner.headers).json()["sent"] is True
    assert [m["text"] for m in learner.said()[-2:]] == ["Send it", handoff.SENT]


@pytest.mark.parametrize("body", [{}, [], {"consent": False}, {"consent": "true"}, {"consent": 1}, {"id": "x"}])
def test_without_consent_nothing_is_sent(learner: Learner, connected: Receiver, body: Any) -> None:
    """Only the word true is consent."""
    before = learner.said()
    answer = learner.http.post("/api/brief", json=body, headers=learner.headers)
    assert assert_error(answer, 422, "invalid")["field"] == "consent"
    assert connected.bodies == []
    assert learner.said() == before


def test_another_brief_than_the_one_agreed_to_is_a_conflict(learner: Learner, connected: Receiver) -> None:
    """A client that names the brief it showed never sends another one."""
    answer = learner.http.post("/api/brief", json={"consent": True, "id": "0" * 16}, headers=learner.headers)
    assert_error(answer, 409, "conflict")
    wrong = learner.http.post("/api/brief", json={"consent": True, "id": 5}, headers=learner.headers)
    assert assert_error(wrong, 422, "invalid")["field"] == "id"
    assert connected.bodies == []


def test_a_brief_needs_its_conversations_token(http: TestClient) -> None:
    """Nobody reads or sends the brief of another."""
    assert_error(http.get("/api/brief"), 401, "unauthorized")
    assert_error(http.post("/api/brief", json={"consent": True}), 401, "unauthorized")


def test_inside_the_recommendation_the_open_question_stays_open(learner: Learner, connected: Receiver) -> None:
    """Looking at the brief changes nothing of what is going on."""
    learner.post(text="which programme suits me")
    learner.post(text="finance")
    said = learner.post(text="talk to a human").json()["messages"]
    seen = press(learner, said[0], "Show what an adviser would get")
    assert "Field: Finance" in block(seen, "brief")["text"]
    press(learner, seen, "Send it")
    asked = learner.post(text="ok go on").json()["messages"]
    assert block(asked[-1], "form")["slot"] == block(said[-1], "form")["slot"]


def test_markup_in_a_question_stays_text(learner: Learner, connected: Receiver) -> None:
    """What the learner wrote goes to the adviser as it was written, as text."""
    learner.post(text="what does <script>alert(1)</script> the mitx finance cost")
    press(learner, shown(learner), "Send it")
    assert "<script>alert(1)</script>" in connected.received[0]["text"]


@pytest.mark.parametrize(
    ("url", "is_safe"),
    [
        ("https://advisers.example/hook", True),
        ("http://127.0.0.1:9/hook", True),
        ("http://localhost:9/", True),
        ("http://advisers.example/hook", False),  # in the clear
        ("https://user:password@advisers.example/", False),
        ("ftp://advisers.example/", False),
        ("advisers.example", False),
        ("https://", False),
        ("http://[", False),
    ],
)
def test_briefs_go_only_to_safe_addresses(url: str, is_safe: bool) -> None:
    """Over https, or to this machine."""
    assert is_safe_address(url) is is_safe


def test_the_secret_is_in_no_representation() -> None:
    """A logged webhook does not show what signs its briefs."""
    assert SECRET not in repr(Webhook("https://advisers.example/", SECRET))
