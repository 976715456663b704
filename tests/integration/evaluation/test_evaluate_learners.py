"""`pathwise evaluate learners` and `pathwise evaluate fairness` on a few, through the real bot."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from bot.cli import main

LEARNER = """
- id: terse
  goal: learn to program
  style: terse
  profile: {field: [programming], background: beginner, hours_per_week: 10, budget_usd: 500, credit: "no"}
  opening: ["recommend me something"]
  answers:
    field: ["python", "coding"]
    background: ["beginner", "I'm a beginner"]
    hours_per_week: ["10", "10 hours"]
    budget_usd: ["500", "$500"]
    credit: ["no", "no credit"]
  again: ["so which one"]
"""


def measure(folder: Path, text: str, *more: str) -> Result:
    """Measure the learners of a file, with the report beside it."""
    path = folder / "people.yml"
    path.write_text(text)
    return CliRunner().invoke(main, ["evaluate", "learners", str(path), "--report", str(folder / "report"), *more])


def test_a_learner_is_led_to_the_right_programme(tmp_path: Path) -> None:
    """Two variants of one learner: both come to the first place of the true profile, by no more than the five questions."""
    measured = measure(tmp_path, LEARNER, "--variants", "2", "--json")
    assert measured.exit_code == 0, measured.output
    results = json.loads(measured.stdout)
    assert results["failures"] == []
    assert (results["learners"], results["conversations"]) == (1, 2)
    assert results["questions_asked"] <= results["questions_of_the_form"]
    assert results["run"]["variants"] == 2


def test_a_failure_is_told_in_the_terminal_and_in_the_report(tmp_path: Path) -> None:
    """A profile that the words do not tell is a failure, with what was understood against it."""
    measured = measure(tmp_path, LEARNER.replace("hours_per_week: 10,", "hours_per_week: 1,"))
    assert measured.exit_code == 0, measured.output
    report = (tmp_path / "report/report.md").read_text()
    assert "recommend me something" in report
    assert "told was 1" in report
    assert "told was 1" in measured.stdout or "## Right, but misread: 1" in report


def test_learners_with_a_mistake_are_not_measured(tmp_path: Path) -> None:
    """A file's mistake and an id that the catalogue does not hold end before the first message."""
    mistaken = measure(tmp_path, LEARNER.replace('["10", "10 hours"]', '["10"]'))
    assert mistaken.exit_code == 1
    assert "hours_per_week: found one wording" in mistaken.output
    stranger = measure(tmp_path, LEARNER.replace("[programming]", "[alchemy]"))
    assert stranger.exit_code == 1
    assert "field: found 'alchemy'" in stranger.output
    assert not (tmp_path / "report").exists()


def test_pairs_are_compared(tmp_path: Path) -> None:
    """The command ends with 1 just where a ranking or what was understood differs."""
    measured = CliRunner().invoke(main, ["evaluate", "fairness", "--pairs", "4", "--report", str(tmp_path), "--json"])
    results = json.loads((tmp_path / "results.json").read_text())
    changed = [found for found in results["changes"] if {"ranking", "profile"} & set(found["differing"])]
    assert results["pairs"] == 4
    assert measured.exit_code == bool(changed), measured.output
    assert "## Pairs" in (tmp_path / "report.md").read_text()
