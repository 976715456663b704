"""`pathwise knowledge import csv|ctdl|schema-org`: proposals with their source, or a clear error and nothing at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.commands.import_files import KINDS
from knowledge.exchange.csv_tables import COURSE_COLUMNS, PATHWAY_COLUMNS, PROGRAMME_COLUMNS
from knowledge.exchange.proposals_file import read_proposals
from knowledge.validate import SOURCE_KINDS
from tests.integration.exchange.conftest import State, run

HEADER = "subject,predicate,kind,value,unit,evidence,source,publisher,published,url\n"
CHEAPER = "asx-data,price.total,number,950,USD,,,,,\n"
BY = (
    "--source-url",
    "https://example.org/list",
    "--publisher",
    "A List",
    "--kind",
    "dataset",
    "--read-on",
    "2026-11-22",
)
PROGRAM = {
    "@type": "EducationalOccupationalProgram", "name": "Data", "provider": {"name": "A School of Technology"},
    "offers": {"price": 950, "priceCurrency": "USD"}, "timeToComplete": "P9M",
}  # fmt: skip
LEARNING = {
    "@type": "ceterms:LearningProgram", "ceterms:name": "Data", "ceterms:ownedBy": {"ceterms:name": "A School"},
    "ceterms:estimatedCost": {"ceterms:price": 950, "ceterms:directCostType": {"ceterms:targetNode": "costType:AggregateCost"}},
    "ceterms:estimatedDuration": {"ceterms:exactDuration": "P9M"},
}  # fmt: skip
# form: a file that states a price and, in the two vocabularies, a length
STATED = {
    "csv": HEADER + CHEAPER + "asx-data,duration.months,number,9,months,,,,,\n",
    "ctdl": json.dumps({"@graph": [LEARNING]}),
    "schema-org": json.dumps(PROGRAM),
}


def test_the_kinds_of_source_are_those_of_the_catalogue() -> None:
    """The option offers what a check accepts."""
    assert set(KINDS) == SOURCE_KINDS


@pytest.mark.parametrize("form", STATED)
def test_every_format_proposes_the_same(folder: Path, state: Callable[[], State], form: str) -> None:
    """The same facts in each format: one verdict table, one review file, catalogue and database as they were."""
    file, out = folder.parent / "stated", folder.parent / "proposals.yml"
    file.write_text(STATED[form])
    before = state()
    result = run("import", form, file, *BY, "--evidence", "low", "--folder", folder, "--out", out)
    assert result.exit_code == 0, result.output
    assert "950 USD" in result.output
    assert f"knowledge accept {out}" in result.output.replace("\n", " ").replace("  ", " ")
    (placed,) = read_proposals(out).proposals
    assert (placed.row.source.publisher, placed.row.source.kind) == ("A List", "dataset")
    claims = sorted((c.subject, c.predicate, c.value, c.unit, c.evidence) for c in placed.row.claims)
    assert claims == [
        ("asx-data", "duration.months", 9, "months", "low"),
        ("asx-data", "price.total", 950, "USD", "low"),
    ]
    assert state() == {**before, str(out): out.read_text()}


def proposed(folder: Path, text: str, *options: str) -> dict[str, list[object]]:
    """The values that a table of claims proposes, by source."""
    file, out = folder.parent / "claims.csv", folder.parent / "proposals.yml"
    file.write_text(text)
    result = run("import", "csv", file, *options, "--folder", folder, "--out", out)
    assert result.exit_code == 0, result.output
    return {p.row.source.id: [claim.value for claim in p.row.claims] for p in read_proposals(out).proposals}


def test_rows_keep_the_sources_that_they_name(folder: Path) -> None:
    """One of the catalogue, one that the row describes, and the caller's for the row that names none."""
    known = "asx-data,price.total,number,940,USD,low,a-blog,,,\n"
    described = 'asx-data,price.total,number,930,USD,low,a-paper,A Paper,"c. 2020, a copy",https://example.org/p\n'
    assert proposed(folder, HEADER + known + described + CHEAPER, *BY, "--source", "a-list") == {
        "a-blog": [940], "a-paper": [930], "a-list": [950],
    }  # fmt: skip
    dates = [p.row.source.published_about for p in read_proposals(folder.parent / "proposals.yml").proposals]
    assert dates == ["undated", "c. 2020, a copy", "undated"]


