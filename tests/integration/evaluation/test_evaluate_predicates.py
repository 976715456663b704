"""`pathwise evaluate predicates` on a few messages, through the real bot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from bot.cli import main

HOURS: dict[str, Any] = {"id": "own", "text": "How many hours a week is MITx Statistics and Data Science?", "topic": "workload",
                           "predicate": "hours_per_week", "subject": "mitx-statistics-and-data-science"}  # fmt: skip
GENERAL: dict[str, Any] = {"id": "general", "text": "am I admitted to the master's automatically?", "topic": "admission",
                           "predicate": "admission.guaranteed"}  # fmt: skip


def run(folder: Path, *rows: dict[str, Any]) -> Result:
    """Measure rows, with the report beside them."""
    path = folder / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return CliRunner().invoke(main, ["evaluate", "predicates", str(path), "--report", str(folder / "report"), "--json"])


def test_right_answers_have_no_failures(tmp_path: Path) -> None:
    """The right predicate comes first, and the answer is about the programme that was named."""
    measured = run(tmp_path, HOURS, GENERAL)
    assert measured.exit_code == 0, measured.output
    results = json.loads(measured.stdout)
    assert results["failures"] == []
    assert results["about"] == {"the programme": 1}


def test_another_programme_ends_with_1(tmp_path: Path) -> None:
    """The message names another programme than the row: its claims are about a stranger, and the report comes first."""
    measured = run(tmp_path, HOURS | {"subject": "mitx-finance"})
    assert measured.exit_code == 1
    assert "another programme" in measured.output
    assert "### own: subject, claims (matters for trust)" in (tmp_path / "report/report.md").read_text()


def test_unknown_predicates_are_refused(tmp_path: Path) -> None:
    """Nothing is measured against what the catalogue does not hold."""
    refused = run(tmp_path, GENERAL | {"predicate": "colour"})
    assert refused.exit_code == 1
    assert "found predicate 'colour'" in refused.output
    assert not (tmp_path / "report").exists()
