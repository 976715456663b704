"""What the Dockerfile copies and sets, and its build and last stage made of it on this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT

DOCKERFILE = ROOT / "Dockerfile"
AS_IN_IMAGE = ROOT / "scripts" / "as-in-image"
UNCOPIED = shutil.ignore_patterns("__pycache__", "*.pyc", "node_modules")


class NotMade(Exception):
    """A step failed; the message holds what it wrote."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its name, what it copies from the repository or from other stages, its variables."""

    name: str
    copies: tuple[tuple[str, str, str], ...]  # (from which stage, source, target)
    variables: Mapping[str, str]


def stages() -> list[Stage]:
    """The stages of the Dockerfile, in their order."""
    joined = re.sub(r"\\\n\s*", " ", DOCKERFILE.read_text())
    return [_stage(part) for part in re.split(r"^FROM ", joined, flags=re.M)[1:]]


def _stage(part: str) -> Stage:
    name = re.match(r"\S+(?: AS (\w+))?", part)
    variables = dict(re.findall(r"(\w+)=(\S+)", " ".join(re.findall(r"^ENV (.+)$", part, re.M))))
    return Stage(name.group(1) or "last" if name else "last", tuple(_copies(part)), variables)


def _copies(part: str) -> Iterator[tuple[str, str, str]]:
    for line in re.findall(r"^COPY (.+)$", part, re.M):
        words = line.split()
        origin = words.pop(0).removeprefix("--from=") if words[0].startswith("--from=") else ""
        *sources, target = words
        for source in sources:
            name = source.rsplit("/", 1)[-1]
            yield origin, source, f"{target}{name}" if target.endswith("/") and not source.endswith("/") else target


def copy(stage: Stage, into: Path, origins: Mapping[str, Path]) -> None:
    """Do the COPY lines of a stage: from the repository (""), and from where other stages lie."""
    for origin, source, target in stage.copies:
        path = origins[origin] / source.removeprefix("/app/").rstrip("/")
        place = into / target.rstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            # Of the environment, compiled files too: uv made them. What was made here may share its bytes; the repository's may not.
            ignored, how = (None, _linked) if origin == "build" else (UNCOPIED, shutil.copy2)
            shutil.copytree(
                path, place, symlinks=origin == "build", ignore=ignored, dirs_exist_ok=True, copy_function=how
            )
        else:
            shutil.copy2(path, place)


def _linked(source: str, target: str) -> None:
    """A second name for the same bytes: nothing changes a file that was made."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def run(stage: str, app: Path, command: Sequence[str], variables: Mapping[str, str], binds: Sequence[Path] = ()) -> str:
    """Run a command as the image would; what it wrote to standard output.

    Raises:
        NotMade: If it fails.
    """
    done = subprocess.run(  # noqa: S603 - our own script and arguments
        arguments(stage, app, command, variables, binds), check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise NotMade(
            f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        )
    return done.stdout


def arguments(
    stage: str, app: Path, command: Sequence[str], variables: Mapping[str, str], binds: Sequence[Path] = ()
) -> list[str]:
    """The command line that runs a command as the image would."""
    bound = [part for path in binds for part in ("--bind", str(path))]
    told = [f"{name}={value}" for name, value in variables.items()]
    return [str(AS_IN_IMAGE), stage, str(app), *bound, "--", "env", "-i", *told, *command]
