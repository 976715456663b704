"""Labelled messages from JSONL files: every bad row is told with its file and line, and none is left out in silence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

import yaml

from advising.reply import ANSWERED, CLARIFYING, DECLINED, HANDED_OFF
from knowledge.catalogue_files import CATALOGUE

STATUSES = (ANSWERED, CLARIFYING, DECLINED, HANDED_OFF)


class RowsError(Exception):
    """Rows that cannot be used; the message tells them all."""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A message with what an expert accepts as an answer; docs/evaluation.md explains the fields."""

    id: str
    turns: tuple[str, ...]
    topic: str
    status: tuple[str, ...]
    accept: tuple[str, ...] = ()
    all_topics: tuple[str, ...] = ()
    near_scope: bool = False
    entities: dict[str, tuple[str, ...]] = field(default_factory=dict)
    must_contain: tuple[str, ...] = ()
    must_not_contain: tuple[str, ...] = ()
    severity: int = 1


@dataclass(frozen=True, slots=True)
class PredicateRow:
    """A message that asks for one kind of statement; `subject` is the programme it names, or empty."""

    id: str
    turns: tuple[str, ...]
    predicate: str
    accept_predicates: tuple[str, ...] = ()
    subject: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message, whatever it is labelled with."""

    id: str
    turns: tuple[str, ...]


class Row(Protocol):
    """What all rows have: an id, and the learner's messages, the last of which is scored."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def turns(self) -> tuple[str, ...]: ...  # noqa: D102


R = TypeVar("R", bound=Row)
V = TypeVar("V")


class Fields:
    """Reads the fields of one row, and collects what is wrong with them."""

    def __init__(self, where: str, given: dict[str, Any]) -> None:
        """Read from a JSON object that stands somewhere."""
        self._where, self._given = where, given
        self.problems: list[str] = []

    def text(self, name: str, *, is_needed: bool = False) -> str:
        """A text; missing and null are empty."""
        value = self._given.get(name)
        if (value is None and not is_needed) or (isinstance(value, str) and (value.strip() or not is_needed)):
            return value or ""
        return self._wrong(name, "a text" + (" that is not empty" if is_needed else ""), "")

    def texts(self, name: str, allowed: Sequence[str] = (), *, is_needed: bool = False) -> tuple[str, ...]:
        """A list of texts, each one of those allowed, if some are."""
        value = self._given.get(name) or []
        is_list = isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)
        if not is_list or (is_needed and not value):
            return self._wrong(name, "a list of texts" + (", at least one" if is_needed else ""), ())
        if allowed and not set(value) <= set(allowed):
            return self._wrong(name, f"some of {', '.join(allowed)}", ())
        return tuple(value)

    def patterns(self, name: str) -> tuple[str, ...]:
        """A list of regular expressions."""
        found = self.texts(name)
        for pattern in found:
            try:
                re.compile(pattern, re.I)
            except re.error as error:
                return self._wrong(name, f"regular expressions; {pattern!r} is none: {error}", ())
        return found

    def one_of(self, name: str, allowed: Sequence[str]) -> str:
        """One of the allowed values."""
        value = self._given.get(name)
        return str(value) if value in allowed else self._wrong(name, f"one of {', '.join(allowed)}", "")

    def flag(self, name: str) -> bool:
        """True or false; missing is false."""
        value = self._given.get(name, False)
        return value if isinstance(value, bool) else self._wrong(name, "true or false", False)

    def severity(self) -> int:
        """1, or 2 for what matters for trust."""
        value = self._given.get("severity", 1)
        return value if value in (1, 2) else self._wrong("severity", "1 or 2", 1)

    def named(self, name: str) -> dict[str, tuple[str, ...]]:
        """Texts by name; a single text stands for a list of one, and figures are left as text."""
        value = self._given.get(name) or {}
        if not isinstance(value, dict):
            return self._wrong(name, 'an object such as {"programme": "…"}', {})
        return {key: tuple(str(item) for item in (v if isinstance(v, list) else [v])) for key, v in value.items()}

    def turns(self) -> tuple[str, ...]:
        """The learner's messages: `turns`, or `text` alone."""
        return self.texts("turns") or tuple(filter(None, [self.text("text", is_needed=True)]))

    def _wrong(self, name: str, expected: str, instead: V) -> V:
        found = "nothing" if self._given.get(name) is None else _short(self._given[name])
        self.problems.append(f"{self._where}: {name}: found {found}; expected {expected}")
        return instead


def question_row(fields: Fields) -> QuestionRow:
    """A labelled question."""
    topics = known_topics()
    return QuestionRow(
        fields.text("id", is_needed=True), fields.turns(), fields.one_of("topic", topics),
        fields.texts("status", STATUSES, is_needed=True), fields.texts("accept", topics), fields.texts("all_topics", topics),
        fields.flag("near_scope"), fields.named("entities"), fields.patterns("must_contain"),
        fields.patterns("must_not_contain"), fields.severity(),
    )  # fmt: skip


def predicate_row(fields: Fields) -> PredicateRow:
    """A message with the predicate that it asks for."""
    return PredicateRow(
        fields.text("id", is_needed=True), (fields.text("text", is_needed=True),), fields.text("predicate", is_needed=True),
        fields.texts("accept_predicates"), fields.text("subject"),
        fields.one_of("topic", known_topics()) if fields.text("topic") else "",
    )  # fmt: skip


def message_row(fields: Fields) -> MessageRow:
    """Any row with an id and a message, whatever else it is labelled with."""
    return MessageRow(fields.text("id", is_needed=True), fields.turns())


def read_rows(paths: Sequence[Path], make: Callable[[Fields], R]) -> list[R]:
    """All rows of the files, in order; empty lines hold nothing.

    Raises:
        RowsError: Naming file and line of every row that cannot be used, or of an id that comes again.
    """
    rows: list[R] = []
    problems: list[str] = []
    seen: dict[str, str] = {}
    for where, line in _lines(paths, problems):
        fields = _fields(where, line, problems)
        if fields is None:
            continue
        row = make(fields)
        problems.extend(fields.problems)
        if row.id and row.id in seen:
            problems.append(f"{where}: id: found {row.id!r} again, first at {seen[row.id]}; expected each id once")
        seen.setdefault(row.id, where)
        rows.append(row)
    if not rows and not problems:
        problems.append(f"{', '.join(map(str, paths))}: found no row; expected one JSON object a line")
    if problems:
        raise RowsError("\n".join(problems))
    return rows


@lru_cache(maxsize=1)
def known_topics() -> tuple[str, ...]:
    """The ids of the catalogue's topics."""
    return tuple(row["id"] for row in yaml.safe_load((CATALOGUE / "topics.yml").read_text(encoding="utf-8")))


def _lines(paths: Sequence[Path], problems: list[str]) -> Iterator[tuple[str, str]]:
    """(place, line) of each line that holds something. Split at line feeds only: U+2028 may stand in a text."""
    for path in paths:
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(f"{path}: {error}; expected a readable UTF-8 file")
            continue
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield f"{path}:{number}", line


def _fields(where: str, line: str, problems: list[str]) -> Fields | None:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        problems.append(f"{where}: {error}; expected a JSON object")
        return None
    if not isinstance(given, dict):
        problems.append(f"{where}: found {_short(given)}; expected a JSON object")
        return None
    return Fields(where, given)


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."
