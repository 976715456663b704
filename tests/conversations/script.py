"""Conversations as files: what a learner says and what must be true of each reply, read from YAML."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
KEYS = {"learner", "press", "topic", "status", "asks", "shows", "mentions", "not_mentions", "slots", "again", "claims"}


@dataclass(frozen=True)
class Script:
    """A conversation of a file: the promise that it keeps, and its turns."""

    path: Path
    promise: str
    turns: tuple[dict[str, Any], ...]

    @property
    def name(self) -> str:
        """Behaviour and case, as the test's id."""
        return f"{self.path.parent.name}/{self.path.stem}"


def read_script(path: Path) -> Script:
    """Read a conversation; an unknown key is a mistake of the file.

    Raises:
        ValueError: Naming the file and what is wrong in it.
    """
    rows = yaml.safe_load(path.read_text())
    unknown = {key for turn in rows["turns"] for key in turn} - KEYS
    if unknown or not rows["promise"].endswith("."):
        raise ValueError(f"{path}: found keys {sorted(unknown)}; expected {sorted(KEYS)} and a promise")
    return Script(path, rows["promise"], tuple(rows["turns"]))


def all_scripts() -> list[Script]:
    """Every conversation below this folder, by behaviour."""
    return [read_script(path) for path in sorted(FOLDER.glob("*/*.yml"))]
