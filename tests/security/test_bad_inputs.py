"""A small share of `python -m evaluation.bad_inputs`: 300 bad inputs, and that what counts them can tell."""

from __future__ import annotations

from random import Random

from evaluation.attacks.inputs import SHARES, Attacker, Input, own_texts
from evaluation.attacks.target import UNHANDLED, Learner, Target
from evaluation.attacks.wire import Answer, request
from evaluation.bad_inputs import Outcome, attack

COUNT, SEED = 300, 20261130


def test_300_bad_inputs_bring_no_5xx_no_silence_no_trace_and_no_end(attacked: Target) -> None:
    """Whatever is sent, the server answers what it must, logs nothing unforeseen, and is the same process afterwards."""
    outcome = attack(attacked, SEED, COUNT, own_texts(), lambda step: None)
    assert outcome.count == COUNT
    assert outcome.server_errors == []
    assert outcome.unanswered == []
    assert attacked.unhandled() == []
    assert attacked.restarts() == 0


def test_every_own_text_is_answered_or_refused(attacked: Target) -> None:
    """As a message, each text of texts.yml is a turn or a refusal that says why."""
    learner = attacked.begin()
    for n, text in enumerate(own_texts()):
        answer = attacked.call(learner, "POST", "/api/messages", {"client_message_id": str(n), "text": text})
        assert answer.status in (200, 422), (text, answer.head)
    assert attacked.unhandled() == []


def test_a_redirect_never_names_the_host_of_the_request(attacked: Target) -> None:
    """A slash too many is 404: a redirect would lead where the `Host` header says."""
    raw = request("GET", "/api/messages/").replace(b"127.0.0.1", b"evil.example")
    answer = attacked.send(raw)
    assert answer.status == 404
    assert b"evil.example" not in answer.raw


def test_a_client_that_goes_in_the_middle_of_an_answer_is_no_error(attacked: Target) -> None:
    """Rubbish behind a request that is still being answered ends the connection, and is no trace in the log."""
    learner = attacked.begin()
    body = b'{"client_message_id": "gone", "text": "is it worth it"}'
    whole = request("POST", "/api/messages", learner.authorised, body).replace(b"Connection: close\r\n", b"")
    for _ in range(3):
        attacked.send(whole + b"\x00\xff rubbish\r\n\r\n")
    assert attacked.unhandled() == []


def test_the_same_seed_makes_the_same_inputs_of_all_kinds() -> None:
    """A run can be told and repeated; every kind of input is there."""
    learner = Learner("0" * 32, "token")
    first, second = ([one.raw for one in Attacker(Random(SEED), learner).inputs(1_500)] for _ in range(2))
    assert first == second
    assert {one.kind for one in Attacker(Random(SEED), learner).inputs(1_500)} == set(SHARES)


def test_what_must_not_happen_is_seen_when_it_does() -> None:
    """A 5xx, silence and a trace are counted: a check that cannot fail would say nothing."""
    outcome = Outcome()
    outcome.take(Input("x", b""), Answer(b"HTTP/1.1 503 Service Unavailable\r\n\r\n", 0.1))
    outcome.take(Input("x", b""), Answer(b"", 0.1))
    outcome.take(Input("x", b"", is_complete=False), Answer(b"", 0.1))
    outcome.take(Input("x", b"", is_complete=False), Answer(b"", 30, has_ended=False))
    assert (len(outcome.server_errors), len(outcome.unanswered)) == (1, 2)
    assert UNHANDLED.search("2026-11-30 20:00:33,627 ERROR uvicorn.error Exception in ASGI application")
    assert UNHANDLED.search("Traceback (most recent call last):")
    assert not UNHANDLED.search("2026-11-30 20:00:33,627 WARNING uvicorn.error Invalid HTTP request received.")
