"""Reading JSON-LD of others: what is there is proposed, what is wrong is told at once, and nothing else can happen."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.exchange.ctdl_in import read_ctdl
from knowledge.exchange.reading import Attribution, ExchangeError, Reading
from knowledge.exchange.schema_org_in import read_schema_org

Read = Callable[[str, str, Attribution], Reading]
BY = Attribution("a-registry", "medium")
READERS = {"ctdl": read_ctdl, "schema-org": read_schema_org}

FOREIGN_CTDL: dict[str, Any] = {
    "@type": "ceterms:LearningProgram",
    "ceterms:name": {"fr": "Données", "en-US": "Data"},
    "ceterms:ownedBy": [{"@type": "ceterms:CredentialOrganization", "ceterms:name": {"en": "Rice University"}}],
    "ceterms:estimatedDuration": [{"ceterms:minimumDuration": "P6M", "ceterms:maximumDuration": "P9M"}],
    "ceterms:estimatedCost": [
        {"ceterms:price": "1200", "ceterms:directCostType": [{"ceterms:targetNode": "costType:AggregateCost"}]},
        {"ceterms:price": 50, "ceterms:directCostType": [{"ceterms:targetNode": "costType:Application"}]},
    ],
    "ceterms:inLanguage": ["en-US"],
    "ceterms:entryCondition": [{"ceterms:condition": [{"en": "Algebra"}]}],
}
FOREIGN_DEGREE = {
    "@type": "ceterms:MasterDegree",
    "ceterms:name": "MSc Data",
    "ceterms:ownedBy": [{"ceterms:name": "Rice University"}],
    "ceterms:advancedStandingFrom": {
        "ceterms:targetCredential": [{"@id": "https://example.org/c", "ceterms:name": "Data Certificate"}],
        "ceterms:creditUnitValue": 12,
        "ceterms:condition": "Grade: B or better",
    },
}
FOREIGN_SCHEMA_ORG = {
    "@context": "https://schema.org",
    "@type": "EducationalOccupationalProgram",
    "name": "Data",
    "provider": {"@type": "Organization", "name": "Rice University"},
    "timeToComplete": "P9M",
    "offers": {"@type": "Offer", "price": "1200.50", "priceCurrency": "USD"},
    "programPrerequisites": "Algebra",
    "hasCourse": [{"@type": "Course", "name": "Data one"}],
}

# case: (reader, what is changed in the foreign document, what was found)
WRONG: dict[str, tuple[Read, dict[str, Any], dict[str, Any], str]] = {
    "a price in words": (read_schema_org, FOREIGN_SCHEMA_ORG, {"offers": {"price": "cheap"}}, "price 'cheap'"),
    "a price that is true": (read_schema_org, FOREIGN_SCHEMA_ORG, {"offers": {"price": True}}, "price True"),
    "a length in words": (read_schema_org, FOREIGN_SCHEMA_ORG, {"timeToComplete": "long"}, "timeToComplete 'long'"),
    "no name": (read_schema_org, FOREIGN_SCHEMA_ORG, {"name": ""}, "no name"),
    "a price beyond all numbers": (read_schema_org, FOREIGN_SCHEMA_ORG, {"offers": {"price": 10**400}}, "price 1000"),
    "a name that is a number": (read_ctdl, FOREIGN_CTDL, {"ceterms:name": 5}, "ceterms:name 5"),
    "an owner that is a number": (read_ctdl, FOREIGN_CTDL, {"ceterms:ownedBy": [5]}, "ceterms:ownedBy 5"),
    "a degree of nobody": (read_ctdl, FOREIGN_DEGREE, {"ceterms:ownedBy": []}, "no ceterms:ownedBy"),
    "a length of two units": (
        read_ctdl, FOREIGN_CTDL, {"ceterms:estimatedDuration": {"ceterms:exactDuration": "P1M2W"}}, "duration P1M2W"),
    "half a range": (
        read_ctdl, FOREIGN_CTDL,
        {"ceterms:estimatedCost": {"ceterms:price": 5, "ceterms:description": "Predicate: price.exam\nBound: lowest"}},
        "a lowest price.exam alone"),
    "the other half": (
        read_ctdl, FOREIGN_CTDL,
        {"ceterms:estimatedCost": {"ceterms:price": 5, "ceterms:description": "Predicate: price.exam\nBound: highest"}},
        "a highest price.exam alone"),
}  # fmt: skip

NO_DOCUMENTS = {
    "nothing": "",
    "HTML": "<html>",
    "half a page": '{"@graph": [{"@type": ',
    "a number": "5",
    "a list of numbers": "[1, 2]",
    "a graph that is text": '{"@graph": "all"}',
    "a price of infinity": '{"@type": "x", "price": Infinity}',
    "deep nesting": "[" * 100_000,
    "nesting that the parser stands": '{"@type": "x", "name": ' + "[" * 200 + "]" * 200 + "}",
    "nothing in a list": "[]",
    "a person": '{"@type": "Person", "name": "Ada"}',
    "a node without a type": '{"name": "Data"}',
    "a number of 5,000 digits": "[" + "1" * 5000 + "]",
}

NAMES = st.sampled_from([*FOREIGN_CTDL, *FOREIGN_DEGREE, *FOREIGN_SCHEMA_ORG, "@id", "@type", "ceterms:price",
                         "ceterms:description", "ceterms:hasPart", "ceterms:requires", "priceSpecification",
                         "ceterms:targetCredential", "ceterms:condition", "hasCourseInstance"])  # fmt: skip
TYPES = st.sampled_from(["ceterms:LearningProgram", "ceterms:Certificate", "ceterms:Degree", "ceterms:Course",
                         "EducationalOccupationalProgram", "urn:pathwise:programme:a", "P9M"])  # fmt: skip
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text() | TYPES
)
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5), max_leaves=20
)


def test_a_foreign_ctdl_programme_is_proposed() -> None:
    """Names, lengths, the whole price, language and prerequisites become claims of the caller's source."""
    reading = read_ctdl(json.dumps(FOREIGN_CTDL), "f.json", BY)
    assert [(row.id, row.institutions) for row in reading.programmes] == [("data", ["rice-university"])]
    assert [(row.predicate, row.value, row.unit) for row in reading.claims] == [
        ("price.total", 1200, "USD"),
        ("duration.months", [6, 9], "months"),
        ("language", "English", ""),
        ("prerequisite", "Algebra", ""),
    ]
    assert {row.source for row in reading.claims} == {"a-registry"}


