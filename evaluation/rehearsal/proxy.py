"""HAProxy with the configuration of deploy/haproxy, in front of replicas on this machine."""

from __future__ import annotations

import csv
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT

FRONT = ROOT / "deploy" / "haproxy" / "front.cfg"
STARTED_S, SEEN_S = 10.0, 120.0
BACKEND = "replicas"


class NoProxy(Exception):
    """There is no HAProxy, or it does not start; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """A running proxy: its address, and the folder with its own socket and log."""

    address: str
    folder: Path
    process: subprocess.Popen[bytes]

    def rows(self) -> dict[str, Mapping[str, str]]:
        """What it counts, by server; `BACKEND` is the sum."""
        with socket.socket(socket.AF_UNIX) as talking:
            talking.connect(str(self.folder / "stats"))
            talking.sendall(b"show stat\n")
            told = b"".join(iter(lambda: talking.recv(65536), b"")).decode()
        rows = csv.DictReader(told.removeprefix("# ").splitlines())
        return {row["svname"]: row for row in rows if row["pxname"] == BACKEND}

    def wait_until_up(self, name: str) -> None:
        """Come back when the proxy sends requests to a server.

        Raises:
            NoProxy: If it does not for two minutes.
        """
        deadline = time.monotonic() + SEEN_S
        while not self.rows()[name]["status"].startswith("UP"):
            if time.monotonic() > deadline:
                raise NoProxy(f"{name} was not up after {SEEN_S:g} s:\n{self.log()[-2000:]}")
            time.sleep(0.05)

    def wait_until_busy(self, name: str, within_s: float) -> bool:
        """Come back the moment a server works at a request; False if it does not get one in time."""
        deadline = time.monotonic() + within_s
        while int(self.rows()[name]["scur"] or 0) == 0:
            if time.monotonic() > deadline:
                return False
        return True

    def log(self) -> str:
        """What it wrote."""
        return (self.folder / "log").read_text(errors="replace")


@contextmanager
def running_proxy(folder: Path, port: int, alive_port: int, replicas: Mapping[str, int]) -> Iterator[Proxy]:
    """A proxy on a port of loopback in front of replicas, by name and port; it is ended at the end.

    Raises:
        NoProxy: If there is none, or it does not start.
    """
    path = shutil.which("haproxy", path=f"{os.environ['PATH']}:/usr/sbin")
    if path is None:
        raise NoProxy("no haproxy on PATH or in /usr/sbin; 'scripts/find-haproxy' installs Debian's")
    (folder / "replicas.cfg").write_text(_replicas(folder, replicas))
    told = {**os.environ, "BIND": f"127.0.0.1:{port}", "ALIVE": f"127.0.0.1:{alive_port}"}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - the machine's own
            [path, "-db", "-f", str(FRONT), "-f", str(folder / "replicas.cfg")], env=told, stdout=log, stderr=log
        )
    proxy = Proxy(f"http://127.0.0.1:{port}", folder, process)
    try:
        _await_start(proxy)
        yield proxy
    finally:
        process.terminate()
        process.wait(STARTED_S)


def _replicas(folder: Path, replicas: Mapping[str, int]) -> str:
    servers = "\n".join(f"    server {name} 127.0.0.1:{port}" for name, port in replicas.items())
    return f"global\n    stats socket {folder / 'stats'} mode 600 level admin\n\nbackend {BACKEND}\n{servers}\n"


def _await_start(proxy: Proxy) -> None:
    deadline = time.monotonic() + STARTED_S
    while not (proxy.folder / "stats").exists():
        if proxy.process.poll() is not None or time.monotonic() > deadline:
            raise NoProxy(f"haproxy did not start:\n{proxy.log()}")
        time.sleep(0.05)
