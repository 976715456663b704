"""What the widget costs a page, as figures: medians, differences, and only the files that there are."""

from __future__ import annotations

import gzip
from pathlib import Path

from evaluation.widget_cost import COUNTERS, cost_grid, size_grid, sizes

COSTS = {
    "without": {"ScriptDuration": [0.0, 0.0, 0.0], "TaskDuration": [0.1, 0.5, 0.2], "JSHeapUsedSize": [2**20] * 3},
    "with": {"ScriptDuration": [0.004, 0.009, 0.005], "TaskDuration": [0.3, 0.3, 9], "JSHeapUsedSize": [3 * 2**20] * 3},
}


def test_medians_differences_and_ratios_are_told() -> None:
    """One slow load changes nothing; a ratio to nothing is a dash."""
    rows = {row[0]: row[1:] for row in cost_grid(COSTS).rows}
    assert rows["script time, ms"] == ("0.00", "5.00", "+5.00", "-")
    assert rows["time of all tasks, ms"] == ("200.00", "300.00", "+100.00", "x1.50")
    assert rows["heap, MB"] == ("1.00", "3.00", "+2.00", "x3.00")
    assert len(rows) == len(COUNTERS)
    assert "medians of 3 loads" in cost_grid(COSTS).title


def test_sizes_are_those_of_the_files_that_there_are(tmp_path: Path) -> None:
    """Raw bytes, and what gzip makes of them at its best."""
    (tmp_path / "widget.js").write_bytes(b"a" * 2000)
    found = sizes(tmp_path)
    assert found == {"widget.js": {"raw": 2000, "gzip": len(gzip.compress(b"a" * 2000, 9))}}
    assert size_grid(found).rows[0][:2] == ("widget.js", "2,000")
