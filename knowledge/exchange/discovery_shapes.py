"""Typed reading of the server's JSON objects: null and missing are unknown, any other surprise is a problem."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from knowledge.exchange.discovery_errors import shown
from knowledge.yaml_rows import Problem

T = TypeVar("T")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOST = 1_000_000
TITLE_CHARS = 200


@dataclass(frozen=True, slots=True)
class Shape:
    """One JSON object; what is wrong with it goes to `problems` with its address and place."""

    content: dict[str, Any]
    address: str
    place: str
    problems: list[Problem]

    def text(self, name: str) -> str:
        """Text on one line; empty when unknown."""
        return " ".join(self._typed(name, str, "text", "").split())

    def title(self, name: str) -> str:
        """Text that is shown to people: no control characters, not endless."""
        return "".join(char for char in self.text(name) if char.isprintable())[:TITLE_CHARS]

    def uuid(self) -> str:
        """The object's UUID; without one it cannot be cited."""
        found = self.text("uuid").lower()
        if not UUID.fullmatch(found):
            self.wrong("uuid", self.content.get("uuid"), "a UUID")
        return found

    def whole(self, name: str) -> int | None:
        """A whole number that is not negative; None when unknown."""
        found = self.content.get(name)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found <= MOST:
            self.wrong(name, found, f"a whole number from 0 to {MOST:,}, or null")
            return None
        return found

    def amount(self, name: str) -> float | None:
        """An amount of money, written as a number or as text ("150.00"); None when unknown."""
        found = self.content.get(name)
        if found is None:
            return None
        try:
            value = float(found) if isinstance(found, int | float | str) and not isinstance(found, bool) else math.nan
        except (ValueError, OverflowError):
            value = math.nan
        if not 0 <= value <= MOST:
            self.wrong(name, found, f"an amount from 0 to {MOST:,}, or null")
            return None
        return int(value) if value.is_integer() else round(value, 2)

    def span(self, low: str, high: str) -> int | list[float] | None:
        """A range out of two fields; None unless both are known and above zero."""
        first, last = self.whole(low), self.whole(high)
        if not first or not last:
            return None
        if first > last:
            self.wrong(low, first, f"at most {high}, which is {last}")
            return None
        return first if first == last else [first, last]

    def objects(self, name: str) -> list[Shape]:
        """A list of objects; empty when unknown."""
        shapes = []
        for position, item in enumerate(self._typed(name, list, "a list", [])):
            if isinstance(item, dict):
                shapes.append(Shape(item, self.address, f"{self.place}: {name} {position + 1}", self.problems))
            else:
                self.wrong(f"{name} {position + 1}", item, "an object")
        return shapes

    def nested(self, name: str) -> Shape:
        """An object; empty when unknown."""
        return Shape(self._typed(name, dict, "an object", {}), self.address, f"{self.place}: {name}", self.problems)

    def named(self, name: str) -> str:
        """Text, or the name of an object that stands in its place."""
        found = self.content.get(name)
        return self.nested(name).text("name") if isinstance(found, dict) else self.text(name)

    def texts(self, name: str) -> list[str]:
        """A list of texts; empty when unknown."""
        found = self._typed(name, list, "a list", [])
        for item in found:
            if not isinstance(item, str):
                self.wrong(name, item, "text")
        return [item for item in found if isinstance(item, str)]

    def day(self, name: str) -> str:
        """The ISO day of a timestamp; empty when unknown."""
        found = self.text(name)
        try:
            return date.fromisoformat(found[:10]).isoformat() if found else ""
        except ValueError:
            self.wrong(name, found, "a timestamp such as 2026-01-15T08:00:00Z, or null")
            return ""

    def wrong(self, name: str, found: object, expected: str) -> None:
        """Note that a field is not what was expected."""
        self.problems.append(Problem(self.address, self.place, f"{name}: {shown(found)}", expected))

    def _typed(self, name: str, kind: type[T], expected: str, unknown: T) -> T:
        found = self.content.get(name)
        if found is None:
            return unknown
        if not isinstance(found, kind):
            self.wrong(name, found, f"{expected} or null")
            return unknown
        return found
