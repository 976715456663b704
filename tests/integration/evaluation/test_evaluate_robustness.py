"""`pathwise evaluate robustness` on two messages, through the real bot."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from bot.cli import main


def test_flips_are_counted_and_shown(tmp_path: Path) -> None:
    """Casing flips nothing, as the bot folds it; the same seed draws the same changes and finds the same flips."""
    rows = [{"id": "a", "text": "Is a MicroMasters worth it?"}, {"id": "b", "text": "who won the world cup"}]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    runs = [
        CliRunner().invoke(main, ["evaluate", "robustness", str(path), "--report", str(tmp_path / "report"), "--json"])
        for _ in range(2)
    ]
    assert [run.exit_code for run in runs] == [0, 0]
    first, second = (json.loads(run.stdout) for run in runs)
    assert first == second
    assert first["changes"]["upper case"]["flipped"]["of"] == 2
    assert first["changes"]["upper case"]["flipped"]["hits"] == 0
    assert f"## Flips: {len(first['flips'])}" in (tmp_path / "report/report.md").read_text()
