"""Bad inputs by the thousand against a real server: none may bring a 5xx, an unhandled line in its log, or its end.

`python -m evaluation.bad_inputs --count 20000` starts a server on loopback with a database of its own and sends it, from a
seed, hostile texts (ours and the Big List of Naughty Strings), wrong types in every field, broken and enormous JSON, random
and compressed bytes, odd HTTP and odd paths; a quarter comes from schemathesis over the server's own OpenAPI document.
"""

from __future__ import annotations

import subprocess
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import click
from rich.console import Console

from bot.settings import ROOT
from evaluation.attacks.fuzzing import VERSION, Fuzzed, fuzz
from evaluation.attacks.inputs import Attacker, Input, naughty_strings, own_texts
from evaluation.attacks.target import (
    Target,
    percentiles_ms,
    print_verdicts,
    status_grids,
    target,
)
from evaluation.attacks.wire import Answer
from evaluation.progress import progress
from evaluation.run_record import write_record
from evaluation.tables import Grid

RESULT = ROOT / "results" / "bad_inputs.json"
FUZZED_SHARE = 0.25
INPUTS_A_CONVERSATION = 200
SERVER_ERROR = 500
MOST_UNANSWERED = 100
SHOWN = 20


@dataclass
class Outcome:
    """What came back: answers by kind of input and status (0 is no answer), seconds of each, and what must not happen."""

    statuses: dict[str, Counter[int]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    server_errors: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)

    def take(self, sent: Input, answer: Answer) -> None:
        """Count an answer."""
        final = next((status for status in answer.statuses if status >= 200), 0)
        self.statuses.setdefault(sent.kind, Counter())[final] += 1
        self.seconds.append(answer.seconds)
        shown = f"{sent.kind}: {sent.raw[:300]!r}"
        if any(status >= SERVER_ERROR for status in answer.statuses):
            self.server_errors.append(f"{answer.statuses}: {shown}")
        if not answer.has_ended or (sent.is_complete and not final):
            self.unanswered.append(shown)

    def take_fuzzed(self, found: Fuzzed) -> None:
        """Count what schemathesis sent."""
        self.statuses["schemathesis"] = found.statuses
        self.seconds += found.seconds
        errors = sum(count for status, count in found.statuses.items() if status >= SERVER_ERROR)
        self.server_errors += ["schemathesis"] * errors

    @property
    def count(self) -> int:
        """How many inputs were sent."""
        return len(self.seconds)


def attack(attacked: Target, seed: int, count: int, texts: Sequence[str], tell: Callable[[int], object]) -> Outcome:
    """Send so many inputs one after the other, with a new conversation now and then, so that none grows long.

    A server that has fallen silent is not waited for 20,000 times: it ends after a hundred inputs without an answer.
    """
    attacker, outcome = Attacker(Random(seed), attacked.begin(), texts), Outcome()
    for n, one in enumerate(attacker.inputs(count)):
        if n % INPUTS_A_CONVERSATION == 0:
            attacker.learner = attacked.begin()
        outcome.take(one, attacked.send(one.raw))
        tell(1)
        if len(outcome.unanswered) >= MOST_UNANSWERED:
            break
    return outcome


@click.command()
@click.option("--count", default=20_000, show_default=True, type=click.IntRange(1, 1_000_000))
@click.option("--seed", default=1, show_default=True)
@click.option("--report", default=RESULT, show_default=True, type=click.Path(path_type=Path))
def main(count: int, seed: int, report: Path) -> None:
    """Send bad inputs to a server of its own; ends with 1 if anything happened that must not."""
    console, began = Console(), time.monotonic()
    found = subprocess.run([ROOT / "scripts" / "naughty-strings"], capture_output=True, text=True, check=True)  # noqa: S603
    texts = (*own_texts(), *naughty_strings(Path(found.stdout.strip())))
    own = round(count * (1 - FUZZED_SHARE))
    with target() as attacked:
        with progress("our own inputs", own) as tell:
            outcome = attack(attacked, seed, own, texts, tell)
        with progress("schemathesis", count - own) as tell:
            fuzzed = fuzz(attacked, seed, count - own, tell)
        outcome.take_fuzzed(fuzzed)
        lines, restarts = attacked.unhandled(), attacked.restarts()
    latency = percentiles_ms(outcome.seconds)
    for grid in status_grids(outcome.statuses):
        grid.print(console)
    Grid("Latency, ms", tuple(latency), [tuple(f"{value:,}" for value in latency.values())]).print(console)
    forbidden: dict[str, list[str]] = {
        "5xx": outcome.server_errors, "complete requests without an answer": outcome.unanswered,
        "unhandled lines in the log": lines, f"failed checks of schemathesis {VERSION}": fuzzed.failures,
    }  # fmt: skip
    for shown in (one for ones in forbidden.values() for one in ones[:SHOWN]):
        console.print(shown, markup=False, highlight=False)
    missed = print_verdicts(console, {**{name: len(ones) for name, ones in forbidden.items()}, "restarts": restarts})
    whole: dict[str, Any] = {
        "count": count, "sent": outcome.count, "statuses": {k: dict(c) for k, c in outcome.statuses.items()},
        "forbidden": forbidden, "restarts": restarts, "latency_ms": latency, "schemathesis_warnings": fuzzed.warnings,
        "seconds": round(time.monotonic() - began, 1),
    }  # fmt: skip
    write_record(report, whole, seed)
    console.print(f"{outcome.count:,} inputs in {whole['seconds']:,} s, seed {seed}; report: {report}")
    raise SystemExit(1 if missed else 0)


if __name__ == "__main__":
    main()
