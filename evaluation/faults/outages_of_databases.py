"""Outages of the database: SQLite's file, and a real PostgreSQL."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from evaluation.faults.outages import NotHere, Row, Scene, row_of, scene_on
from evaluation.faults.own_database import environment_of, fill, integrity, own_database
from evaluation.postgres import Cluster, NoPostgres, running_cluster
from evaluation.serving import start_server

LOCKED_S = 5.0
SMALL = "24m"


def sqlite_rows() -> Iterator[Row]:
    """The file locked, moved, replaced and read-only, and the disk full."""
    # Root may write everywhere: the server is started without that right.
    under = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
    with own_database() as (path, environment), scene_on(start_server(environment, under=under)) as scene:
        yield _locked(scene, path)
        yield row_of(scene, "SQLite", "moved away", _moved(path))
        yield row_of(scene, "SQLite", "an empty file in its place", _replaced(path))
        yield row_of(scene, "SQLite", "a read-only copy in its place", _made_read_only(path))
    yield from _on_small_disk()


def _locked(scene: Scene, path: Path) -> Row:
    """Another process holds the write lock for five seconds."""
    is_held = threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(path)) as other:
            other.execute("BEGIN EXCLUSIVE")
            is_held.set()
            time.sleep(LOCKED_S)
            other.rollback()

    holder = threading.Thread(target=hold)
    holder.start()
    is_held.wait()
    return row_of(scene, "SQLite", f"locked for {LOCKED_S:g} s", holder.join)


def _moved(path: Path) -> Callable[[], None]:
    """Move the database with all that belongs to it; gives what brings it back."""
    aside = path.parent / "aside"
    aside.mkdir()
    moved = [file.rename(aside / file.name) for file in path.parent.glob(f"{path.name}*")]

    def bring_back() -> None:
        for file in moved:
            file.rename(path.parent / file.name)
        aside.rmdir()

    return bring_back


def _replaced(path: Path) -> Callable[[], None]:
    bring_back = _moved(path)
    path.touch()

    def mend() -> None:
        for file in path.parent.glob(f"{path.name}*"):
            file.unlink()
        bring_back()

    return mend


def _made_read_only(path: Path) -> Callable[[], None]:
    """As after somebody else restored it: the same content, and no right to write it; gives what undoes that."""
    copy = path.with_name("copy.db")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    bring_back = _moved(path)
    copy.rename(path)
    path.chmod(0o444)
    path.parent.chmod(0o555)

    def mend() -> None:
        path.parent.chmod(0o755)
        for file in path.parent.glob(f"{path.name}*"):
            file.unlink()
        bring_back()

    return mend


def _on_small_disk() -> Iterator[Row]:
    """On a disk of its own, which can be filled."""
    with _small_disk() as disk, own_database(disk) as (path, environment):
        with scene_on(start_server(environment)) as scene:
            yield row_of(scene, "SQLite", "disk full", _fill_up(scene, disk))
        found = integrity(path)
        yield Row("SQLite", "integrity check after the full disk", found, 0.0, "", found == "ok")


@contextmanager
def _small_disk() -> Iterator[Path]:
    """A small file system in memory.

    Raises:
        NotHere: Without the right to mount one.
    """
    folder = Path(tempfile.mkdtemp(prefix="pathwise-disk-"))
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(folder)]
    try:
        subprocess.run(mounting, check=True, capture_output=True)  # noqa: S603 - our own folder
    except (OSError, subprocess.CalledProcessError) as error:
        folder.rmdir()
        raise NotHere("disk full: no right to mount a small file system; run as root") from error
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)  # noqa: S603, S607 - our own folder
        folder.rmdir()


def _fill_up(scene: Scene, disk: Path) -> Callable[[], None]:
    """Leave no byte free, and talk until the room that the database had left is used up too; gives what frees it."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        size = 1 << 20
        while size:
            try:
                file.write(b"\0" * size)
            except OSError:
                size //= 2
    for _ in range(200):
        if scene.learner.try_once("thanks").status_code != 200:
            break
    return ballast.unlink


def postgres_rows() -> Iterator[Row]:
    """A PostgreSQL that cuts connections, stops answering, and restarts.

    Raises:
        NotHere: Without its binaries.
    """
    try:
        with running_cluster() as cluster:
            cluster.run("CREATE DATABASE faults")
            url = cluster.url("faults")
            fill(url)
            with scene_on(start_server(environment_of(url))) as scene:
                _cut(cluster)
                yield row_of(scene, "PostgreSQL", "every connection cut")
                yield row_of(scene, "PostgreSQL", "stopped for 8 s (SIGSTOP)", _frozen(cluster))
                yield _restarted(scene, cluster)
    except NoPostgres as reason:
        raise NotHere(f"PostgreSQL: {reason}") from reason


def _cut(cluster: Cluster) -> None:
    cluster.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'faults'")


def _frozen(cluster: Cluster) -> Callable[[], None]:
    """Freeze the server and all that work for it; gives what lets them go on, 8 s after the freezing."""
    pids = cluster.processes()
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    frozen = time.monotonic()

    def thaw() -> None:
        time.sleep(max(0.0, 8.0 - (time.monotonic() - frozen)))
        for pid in pids:
            os.kill(pid, signal.SIGCONT)

    return thaw


def _restarted(scene: Scene, cluster: Cluster) -> Row:
    cluster.stop()
    return row_of(scene, "PostgreSQL", "stopped and started again", cluster.start)
