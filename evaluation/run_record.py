"""What a run measured, as a JSON file that says what was run: commit, lock, machine, seed."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.clock import now
from bot.settings import ROOT

RESULTS = ROOT / "results"


def write_record(path: Path, figures: Mapping[str, Any], seed: int | None = None) -> None:
    """Write figures as JSON, with what is needed to judge them later."""
    path.parent.mkdir(parents=True, exist_ok=True)
    about = {"ended_at": now(), "commit": _commit(), "lock_sha256": _lock(), "cores": os.cpu_count(),
             "processor": platform.machine(), "python": platform.python_version(), "seed": seed}  # fmt: skip
    path.write_text(json.dumps({**about, **figures}, indent=1, ensure_ascii=True) + "\n", encoding="utf-8")


def _commit() -> str:
    """The commit, and whether the tree differs from it; "unknown" outside a repository."""
    try:
        described = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--abbrev=12"],  # noqa: S607 - the developer's own git
            cwd=ROOT, check=True, capture_output=True, text=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return described.stdout.strip()


def _lock() -> str:
    return hashlib.sha256((ROOT / "uv.lock").read_bytes()).hexdigest()
