"""What can go wrong between here and a course-discovery server, told with its place and what to do."""

from __future__ import annotations

from knowledge.yaml_rows import Problem

SHOWN = 20
FOUND_CHARS = 80


class DiscoveryError(Exception):
    """Nothing was imported; `problems` says why, each with the address where it was found."""

    def __init__(self, *problems: Problem) -> None:
        """Keep all problems; the message shows the first twenty."""
        self.problems = problems
        lines = [str(problem) for problem in problems[:SHOWN]]
        if len(problems) > SHOWN:
            lines.append(f"... and {len(problems) - SHOWN} more")
        super().__init__("\n".join(lines))


def trouble(place: str, found: str, expected: str) -> DiscoveryError:
    """An error with one problem."""
    return DiscoveryError(Problem(place, "", found, expected))


def shown(value: object) -> str:
    """A value as an error shows it: short, on one line, without control characters."""
    text = repr(value)
    return text if len(text) <= FOUND_CHARS else f"{text[:FOUND_CHARS]}..."
