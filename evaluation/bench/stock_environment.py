"""The environment of stock Rasa: made on first use in `.stock/`, from a lock file of its own, and never mixed with ours."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from bot.settings import ROOT

PROJECT = Path(__file__).parent / "stock"
FOLDER = ROOT / ".stock"
# Of the oldest: Rasa 3.6.21 was published for Python 3.10; on 3.11 two packages are newer than it asks for.
PYTHONS = ("3.10", "3.11")
# What Pathwise replaces of Rasa's surroundings, and what says most about a comparison.
TOLD = ("rasa", "rasa-sdk", "sqlalchemy", "tensorflow", "numpy", "scikit-learn", "sanic")


class NoStockEnvironment(Exception):
    """The environment of stock Rasa could not be made; the message has why."""


def stock_python(folder: Path = FOLDER) -> Path:
    """The interpreter of stock Rasa's environment; the environment is made, or brought up to the lock, first.

    Raises:
        NoStockEnvironment: If there is no uv or no fitting Python, or a package cannot be had.
    """
    command = [str(_uv()), "sync", "--locked", "--quiet", "--project", str(PROJECT), "--python", str(_base_python())]
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(folder), "UV_PYTHON_DOWNLOADS": "never"}
    environment.pop("VIRTUAL_ENV", None)
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise NoStockEnvironment(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-4000:]}")
    return folder / "bin" / "python"


def locked_versions(lock: Path = PROJECT / "uv.lock") -> dict[str, list[str]]:
    """The versions of each package in a lock file; two where Python 3.10 and 3.11 differ."""
    versions: dict[str, list[str]] = {}
    for package in tomllib.loads(lock.read_text(encoding="utf-8"))["package"]:
        versions.setdefault(package["name"], []).append(package["version"])
    return versions


def installed_versions(python: Path) -> dict[str, str]:
    """What an interpreter's environment really has of the packages that matter most, and the Python itself."""
    code = "import sys, importlib.metadata as m; print(*(f'{n}=={m.version(n)}' for n in sys.argv[1:])); print(sys.version.split()[0])"
    done = subprocess.run([str(python), "-c", code, *TOLD], check=True, capture_output=True, text=True)  # noqa: S603
    packages, version = done.stdout.splitlines()
    found = dict(package.split("==") for package in packages.split())
    return {"python": version, **found}


def _uv() -> Path:
    found = shutil.which("uv") or shutil.which("uv", path=str(ROOT / ".tools" / "bin"))
    if found is None:
        raise NoStockEnvironment("no uv: run 'make environment', which installs it into .tools")
    return Path(found)


def _base_python() -> Path:
    """A Python 3.10, else 3.11: on the path, of pyenv, or what this program's own environment was made of."""
    for version in PYTHONS:
        for path in _candidates(version):
            if _is_version(path, version):
                return path
    raise NoStockEnvironment(f"no Python {' or '.join(PYTHONS)} on this machine: install one, for example with pyenv")


def _candidates(version: str) -> Iterator[Path]:
    on_path = shutil.which(f"python{version}")
    if on_path:
        yield Path(on_path)
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from sorted(pyenv.glob(f"versions/{version}.*/bin/python{version}"), reverse=True)
    yield Path(sys.base_prefix) / "bin" / f"python{version}"


def _is_version(python: Path, version: str) -> bool:
    """Whether it runs: pyenv puts names on the path behind which there is nothing."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run([str(python), "-c", code], check=False, capture_output=True, text=True)  # noqa: S603
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.strip() == version
