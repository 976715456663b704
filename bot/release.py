"""What the widget's build left for others to embed: the version that a page may pin, and the files of every release."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT

DIST = ROOT / "widget" / "dist"
SCRIPTS = (".js", ".mjs")
REMEDY = "Run 'make widget'."


class NotBuilt(Exception):
    """A file of the built widget is missing or is not what the build says it is."""


@dataclass(frozen=True, slots=True)
class Release:
    """The release that the present build made: its version, and the integrity value of each of its files."""

    version: str
    files: dict[str, str]


def present_release(dist: Path = DIST) -> Release:
    """Read `release.json`.

    Raises:
        NotBuilt: If it is missing, or does not say what a release must say.
    """
    path = dist / "release.json"
    try:
        found = json.loads(path.read_text("utf-8"))
        version, files = found["version"], dict(found["files"])
    except FileNotFoundError as error:
        raise NotBuilt(f"{path}: not there; it names the version that pages may pin. {REMEDY}") from error
    except (ValueError, TypeError, KeyError) as error:
        raise NotBuilt(
            f'{path}: expected {{"version": "…", "files": {{"widget.js": "sha384-…"}}}}. {REMEDY}'
        ) from error
    if not isinstance(version, str) or "widget.js" not in files:
        raise NotBuilt(f"{path}: expected a version as text and 'widget.js' among the files. {REMEDY}")
    return Release(version, files)


def released_files(dist: Path = DIST) -> dict[tuple[str, str], Path]:
    """Every script of every release, by its version and its name."""
    files = sorted((dist / "releases").glob("*/*"))
    return {(file.parent.name, file.name): file for file in files if file.is_file() and file.suffix in SCRIPTS}


def checked_integrity(release: Release, name: str, dist: Path = DIST) -> str:
    """The integrity value of a released file, computed anew.

    Raises:
        NotBuilt: If the file is missing, or is not the one that `release.json` was written for: browsers would refuse it.
    """
    path = dist / "releases" / release.version / name
    if not path.is_file():
        raise NotBuilt(f"{path}: not there, though release.json names it. {REMEDY}")
    found = "sha384-" + base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()
    if found != release.files[name]:
        raise NotBuilt(f"{path}: its integrity is {found}, release.json says {release.files[name]}. {REMEDY}")
    return found