def test_a_cost_that_is_not_the_whole_price_is_left_out_and_told() -> None:
    """An application fee is never taken for the price of the programme."""
    reading = read_ctdl(json.dumps(FOREIGN_CTDL), "f.json", BY)
    assert ["costType:Application" in problem.found for problem in reading.left_out] == [True]


def test_a_foreign_pathway_is_proposed() -> None:
    """A condition without a kind of ours is of kind other; its words stay."""
    (pathway,) = read_ctdl(json.dumps([FOREIGN_DEGREE]), "f.json", BY).pathways
    assert (pathway.programme, pathway.institution, pathway.degree) == (
        "data-certificate",
        "rice-university",
        "MSc Data",
    )
    assert [(row.kind, row.says) for row in pathway.conditions] == [("other", "Grade: B or better")]
    assert pathway.credits is not None
    assert (pathway.credits.value, pathway.credits.unit) == (12.0, "credits")


def test_a_foreign_schema_org_programme_is_proposed() -> None:
    """Single values and plain text are read like lists and nodes."""
    reading = read_schema_org(json.dumps(FOREIGN_SCHEMA_ORG), "f.json", BY)
    assert [(row.predicate, row.value, row.unit) for row in reading.claims] == [
        ("price.total", 1200.5, "USD"),
        ("duration.months", 9, "months"),
        ("prerequisite", "Algebra", ""),
    ]
    assert [row.id for row in reading.courses] == ["data--data-one"]


@pytest.mark.parametrize(("read", "document", "change", "found"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told(read: Read, document: dict[str, Any], change: dict[str, Any], found: str) -> None:
    """The problem names the file and shows what stands there."""
    with pytest.raises(ExchangeError) as refused:
        read(json.dumps({**document, **change}), "f.json", BY)
    assert any(found in problem.found and problem.file == "f.json" for problem in refused.value.problems)


def test_all_mistakes_of_a_document_are_told_at_once() -> None:
    """Two programmes with a mistake each make two problems."""
    wrong = {**FOREIGN_SCHEMA_ORG, "timeToComplete": "long"}
    with pytest.raises(ExchangeError, match="2 problems"):
        read_schema_org(json.dumps([wrong, wrong]), "f.json", BY)


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@pytest.mark.parametrize("text", NO_DOCUMENTS.values(), ids=NO_DOCUMENTS)
def test_what_is_no_document_is_refused(read: Read, text: str) -> None:
    """Anything but nodes in JSON is one problem with the file's name."""
    with pytest.raises(ExchangeError, match=r"f\.json"):
        read(text, "f.json", BY)


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@given(document=st.lists(st.dictionaries(NAMES, ANYTHING, max_size=6), max_size=4))
def test_any_document_is_read_or_refused(read: Read, document: list[dict[str, Any]]) -> None:
    """Whatever JSON comes, the answer is a reading or an ExchangeError."""
    try:
        reading = read(json.dumps(document), "f.json", BY)
    except ExchangeError as error:
        assert error.problems  # noqa: PT017
    else:
        assert all(row.source == "a-registry" for row in reading.claims)
