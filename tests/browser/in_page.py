"""What tests run inside pages, in every browser: axe-core and the checks of widget/test/page, built once a run."""

from __future__ import annotations

import functools
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class InPage:
    """The names of the gallery's scenes as its source lists them, and a script that defines `axe` and `checks`."""

    scenes: tuple[str, ...]
    script: str


@functools.cache
def in_page() -> InPage:
    """Build the script with the widget's own tools."""
    command = [ROOT / "scripts/with-node", "node", "widget/test/page/bundle.mjs"]
    made = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    assert made.returncode == 0, f"the checks could not be built; 'make widget' installs what they need:\n{made.stderr}"
    found = json.loads(made.stdout)
    return InPage(tuple(found["scenes"]), found["script"])
