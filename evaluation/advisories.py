"""Known advisories of what is installed, each accepted with a reason and for a time; nothing here asks the network.

`python -m evaluation.advisories` compares docs/advisories.yml with uv.lock and this environment, and ends with 1 when an
entry has expired or is not needed any more, when an artefact is locked without its hash, or when what is installed is
not what is locked.
"""

from __future__ import annotations

import json
import sysconfig
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name
from rich.console import Console
from rich.table import Table

from bot.settings import ROOT
from knowledge.yaml_rows import Problem, read_rows

FILE = ROOT / "docs" / "advisories.yml"
LONGEST = timedelta(days=184)
Versions = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Accepted:
    """Advisories of a package that are accepted until a day: does it reach us and why not, and what was decided."""

    package: str
    advisories: tuple[str, ...]
    affected: str
    reaches: str
    decision: str
    expires: str


def read_accepted(path: Path = FILE) -> tuple[list[Accepted], list[str]]:
    """(The rows of the list, what is wrong with how they are written)."""
    unread: list[Problem] = []
    rows, problems = list[Accepted](), list[str]()
    names = [spec.name for spec in fields(Accepted)]
    for raw in read_rows(path, path.name, unread):
        told = raw.content if isinstance(raw.content, dict) else {}
        place = f"{path.name}: line {raw.line} ({told.get('package', '?')})"
        if missing := [name for name in names if not told.get(name)]:
            problems.append(f"{place}: no {' and no '.join(missing)}. Say it, or let the row go.")
        elif strange := sorted(set(told) - set(names)):
            problems.append(f"{place}: found {', '.join(map(str, strange))}; expected only {', '.join(names)}.")
        elif not isinstance(told["advisories"], list):
            problems.append(f"{place}: 'advisories' must be a list of ids.")
        else:
            texts = {name: str(told[name]) for name in names}
            rows.append(Accepted(**{**texts, "advisories": tuple(map(str, told["advisories"]))}))  # type: ignore[arg-type]
    return rows, [*map(str, unread), *problems]


def list_problems(rows: Sequence[Accepted], locked: Versions, today: date) -> Iterator[str]:
    """What is wrong with accepted advisories on a day, as sentences that say what to do."""
    for row in rows:
        place = f"{FILE.name}: {row.package} ({', '.join(row.advisories)})"
        try:
            expires, affected = date.fromisoformat(row.expires), SpecifierSet(row.affected)
        except (ValueError, InvalidSpecifier) as error:
            yield f"{place}: {error}; expected a day such as 2027-05-15 and a range such as <2.12.1."
            continue
        if expires < today:
            yield f"{place}: expired on {expires}. Look whether there is a fix by now and whether the reason still holds."
        if expires > today + LONGEST:
            yield f"{place}: expires on {expires}; expected a day at most six months off."
        version = locked.get(canonicalize_name(row.package))
        if version is None:
            yield f"{place}: the package is not in uv.lock. The row must go."
        elif not affected.contains(version, prereleases=True):
            yield f"{place}: {version} is locked, which {row.affected} does not hold. The row must go."


def unhashed(lock: Mapping[str, Any], widget_lock: Mapping[str, Any]) -> Iterator[str]:
    """Artefacts that are locked without a hash, so that anything of that name would be installed."""
    for package in lock["package"]:
        if "editable" in package["source"] or "virtual" in package["source"]:
            continue
        artefacts = [*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else [])]
        if not artefacts:
            yield f"uv.lock: {package['name']}: no artefact; expected one with a sha256. Lock it from a registry."
        for artefact in artefacts:
            if not str(artefact.get("hash", "")).startswith("sha256:"):
                yield f"uv.lock: {package['name']}: {artefact.get('url', '?')} has no sha256. Lock it again."
    for name, package in widget_lock["packages"].items():
        if name and not package.get("link") and not str(package.get("integrity", "")).startswith("sha512-"):
            yield f"widget/package-lock.json: {name}: no sha512 integrity. Lock it again."


def differences(locked: Versions, installed: Versions) -> Iterator[str]:
    """Packages that are installed in another version than is locked; tools that somebody added are not asked about."""
    for name, version in sorted(installed.items()):
        if name in locked and locked[name] != version:
            yield f"{name}: {version} is installed, {locked[name]} is locked. Run 'make environment'."


def locked_versions(lock: Mapping[str, Any]) -> Versions:
    """The versions of uv.lock by normal name."""
    return {canonicalize_name(p["name"]): p["version"] for p in lock["package"] if "version" in p}


def installed_versions() -> Versions:
    """The versions in this environment by normal name; copies that a package carries inside itself are its own business."""
    places = list({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    return {canonicalize_name(found.metadata["Name"]): found.version for found in distributions(path=places)}


def read_locks() -> tuple[dict[str, Any], dict[str, Any]]:
    """(uv.lock, the widget's package-lock.json)."""
    widget = json.loads((ROOT / "widget" / "package-lock.json").read_text(encoding="utf-8"))
    return tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8")), widget


def everything_wrong(today: date) -> list[str]:
    """All that is wrong with list, locks and environment on a day."""
    rows, problems = read_accepted()
    lock, widget_lock = read_locks()
    locked = locked_versions(lock)
    found = (list_problems(rows, locked, today), unhashed(lock, widget_lock), differences(locked, installed_versions()))
    return [*problems, *(problem for group in found for problem in group)]


def main() -> None:
    """Print the list as a table, and what is wrong; ends with 1 if anything is."""
    console = Console()
    rows, _ = read_accepted()
    lock, widget_lock = read_locks()
    locked = locked_versions(lock)
    table = Table(title="Advisories that are accepted, and why", show_lines=True)
    table.add_column("package", no_wrap=True)
    table.add_column("advisories", max_width=16, overflow="fold")
    table.add_column("does it reach us? what was decided")
    table.add_column("until", no_wrap=True)
    for row in rows:
        version = locked.get(canonicalize_name(row.package), "-")
        named = f"{row.package}\n{version} is in\n{row.affected}"
        table.add_row(named, "\n".join(row.advisories), f"{row.reaches}\n{row.decision}", row.expires)
    console.print(table)
    problems = everything_wrong(datetime.now(UTC).date())
    for problem in problems:
        console.print(problem, markup=False, highlight=False)
    packages, scripts = len(locked), len(widget_lock["packages"]) - 1
    count = sum(len(row.advisories) for row in rows)
    console.print(
        f"{packages} locked packages of Python, {scripts} of the widget; {count} advisories accepted; {len(problems)} problems"
    )
    raise SystemExit(1 if problems else 0)


if __name__ == "__main__":
    main()
