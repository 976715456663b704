"""What the widget costs a page before anybody opens it: time, memory and bytes, beside the same page without it.

`python -m evaluation.widget_cost` loads an empty page in a real Chromium, with and without the script tag by turns, each
time in a browser context of its own, so that nothing is cached. Times are those of Chromium's own counters (CDP
`Performance.getMetrics`): `ScriptDuration` and `TaskDuration` in seconds of the main thread, `JSHeapUsedSize` in bytes,
after garbage was collected. Only the pages are served: no model, no knowledge base.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import statistics
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser
from rich.console import Console
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from bot.pages import page_routes
from bot.release import DIST
from evaluation.serving import chromium
from evaluation.tables import Grid

LOADS = 15
SETTLING_MS = 500
RESULT = Path(__file__).parent.parent / "results" / "widget_cost.json"
PAGE = "<!doctype html><html lang=en><meta charset=utf-8><title>Empty</title><link rel=icon href=data:,><p>Empty.</p>"
TAG = '<script async src="/widget.js"></script>'
# Chromium's counter -> (name, divisor, unit).
COUNTERS = {
    "ScriptDuration": ("script time", 1e-3, "ms"),
    "TaskDuration": ("time of all tasks", 1e-3, "ms"),
    "JSHeapUsedSize": ("heap", 2**20, "MB"),
}
MOST_SCRIPT_S = 0.02
SHIPPED = ("widget.js", "widget.mjs", "panel.js", "es.js")
Costs = dict[str, dict[str, list[float]]]


async def _empty(request: Request) -> HTMLResponse:
    return HTMLResponse(PAGE + (TAG if request.path_params["which"] == "with" else ""))


@contextmanager
def pages() -> Iterator[str]:
    """The widget's files and the two empty pages on a free loopback port."""
    app = Starlette(routes=[*page_routes(), Route("/empty/{which}", _empty)])
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", access_log=False, ws="none"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def one_load(browser: Browser, url: str) -> dict[str, float]:
    """Chromium's counters of one load in a browser without a past."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    page.goto(url, wait_until="load")
    page.wait_for_timeout(SETTLING_MS)
    session.send("HeapProfiler.collectGarbage")
    found = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    is_there = page.evaluate("customElements.get('pathwise-chat') !== undefined")
    context.close()
    if is_there != url.endswith("with"):
        raise SystemExit(f"{url}: the widget {'is' if is_there else 'is not'} there. Run 'make widget'.")
    return {name: float(found[name]) for name in COUNTERS}


def measure(browser: Browser, address: str, loads: int = LOADS) -> Costs:
    """Every counter of every load, by page and counter; the two pages take turns, after one load each that is not kept."""
    costs: Costs = {which: {name: [] for name in COUNTERS} for which in ("without", "with")}
    for turn in range(loads + 1):
        for which, counters in costs.items():
            found = one_load(browser, f"{address}/empty/{which}")
            for name in COUNTERS if turn else ():
                counters[name].append(found[name])
    return costs


def sizes(dist: Path = DIST) -> dict[str, dict[str, int]]:
    """Bytes of each shipped file that there is, raw and as `gzip -9` makes them."""
    files = {name: (dist / name).read_bytes() for name in SHIPPED if (dist / name).exists()}
    return {name: {"raw": len(text), "gzip": len(gzip.compress(text, 9))} for name, text in files.items()}


def cost_grid(costs: Costs) -> Grid:
    """Medians of both pages, their difference and their ratio."""
    rows = []
    for name, (title, divisor, unit) in COUNTERS.items():
        without, having = (statistics.median(costs[which][name]) / divisor for which in ("without", "with"))
        ratio = f"x{having / without:.2f}" if without else "-"
        rows.append((f"{title}, {unit}", f"{without:.2f}", f"{having:.2f}", f"{having - without:+.2f}", ratio))
    count = len(costs["with"]["ScriptDuration"])
    return Grid(f"An empty page, medians of {count} loads", ("", "without", "with", "difference", "ratio"), rows)


def size_grid(found: Mapping[str, Mapping[str, int]]) -> Grid:
    """Bytes of the shipped files."""
    rows = [(name, f"{size['raw']:,}", f"{size['gzip']:,}") for name, size in found.items()]
    return Grid("Shipped files, bytes", ("", "raw", "gzip -9"), rows)


def main() -> None:
    """Measure, print the tables, and keep the figures."""
    with pages() as address, chromium() as browser:
        costs = measure(browser, address)
        version = browser.version
    console = Console()
    for grid in (cost_grid(costs), size_grid(sizes())):
        grid.print(console)
    script_s = statistics.median(costs["with"]["ScriptDuration"])
    verdict = "met" if script_s <= MOST_SCRIPT_S else "MISSED"
    console.print(f"script time wanted: {MOST_SCRIPT_S:g} s at most; found {script_s:.4f} s: {verdict}")
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps({"chromium": version, "loads": costs, "sizes": sizes()}, indent=1) + "\n")


if __name__ == "__main__":
    main()
