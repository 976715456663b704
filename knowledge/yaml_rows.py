"""Reading catalogue YAML safely, row by row, with line numbers; refuses what a catalogue never needs.

Refused: files over 1 MB, nesting over 20 levels, anchors and aliases (billion laughs), tags such as
`!!python/object`, and the same key twice in one row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
# libyaml's parser is ten times faster and is in every wheel of PyYAML; the pure one reads the same language.
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the catalogue: where, what was found, what was expected."""

    file: str
    row: str
    found: str
    expected: str

    def __str__(self) -> str:
        """One line, readable in a terminal."""
        place = f"{self.file}: {self.row}" if self.row else self.file
        return f"{place}: found {self.found}; expected {self.expected}"


class CatalogueError(Exception):
    """The catalogue cannot be loaded; `problems` lists everything that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the problems; the message lists them all."""
        self.problems = problems
        super().__init__("\n".join([f"{len(problems)} problems in the catalogue:", *map(str, problems)]))


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as read: where it stands and its plain content."""

    file: str
    line: int
    content: Any

    @property
    def place(self) -> str:
        """How errors name the row: its line, and its id where it has one."""
        row_id = self.content.get("id") if isinstance(self.content, dict) else None
        return f"line {self.line} ({row_id})" if row_id else f"line {self.line}"


def read_rows(path: Path, name: str, problems: list[Problem]) -> list[RawRow]:
    """Return the rows of a YAML list; everything wrong with the file is added to `problems`."""
    try:
        text = path.read_bytes()
        if len(text) > MAX_BYTES:
            problems.append(Problem(name, "", f"{len(text):,} bytes", f"at most {MAX_BYTES:,}: divide the file"))
            return []
        _refuse_tricks(text)
        node = yaml.compose(text, Loader=_Parser)
    except (OSError, yaml.YAMLError) as error:
        problems.append(Problem(name, "", " ".join(str(error).split()), "readable, plain YAML"))
        return []
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        problems.append(Problem(name, "line 1", f"a {type(node).__name__}", "a list of rows, each beginning with '- '"))
        return []
    return list(_construct(node, name, problems))


def _refuse_tricks(text: bytes) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Parser):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.YAMLError(f"an anchor or alias in line {line}; write the text out")
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            raise yaml.YAMLError(f"the tag {tag!r} in line {line}; only plain values are allowed")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise yaml.YAMLError(f"more than {MAX_DEPTH} levels of nesting in line {line}")


class _Rows(yaml.constructor.SafeConstructor):
    """Plain values only, and no key twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.YAMLError(f"a list or mapping as a key in line {key.start_mark.line + 1}")
            if key.value in seen:
                raise yaml.YAMLError(f"the key {key.value!r} twice in line {key.start_mark.line + 1}")
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


# Dates stay text: the catalogue's dates may be vague ("2022-08"), and text compares well.
_Rows.yaml_constructors = {
    tag: function
    for tag, function in yaml.constructor.SafeConstructor.yaml_constructors.items()
    if tag != "tag:yaml.org,2002:timestamp"
}
_Rows.yaml_constructors["tag:yaml.org,2002:timestamp"] = yaml.constructor.SafeConstructor.construct_yaml_str


def _construct(node: yaml.SequenceNode, name: str, problems: list[Problem]) -> Iterator[RawRow]:
    constructor = _Rows()
    for item in node.value:
        line = item.start_mark.line + 1
        try:
            yield RawRow(name, line, constructor.construct_object(item, deep=True))
        except (yaml.YAMLError, ValueError) as error:  # ValueError: a number that Python refuses to read
            problems.append(Problem(name, f"line {line}", str(error), "one plain row"))
