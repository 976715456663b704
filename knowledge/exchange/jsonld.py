"""Reading JSON-LD of others safely: any mixture of single values, lists, references and language maps.

Only compacted documents are read, with the prefixes that the vocabularies document; contexts are not fetched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from knowledge.exchange.amounts import LARGEST, number_from
from knowledge.exchange.reading import ExchangeError
from knowledge.folding import fold
from knowledge.yaml_rows import Problem

Node = dict[str, Any]

MAX_CHARS = 50_000_000
MAX_DEPTH = 100
URN = "urn:pathwise:"


class Document:
    """The nodes of one file; everything wrong is collected in `problems`."""

    def __init__(self, text: str, file: str) -> None:
        """Parse the text.

        Raises:
            ExchangeError: If it is no JSON object or list of nodes.
        """
        self.file = file
        self.problems: list[Problem] = []
        self.left_out: list[Problem] = []
        self.nodes = list(_top_nodes(_parsed(text, file), file))
        self._by_id = {node["@id"]: node for node in self.nodes if isinstance(node.get("@id"), str)}

    def place(self, node: Node) -> str:
        """How errors name a node."""
        return str(
            node.get("@id") or _plain(node.get("ceterms:name") or node.get("name")) or node.get("@type") or "a node"
        )

    def wrong(self, node: Node, found: str, expected: str) -> None:
        """Note a mistake."""
        self.problems.append(Problem(self.file, self.place(node), found, expected))

    def leave_out(self, node: Node, found: str, expected: str) -> None:
        """Note what has no place in the knowledge base."""
        self.left_out.append(Problem(self.file, self.place(node), found, expected))

    def text(self, node: Node, name: str) -> str:
        """The first text of a property; empty when it is missing."""
        return next(iter(self.texts(node, name)), "")

    def texts(self, node: Node, name: str) -> list[str]:
        """All texts of a property."""
        found = []
        for value in as_list(node.get(name)):
            text = _plain(value)
            if text is None:
                self.wrong(node, f"{name} {_short(value)}", "text, or a language map such as {'en': 'text'}")
            elif text:
                found.append(text)
        return found

    def number(self, node: Node, name: str) -> int | float | None:
        """The number of a property; None when it is missing or none, which is noted."""
        value = node.get(name)
        number = number_from(value) if isinstance(value, str) else value
        if isinstance(number, int | float) and not isinstance(number, bool) and abs(number) <= LARGEST:
            return number
        if value is not None:
            self.wrong(node, f"{name} {_short(value)}", "a finite number")
        return None

    def linked(self, node: Node, name: str) -> list[Node]:
        """The nodes that a property holds or refers to; one of another file is known by its '@id' only."""
        found = []
        for value in as_list(node.get(name)):
            if isinstance(value, str):
                found.append(self._by_id.get(value, {"@id": value}))
            elif isinstance(value, dict):
                found.append(
                    self._by_id.get(value["@id"], value)
                    if set(value) == {"@id"} and isinstance(value["@id"], str)
                    else value
                )
            else:
                self.wrong(node, f"{name} {_short(value)}", "a node or the '@id' of one")
        return found

    def of_type(self, *types: str) -> Iterator[Node]:
        """The top nodes of one of these types, in order."""
        return (node for node in self.nodes if is_a(node, *types))

    def types(self) -> str:
        """The types of its nodes, for errors: "nodes of type Course, Person"."""
        types = dict.fromkeys(str(kind) for node in self.nodes for kind in as_list(node.get("@type")))
        return f"nodes of type {_short(', '.join(types))}" if types else f"{len(self.nodes)} nodes without '@type'"

    def finish(self) -> None:
        """Raise everything that was wrong.

        Raises:
            ExchangeError: If anything was.
        """
        if self.problems:
            raise ExchangeError(self.problems)


def is_a(node: Node, *types: str) -> bool:
    """Whether the node has one of the types."""
    return any(found in types for found in as_list(node.get("@type")))


def as_list(value: Any) -> list[Any]:
    """A JSON-LD value as a list: nothing, one or many."""
    return [] if value is None else value if isinstance(value, list) else [value]


def identifier(kind: str, row_id: str) -> str:
    """The address that a row has in exported files."""
    return f"{URN}{kind}:{row_id}"


def row_id(node: Node, kind: str, name: str) -> str:
    """The row's id in one of our own addresses, else one made of the name: "Rice University" -> "rice-university"."""
    address = node.get("@id")
    if isinstance(address, str) and address.startswith(identifier(kind, "")):
        return address.removeprefix(identifier(kind, ""))
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def _parsed(text: str, file: str) -> Any:
    def refuse(name: str) -> NoReturn:
        raise ValueError(f"the number {name}")

    if len(text) > MAX_CHARS:
        raise ExchangeError([Problem(file, "", f"{len(text):,} characters", f"at most {MAX_CHARS:,}: divide the file")])
    try:
        parsed = json.loads(text, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise ExchangeError([Problem(file, "", str(error), "JSON")]) from error
    _refuse_depth(parsed, file)
    return parsed


def _refuse_depth(parsed: Any, file: str) -> None:
    level = [parsed]
    for _ in range(MAX_DEPTH):
        level = [part for value in level for part in _parts(value)]
        if not level:
            return
    raise ExchangeError([Problem(file, "", "deeper nesting than any document has", f"at most {MAX_DEPTH} levels")])


def _parts(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _top_nodes(parsed: Any, file: str) -> Iterator[Node]:
    top = parsed.get("@graph", [parsed]) if isinstance(parsed, dict) else parsed
    strange = [] if isinstance(top, list) else [top]
    strange += [node for node in as_list(top) if not isinstance(node, dict)]
    if strange:
        raise ExchangeError(
            [Problem(file, "", _short(value), "a node, or a list of nodes in '@graph'") for value in strange]
        )
    yield from top


def _plain(value: Any) -> str | None:
    """The text of a string, a language map (English first) or a '@value'; None where there is none."""
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        return None
    ordered = [value.get(key) for key in ("@value", "en", "en-US", "en-GB")] + list(value.values())
    flat = [part for entry in ordered for part in as_list(entry)]
    return next((part for part in flat if isinstance(part, str)), None)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