@pytest.mark.parametrize(
    ("published", "kept", "absent"),
    [
        ("2020-05", "published_on: 2020-05", "published_about"),
        ("undated, seen 2026-01-01", "published_about: undated", "2026-01-01"),  # when others saw it says nothing here
    ],
    ids=str,
)
def test_the_date_of_a_described_source_is_read(folder: Path, published: str, kept: str, absent: str) -> None:
    """An ISO date is a date; an undated source is said to be undated."""
    row = f'asx-data,price.total,number,930,USD,low,a-paper,A Paper,"{published}",https://example.org/p\n'
    assert proposed(folder, HEADER + row, "--kind", "press", "--read-on", "2026-11-22") == {"a-paper": [930]}
    line = next(line for line in (folder.parent / "proposals.yml").read_text().splitlines() if "A Paper" in line)
    assert absent not in line
    assert kept in line.replace("'", "")


def test_an_export_that_comes_back_proposes_nothing(folder: Path) -> None:
    """All is held already; without --out the command says how to keep what it finds."""
    file = folder.parent / "claims.csv"
    file.write_bytes(run("export", "--format", "csv").stdout_bytes)
    result = run("import", "csv", file, "--folder", folder)
    assert result.exit_code == 0, result.output
    assert "There is nothing to add" in result.output
    assert "left out: 1 claim of credit.pathway" in result.output
    file.write_text(HEADER + CHEAPER)
    assert "--out FILE keeps the proposals" in run("import", "csv", file, *BY, "--folder", folder).output


@pytest.mark.parametrize("form", ["ctdl", "schema-org"])
def test_our_own_document_is_no_further_evidence(folder: Path, form: str) -> None:
    """Claims whose description names a source of the catalogue are held already, not proposed as the caller's."""
    file = folder.parent / "own.json"
    file.write_bytes(run("export", "--format", form).stdout_bytes)
    result = run("import", form, file, *BY, "--folder", folder)
    assert result.exit_code == 0, result.output
    assert "There is nothing to add" in result.output


# table: (columns, a row that is as recorded, a row that is not, what is told)
TABLES = {
    "programmes": (PROGRAMME_COLUMNS, "asx-data,Data,micromasters,edx,a-school,data-science", "x,Art,micromasters,edx,a-school,data-science", "programme x (Art)"),
    "courses": (COURSE_COLUMNS, "asx-data--one,Data one,asx-data,1", "asx-data--two,Data two,asx-data,2", "course asx-data--two (Data two)"),
    "pathways": (PATHWAY_COLUMNS, "asx-data--a-school-msc,asx-data,,a-school,MSc Data,16,credits,,,admission: You apply and are admitted separately.,yes,high,school-page", "p,asx-data,,a-school,MA,,,,,,no,low,a-blog", "pathway p (MA)"),
}  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_the_other_tables_are_compared(folder: Path, table: str) -> None:
    """What the catalogue has not is told; what it has is not worth a word; no claim is made of either."""
    columns, recorded, other, told = TABLES[table]
    file = folder.parent / "table.csv"
    file.write_text("\n".join([",".join(columns), recorded, other]) + "\n")
    result = run("import", "csv", file, "--table", table, "--folder", folder)
    assert result.exit_code == 0, result.output
    assert result.output.count("left out: ") == 1
    assert f"left out: {told}: not in the catalogue" in result.output


ROW = "asx-data,price.total,number,950,USD,low,{},{},{},{}\n"
# case: (form, the file, what is told)
BAD: dict[str, tuple[str, str | bytes, str]] = {
    "an empty file": ("csv", "", "no column 'subject'"),
    "wrong columns": ("csv", "programme,cost\nasx-data,900\n", "line 1: found the column 'programme'"),
    "another table's columns": ("csv", ",".join(COURSE_COLUMNS), "no column 'predicate'"),
    "Latin-1": ("csv", f"{HEADER}{CHEAPER}".encode() + b"asx-data,level,text,caf\xe9,,low,,,,\n", "line 3: found the byte 0xe9"),
    "UTF-16": ("csv", f"{HEADER}{CHEAPER}".encode("utf-16"), "line 1: found the byte 0xff"),
    "NUL": ("csv", f"{HEADER}asx-data,level,text,\0,,low,,,,\n", "line 2: found a NUL character"),
    "a row too long": ("csv", f"{HEADER}{CHEAPER.strip()},more\n", "line 2: found 11 cells"),
    "a row too short": ("csv", f"{HEADER}asx-data,level\n", "line 2: found 2 cells"),
    "a cell without end": ("csv", f'{HEADER}asx-data,level,text,"{"x" * 200_000}",,low,,,,\n', "field larger than"),
    "a sound row before a wrong one": ("csv", f"{HEADER}{CHEAPER}asx-data,level,sum,1,,low,,,,\n", "line 3: found kind 'sum'"),
    "an unknown predicate": ("csv", HEADER + CHEAPER.replace("price.total", "price.totl"), "predicate 'price.totl'"),
    "an unknown source": ("csv", HEADER + ROW.format("a-page", "", "", ""), "publisher is empty"),
    "a source that is two": (
        "csv", HEADER + ROW.format("a", "A", "", "https://a.org") + ROW.format("a", "B", "", "https://a.org"),
        "line 3: found source 'a'; expected the same publisher"),
    "a date that does not exist": (
        "csv", HEADER + ROW.format("a", "A", "2026-02-31", "https://a.org"), "published_on '2026-02-31'"),
    "a promise": ("csv", (HEADER + CHEAPER).replace("unit", "says").replace("USD", "We promise 950."), "a promise in"),
    "CSV for CTDL": ("ctdl", HEADER + CHEAPER, "expected JSON"),
    "half of the JSON": ("schema-org", STATED["schema-org"][:40], "expected JSON"),
    "schema.org for CTDL": ("ctdl", STATED["schema-org"], "nodes of type 'EducationalOccupationalProgram'"),
    "a person": ("schema-org", '{"@type": "Person", "name": "Ada"}', "nodes of type 'Person'"),
    "too deep": ("ctdl", "[" * 500 + "]" * 500, "deeper nesting"),
    "far too deep": ("schema-org", "[" * 100_000, "expected JSON"),
    "bytes": ("schema-org", b"\x80\x81", "line 1: found the byte 0x80"),
    "a price in words": ("schema-org", json.dumps({**PROGRAM, "offers": {"price": "cheap"}}), "price 'cheap'"),
    "an escape for the terminal": (
        "schema-org", json.dumps({**PROGRAM, "name": "\x1b[31mred", "timeToComplete": "long"}), "[31mred: found timeToComplete"),
}  # fmt: skip


