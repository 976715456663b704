"""How large the parts of the image are, by package, and which packages were imported while it served."""

from __future__ import annotations

import re
from collections import Counter
from importlib.metadata import Distribution, distributions
from pathlib import Path

IMPORTED = re.compile(r"^import time:\s+\d+ \|\s+\d+ \|\s*([\w.]+)", re.M)
COMPILED = re.compile(r"__pycache__/([^/]+)\.cpython-\d+\.pyc$")


def size_of(path: Path) -> int:
    """The bytes of all files below a path."""
    return sum(one.lstat().st_size for one in (path.rglob("*") if path.is_dir() else [path]) if not one.is_dir())


def size_by_package(site_packages: Path) -> Counter[str]:
    """Bytes by package, what was compiled counted with its source."""
    owner = {str(file): _name(found) for found in _all(site_packages) for file in found.files or ()}
    sizes: Counter[str] = Counter()
    for path in site_packages.rglob("*"):
        if not path.is_dir():
            relative = str(path.relative_to(site_packages))
            sizes[owner.get(COMPILED.sub(r"\1.py", relative), "(no package)")] += path.lstat().st_size
    return sizes


def imported_packages(site_packages: Path, told: str) -> set[str]:
    """The packages of the modules that Python said (`-X importtime`) it imported."""
    modules = {name.replace(".", "/") for name in IMPORTED.findall(told)}
    found = set()
    for one in _all(site_packages):
        files = {re.sub(r"(/__init__)?(\.cpython-\S+|\.abi3)?\.(py|so)$", "", str(file)) for file in one.files or ()}
        if files & modules:
            found.add(_name(one))
    return found


def _all(site_packages: Path) -> list[Distribution]:
    return list(distributions(path=[str(site_packages)]))


def _name(found: Distribution) -> str:
    return found.metadata["Name"].lower().replace("_", "-")
