"""CTDL JSON-LD out: programmes, their courses and claims, and the pathways into degrees (credreg.net/ctdl/terms).

A programme is a `LearningProgram` with the credential that it leads to. A pathway stands where CTDL puts it, at
the degree: `advancedStandingFrom`, with a `TransferValueProfile` where the credit is known.

What CTDL cannot carry, and what therefore does not come back:
  - claims for which it has no property: tools, pass marks, proctoring, refunds, financial aid, admission to the
    degree, learners' own times, `last_listed`, and all claims about anything but programmes and their courses;
  - that something was looked for and not found (`not-recorded`): the property is missing, as for the unknown;
  - the source as a record (it is written in the description), the claim's id, rank, topic and table wording;
  - second opinions on page and status: only the preferred claim goes out; the scope of a page or language;
  - what was recorded about aliases of names, and a course's place in a list with gaps.
"""

from __future__ import annotations

from collections.abc import Iterable

from advising.model import Claim, Course, Programme, Snapshot
from knowledge.exchange.carried import Kind, carried, chosen
from knowledge.exchange.ctdl_pathways import pathway_nodes
from knowledge.exchange.ctdl_profiles import alignment, condition, facts, lang, resource, status_term, without_empty
from knowledge.exchange.jsonld import Node, identifier

CONTEXT = "https://credreg.net/ctdl/schema/context/json"
CLASSES = {
    "micromasters": "ceterms:MicroCredential",
    "microbachelors": "ceterms:MicroCredential",
    "microcredential": "ceterms:MicroCredential",
    "professional-certificate": "ceterms:Certificate",
    "xseries": "ceterms:CertificateOfCompletion",
    "graduate-certificate": "ceterms:Certificate",
}
ANY_CLASS = "ceterms:Certificate"
FIELDS = "Pathwise fields of study"
PROGRAMME_KINDS = frozenset(Kind)
COURSE_KINDS = frozenset({Kind.COST, Kind.DURATION, Kind.EFFORT, Kind.LEVEL, Kind.LANGUAGE})


def ctdl_document(snapshot: Snapshot, slugs: Iterable[str] = ()) -> Node:
    """Return the CTDL document of these programmes; of all programmes and pathways when none is named.

    Raises:
        KeyError: If a programme does not exist.
    """
    slugs = tuple(slugs)
    graph: list[Node] = []
    organizations: dict[str, None] = {}
    for programme in chosen(snapshot, slugs):
        organizations |= dict.fromkeys((programme.platform, *programme.institutions))
        graph += programme_nodes(snapshot, programme)
    pathways = [pathway for pathway in snapshot.pathways if not slugs or pathway.programme in slugs]
    organizations |= dict.fromkeys(pathway.institution for pathway in pathways)
    graph += pathway_nodes(snapshot, pathways)
    graph += [_organization(snapshot, organization) for organization in organizations]
    return {"@context": CONTEXT, "@graph": graph}


def programme_nodes(snapshot: Snapshot, programme: Programme) -> list[Node]:
    """The credential, the programme that leads to it, and its courses."""
    found = carried(snapshot.claims_by_subject.get(programme.id, ()), PROGRAMME_KINDS)
    shared = {
        "ceterms:name": lang(programme.title),
        "ceterms:ownedBy": [identifier("organization", school) for school in programme.institutions],
        "ceterms:offeredBy": [identifier("organization", programme.platform)],
        "ceterms:subject": [alignment(snapshot.name(field), FIELDS, field) for field in programme.fields],
        **_page(found[Kind.PAGE]),
    }
    learning = {
        **resource("ceterms:LearningProgram", "programme", programme.id),
        **shared,
        **facts(snapshot, found),
        "ceterms:entryCondition": [condition(snapshot, claim) for claim in found[Kind.ENTRY]],
        "ceterms:recommends": [condition(snapshot, claim) for claim in found[Kind.ADVICE]],
        "ceterms:requires": [condition(snapshot, claim) for claim in found[Kind.COUNT]],
        "ceterms:hasPart": [identifier("course", course.id) for course in programme.courses],
    }
    credential = {
        **resource(CLASSES.get(programme.credential_type, ANY_CLASS), "credential", programme.id),
        **shared,
        "ceterms:keyword": [lang(programme.credential_type)],
        "ceterms:credentialStatusType": [status_term(claim) for claim in found[Kind.STATUS]],
        "ceterms:requires": [
            _completion(programme),
            *(condition(snapshot, claim) for claim in found[Kind.REQUIREMENT]),
        ],
    }
    courses = [_course(snapshot, course) for course in programme.courses]
    return [without_empty(node) for node in (credential, learning, *courses)]


def _page(claims: list[Claim]) -> Node:
    return {"ceterms:subjectWebpage": str(claims[0].value)} if claims else {}


def _completion(programme: Programme) -> Node:
    """The credential asks for the programme."""
    return {
        "@type": "ceterms:ConditionProfile",
        "ceterms:description": lang(f"Completing {programme.title}."),
        "ceterms:targetLearningOpportunity": [identifier("programme", programme.id)],
    }


def _course(snapshot: Snapshot, course: Course) -> Node:
    found = carried(snapshot.claims_by_subject.get(course.id, ()), COURSE_KINDS, is_course=True)
    return {
        **resource("ceterms:Course", "course", course.id),
        "ceterms:name": lang(course.title),
        "ceterms:isPartOf": [identifier("programme", course.programme)],
        **facts(snapshot, found),
    }


def _organization(snapshot: Snapshot, row_id: str) -> Node:
    return {
        **resource("ceterms:CredentialOrganization", "organization", row_id),
        "ceterms:name": lang(snapshot.name(row_id)),
    }
