"""CSV: exact both ways, and every mistake of a file told at once with its row."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.exchange.csv_in import read_claims, read_courses, read_pathways, read_programmes
from knowledge.exchange.csv_tables import (
    COURSE_COLUMNS,
    PATHWAY_COLUMNS,
    PROGRAMME_COLUMNS,
    Table,
    csv_table,
)
from knowledge.exchange.reading import Attribution, ExchangeError
from tests.unit.small_snapshot import claim, snapshot_of

HEADER = "subject,predicate,kind,value,value_max,state,evidence,source\n"
SOUND = "p,price.total,number,900,,recorded,high,s\n"

# case: (rows after the header, the row named, what was found)
WRONG_ROWS = {
    "a number that is none": ("p,price.total,number,cheap,,recorded,high,s\n", "line 2", "value 'cheap'"),
    "a thousands separator": ('p,price.total,number,"1,350",,recorded,high,s\n', "line 2", "value '1,350'"),
    "no value": ("p,price.total,number,,,recorded,high,s\n", "line 2", "value is empty"),
    "no text": ("p,level,text,,,recorded,high,s\n", "line 2", "value is empty"),
    "no subject": (",price.total,number,9,,recorded,high,s\n", "line 2", "subject is empty"),
    "no source": ("p,price.total,number,9,,recorded,high,\n", "line 2", "source is empty"),
    "no grade": ("p,price.total,number,9,,recorded,,s\n", "line 2", "evidence ''"),
    "an unknown kind": ("p,price.total,sum,9,,recorded,high,s\n", "line 2", "kind 'sum'"),
    "a range upside down": ("p,price.total,range,12,8,recorded,high,s\n", "line 2", "value 12 above value_max 8"),
    "half a range": ("p,price.total,range,8,,recorded,high,s\n", "line 2", "value_max ''"),
    "two values of one number": ("p,price.total,number,8,9,recorded,high,s\n", "line 2", "value_max '9'"),
    "a value of nothing recorded": ("p,x,none,9,,not-recorded,high,s\n", "line 2", "value '9'"),
    "nothing, but recorded": ("p,x,none,,,recorded,high,s\n", "line 2", "kind 'none'"),
    "an unknown state": ("p,x,text,a,,perhaps,high,s\n", "line 2", "state 'perhaps'"),
    "too few cells": ("p,price.total,number\n", "line 2", "3 cells"),
    "too many cells": (SOUND.strip() + ",more\n", "line 2", "9 cells"),
    "after a cell of two lines": ('p,x,text,"a\nb",,recorded,high,s\np,x,text,,,recorded,high,s\n', "line 4", "value is"),
    "a quote that never closes": (SOUND + 'p,x,text,"a\n', "line 3", "unexpected end of data"),
}  # fmt: skip

# case: (the first line, what was found)
WRONG_HEADERS = {
    "nothing at all": ("", "no column 'subject'"),
    "a column missing": (HEADER.replace("kind,", ""), "no column 'kind'"),
    "a column too many": (HEADER.replace("kind,", "kind,colour,"), "the column 'colour'"),
    "a column twice": (HEADER.replace("kind,", "kind,kind,"), "the column 'kind' 2 times"),
    "semicolons": (HEADER.replace(",", ";"), "no column 'subject'"),
}

# case: (reader, columns, a row, what was found)
WRONG_TABLES = {
    "a programme without title": (read_programmes, PROGRAMME_COLUMNS, "p,,micromasters,edx,s,f", "title is empty"),
    "a programme without field": (read_programmes, PROGRAMME_COLUMNS, "p,P,micromasters,edx,s,", "fields is empty"),
    "a course without position": (read_courses, COURSE_COLUMNS, "c,C,p,", "position ''"),
    "a course between two": (read_courses, COURSE_COLUMNS, "c,C,p,1.5", "position '1.5'"),
    "a pathway from nowhere": (read_pathways, PATHWAY_COLUMNS, "w,,,i,d,,,,,,no,low,s", "programme is empty"),
    "a condition of no kind": (read_pathways, PATHWAY_COLUMNS, "w,p,,i,d,,,,,luck: much,yes,low,s", "'luck: much'"),
    "conditions denied": (read_pathways, PATHWAY_COLUMNS, "w,p,,i,d,,,,,exam: x,no,low,s", "conditions_recorded 'no'"),
    "credit in words": (read_pathways, PATHWAY_COLUMNS, "w,p,,i,d,some,,,,,no,low,s", "credits_value 'some'"),
}

VALUES = (
    st.text(min_size=1)
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.tuples(st.integers(0, 99), st.integers(100, 999))
)


@pytest.mark.parametrize(("rows", "row", "found"), WRONG_ROWS.values(), ids=WRONG_ROWS)
def test_a_wrong_row_is_told(rows: str, row: str, found: str) -> None:
    """The problem names file and line and shows what stands there."""
    with pytest.raises(ExchangeError) as refused:
        read_claims(HEADER + rows, "claims.csv")
    assert [(problem.file, problem.row) for problem in refused.value.problems if found in problem.found] == [
        ("claims.csv", row)
    ]


@pytest.mark.parametrize(("header", "found"), WRONG_HEADERS.values(), ids=WRONG_HEADERS)
def test_wrong_columns_are_told(header: str, found: str) -> None:
    """The first line decides; the problem says which columns there must be."""
    with pytest.raises(ExchangeError) as refused:
        read_claims(header, "claims.csv")
    assert found in {problem.found for problem in refused.value.problems}
    assert {problem.row for problem in refused.value.problems} == {"line 1"}


@pytest.mark.parametrize(("read", "columns", "row", "found"), WRONG_TABLES.values(), ids=WRONG_TABLES)
def test_the_other_tables_are_checked(
    read: Callable[[str, str], object], columns: tuple[str, ...], row: str, found: str
) -> None:
    """Programmes, courses and pathways have needed cells and numbers as well."""
    with pytest.raises(ExchangeError) as refused:
        read(",".join(columns) + "\n" + row + "\n", "table.csv")
    assert [problem.row for problem in refused.value.problems if found in problem.found] != []


def test_all_mistakes_are_told_at_once() -> None:
    """One reading tells the mistakes of every row, in the order of the file."""
    text = HEADER + "p,a,number,x,,recorded,high,s\n" + SOUND + "p,a\n" + ",a,number,y,,recorded,high,s\n"
    with pytest.raises(ExchangeError, match="4 problems") as refused:
        read_claims(text, "claims.csv")
    assert [problem.row for problem in refused.value.problems] == ["line 2", "line 4", "line 5", "line 5"]


def test_a_file_of_a_spreadsheet_is_read() -> None:
    """A byte order mark, Windows line ends and empty lines do no harm."""
    text = "\ufeff" + (HEADER + "\n" + SOUND).replace("\n", "\r\n")
    assert [row.value for row in read_claims(text, "claims.csv")] == [900]


def test_a_row_keeps_its_own_source_and_grade() -> None:
    """The caller's source and grade are for the cells that are left empty, each on its own."""
    rows = HEADER + SOUND + "p,a,text,x,,,low,\np,b,text,y,,,,s\n"
    read = read_claims(rows, "claims.csv", Attribution("list", "medium"))
    assert [(row.source, row.evidence) for row in read] == [("s", "high"), ("list", "low"), ("s", "medium")]


def test_the_caller_can_name_the_source_of_all_rows() -> None:
    """A list without sources is proposed under the source of the file."""
    rows = read_claims("subject,predicate,kind,value\np,level,text,advanced\n", "l.csv", Attribution("list", "low"))
    assert [(row.source, row.evidence) for row in rows] == [("list", "low")]


@given(st.lists(st.tuples(VALUES, st.text(), st.text()), max_size=5))
def test_any_claims_come_back(facts: list[tuple[object, str, str]]) -> None:
    """Quotes, commas, line ends and numbers as text survive."""
    claims = [claim(f"c{n}", value, scope=scope, says=says) for n, (value, scope, says) in enumerate(facts)]
    read = read_claims(csv_table(snapshot_of(*claims), Table.CLAIMS), "claims.csv")
    as_read = [tuple(row.value) if isinstance(row.value, list) else row.value for row in read]
    assert [(repr(value), row.scope, row.says) for value, row in zip(as_read, read, strict=True)] == [
        (repr(value), scope, says) for value, scope, says in facts
    ]
