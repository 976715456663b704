"""The pathways of a CTDL document: each advanced standing of a degree becomes a proposed pathway."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.exchange import notes
from knowledge.exchange.jsonld import Document, Node, row_id
from knowledge.exchange.reading import Attribution
from knowledge.rows import ConditionRow, CreditsRow, PathwayRow
from knowledge.validate import CONDITION_KINDS


def pathway_rows(document: Document, degrees: Iterable[Node], by: Attribution) -> list[PathwayRow]:
    """The pathways of these degrees, with the caller's source."""
    return [
        _pathway(document, degree, profile, by)
        for degree in degrees
        for profile in document.linked(degree, "ceterms:advancedStandingFrom")
    ]


def _pathway(document: Document, degree: Node, profile: Node, by: Attribution) -> PathwayRow:
    found = notes.read(document.text(profile, "ceterms:description"))
    evidence = found.get("Evidence", "")
    programme, named = _origin(document, profile)
    owners = document.linked(degree, "ceterms:ownedBy") or document.linked(degree, "ceterms:offeredBy")
    if not owners:
        document.wrong(degree, "no ceterms:ownedBy", "the institution that gives the degree")
    institution = row_id(owners[0], "organization", document.text(owners[0], "ceterms:name")) if owners else ""
    name = document.text(degree, "ceterms:name")
    conditions = [_condition(text) for text in document.texts(profile, "ceterms:condition")]
    return PathwayRow(
        id=row_id(profile, "pathway", f"{programme or named}--{institution}-{name}"),
        programme=programme or None,
        institution=institution,
        degree=name,
        conditions=conditions,
        conditions_recorded=bool(conditions),
        source=by.source,
        evidence=evidence if evidence in notes.GRADES else by.evidence,
        credits=_credits(document, profile),
        degree_credits=_degree_credits(document, degree),
        share=found.get("Share", ""),
        programme_named=named,
    )


def _origin(document: Document, profile: Node) -> tuple[str, str]:
    """The programme that counts: its id, or the name of one that has no address."""
    for node in document.linked(profile, "ceterms:targetCredential"):
        return row_id(node, "credential", document.text(node, "ceterms:name")), ""
    for node in document.linked(profile, "ceterms:targetLearningOpportunity"):
        name = document.text(node, "ceterms:name")
        return ("", name) if "@id" not in node else (row_id(node, "programme", name), "")
    document.wrong(profile, "no ceterms:targetCredential", "the credential that counts toward the degree")
    return "", ""


def _condition(text: str) -> ConditionRow:
    kind, colon, says = text.partition(": ")
    return ConditionRow(kind, says) if colon and kind in CONDITION_KINDS else ConditionRow("other", text)


def _credits(document: Document, profile: Node) -> CreditsRow | None:
    value = document.number(profile, "ceterms:creditUnitValue")
    unit = document.text(profile, "ceterms:creditUnitTypeDescription")
    return None if value is None else CreditsRow(float(value), unit or "credits")


def _degree_credits(document: Document, degree: Node) -> float | None:
    values = [document.number(part, "ceterms:creditUnitValue") for part in document.linked(degree, "ceterms:requires")]
    return next((float(value) for value in values if value is not None), None)
