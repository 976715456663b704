"""schema.org JSON-LD out: each programme as an EducationalOccupationalProgram with its credential, courses and offers.

What schema.org cannot carry, and what therefore does not come back:
  - pathways: it has no term for credit of one credential toward another, nor for the conditions;
  - the programme's hours a week (only a CourseInstance has a workload), its languages (only a Course has them), its
    status, its stated number of courses and what the credential asks for;
  - claims for which it has no property, and all claims about anything but programmes and their courses;
  - that something was looked for and not found (`not-recorded`): the property is missing, as for the unknown;
  - the source as a record (it is written in the description), the claim's id, rank, topic and table wording;
  - second opinions on the page, its scope, and a course's place in a list with gaps.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from advising.model import Claim, Course, Programme, Snapshot
from knowledge.exchange import notes
from knowledge.exchange.amounts import amount_text, iso_duration
from knowledge.exchange.carried import CURRENCY, Kind, carried, chosen, numbers_of
from knowledge.exchange.jsonld import Node, identifier
from knowledge.exchange.languages import code_of

CONTEXT = "https://schema.org"
FIELDS = "Pathwise fields of study"
TYPES = "Pathwise credential types"
PROGRAMME_KINDS = frozenset({Kind.COST, Kind.DURATION, Kind.LEVEL, Kind.ENTRY, Kind.ADVICE, Kind.PAGE})
COURSE_KINDS = frozenset({Kind.COST, Kind.DURATION, Kind.EFFORT, Kind.LEVEL, Kind.LANGUAGE})


def schema_org_document(snapshot: Snapshot, slugs: Iterable[str] = ()) -> Node:
    """Return the schema.org document of these programmes; of all when none is named.

    Raises:
        KeyError: If a programme does not exist.
    """
    graph = [_programme(snapshot, programme) for programme in chosen(snapshot, slugs)]
    return {"@context": CONTEXT, "@graph": graph}


def _programme(snapshot: Snapshot, programme: Programme) -> Node:
    found = carried(snapshot.claims_by_subject.get(programme.id, ()), PROGRAMME_KINDS)
    platform = _organization(snapshot, programme.platform)
    return _without_empty(
        {
            "@type": "EducationalOccupationalProgram",
            "@id": identifier("programme", programme.id),
            "name": programme.title,
            "url": next((str(claim.value) for claim in found[Kind.PAGE]), ""),
            "programType": _term(snapshot, TYPES, programme.credential_type),
            "provider": [_organization(snapshot, school) for school in programme.institutions],
            "occupationalCategory": [_category(snapshot, field) for field in programme.fields],
            "offers": [{"@type": "Offer", "offeredBy": platform}, *_offers(found[Kind.COST])],
            "timeToComplete": [part for claim in found[Kind.DURATION] for part in _lengths(claim)],
            "programPrerequisites": [
                _prerequisite(claim) for kind in (Kind.ENTRY, Kind.ADVICE) for claim in found[kind]
            ],
            "educationalCredentialAwarded": _credential(snapshot, programme, found[Kind.LEVEL]),
            "hasCourse": [_course(snapshot, course) for course in programme.courses],
        }
    )


def _credential(snapshot: Snapshot, programme: Programme, levels: list[Claim]) -> Node:
    return _without_empty(
        {
            "@type": "EducationalOccupationalCredential",
            "@id": identifier("credential", programme.id),
            "name": snapshot.name(programme.id),
            "credentialCategory": _term(snapshot, TYPES, programme.credential_type),
            "educationalLevel": [_level(claim) for claim in levels],
        }
    )


def _course(snapshot: Snapshot, course: Course) -> Node:
    found = carried(snapshot.claims_by_subject.get(course.id, ()), COURSE_KINDS, is_course=True)
    return _without_empty(
        {
            "@type": "Course",
            "@id": identifier("course", course.id),
            "name": course.title,
            "educationalLevel": [_level(claim) for claim in found[Kind.LEVEL]],
            "availableLanguage": [_language(claim) for claim in found[Kind.LANGUAGE]],
            "timeRequired": [part for claim in found[Kind.DURATION] for part in _lengths(claim)],
            "offers": _offers(found[Kind.COST]),
            "hasCourseInstance": [_workload(claim) for claim in found[Kind.EFFORT]],
        }
    )


def _offers(claims: list[Claim]) -> list[Node]:
    return [
        _without_empty(
            {
                "@type": "Offer",
                "description": notes.of_claim(claim),
                "url": claim.source.url,
                "priceCurrency": CURRENCY,
                **_price(numbers_of(claim)),
            }
        )
        for claim in claims
    ]


def _price(numbers: tuple[float, ...]) -> Node:
    """One price, or the two ends of a PriceSpecification."""
    if len(numbers) == 1:
        return {"price": numbers[0]}
    low, high = numbers
    ends = {"@type": "PriceSpecification", "minPrice": low, "maxPrice": high, "priceCurrency": CURRENCY}
    return {"priceSpecification": ends}


def _lengths(claim: Claim) -> list[Node]:
    """One Duration; of a range one for each end. Its name is the ISO text, its description what that is true of."""
    numbers = numbers_of(claim)
    bounds = ("",) if len(numbers) == 1 else ("lowest", "highest")
    return [
        {
            "@type": "Duration",
            "name": iso_duration(number, claim.unit),
            "description": notes.of_claim(claim, Bound=bound),
        }
        for number, bound in zip(numbers, bounds, strict=True)
    ]


def _prerequisite(claim: Claim) -> Node:
    return {"@type": "AlignmentObject", "targetName": str(claim.value), "targetDescription": notes.of_claim(claim)}


def _level(claim: Claim) -> Node:
    return {"@type": "DefinedTerm", "name": str(claim.value), "description": notes.of_claim(claim)}


def _language(claim: Claim) -> Node:
    name = str(claim.value)
    return {"@type": "Language", "name": name, "alternateName": code_of(name), "description": notes.of_claim(claim)}


def _workload(claim: Claim) -> Node:
    workload = amount_text(claim.value, claim.unit)
    return {"@type": "CourseInstance", "courseWorkload": workload, "description": notes.of_claim(claim)}


def _term(snapshot: Snapshot, terms: str, row_id: str) -> Node:
    return {"@type": "DefinedTerm", "termCode": row_id, "name": snapshot.name(row_id), "inDefinedTermSet": terms}


def _category(snapshot: Snapshot, row_id: str) -> Node:
    return {"@type": "CategoryCode", "codeValue": row_id, "name": snapshot.name(row_id), "inCodeSet": FIELDS}


def _organization(snapshot: Snapshot, row_id: str) -> Node:
    return {"@type": "Organization", "@id": identifier("organization", row_id), "name": snapshot.name(row_id)}


def _without_empty(node: dict[str, Any]) -> Node:
    return {name: value for name, value in node.items() if value not in ("", [], None)}
