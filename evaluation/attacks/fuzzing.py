"""Schemathesis over the OpenAPI document of a running server, in an environment of its own: Rasa's is too old for it."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.settings import ROOT
from evaluation.attacks.target import Target

VERSION = "4.32.5"
CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "unsupported_method", "allow_header_conformance", "ignored_auth",
)  # fmt: skip
EXAMPLES = 60
ROUND_S = 600
ERASING = ("--include-method", "DELETE")
OTHERS = ("--exclude-method", "DELETE")


class NotFuzzed(Exception):
    """Schemathesis could not be had, or ended without a report; the message says what to do."""


@dataclass
class Fuzzed:
    """What schemathesis sent and found: answers by status, seconds of each, and the failures of its checks."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many requests it sent."""
        return len(self.seconds)


def fuzz(target: Target, seed: int, at_least: int, tell: Callable[[int], object]) -> Fuzzed:
    """Fuzz in rounds, each with a conversation and a seed of its own, until so many requests were sent; erasing comes last.

    Args:
        target: The server.
        seed: Of the first round; the next one's is one more.
        at_least: How many requests.
        tell: Told how many requests a round sent.
    """
    found = Fuzzed()
    while found.count < at_least:
        phases = "coverage,fuzzing" if not found.count else "fuzzing"
        before = found.count
        _round(target, seed, (*OTHERS, "--phases", phases), found)
        tell(found.count - before)
        seed += 1
        if found.count == before:
            raise NotFuzzed("schemathesis sent no request in a whole round")
    _round(target, seed, (*ERASING, "--phases", "coverage,fuzzing"), found)
    return found


def _round(target: Target, seed: int, which: tuple[str, ...], found: Fuzzed) -> None:
    uv = shutil.which("uv") or str(ROOT / ".tools" / "bin" / "uv")
    if not Path(uv).exists():
        raise NotFuzzed("uv: found none on PATH or in .tools/bin; 'make environment' installs it")
    with tempfile.TemporaryDirectory() as folder:
        command = [
            uv, "tool", "run", "--quiet", "--from", f"schemathesis=={VERSION}", "st", "run", f"{target.server.address}/api/openapi.json",
            "--header", f"Authorization: Bearer {target.begin().token}", "--seed", str(seed), "--max-examples", str(EXAMPLES),
            "--continue-on-failure", "--no-color", "--checks", ",".join(CHECKS), "--report", "har,json", "--report-dir", folder, *which,
        ]  # fmt: skip
        ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=ROUND_S, check=False)  # noqa: S603
        reports = {path.name.partition("-")[0]: path for path in Path(folder).glob("*-*")}
        if not {"har", "json"} <= set(reports):
            raise NotFuzzed(f"schemathesis {VERSION} made no report:\n{ran.stdout[-1500:]}{ran.stderr[-1500:]}")
        _take(found, json.loads(reports["har"].read_text()), json.loads(reports["json"].read_text()))


def _take(found: Fuzzed, sent: dict[str, Any], told: dict[str, Any]) -> None:
    for entry in sent["log"]["entries"]:
        found.statuses[entry["response"]["status"]] += 1
        found.seconds.append(entry["time"] / 1000)
    found.failures += [json.dumps(failure)[:500] for failure in (*told["failures"], *told["errors"])]
    found.warnings += [f"{kind}: {one}" for kind, ones in told["warnings"].items() for one in ones]
