"""What was counted, a line for each way and policy: printed, and written to results/hostile_text.json."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = Path(__file__).parents[2] / "results" / "hostile_text.json"
COUNTED = ("texts", "links", "executions", "unsafe_addresses")


@dataclass(frozen=True, slots=True)
class Count:
    """One way, once.

    `texts` is how many of the payloads stood in the page, `links` how many different addresses were collected,
    `executions` how many payloads came through, `unsafe_addresses` how many addresses a page must not hold.
    """

    way: str
    policy: str
    texts: int
    links: int
    executions: int
    unsafe_addresses: int

    def line(self) -> str:
        """As it is printed."""
        return (
            f"{self.way:24}{self.policy:10}{self.texts:4} texts, {self.links:4} links, "
            f"{self.executions} executions, {self.unsafe_addresses} unsafe addresses"
        )


class Tally:
    """All counts of a run."""

    def __init__(self) -> None:
        """Nothing is counted yet."""
        self.counts: list[Count] = []
        self.control: dict[str, int] = {}

    def add(self, count: Count) -> None:
        """Add what was counted; the parts of one way are one count."""
        for i, old in enumerate(self.counts):
            if (old.way, old.policy) == (count.way, count.policy):
                sums = (getattr(old, name) + getattr(count, name) for name in COUNTED)
                self.counts[i] = Count(count.way, count.policy, *sums)
                return
        self.counts.append(count)

    def write(self) -> list[str]:
        """Write the file; the lines to print."""
        FILE.parent.mkdir(exist_ok=True)
        kept = {"control": self.control, "ways": [asdict(count) for count in self.counts]}
        FILE.write_text(json.dumps(kept, indent=2) + "\n")
        control = [f"careless code: {name}: {n}" for name, n in self.control.items()]
        return [*control, *(count.line() for count in self.counts)]
