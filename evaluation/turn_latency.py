"""Turn latency through `POST /api/messages`, beside the encoder's own time; one run, one table.

Run by `make bench`. The server is this process's own, on loopback, over real HTTP.
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import statistics
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx
import uvicorn
import yaml
from rich.console import Console
from rich.table import Table

from bot.logs import configure_logs
from bot.nlu.sentence_encoder import default_encoder
from bot.runtime import Runtime
from bot.server import create_app
from bot.settings import load_settings

MESSAGES = Path(__file__).parent / "mixed_messages.yml"
COUNT = 200
RESULT = Path(__file__).parent.parent / "results" / "turn_latency.json"


@contextmanager
def served() -> Iterator[tuple[str, Runtime]]:
    """A server on a free loopback port, as (address, runtime)."""
    runtime = Runtime(dataclasses.replace(load_settings(), conversations_per_hour=0))
    server = uvicorn.Server(uvicorn.Config(create_app(runtime), port=0, log_config=None, access_log=False, ws="none"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}", runtime
    server.should_exit = True
    thread.join()


def measure() -> dict[str, dict[str, float]]:
    """Milliseconds of the encoder alone and of whole turns, p50 and p99."""
    texts = yaml.safe_load(MESSAGES.read_text())
    chosen = [texts[i % len(texts)] for i in range(COUNT)]
    encoder = default_encoder()
    encoder.encode(chosen[:8])
    encoding = [_timed(partial(encoder.encode, [text])) for text in chosen]
    with served() as (address, _), httpx.Client(base_url=address, timeout=30) as client:
        turns = [_turn(client, text) for text in (*chosen[:5], *chosen)][5:]
    return {"encoder": _percentiles(encoding), "turn": _percentiles(turns)}


def _turn(client: httpx.Client, text: str) -> float:
    token = client.post("/api/conversations", json={}).json()["token"]
    body = {"client_message_id": str(uuid.uuid4()), "text": text}
    return _timed(
        lambda: client.post("/api/messages", json=body, headers={"Authorization": f"Bearer {token}"}).raise_for_status()
    )


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def _percentiles(values: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(values, n=100)
    return {"p50": round(cuts[49], 2), "p99": round(cuts[98], 2)}


def main() -> None:
    """Measure and print."""
    configure_logs("text")
    found = measure()
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(found, indent=1) + "\n")
    table = Table(title=f"{COUNT} mixed messages, one at a time")
    for column in ("", "p50 ms", "p99 ms"):
        table.add_column(column, justify="right" if column else "left")
    for name, row in found.items():
        table.add_row(name, f"{row['p50']:.1f}", f"{row['p99']:.1f}")
    table.add_row("ratio", *(f"{found['turn'][p] / found['encoder'][p]:.2f}" for p in ("p50", "p99")))
    Console().print(table)


if __name__ == "__main__":
    main()
