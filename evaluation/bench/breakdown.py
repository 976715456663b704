"""Where the time of one of our turns goes, by clocks that this process puts around the parts; the product's code is as it is.

`python -m evaluation.bench.breakdown MODEL REPEATS` prints JSON: in a process of its own, so that nothing else runs beside it.
"""

from __future__ import annotations

import asyncio
import dataclasses
import functools
import json
import statistics
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from bot.logs import configure_logs
from bot.nlu.sentence_encoder import default_encoder
from bot.runtime import Runtime
from bot.server import create_app
from bot.settings import load_settings
from evaluation.bench.script import read_script

# Parts of a turn, in their order; what is left of the whole turn is Rasa's tracker and what lies between.
PARTS = ("NLU", "policies", "action", "store")
Clocks = dict[str, float]


def measure(model: Path, repeats: int) -> dict[str, float]:
    """Median milliseconds of each part of a turn over the scripted messages, and of the encoder alone in the same process."""
    configure_logs("text")
    settings = dataclasses.replace(load_settings(), model=model, conversations_per_hour=0, messages_per_minute=0)
    runtime = Runtime(settings)
    clocks: Clocks = {}
    _put_clocks(runtime, clocks)
    with _served(runtime) as address, httpx.Client(base_url=address, timeout=60) as client:
        _hold_all(client, clocks, 0)  # warms up
        turns = [turn for number in range(repeats) for turn in _hold_all(client, clocks, number + 1)]
    found = {name: statistics.median(turn[name] for turn in turns) for name in turns[0]}
    return {**found, "encoder alone": _encoder_floor(repeats)}


def _put_clocks(runtime: Runtime, clocks: Clocks) -> None:
    """Time the parts of this runtime."""
    processor, encoder = runtime._processor, default_encoder()
    runtime.understand = _timed(runtime.understand, "NLU", clocks)  # type: ignore[method-assign]
    predict = _timed(processor._predict_next_with_tracker, "policies", clocks)
    processor._predict_next_with_tracker = predict  # type: ignore[method-assign]
    runtime.actions.request = _timed_async(runtime.actions.request, "action", clocks)  # type: ignore[method-assign]
    runtime.in_database = _timed_async(runtime.in_database, "store", clocks)  # type: ignore[assignment]
    runtime.turn = _timed_async(runtime.turn, "turn", clocks)  # type: ignore[method-assign]
    encoder._encode_batch = _timed(encoder._encode_batch, "encoder within", clocks)  # type: ignore[method-assign]


def _timed(call: Callable[..., Any], name: str, clocks: Clocks) -> Callable[..., Any]:
    @functools.wraps(call)
    def timed(*args: Any, **kwargs: Any) -> Any:
        began = time.perf_counter()
        try:
            return call(*args, **kwargs)
        finally:
            clocks[name] = clocks.get(name, 0.0) + (time.perf_counter() - began) * 1000

    return timed


def _timed_async(call: Callable[..., Any], name: str, clocks: Clocks) -> Callable[..., Any]:
    async def timed(*args: Any, **kwargs: Any) -> Any:
        began = time.perf_counter()
        try:
            return await call(*args, **kwargs)
        finally:
            clocks[name] = clocks.get(name, 0.0) + (time.perf_counter() - began) * 1000

    return timed


@contextmanager
def _served(runtime: Runtime) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(create_app(runtime), port=0, log_config=None, access_log=False, ws="none"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def _hold_all(client: httpx.Client, clocks: Clocks, repeat: int) -> list[dict[str, float]]:
    """The clocks of every written message; pressed buttons need no understanding and are left out."""
    found, script = [], read_script()
    for conversation in script.conversations:
        token = client.post("/api/conversations", json={}).json()["token"]
        for turn in conversation.turns:
            if turn.text is not None:
                clocks.clear()
                whole = _send(client, token, script.varied(turn.text, repeat))
                found.append(_parts(whole, clocks))
    return found


def _send(client: httpx.Client, token: str, text: str) -> float:
    body = {"client_message_id": str(uuid.uuid4()), "text": text}
    began = time.perf_counter()
    client.post("/api/messages", json=body, headers={"Authorization": f"Bearer {token}"}).raise_for_status()
    return (time.perf_counter() - began) * 1000


def _parts(whole: float, clocks: Clocks) -> dict[str, float]:
    parts = {name: clocks.get(name, 0.0) for name in PARTS}
    turn = clocks["turn"]
    return {
        **parts, "tracker and the rest": turn - sum(parts.values()), "transport": whole - turn, "whole message": whole,
        "encoder within": clocks.get("encoder within", 0.0),
    }  # fmt: skip


def _encoder_floor(repeats: int) -> float:
    """Median milliseconds of encoding such messages, one at a time, and doing nothing else."""
    encoder, script, times = default_encoder(), read_script(), list[float]()
    for number in range(len(script.plain_texts) * (repeats + 1)):
        text = script.plain(number)
        began = time.perf_counter()
        encoder.encode([text])
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times[len(script.plain_texts) :])


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