@pytest.mark.parametrize(("form", "content", "told"), BAD.values(), ids=BAD)
def test_a_bad_file_leaves_everything_as_it_was(
    folder: Path, state: Callable[[], State], form: str, content: str | bytes, told: str
) -> None:
    """The error names file and place; there is no review file, and catalogue and database are untouched."""
    file, out = folder.parent / "bad", folder.parent / "proposals.yml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = state_without(file, state)
    result = run("import", form, file, *BY, "--folder", folder, "--out", out)
    assert result.exit_code == 1, result.output
    assert "nothing was imported" in result.output
    assert str(file) in result.output
    assert told in result.output
    assert all(char.isprintable() or char == "\n" for char in result.output)
    assert state_without(file, state) == before


def state_without(file: Path, state: Callable[[], State]) -> State:
    """The state, apart from a file that is no text."""
    content = file.read_bytes()
    file.unlink()
    found = state()
    file.write_bytes(content)
    return found


def test_a_row_must_name_a_source_somehow(folder: Path) -> None:
    """Without options each row names its own, known or with a kind."""
    file = folder.parent / "claims.csv"
    file.write_text(HEADER + CHEAPER)
    assert "source is empty" in run("import", "csv", file, "--folder", folder).output
    file.write_text(HEADER + ROW.format("a-page", "A", "", "https://a.org"))
    assert (
        "line 2: found source 'a-page'; expected a source of the catalogue, or --kind"
        in run("import", "csv", file, "--folder", folder).output
    )


# case: (arguments, what is told)
BAD_ARGUMENTS = {
    "nobody says so": (["ctdl", "f.json"], "who says so?"),
    "half a source": (["ctdl", "f.json", "--source-url", "https://example.org"], "--publisher and --kind"),
    "an unknown source": (["ctdl", "f.json", "--source", "x"], "the source 'x'"),
    "an unknown kind": (["csv", "f.csv", "--kind", "rumour"], "'rumour' is not one of"),
    "no such file": (["csv", "nowhere.csv"], "nowhere.csv: found [Errno 2]"),
    "a folder": (["csv", "."], "Is a directory"),
    "a source that means another page": (
        ["csv", "f.csv", *BY, "--source", "a-blog"], "source 'a-blog' with url 'https://example.org/list'"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "told"), BAD_ARGUMENTS.values(), ids=BAD_ARGUMENTS)
def test_bad_arguments_are_told(
    folder: Path, state: Callable[[], State], monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str
) -> None:
    """Options that do not fit, files that are not there; nothing is written."""
    monkeypatch.chdir(folder.parent)
    Path("f.csv").write_text(HEADER + CHEAPER)
    Path("f.json").write_text(STATED["ctdl"])
    before = state()
    result = run("import", *arguments, "--folder", folder, "--out", "proposals.yml")
    assert result.exit_code in (1, 2)
    assert told in result.output
    assert "Traceback" not in result.output
    assert state() == before


def test_a_file_that_is_too_large_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not read to its end."""
    monkeypatch.setattr("knowledge.exchange.whole_files.MAX_BYTES", 50)
    file = folder.parent / "claims.csv"
    file.write_text(HEADER + CHEAPER)
    assert "more than 50 bytes" in run("import", "csv", file, *BY, "--folder", folder).output
