"""Documentation that cannot rot: what exists is documented, and what is documented exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot.cli import main
from bot.pages import FILES
from evaluation.commands import COMMANDS
from knowledge.catalogue_files import CATALOGUE

ROOT = Path(__file__).parents[2]
CODE = [path for folder in ("bot", "knowledge", "actions", "advising") for path in (ROOT / folder).rglob("*.py")]
DOOR = [ROOT / "bot" / name for name in ("server.py", "calls.py", "keeping.py", "conversation_calls.py")]
REFUSALS = {code for path in DOOR for code in re.findall(r'Refused\(\s*\d+, "(\w+)"', path.read_text())}
SETTING = re.compile(r"PATHWISE_[A-Z_]+[A-Z]")


def read(name: str) -> str:
    return (ROOT / name).read_text()


def test_every_setting_is_documented_and_read() -> None:
    """docs/operations.md lists just the settings that code, scripts or tests read."""
    places = [*CODE, *(ROOT / "scripts").iterdir(), ROOT / "Makefile", *(ROOT / "tests/browser").glob("*.py")]
    read_somewhere = {name for path in places for name in SETTING.findall(path.read_text())}
    assert set(SETTING.findall(read("docs/operations.md"))) == read_somewhere


def commands_of(group: click.Group, name: str) -> Iterator[str]:
    for command_name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands_of(command, f"{name} {command_name}")
        else:
            yield f"{name} {command_name}"


@pytest.mark.parametrize("command", commands_of(main, "pathwise"))
def test_every_command_is_documented(command: str) -> None:
    """A page of docs/ or the README names every command in full."""
    pages = [read("README.md"), read("CONTRIBUTING.md"), *(path.read_text() for path in (ROOT / "docs").glob("*.md"))]
    assert any(re.search(rf"\b{command}\b", page) for page in pages)


def test_every_make_target_says_what_it_does() -> None:
    """`make` alone lists all that people call."""
    makefile = read("Makefile")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.M))
    told = set(re.findall(r"^([a-z]+):.*## ", makefile, re.M))
    assert targets - told <= {"browser"}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_measurement_is_explained(command: click.Command) -> None:
    """docs/evaluation.md names every command of `pathwise evaluate` and its options."""
    explained = read("docs/evaluation.md")
    assert f"`pathwise evaluate {command.name}" in explained
    assert not [
        name for option in command.params for name in option.opts if name[:2] == "--" and f"`{name}" not in explained
    ]


@pytest.mark.parametrize("path", sorted(FILES))
def test_every_page_is_served_from_a_file_of_ours(path: str) -> None:
    """No page comes from anywhere but the widget's folder."""
    assert FILES[path].is_relative_to(ROOT / "widget")


def test_every_kind_of_catalogue_file_is_explained() -> None:
    """docs/knowledge.md names every file and folder of the catalogue."""
    explained = read("docs/knowledge.md")
    assert not [
        path.name for path in CATALOGUE.iterdir() if path.name not in explained and f"{path.name}/" not in explained
    ]


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_every_error_code_is_in_the_protocol(code: str) -> None:
    """A client's author finds every error code in docs/protocol.md."""
    assert f"`{code}`" in read("docs/protocol.md")


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "docs/decisions").iterdir()))
def test_decisions_say_context_choice_and_price(name: str) -> None:
    """A decision record tells what it cost."""
    text = read(f"docs/decisions/{name}")
    assert all(f"**{part}.**" in text for part in ("Context", "Choice", "Price"))
