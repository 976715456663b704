"""Breaking (or enlarging) the small catalogue: one edit at a time, so that a test shows what it changes."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace `old` by `new` in a file; an empty `old` adds `new` at its end, in a new file if need be."""

    file: str
    old: str
    new: str

    def apply(self, folder: Path) -> None:
        """Make the change; an edit that finds nothing to change is a mistake of the test."""
        path = folder / self.file
        path.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text() if path.exists() else ""
        assert self.old in text, f"{self.file} does not hold {self.old!r}"
        path.write_text(text.replace(self.old, self.new, 1) if self.old else text + self.new)


# One row of every kind that the small catalogue leaves out.
EVERY_KIND = (
    Edit(
        "subjects.yml",
        "",
        '- {id: certificate, kind: credential-type, name: "Professional Certificate", aliases: ["PC", "pro cert", "PC"]}\n',
    ),
    Edit(
        "claims/define.yml",
        "",
        """\
- {id: pc-is, subject: certificate, predicate: is, value: [2, 4], unit: "courses", scope: "in most cases", source: a-blog,
   evidence: low, rank: 3, says: "It has 2 to 4 courses.", cell: "2 to 4", estimate: "counted", note: "by hand"}
- {id: pc-what, subject: certificate, predicate: is, state: not-recorded, source: a-blog, evidence: low,
   says: "Nobody wrote down what it is.", topic: cost}
""",
    ),
    Edit(
        "comparisons.yml",
        "[]",
        """\
- id: mm-vs-pc
  title: "MicroMasters or certificate"
  subjects: [micromasters, certificate]
  rows:
    - label: "What"
      cells:
        certificate: [{claim: pc-is, cell: "2 to 4 courses"}, {claim: pc-what, cell: "unclear"}]
        micromasters: [{claim: mm-is, cell: "a series"}]
    - label: "Exam"
      cells: {certificate: [], micromasters: []}
""",
    ),
    Edit(
        "arguments.yml",
        "[]",
        '- {subject: micromasters, for: [mm-is, pc-is], against: [pc-what], depends: ["It depends on you."]}\n',
    ),
    Edit(
        "pathways/a-school.yml",
        "",
        """\
- id: other--a-school-mba
  programme:
  programme_named: "an MBA essentials series"
  institution: a-school
  degree: ""
  conditions: []
  conditions_recorded: false
  source: a-blog
  evidence: low
  share: "a third"
  degree_credits: 48
""",
    ),
)
