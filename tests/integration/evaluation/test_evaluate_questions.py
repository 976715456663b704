"""`pathwise evaluate questions` on a handful of messages, through the real bot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import main

ROWS: list[dict[str, Any]] = [
    {"id": "define", "text": "What is a MicroMasters?", "topic": "define", "status": ["answered"], "must_contain": ["graduate"]},
    {"id": "far", "text": "who won the world cup", "topic": "out_of_scope", "status": ["declined"]},
    {
        "id": "turns", "turns": ["How long does MITx Statistics and Data Science take?", "and what does it cost?"],
        "topic": "cost", "status": ["answered"], "entities": {"institution": ["mitx"]}, "must_not_contain": ["guarantee"],
    },
    {"id": "long", "text": "x" * 3000, "topic": "define", "status": ["answered"]},
    {"id": "wrong", "text": "hello <b>there</b>", "topic": "refund", "status": ["handed_off"], "severity": 2},
]  # fmt: skip


def run(*args: object) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, ["evaluate", *map(str, args)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the rows as a file."""
    made = tmp_path_factory.mktemp("evaluation")
    (made / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return made


@pytest.fixture(scope="module")
def measured(folder: Path) -> Result:
    """One run over the rows, with its report beside them."""
    return run("questions", folder / "rows.jsonl", "--report", folder / "report", "--json")


@pytest.fixture(scope="module")
def results(measured: Result) -> dict[str, Any]:
    """What the run printed."""
    assert measured.exit_code == 0, measured.output
    return json.loads(measured.stdout)


def test_what_is_printed_is_what_is_stored(results: dict[str, Any], folder: Path) -> None:
    """`--json` prints results.json."""
    assert json.loads((folder / "report/results.json").read_text()) == results
    assert results["name"] == "rows"
    assert set(results["run"]) == {"seed", "model", "knowledge", "on"}


def test_rows_are_scored_by_their_last_turn(results: dict[str, Any]) -> None:
    """The second turn is about what the first named; only the refused and the wrongly labelled rows fail."""
    assert results["rows"] == len(ROWS)
    assert [failure["id"] for failure in results["failures"]] == ["turns", "long", "wrong"]
    assert [problem["what"] for problem in results["failures"][0]["problems"]] == ["entities"]
    assert "2,000" in results["failures"][1]["reply"]


def test_the_report_shows_every_failure_and_the_plots(results: dict[str, Any], folder: Path) -> None:
    """What matters for trust comes first; markup of a message is shown, not obeyed."""
    report = (folder / "report/report.md").read_text()
    assert report.index("### wrong: topic, status (matters for trust)") < report.index("### turns: entities")
    assert "hello &lt;b&gt;there&lt;/b&gt;" in report
    for plot in ("risk-coverage", "reliability", "confusion", "latency"):
        assert f"]({plot}.png)" in report
        assert (folder / f"report/{plot}.png").read_bytes().startswith(b"\x89PNG")


def test_a_bad_file_measures_nothing(folder: Path) -> None:
    """The command ends with 1 and the place of the mistake."""
    bad = folder / "bad.jsonl"
    bad.write_text(json.dumps(ROWS[0]) + "\n{\n")
    refused = run("questions", bad)
    assert refused.exit_code == 1
    assert f"{bad}:2:" in refused.output
    assert "Traceback" not in refused.output


def test_the_commands_are_listed() -> None:
    """`pathwise evaluate --help` tells what can be measured; an unknown command is told."""
    assert "questions" in run("--help").output
    assert run("nothing").exit_code == 2
