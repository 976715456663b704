"""A temporary PostgreSQL made from the machine's own binaries: no network, no fixed port, nothing left behind."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

NEEDED = ("initdb", "postgres")
DEBIAN = Path("/usr/lib/postgresql")
UNPRIVILEGED = ("postgres", "nobody")
START_S = 30.0
# Nothing of it outlives the tests, so nothing has to reach the disk.
SETTINGS = ("listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off")


class NoPostgres(Exception):
    """This machine cannot run a PostgreSQL; the message says what is missing and what to do."""


@dataclass
class Cluster:
    """A server that is reached through a socket in a folder of its own; `command` starts it."""

    folder: Path
    command: list[str]
    server: subprocess.Popen[bytes] | None = None

    def url(self, database: str) -> str:
        """SQLAlchemy's address of one of its databases."""
        return f"postgresql+psycopg2://pathwise@/{database}?host={self.folder}"

    def run(self, statement: str) -> None:
        """Execute one statement outside a transaction, on the server's first database."""
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def start(self) -> None:
        """Start the server; it answers."""
        with (self.folder / "log").open("ab") as log:
            self.server = subprocess.Popen(  # noqa: S603 - binaries that were just found
                self.command, cwd=self.folder, stdout=log, stderr=log
            )
        _await_answer(self, self.server)

    def stop(self) -> None:
        """End the server and every connection; does nothing where none runs."""
        if self.server is not None:
            self.server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
            self.server.wait(timeout=START_S)
            self.server = None

    def processes(self) -> list[int]:
        """The ids of the server's process and of those that work for it."""
        assert self.server is not None
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children").read_text().split()
        return [self.server.pid, *map(int, children)]


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """A new, empty server; it is ended and its folder removed at the end.

    Raises:
        NoPostgres: If there are no binaries, or no user that may run them.
    """
    initdb, postgres = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="pathwise-pg-"))
    try:
        as_user = _as_unprivileged_user(folder)
        data = folder / "data"
        _finish([*as_user, str(initdb), "-D", str(data), "-U", "pathwise", "-A", "trust", "-E", "UTF8", "--no-sync"])
        options = [part for setting in SETTINGS for part in ("-c", setting)]
        cluster = Cluster(folder, [*as_user, str(postgres), "-D", str(data), "-k", str(folder), *options])
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> list[Path]:
    """Both binaries, of the newest version that Debian's folders hold, else from PATH."""
    folders = sorted(DEBIAN.glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    for folder in folders:
        if all((folder / name).is_file() for name in NEEDED):
            return [folder / name for name in NEEDED]
    found = [shutil.which(name) for name in NEEDED]
    if None in found:
        raise NoPostgres(
            "no initdb and postgres in /usr/lib/postgresql/*/bin or PATH; "
            "'apt-get install postgresql' gives both (no server has to run)"
        )
    return [Path(path) for path in found if path]


def _as_unprivileged_user(folder: Path) -> list[str]:
    """What a command line must begin with, since PostgreSQL refuses to run as root; the folder is given away."""
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    users = [entry for entry in pwd.getpwall() if entry.pw_name in UNPRIVILEGED]
    if setpriv is None or not users:
        raise NoPostgres(
            f"running as root without 'setpriv' or a user {' or '.join(UNPRIVILEGED)}; run the tests as another user"
        )
    user = min(users, key=lambda entry: UNPRIVILEGED.index(entry.pw_name))
    os.chown(folder, user.pw_uid, user.pw_gid)
    return [setpriv, f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def _finish(command: list[str]) -> None:
    done = subprocess.run(  # noqa: S603 - the same
        command, check=False, capture_output=True, text=True, cwd="/"
    )
    if done.returncode:
        raise RuntimeError(f"{command} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")


def _await_answer(cluster: Cluster, server: subprocess.Popen[bytes]) -> None:
    """Come back when the cluster answers.

    Raises:
        RuntimeError: If it ends instead; with its log.
    """
    deadline = time.monotonic() + START_S
    while True:
        try:
            cluster.run("SELECT 1")
        except OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                log = (cluster.folder / "log").read_text()
                raise RuntimeError(f"PostgreSQL did not start:\n{log}") from None
            time.sleep(0.05)
        else:
            return
