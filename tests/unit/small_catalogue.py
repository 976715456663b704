"""A catalogue of one programme that is sound; tests break it one row at a time."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "topics.yml": """
- {id: cost, summary: "Prices", lifetime_days: 90, about: {required: [asx-data], usable: [micromasters], complete: [edx]}}
- {id: define, summary: "What it is", lifetime_days: 730}
- {id: credit, summary: "Credit", lifetime_days: 180}
- {id: chat, summary: "Small talk", lifetime_days: 365}
""",
    "sources/all.yml": """
- {id: school-page, publisher: "A School", kind: official, url: "https://example.org/programme", published_on: "2024-05", seen_on: "2026-11-22"}
- {id: a-blog, publisher: "A Blog", kind: blog, url: "https://example.org/blog", published_about: "undated", seen_on: "2026-11-22"}
""",
    "units.yml": """
- {id: "USD", range: [0, 5000]}
- {id: "USD per year", range: [0, 5000000]}
- {id: "credits", one: "credit", range: [0, 200]}
- {id: "courses", one: "course", range: [0, 5000000]}
""",
    "predicates/cost.yml": """
- {id: price.total, label: "Price", single: true, units: ["USD"], asks: ["what does it cost", "price"], template: "{subject} costs {value}{scope}."}
- {id: credit.pathway, topic: credit, label: "Counts toward", single: false, units: ["credits"], asks: ["does it count", "credit"], template: "{subject} counts toward {value}{scope}."}
""",
    "predicates/define.yml": """
- {id: is, label: "What it is", single: false, units: ["courses"], asks: ["what is it", "define"]}
""",
    "subjects.yml": """
- {id: micromasters, kind: credential-type, name: "MicroMasters programme", short: "MicroMasters", aliases: ["mm"], is: "a series"}
- {id: edx, kind: platform, name: "edX", aliases: []}
""",
    "fields.yml": """
- {id: data-science, name: "Data science", aliases: ["big data"]}
""",
    "institutions.yml": """
- {id: a-school, name: "A School of Technology", short: "A School", keys: ["ASx"], aliases: []}
""",
    "programmes/a-school.yml": """
- id: asx-data
  title: "Data"
  credential_type: micromasters
  platform: edx
  institutions: ["a-school"]
  fields: ["data-science"]
  claims:
    - {predicate: price.total, value: 1000, unit: "USD", source: school-page, evidence: high}
    - {predicate: price.total, value: 900, unit: "USD", source: a-blog, evidence: low}
""",
    "courses/a-school.yml": """
- {id: asx-data--one, title: "Data one", programme: asx-data, position: 1, institution: a-school}
""",
    "pathways/a-school.yml": """
- id: asx-data--a-school-msc
  programme: asx-data
  institution: a-school
  degree: "MSc Data"
  credits: {value: 16, unit: "credits"}
  conditions:
    - {kind: admission, says: "You apply and are admitted separately."}
  conditions_recorded: true
  source: school-page
  evidence: high
""",
    "comparisons.yml": "[]\n",
    "arguments.yml": "[]\n",
    "remarks.yml": """
- {id: chat.hello, topic: chat, default: true, says: "Hello.", asks: ["hi"]}
""",
    "unheld.yml": """
- {name: "Another School", kind: school, aliases: ["Other U"]}
""",
    "claims/define.yml": """
- {id: mm-is, subject: micromasters, predicate: is, value: "a series of courses", source: school-page, evidence: high, rank: 1, says: "A MicroMasters is a series of courses."}
""",
}


def write_small_catalogue(folder: Path) -> Path:
    """Write the catalogue into a folder and return it."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder
