"""CTDL JSON-LD in: proposes programmes, courses, pathways and claims; writes nothing.

Reads what `ctdl` writes without loss of what CTDL carries, and the same properties of others' documents, whose
organisations and fields get ids made of their names.
"""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.exchange import notes
from knowledge.exchange.amounts import amount_from, duration_from
from knowledge.exchange.carried import CURRENCY
from knowledge.exchange.ctdl import CLASSES, FIELDS
from knowledge.exchange.ctdl_pathways_in import pathway_rows
from knowledge.exchange.ctdl_profiles import COST_TYPES
from knowledge.exchange.facts_in import Bounded, bounded, joined, length, stated
from knowledge.exchange.jsonld import Document, Node, is_a, row_id
from knowledge.exchange.languages import name_of
from knowledge.exchange.programmes_in import Found, collected
from knowledge.exchange.reading import Attribution, Reading
from knowledge.rows import ClaimRow, ProgrammeRow

PROGRAMMES = ("ceterms:LearningProgram", "ceterms:LearningOpportunityProfile")
CREDENTIALS = tuple(dict.fromkeys(CLASSES.values()))
KNOWN = (*PROGRAMMES, *CREDENTIALS, "ceterms:Course", "ceterms:CredentialOrganization", "ceterms:TransferValueProfile")
DEGREES = ("ceterms:Degree", "ceterms:MasterDegree", "ceterms:BachelorDegree", "ceterms:DoctoralDegree")
AGGREGATE = {node: predicate for predicate, node in COST_TYPES.items()}


def read_ctdl(text: str, file: str, by: Attribution) -> Reading:
    """Return what a CTDL document proposes; all claims and pathways get the caller's source.

    Raises:
        ExchangeError: With everything that is wrong, each with file and node.
    """
    document = Document(text, file)
    for node in document.nodes:
        if not is_a(node, *KNOWN, *DEGREES):
            document.leave_out(node, f"a {node.get('@type')}", " | ".join((*KNOWN, *DEGREES)))
    return collected(
        document,
        (_found(document, learning, credential, by) for learning, credential in _pairs(document)),
        name="ceterms:name",
        course_claims=lambda node, course: _facts(document, node, course, by),
        pathways=pathway_rows(document, document.of_type(*DEGREES), by),
        expected=" | ".join((*PROGRAMMES, *CREDENTIALS, *DEGREES)),
    )


def _found(document: Document, learning: Node, credential: Node, by: Attribution) -> Found:
    programme = _programme(document, learning, credential)
    claims = _programme_claims(document, programme.id, learning, credential, by)
    return Found(programme, claims, document.linked(learning, "ceterms:hasPart"))


def _pairs(document: Document) -> Iterator[tuple[Node, Node]]:
    """Each programme with the credential that asks for it; where one of them is missing, the other twice."""
    credentials = list(document.of_type(*CREDENTIALS))
    for learning in document.of_type(*PROGRAMMES):
        asking = (node for node in credentials if _asks_for(document, node, learning))
        credential = next(asking, learning)
        credentials = [node for node in credentials if node is not credential]
        yield learning, credential
    yield from ((credential, credential) for credential in credentials)


def _asks_for(document: Document, credential: Node, learning: Node) -> bool:
    required = document.linked(credential, "ceterms:requires")
    return any(
        node is learning for part in required for node in document.linked(part, "ceterms:targetLearningOpportunity")
    )


def _programme(document: Document, learning: Node, credential: Node) -> ProgrammeRow:
    title = document.text(learning, "ceterms:name")
    if not title:
        document.wrong(learning, "no ceterms:name", "the programme's title")
    platforms = _organizations(document, learning, "ceterms:offeredBy")
    return ProgrammeRow(
        id=row_id(learning, "programme", title),
        title=title,
        credential_type=_credential_type(document, credential),
        platform=platforms[0] if platforms else "",
        institutions=_organizations(document, learning, "ceterms:ownedBy"),
        fields=[_field(document, node) for node in document.linked(learning, "ceterms:subject")],
    )


def _credential_type(document: Document, credential: Node) -> str:
    """Our own exports name the type as a keyword; otherwise the class tells it."""
    keywords = document.texts(credential, "ceterms:keyword")
    if str(credential.get("@id", "")).startswith("urn:pathwise:") and keywords:
        return keywords[0]
    return next((name for name, kind in CLASSES.items() if is_a(credential, kind)), "")


def _organizations(document: Document, node: Node, name: str) -> list[str]:
    found = document.linked(node, name)
    return [row_id(organization, "organization", document.text(organization, "ceterms:name")) for organization in found]


def _field(document: Document, node: Node) -> str:
    if document.text(node, "ceterms:frameworkName") == FIELDS:
        return document.text(node, "ceterms:codedNotation")
    return row_id({}, "field", document.text(node, "ceterms:targetNodeName"))


def _programme_claims(
    document: Document, subject: str, learning: Node, credential: Node, by: Attribution
) -> Iterator[ClaimRow]:
    yield from _facts(document, learning, subject, by)
    if page := document.text(learning, "ceterms:subjectWebpage"):
        yield notes.claim_row(subject, "page", page, {}, by)
    for node in document.linked(credential, "ceterms:credentialStatusType"):
        yield _term(document, node, subject, "status", by)
    yield from _conditions(document, learning, "ceterms:entryCondition", subject, predicate="prerequisite", by=by)
    yield from _conditions(
        document, learning, "ceterms:recommends", subject, predicate="prerequisite.recommended", by=by
    )
    yield from _conditions(document, learning, "ceterms:requires", subject, predicate="credential.requirement", by=by)
    if credential is not learning:
        yield from _conditions(
            document, credential, "ceterms:requires", subject, predicate="credential.requirement", by=by
        )


def _facts(document: Document, node: Node, subject: str, by: Attribution) -> Iterator[ClaimRow]:
    yield from joined(document, node, _costs(document, node, subject, by))
    for profile in document.linked(node, "ceterms:estimatedDuration"):
        yield from _durations(document, node, profile, subject, by)
    for level in document.linked(node, "ceterms:audienceLevelType"):
        yield _term(document, level, subject, "level", by)
    predicate = "course.language" if is_a(node, "ceterms:Course") else "language"
    for code in document.texts(node, "ceterms:inLanguage"):
        yield notes.claim_row(subject, predicate, name_of(code), {}, by)


def _costs(document: Document, node: Node, subject: str, by: Attribution) -> Iterator[Bounded]:
    for profile in document.linked(node, "ceterms:estimatedCost"):
        found = notes.read(document.text(profile, "ceterms:description"))
        price = document.number(profile, "ceterms:price")
        types = [
            document.text(term, "ceterms:targetNode") for term in document.linked(profile, "ceterms:directCostType")
        ]
        predicate = next((AGGREGATE[name] for name in types if name in AGGREGATE), found.get("Predicate", ""))
        if price is None or not predicate:
            document.leave_out(
                node, f"a cost of {price} for {types or 'nothing named'}", "a price for costType:AggregateCost"
            )
            continue
        currency = document.text(profile, "ceterms:currency") or CURRENCY
        yield bounded(found.get("Bound", ""), notes.claim_row(subject, predicate, price, found, by, unit=currency))


def _durations(document: Document, node: Node, profile: Node, subject: str, by: Attribution) -> Iterator[ClaimRow]:
    found = notes.read(document.text(profile, "ceterms:description"))
    if "Amount" in found:
        value = amount_from(found["Amount"], found.get("Unit", ""))
        yield notes.claim_row(subject, "hours_per_week", value, found, by)
        return
    names = ("exactDuration", "minimumDuration", "maximumDuration")
    texts = [text for name in names if (text := document.text(profile, f"ceterms:{name}"))]
    lengths = [duration_from(text) for text in texts]
    parts = [part for part in lengths if part is not None]
    if len(parts) != len(texts):
        document.wrong(node, f"the duration {', '.join(texts)}", "one unit of ISO 8601, such as P9M, P30W or PT120H")
    elif len(parts) == 1 or (len(parts) == 2 and parts[0][1] == parts[1][1]):
        value = parts[0][0] if len(parts) == 1 else [parts[0][0], parts[1][0]]
        yield length(subject, value, parts[0][1], found, by)
    else:
        document.leave_out(
            node, f"a DurationProfile with {', '.join(texts) or 'no length'}", "one length, or two of one unit"
        )


def _term(document: Document, node: Node, subject: str, predicate: str, by: Attribution) -> ClaimRow:
    found = notes.read(document.text(node, "ceterms:targetNodeDescription"))
    return notes.claim_row(subject, predicate, document.text(node, "ceterms:targetNodeName"), found, by)


def _conditions(
    document: Document, node: Node, name: str, subject: str, *, predicate: str, by: Attribution
) -> Iterator[ClaimRow]:
    for profile in document.linked(node, name):
        description = document.text(profile, "ceterms:description")
        for text in document.texts(profile, "ceterms:condition"):
            yield stated(subject, predicate, text, description, by)
