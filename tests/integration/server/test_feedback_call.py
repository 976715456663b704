"""`POST /api/feedback`: the learner's word on an answer, the last one, on messages of the bot in this conversation."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from bot.runtime import Runtime
from tests.integration.server.conftest import ORIGIN, Learner, begin
from tests.integration.server.test_server_errors import assert_error


def judge(learner: Learner, **body: Any) -> httpx.Response:
    return learner.http.post("/api/feedback", json=body, headers=learner.headers)


def shown(learner: Learner) -> dict[int, Any]:
    """The judgements that the learner's messages carry, by seq."""
    return {m["seq"]: m["feedback"] for m in learner.said() if "feedback" in m}


def test_an_answer_is_judged(learner: Learner) -> None:
    """200 with what was stored; the message carries it from then on, and no other message does."""
    seq = learner.post(text="is a MicroMasters worth it?").json()["messages"][0]["seq"]
    answer = judge(learner, seq=seq, helpful=False, reason="missing")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.json() == {"seq": seq, "feedback": {"helpful": False, "reason": "missing"}}
    assert shown(learner) == {seq: {"helpful": False, "reason": "missing"}}


def test_sent_again_it_takes_the_place_of_the_earlier(learner: Learner) -> None:
    """The learner may think again; a reason goes when the answer helped after all."""
    for body in ({"helpful": False, "reason": "unclear"}, {"helpful": False}, {"helpful": True}, {"helpful": True}):
        assert judge(learner, seq=1, **body).json() == {"seq": 1, "feedback": body}
        assert shown(learner) == {1: body}


def test_a_resent_message_is_answered_with_its_judgement(learner: Learner) -> None:
    """A stored answer is given as it is listed."""
    sent = {"client_message_id": "1", "text": "hello"}
    seq = learner.post(**sent).json()["messages"][0]["seq"]
    judge(learner, seq=seq, helpful=True)
    assert learner.post(**sent).json()["messages"] == learner.said(seq - 1)


def test_what_the_learner_wrote_is_not_judged(learner: Learner) -> None:
    """The seq of the learner's own message is refused."""
    seq = learner.post(text="hello").json()["seq"]
    error = assert_error(judge(learner, seq=seq, helpful=True), 422, "invalid")
    assert error["field"] == "seq"
    assert shown(learner) == {}


@pytest.mark.parametrize("seq", [2, 99, 999_999_999])
def test_what_was_not_said_is_not_judged(learner: Learner, seq: int) -> None:
    """A seq above the last is refused."""
    assert assert_error(judge(learner, seq=seq, helpful=True), 422, "invalid")["field"] == "seq"


def test_another_conversations_answer_is_not_judged(http: TestClient) -> None:
    """A seq means a message of one's own conversation, whatever others hold under it."""
    one, other = begin(http), begin(http)
    seq = one.post(text="hello").json()["messages"][0]["seq"]
    assert assert_error(judge(other, seq=seq, helpful=True), 422, "invalid")["field"] == "seq"
    judge(other, seq=1, helpful=True)
    assert shown(one) == {}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ([], ""), ({"helpful": True}, "seq"), ({"seq": 1}, "helpful"), ({"seq": 1, "helpful": False, "reason": "x"}, "reason"),
        ({"seq": 1, "helpful": True, "reason": "wrong"}, "reason"), ({"seq": 1, "helpful": True, "note": "x"}, "note"),
    ],
)  # fmt: skip
def test_a_wrong_shape_is_422_with_the_field(learner: Learner, body: Any, field: str) -> None:
    """The answer says where the fault is, and nothing is stored; tests/unit/test_judging.py has every row."""
    answer = learner.http.post("/api/feedback", json=body, headers=learner.headers)
    assert assert_error(answer, 422, "invalid")["field"] == field
    assert shown(learner) == {}


def test_a_body_that_is_not_json_is_400(learner: Learner) -> None:
    """Rubbish is told to be rubbish."""
    answer = learner.http.post("/api/feedback", content=b"{", headers=learner.headers)
    assert_error(answer, 400, "bad_json")


def test_a_page_elsewhere_may_judge_if_its_origin_is_allowed(learner: Learner) -> None:
    """The answer can be read by the origin of the settings."""
    headers = {**learner.headers, "Origin": ORIGIN}
    answer = learner.http.post("/api/feedback", json={"seq": 1, "helpful": True}, headers=headers)
    assert answer.headers["access-control-allow-origin"] == ORIGIN


def test_a_judgement_changes_nothing_of_what_an_adviser_would_get(learner: Learner, runtime: Runtime) -> None:
    """The brief is about the questions: one that was shown can still be sent."""
    seq = learner.post(text="how much is the mitx finance micromasters?").json()["messages"][0]["seq"]
    before = learner.http.get("/api/brief", headers=learner.headers).json()
    judge(learner, seq=seq, helpful=False, reason="wrong")
    assert learner.http.get("/api/brief", headers=learner.headers).json() == before
