"""Several worker processes on one port: this process binds it, starts them, and starts a dead one again; it takes no turn.

Any worker may take the next turn of any conversation: order and uniqueness are kept by the database (bot/locks.py). The
port belongs to this process, so that connections wait, and are not refused, while a worker is replaced.
"""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import tempfile
from collections.abc import Sequence
from pathlib import Path

import uvicorn
from prometheus_client.multiprocess import mark_process_dead
from uvicorn.supervisors import Multiprocess

from bot.listening import announce, listening
from bot.logs import configure_logs
from bot.metrics import SHARED_FOLDER
from bot.model_file import verify_model
from bot.settings import WORKERS_SETTING, Settings
from bot.stores.tables import require_tables
from knowledge.database import open_database
from knowledge.load import require_catalogue

LOG = logging.getLogger("pathwise.workers")
# A worker that loads its model on a busy machine is slow to answer; one that hangs for longer is replaced.
HANGS_S = 30


class WorkersFailed(Exception):
    """No worker could begin to serve; what they wrote says why."""


def serve_with_workers(settings: Settings, host: str, port: int) -> None:
    """Serve with `settings.workers` processes until told to stop: then each finishes the turns that run.

    Raises:
        ModelProblem: If the model is missing or is not the one that was built here.
        KnowledgeMissing: If the database holds no catalogue.
        TablesMissing: If the database was made for an earlier version.
        WorkersFailed: If a worker ended before any of them served.
    """
    configure_logs(settings.log_format)
    _require_all(settings)
    config = listening("bot.worker:application", settings, host, port, factory=True, workers=settings.workers,
                       timeout_worker_healthcheck=HANGS_S)  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="pathwise-metrics-") as folder:
        os.environ[SHARED_FOLDER], os.environ[WORKERS_SETTING] = folder, str(settings.workers)
        cores = sorted(os.sched_getaffinity(0)) if settings.has_own_cores else ()
        workers = Workers(config, [listener(config)], folder, cores)
        workers.run()
    if workers.has_failed:
        raise WorkersFailed("no worker began to serve; what they wrote is above")


def listener(config: uvicorn.Config) -> socket.socket:
    """The port, bound, for workers to take connections from that send at once what they are given.

    Of a socket that uvicorn bound asyncio does not see that it speaks TCP, and leaves Nagle's algorithm on (RFC 896): an
    answer's body then waited for the client to acknowledge its head, which clients put off by 40 ms.
    """
    bound = config.bind_socket()
    bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # what is accepted inherits it
    return bound


def _require_all(settings: Settings) -> None:
    """Look once, before any worker starts, for what each of them needs."""
    engine = open_database(settings.database_url)
    try:
        require_tables(engine)
        require_catalogue(engine)
    finally:
        engine.dispose()
    verify_model(settings.model)


class Workers(Multiprocess):
    """uvicorn's supervisor, which also says when the first worker serves, and gives the port up before it stops them."""

    def __init__(
        self, config: uvicorn.Config, sockets: list[socket.socket], metrics_folder: str, cores: Sequence[int] = ()
    ) -> None:
        """Watch over `config.workers` processes that share the sockets and a folder of metrics.

        Each is kept to one of the cores, in turn; without cores each runs where the system puts it.
        """
        super().__init__(config, sockets)
        self._metrics_folder, self._cores = metrics_folder, cores
        self._known: set[int] = set()
        self._address = sockets[0].getsockname()
        self._has_served = self.has_failed = False

    def keep_subprocess_alive(self) -> None:
        """Replace who died; what would fail again at every start ends all of them before the first has served."""
        if not self._has_served and any(worker.exitcode is not None for worker in self.processes):
            self.has_failed = True
            self.should_exit.set()
            return
        super().keep_subprocess_alive()
        self._bury()
        self._keep_to_cores()
        if not self._has_served and any(worker.is_ready() for worker in self.processes):
            self._has_served = True
            announce(self._address)

    def terminate_all(self) -> None:
        """Stop listening, so that nobody waits at a door that stays shut, and then tell the workers to stop."""
        for listener in self.sockets:
            listener.close()
        super().terminate_all()

    def _bury(self) -> None:
        """Forget what dead workers said of the present; what they counted stays."""
        alive = {worker.pid for worker in self.processes if worker.pid is not None}
        for pid in self._known - alive:
            LOG.warning("worker %d has ended; another has taken its place", pid)
            mark_process_dead(pid, self._metrics_folder)  # type: ignore[no-untyped-call]
        self._known = alive

    def _keep_to_cores(self) -> None:
        """Keep each worker to a core of its own, as long as there are enough.

        One thread of a Python process runs at a time. Where it hands over to another on another core, that one has to be woken
        there: in a virtual machine that takes longer than many a step of a turn.
        """
        if not self._cores:
            return
        for number, worker in enumerate(self.processes):
            if worker.pid is not None and worker.exitcode is None:
                keep_to_core(worker.pid, self._cores[number % len(self._cores)])


def keep_to_core(pid: int, core: int) -> None:
    """Let all threads of a process, and those that they begin, run on one core only; a process that ends meanwhile is left."""
    for thread in Path(f"/proc/{pid}/task").glob("*"):
        with contextlib.suppress(ProcessLookupError):
            os.sched_setaffinity(int(thread.name), {core})
