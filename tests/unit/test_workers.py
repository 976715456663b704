"""The port that workers share."""

import socket

import uvicorn

from bot.workers import listener


def test_a_connection_of_the_shared_port_does_not_wait_for_acknowledgements() -> None:
    with listener(uvicorn.Config("bot.worker:application", host="127.0.0.1", port=0, log_config=None)) as bound:
        bound.listen()
        with socket.create_connection(bound.getsockname()):
            accepted, _ = bound.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
