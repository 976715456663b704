"""A small share of `python -m evaluation.foreign_attempts`: 400 attempts, and that a success would be seen."""

from __future__ import annotations

import json
from random import Random

import pytest

from evaluation.attacks.foreign import SHARES, Attempt, Victim, Watch, play_victim
from evaluation.attacks.forging import forged, misplaced
from evaluation.attacks.origins import tricks
from evaluation.attacks.target import Learner, Target
from evaluation.attacks.wire import Answer, request
from evaluation.foreign_attempts import ask_as_pages, attack
from tests.security.conftest import ALLOWED

COUNT, SEED = 400, 20261130
READ = ("GET", "/api/messages")


@pytest.fixture(scope="module")
def victim(attacked: Target) -> Victim:
    """A conversation to be got at."""
    return play_victim(attacked)


@pytest.fixture(scope="module")
def intruder(attacked: Target) -> Learner:
    """Somebody else, with a conversation and a token of their own."""
    return attacked.begin()


def test_400_attempts_show_and_change_nothing_of_others(attacked: Target) -> None:
    """Of all kinds of attempts none succeeds, and the owners still read their conversations."""
    outcome = attack(attacked, SEED, COUNT, lambda step: None)
    assert outcome.succeeded == []
    assert set(outcome.statuses) == set(SHARES)
    assert attacked.unhandled() == []


def test_every_forged_and_every_misplaced_token_is_401(attacked: Target, victim: Victim, intruder: Learner) -> None:
    """Each of them once, on the call that shows most."""
    values = forged(Random(SEED), attacked.key, victim.learner, intruder)
    statuses = {
        name: attacked.send(request(*READ, [("Authorization", value)])).status for name, value in values.items()
    }
    # A NUL and a folded line are no HTTP.
    assert {name: status for name, status in statuses.items() if status != 401} == {"NUL": 400, "folded line": 400}
    for name, placed in misplaced(victim.learner).items():
        answer = attacked.send(request("GET", f"/api/messages?{placed.query}", placed.headers))
        assert answer.status == 401, name


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/messages", {"client_message_id": "x", "choice": "OPTION"}, 422),
        ("/api/feedback", {"seq": "SEQ", "helpful": True}, 422),
        ("/api/brief", {"consent": True, "id": "BRIEF"}, 409),
    ],
)
def test_what_only_another_conversation_was_told_is_refused(
    attacked: Target, victim: Victim, path: str, body: dict[str, object], status: int
) -> None:
    """An option, a message's number and a brief of another conversation mean nothing in one's own."""
    known = {"OPTION": victim.option, "SEQ": victim.last_seq, "BRIEF": victim.brief}
    filled = {name: known.get(str(value), value) for name, value in body.items()}
    assert attacked.call(attacked.begin(), "POST", path, filled).status == status


def test_the_same_message_id_in_two_conversations_is_two_messages(attacked: Target, victim: Victim) -> None:
    """A client's id of a message counts within its conversation alone: nobody gets another's stored answer."""
    body = {"client_message_id": victim.client_message_id, "text": "is it worth it"}
    answer = attacked.call(attacked.begin(), "POST", "/api/messages", body)
    assert answer.status == 200
    assert not [secret for secret in victim.secrets if secret.encode() in answer.raw]


def test_no_page_of_another_origin_may_read_an_answer(attacked: Target) -> None:
    """Origins that look like the allowed one are not, asked beforehand and at once; the allowed one is."""
    asked, wrong = ask_as_pages(attacked, lambda step: None, ("/api/messages", "/"))
    assert wrong == []
    assert asked == 2 * 4 * 2 * (len(tricks()) + 1)


def test_a_success_would_be_seen(attacked: Target) -> None:
    """A leak, a 2xx that must not be and a changed row are each told: a watch that sees nothing would prove nothing."""
    own = play_victim(attacked)
    watch = Watch(attacked.database, [own])
    harmless = Attempt("x", "x", b"", must_fail=False)
    listed = attacked.call(own.learner, *READ)
    assert watch.succeeded(harmless, listed) == "shown"
    assert (
        watch.succeeded(Attempt("x", "x", b"", must_fail=True), Answer(b"HTTP/1.1 204 No Content\r\n\r\n", 0))
        == "let in"
    )
    assert watch.succeeded(harmless, Answer(b"HTTP/1.1 401 Unauthorized\r\n\r\n", 0)) == ""
    attacked.call(own.learner, "POST", "/api/feedback", {"seq": 1, "helpful": True})
    assert watch.succeeded(harmless, Answer(b"", 0)) == "changed"
    assert json.loads(listed.body)["messages"]


def test_the_origin_that_is_allowed_is_that_of_the_server(attacked: Target) -> None:
    """The server under test allows just the origin that the tricks imitate."""
    assert attacked.server.address.startswith("http://127.0.0.1:")
    assert all(trick != ALLOWED for trick in tricks(ALLOWED))
