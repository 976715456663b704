"""`show`: all of one subject, with scope, source, date and evidence; what differs, and what is missing."""

from __future__ import annotations

from itertools import zip_longest

import pytest

from tests.integration.adviser.conftest import ON, Run


@pytest.mark.usefixtures("small_url")
def test_an_id_is_taken_as_it_is(run: Run):
    """An id shows its subject under its full name."""
    result = run("show", "asx-data", *ON)
    assert (result.exit_code, "ASx Data (MicroMasters)" in result.output) == (0, True)


@pytest.mark.usefixtures("small_url")
def test_every_claim_is_shown_with_source_date_and_evidence(run: Run):
    """The preferred claim comes first, then the one that differs, marked; expired ones say so."""
    lines = squeezed(run("show", "asx-data", *ON).output)
    assert "Price | $1,000 | A School, 2024-05; official, high expired" in lines
    assert "differs | $900 | A Blog, undated, seen 2026-11-22; blog, low" in lines
    assert lines.index("$1,000") < lines.index("$900")


@pytest.mark.usefixtures("small_url")
def test_a_pathway_is_shown_with_its_conditions(run: Run):
    """Credit, conditions and host stand in one row."""
    lines = squeezed(run("show", "asx-data", *ON).output)
    assert "ASx Data → MSc Data, A School | 16 credits You apply and are admitted separately." in lines


@pytest.mark.usefixtures("small_url")
def test_conditions_that_are_not_recorded_are_said_to_be_so(run: Run):
    """A school shows what leads to it; missing conditions are no absence of conditions."""
    lines = squeezed(run("show", "a-school", *ON).output)
    assert "Conditions: not recorded." in lines
    assert "its 1 programme" in lines


@pytest.mark.usefixtures("small_url")
def test_what_is_missing_is_told_with_the_day_of_looking(run: Run):
    """Structured facts without a claim are listed with their predicates; recorded ones are not."""
    missing = squeezed(run("show", "asx-data", *ON).output).split("missing")[1]
    assert "Level | not recorded | 2026-11-22 | level" in missing
    assert "Price in all" not in missing
    assert "Counts toward" not in missing


@pytest.mark.usefixtures("small_url")
def test_scope_and_making_of_an_estimate_stand_with_the_value(run: Run):
    """A scope is never left out, and an estimate says how it was made; what was not found says so."""
    lines = squeezed(run("show", "certificate", *ON).output)
    assert "2 to 4 courses (in most cases) estimate: counted | A Blog" in lines
    assert "looked for | not recorded | A Blog" in lines


@pytest.mark.usefixtures("small_url")
def test_an_alias_that_means_one_thing_is_enough(run: Run):
    """Case, accents and punctuation do not matter."""
    assert "MicroMasters programme" in run("show", "MM", *ON).output


@pytest.mark.parametrize(
    ("slug", "told"),
    [("zzz", "no subject is called 'zzz'. Look for it"), ("data", "no subject is called 'data'. Did you mean")],
)
@pytest.mark.usefixtures("small_url")
def test_an_unknown_name_is_told_with_what_comes_near(run: Run, slug: str, told: str):
    """The error says what was looked for and what to do."""
    result = run("show", slug)
    assert (result.exit_code, told in " ".join(result.output.split())) == (1, True)


def test_every_real_subject_with_claims_can_be_shown(run: Run, snapshot):
    """No value, scope or name of the real catalogue breaks a table, and no line is wider than the terminal."""
    for subject in [*list(snapshot.programmes)[::10], "micromasters", "professional-certificate", "edx", "mit"]:
        result = run("show", subject, *ON)
        assert result.exit_code == 0, result.output
        assert max(map(len, result.output.splitlines())) <= 80


def squeezed(output: str) -> str:
    """The tables' text without their lines: the wrapped cells of one row joined, columns apart."""
    text: list[str] = []
    columns: list[str] = []
    for line in output.splitlines():
        if line.startswith("│"):
            cells = [cell.strip() for cell in line.strip("│").split("│")]
            columns = [f"{one} {more}".strip() for one, more in zip_longest(columns, cells, fillvalue="")]
        else:
            text += [" | ".join(columns), line]
            columns = []
    return "\n".join(part for part in text if part)
