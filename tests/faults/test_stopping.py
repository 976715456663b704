"""A server that is told to stop: the turn that runs is finished and answered, and nobody new is let in."""

from __future__ import annotations

import signal
import socket
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from evaluation.faults.faulty_server import ASKING
from evaluation.faults.learner import Learner
from evaluation.faults.outages_of_actions import PROGRAM, SLOW
from evaluation.faults.own_database import own_database
from evaluation.serving import start_server


def test_a_turn_that_runs_is_answered_and_then_the_process_ends() -> None:
    """The learner gets the answer, it is stored, and the port is closed afterwards."""
    with own_database() as (_, environment), ThreadPoolExecutor(1) as pool:
        server = start_server(environment, program=PROGRAM)
        with httpx.Client(base_url=server.address, timeout=30) as http:
            learner = Learner.begin(http)
            learner.say("thanks")
            asked = pool.submit(learner.try_once, f"{ASKING} {SLOW}", "last")
            while "pathwise_turns_present 1.0" not in http.get("/metrics").text:
                assert not asked.done(), "the turn was over before anybody could stop the server"
            server.process.send_signal(signal.SIGTERM)
            answer = asked.result()
        assert answer.status_code == 200
        assert server.process.wait(30) in (0, -signal.SIGTERM)
        host, port = server.address.removeprefix("http://").split(":")
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((host, int(port)))
        assert "every turn that ran was finished" in server.log()
        after = start_server(environment)
        with httpx.Client(base_url=after.address, timeout=30) as http:
            learner.http = http
            stored = [message.get("client_message_id") for message in learner.said()]
        after.stop()
        assert "last" in stored
