"""Attempts on other people's conversations: none may show or change anything of one that is not the token's own.

`python -m evaluation.foreign_attempts --count 10000` starts a server on loopback with a database of its own, plays
conversations with texts that stand nowhere else, and tries from a seed to read, continue, judge, send and erase them: with
forged, altered, expired, revoked and misplaced tokens, with ids of theirs beside a right token, by guessing, and after
they were erased. Then it asks in the name of pages whose origins only look like the allowed one.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import click
from rich.console import Console

from bot.settings import ROOT
from evaluation.attacks.foreign import Intruder, Victim, Watch, play_victim
from evaluation.attacks.origins import ALLOWED, PATHS, origin_requests, says_yes, tricks
from evaluation.attacks.target import (
    Target,
    percentiles_ms,
    print_verdicts,
    status_grids,
    target,
)
from evaluation.progress import progress
from evaluation.run_record import write_record

RESULT = ROOT / "results" / "foreign_attempts.json"
VICTIMS = 3
SHOWN = 20


@dataclass
class Outcome:
    """Attempts by kind and first status (0 is no answer), seconds of each, those that succeeded, and what was tried."""

    statuses: dict[str, Counter[int]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    succeeded: list[str] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)


def attack(attacked: Target, seed: int, count: int, tell: Callable[[int], object]) -> Outcome:
    """So many attempts on three conversations and one that was erased."""
    victims = [play_victim(attacked) for _ in range(VICTIMS)]
    erased = play_victim(attacked)
    attacked.call(erased.learner, "DELETE", "/api/conversation")
    watch = Watch(attacked.database, [*victims, erased])
    intruder, outcome = Intruder(Random(seed), attacked, victims, erased, attacked.begin()), Outcome()
    for attempt in intruder.attempts(count):
        answer = attacked.send(attempt.raw)
        outcome.statuses.setdefault(attempt.kind, Counter())[answer.status] += 1
        outcome.seconds.append(answer.seconds)
        outcome.names[f"{attempt.kind}: {attempt.name}"] += 1
        if how := watch.succeeded(attempt, answer):
            outcome.succeeded.append(
                f"{how}: {attempt.kind}: {attempt.name}: {attempt.raw[:300]!r} -> {answer.raw[:300]!r}"
            )
        tell(1)
    outcome.succeeded += _left_alone(attacked, victims, erased)
    return outcome


def _left_alone(attacked: Target, victims: list[Victim], erased: Victim) -> list[str]:
    """What is wrong afterwards: an owner that cannot read, or one that can though its conversation was erased."""
    locked_out = [v for v in victims if attacked.call(v.learner, "GET", "/api/messages").status != 200]
    is_back = attacked.call(erased.learner, "GET", "/api/messages").status != 401
    return [f"locked out: {v.learner.conversation}" for v in locked_out] + ["erased: is back"] * is_back


def ask_as_pages(
    attacked: Target, tell: Callable[[int], object], paths: tuple[str, ...] = PATHS
) -> tuple[int, list[str]]:
    """(How many requests in the name of pages were sent, those of other origins whose answer they might read)."""
    asked, wrong = 0, []
    for origin, what, raw in origin_requests(tricks(), paths):
        said = says_yes(attacked.send(raw))
        asked += 1
        tell(1)
        if said:
            wrong.append(f"{origin!r}: {what}: Access-Control-Allow-Origin: {said}")
    for _, what, raw in origin_requests((ALLOWED,), paths):
        asked += 1
        if (said := says_yes(attacked.send(raw))) != ALLOWED:
            wrong.append(f"{ALLOWED}: {what}: Access-Control-Allow-Origin: {said!r}, though it is allowed")
    return asked, wrong


@click.command()
@click.option("--count", default=10_000, show_default=True, type=click.IntRange(1, 1_000_000))
@click.option("--seed", default=1, show_default=True)
@click.option("--report", default=RESULT, show_default=True, type=click.Path(path_type=Path))
def main(count: int, seed: int, report: Path) -> None:
    """Attempt other people's conversations on a server of its own; ends with 1 if anything succeeded."""
    console, began = Console(), time.monotonic()
    with target({"PATHWISE_ALLOWED_ORIGINS": ALLOWED}) as attacked:
        with progress("attempts", count) as tell:
            outcome = attack(attacked, seed, count, tell)
        with progress("origins", sum(1 for _ in origin_requests(tricks(), PATHS))) as tell:
            asked, wrong = ask_as_pages(attacked, tell)
        lines, restarts = attacked.unhandled(), attacked.restarts()
    for grid in status_grids(outcome.statuses):
        grid.print(console)
    forbidden = {
        "attempts that succeed": outcome.succeeded,
        "wrong answers to origins": wrong,
        "unhandled lines in the log": lines,
    }
    for shown in (one for ones in forbidden.values() for one in ones[:SHOWN]):
        console.print(shown, markup=False, highlight=False)
    missed = print_verdicts(console, {**{name: len(ones) for name, ones in forbidden.items()}, "restarts": restarts})
    whole: dict[str, Any] = {
        "count": count, "statuses": {kind: dict(c) for kind, c in outcome.statuses.items()}, "forbidden": forbidden,
        "restarts": restarts, "origin_requests": asked, "latency_ms": percentiles_ms(outcome.seconds),
        "tried": dict(sorted(outcome.names.items())), "seconds": round(time.monotonic() - began, 1),
    }  # fmt: skip
    write_record(report, whole, seed)
    told = f"{count:,} attempts of {len(outcome.names):,} sorts: {len(outcome.succeeded)} succeed; {asked:,} requests of pages: {len(wrong)} wrong"
    console.print(f"{told}; {whole['seconds']:,} s, seed {seed}; report: {report}")
    raise SystemExit(1 if missed else 0)


if __name__ == "__main__":
    main()
