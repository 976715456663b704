"""The whole road of a fact: out as CSV, edited, proposed, compared, accepted, loaded, shown; the real catalogue."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest

from advising.evidence import fact
from advising.model import Claim, Snapshot
from knowledge.catalogue_files import CATALOGUE
from knowledge.current import URL_SETTING, engine_for
from knowledge.exchange.csv_tables import CLAIM_COLUMNS
from knowledge.snapshot import read_snapshot
from tests.integration.exchange.conftest import run

BY = ("--source-url", "https://example.org/prices", "--publisher", "A List of Prices", "--published-on", "2026-11-21",
      "--read-on", "2026-11-22")  # fmt: skip
NEW_PRICE = "17770"


def edited(text: str, preferred_id: str, evidence: str) -> str:
    """The table with one price changed by hand: read elsewhere, so its source is left to the caller."""
    rows = list(csv.DictReader(io.StringIO(text)))
    (row,) = [row for row in rows if row["id"] == preferred_id]
    row |= {
        "kind": "number",
        "value": NEW_PRICE,
        "value_max": "",
        "says": "",
        "scope": "",
        "source": "",
        "evidence": evidence,
    }
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, CLAIM_COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def priced_once(snapshot: Snapshot) -> Claim:
    """A price that one good source alone states, so that a second one shows in the answer."""
    several = (snapshot.claims_by_fact.get((slug, "price.total"), ()) for slug in snapshot.programmes)
    return next(claims[0] for claims in several if len(claims) == 1 and claims[0].evidence != "low")


# case: ((kind of the source, grade of the proposal), whether it becomes the preferred claim)
GRADES = {
    "weaker evidence: the recorded claim stays preferred": (("blog", "low"), False),
    "as good, official and newer: preferred": (("official", "high"), True),
}


@pytest.mark.parametrize(("grade", "is_preferred"), GRADES.values(), ids=GRADES)
def test_the_whole_road(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, snapshot: Snapshot, grade: tuple[str, str], is_preferred: bool
) -> None:
    """Each step prints what it does; the accepted price stands beside the recorded one, and the rule chooses."""
    folder, file, out = tmp_path / "catalogue", tmp_path / "claims.csv", tmp_path / "proposals.yml"
    shutil.copytree(CATALOGUE, folder)
    recorded = priced_once(snapshot)
    slug = recorded.subject

    exported = run("export", "--format", "csv", "--programme", slug)
    file.write_text(edited(exported.stdout, recorded.id, grade[1]), newline="")

    imported = run("import", "csv", file, *BY, "--kind", grade[0], "--folder", folder, "--out", out)
    assert imported.exit_code == 0, imported.output
    assert f"{NEW_PRICE} USD" in imported.output
    assert out.read_text().count("predicate:") == 1

    compared = run("diff", folder, "--proposals", out, "--as-of", "2026-11-22")
    assert compared.exit_code == 0, compared.output
    assert ("1 value changed" if is_preferred else "1 other claims changed") in compared.output
    assert f"{snapshot.label(slug)}, cost" in compared.output
    assert "$17,770" in compared.output.partition("replies would change")[2]

    accepted = run("accept", out, "--folder", folder)
    assert accepted.exit_code == 0, accepted.output
    assert "claims/accepted/cost.yml: 1 rows added" in accepted.output

    url = f"sqlite:///{tmp_path / 'fresh.db'}"
    monkeypatch.setenv(URL_SETTING, url)
    assert run("validate", folder).exit_code == 0
    assert run("load", folder).output == "Loaded the catalogue.\n"
    shown = run("show", slug, "--on", "2026-11-22")
    assert shown.exit_code == 0, shown.output
    assert "$17,770" in shown.output
    assert "A List of Prices" in shown.output
    price = fact(read_snapshot(engine_for(url), snapshot.as_of), slug, "price.total")
    assert {claim.value for claim in price.claims} == {recorded.value, int(NEW_PRICE)}
    assert price.preferred is not None
    assert price.preferred.value == (int(NEW_PRICE) if is_preferred else recorded.value)

    assert "There was nothing to add" in run("accept", out, "--folder", folder).output
