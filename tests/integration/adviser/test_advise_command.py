"""`pathwise advise ...`: the advice of the chat from a terminal, over the real knowledge base."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from icalendar import Calendar

from bot.cli import main

PROFILE = ["--field", "data-science", "--background", "degree", "--hours", "10", "--budget", "1200", "--credit", "yes"]


def run(*arguments: str) -> tuple[int, str]:
    """Exit code and output of `pathwise advise`."""
    result = CliRunner().invoke(main, ["advise", *arguments])
    return result.exit_code, result.output


CALLS = [
    (["recommend", *PROFILE], "What would change this"),
    (["recommend", "--field", "supply-chain", "--hours", "3", "--budget", "200", "--credit", "must"], "smallest changes"),
    (["next", "--field", "data-science"], "How many hours a week"),
    (["next", "--field", "geographic-information", "--credit", "no", "--hours", "5", "--budget", "300", "--background", "any"], "No question can change"),
    (["what-if", *PROFILE], "comes first"),
    (["why-not", "mitx-statistics-and-data-science", *PROFILE], "costs more than your budget"),
    (["pathways", "mitx-supply-chain-management", "--background", "degree"], "Admission"),
    (["pathways", "harvard-extension-school"], "Admission"),
    (["compare", "ritx-cybersecurity", "micromasters", "mba"], "side by side"),
    (["plan", "ritx-cybersecurity", "--hours", "8", "--start", "2027-01-04"], "you could finish"),
    (["money", "mitx-supply-chain-management", "--years", "3"], "$450 a year"),
    (["summary", *PROFILE, "--keep", "mitx-finance"], "/advice#field=data-science"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "said"), CALLS, ids=[" ".join(call[0][:2]) for call in CALLS])
def test_advice_is_given_in_a_terminal(database_url: str, arguments: list[str], said: str) -> None:
    """Each kind of advice is reached by a command, and says what it is about."""
    code, output = run(*arguments)
    assert code == 0, output
    assert said in output


@pytest.mark.parametrize("arguments", [call[0] for call in CALLS], ids=[" ".join(call[0][:2]) for call in CALLS])
def test_advice_is_given_as_json(database_url: str, arguments: list[str]) -> None:
    """The same as one JSON object."""
    code, output = run(*arguments, "--json")
    assert code == 0, output
    assert isinstance(json.loads(output), dict)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["recommend", "--field", "witchcraft", "--school", "hogwarts"], "'witchcraft' is no field"),
        (["recommend", "--field", "witchcraft", "--school", "hogwarts"], "'hogwarts' is no institution"),
        (["plan", "data-science", "--hours", "8"], "'data-science' is no programme"),
        (["plan", "ritx-cybersecurity"], "Missing option '--hours'"),
        (["compare", "nothing"], "'nothing' is no programme or credential-type"),
    ],
)
def test_what_is_unknown_is_refused_by_name(database_url: str, arguments: list[str], problem: str) -> None:
    """A wrong id is named, with where to find the right one."""
    code, output = run(*arguments)
    assert code != 0
    assert problem in output


def test_a_plan_and_a_summary_are_written_to_files(database_url: str, tmp_path: Path) -> None:
    """The calendar file is read by a calendar, and the page holds the profile."""
    plan, page = tmp_path / "plan.ics", tmp_path / "advice.html"
    assert run("plan", "ritx-cybersecurity", "--hours", "8", "--start", "2027-01-04", "--ics", str(plan))[0] == 0
    assert run("summary", *PROFILE, "--html", str(page))[0] == 0
    events = list(Calendar.from_ical(plan.read_bytes()).walk("VEVENT"))
    assert "Cybersecurity Fundamentals" in str(events[0]["SUMMARY"])
    assert "up to 10 hours a week" in page.read_text(encoding="utf-8")
