"""One of several worker processes: builds the application that bot/workers.py has it serve."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading

from starlette.applications import Starlette

from bot.listening import settle
from bot.logs import configure_logs
from bot.model_file import ModelProblem, leave_out_unused
from bot.settings import load_settings
from bot.stores.tables import TablesMissing
from knowledge.snapshot import KnowledgeMissing

LOG = logging.getLogger("pathwise.workers")


def application() -> Starlette:
    """The application of this process.

    Raises:
        SystemExit: If model, tables or catalogue are missing; the log says which.
    """
    settings = load_settings()
    leave_out_unused(settings.model)
    from bot.runtime import Runtime  # noqa: PLC0415 - after the packages were left out
    from bot.server import create_app  # noqa: PLC0415

    configure_logs(settings.log_format)
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    try:
        app = create_app(Runtime(settings))
    except (ModelProblem, KnowledgeMissing, TablesMissing) as problem:
        LOG.error("this worker cannot start: %s", problem)
        raise SystemExit(1) from None
    settle()
    return app


def _end_with_parent() -> None:
    """Stop as if told to when the parent is gone: nobody would ever stop or replace this process."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        LOG.error("the process that watches over this one is gone: it stops too")
        os.kill(os.getpid(), signal.SIGTERM)
