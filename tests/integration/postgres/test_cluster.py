"""The temporary server: what a machine that cannot run one is told, and that nothing is left of one that ran."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from evaluation import postgres as cluster
from evaluation.postgres import Cluster, NoPostgres, running_cluster
from knowledge.database import open_database


def test_a_machine_without_binaries_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Neither Debian's folders nor PATH hold them."""
    monkeypatch.setattr(cluster, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoPostgres, match="apt-get install postgresql"), running_cluster():
        pass


def test_root_without_an_unprivileged_user_is_told(cluster: Cluster, monkeypatch: pytest.MonkeyPatch):
    """PostgreSQL refuses to run as root, so there must be somebody to run as."""
    assert cluster.folder.stat().st_uid != 0
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(pwd, "getpwall", list)
    with pytest.raises(NoPostgres, match="another user"), running_cluster():
        pass


def test_a_server_leaves_nothing_behind(cluster: Cluster):
    """After the end there is no folder and nobody answers; `cluster` is here so that the test is skipped without one."""
    with running_cluster() as own:
        assert own.folder != cluster.folder
        own.run("SELECT 1")
    assert not own.folder.exists()
    with pytest.raises(OperationalError):
        open_database(own.url("postgres")).connect()
