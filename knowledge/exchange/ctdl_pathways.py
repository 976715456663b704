"""The pathways in CTDL: what a degree accepts from a programme, how much, and under which conditions.

Degrees are one node each, so that a degree that several programmes lead to stands once.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from advising.model import Pathway, Snapshot
from knowledge.exchange import notes
from knowledge.exchange.ctdl_profiles import lang, resource
from knowledge.exchange.jsonld import Node, identifier

Degree = tuple[str, str, float | None]


def pathway_nodes(snapshot: Snapshot, pathways: Iterable[Pathway]) -> list[Node]:
    """The degrees with their advanced standing, and a TransferValueProfile for each stated amount of credit."""
    degrees: dict[Degree, Node] = {}
    transfers = []
    for pathway in pathways:
        key = (pathway.institution, pathway.degree, pathway.degree_credits)
        degree = degrees.setdefault(key, _degree(pathway, key))
        degree["ceterms:advancedStandingFrom"].append(_standing(snapshot, pathway))
        if pathway.credits_value is not None:
            transfers.append(_transfer(snapshot, pathway, degree["@id"]))
    return [*degrees.values(), *transfers]


def _degree(pathway: Pathway, key: Degree) -> Node:
    """A degree; what it is named in full is all that is known of its level."""
    row_id = str(uuid.uuid5(uuid.NAMESPACE_URL, "|".join(map(str, key))))
    name = {"ceterms:name": lang(pathway.degree)} if pathway.degree else {}
    asks = {
        "@type": "ceterms:ConditionProfile",
        "ceterms:description": lang("Credits of the whole degree."),
        "ceterms:creditUnitValue": pathway.degree_credits,
        "ceterms:creditUnitTypeDescription": lang(pathway.credits_unit or "credits"),
    }
    return {
        **resource("ceterms:Degree", "degree", row_id),
        **name,
        "ceterms:ownedBy": [identifier("organization", pathway.institution)],
        **({} if pathway.degree_credits is None else {"ceterms:requires": [asks]}),
        "ceterms:advancedStandingFrom": [],
    }


def _standing(snapshot: Snapshot, pathway: Pathway) -> Node:
    source = pathway.claim.source
    return {
        "@type": "ceterms:ConditionProfile",
        "@id": identifier("pathway", pathway.id),
        "ceterms:name": lang(f"{snapshot.name(pathway.programme) or pathway.programme_named}"),
        "ceterms:description": lang(_description(pathway)),
        "ceterms:assertedBy": [identifier("organization", pathway.institution)] if source.kind == "official" else [],
        **({"ceterms:subjectWebpage": source.url} if source.url else {}),
        **_from(pathway),
        **_credit(pathway),
        "ceterms:condition": [lang(f"{condition.kind}: {condition.says}") for condition in pathway.conditions],
    }


def _description(pathway: Pathway) -> str:
    """A pathway without recorded conditions says so: that is not a promise of credit."""
    open_question = "" if pathway.conditions_recorded else "Conditions not recorded; this is no promise of credit."
    claim = pathway.claim
    lines = {"Share": pathway.share, "Evidence": claim.evidence, "Source": notes.source_text(claim)}
    return "\n".join(part for part in (open_question, notes.written(lines)) if part)


def _from(pathway: Pathway) -> Node:
    """The credential that counts; of a series that is only named, the name."""
    if pathway.programme:
        return {"ceterms:targetCredential": [identifier("credential", pathway.programme)]}
    named = {"@type": "ceterms:LearningProgram", "ceterms:name": lang(pathway.programme_named)}
    return {"ceterms:targetLearningOpportunity": [named]}


def _credit(pathway: Pathway) -> Node:
    if pathway.credits_value is None:
        return {}
    return {
        "ceterms:creditUnitValue": pathway.credits_value,
        "ceterms:creditUnitTypeDescription": lang(pathway.credits_unit),
    }


def _transfer(snapshot: Snapshot, pathway: Pathway, degree: str) -> Node:
    value = {
        "@type": "ceterms:ValueProfile",
        "schema:value": pathway.credits_value,
        "schema:description": lang(pathway.credits_unit),
    }
    return {
        **resource("ceterms:TransferValueProfile", "transfer", pathway.id),
        "ceterms:name": lang(f"{snapshot.name(pathway.programme) or pathway.programme_named} toward {pathway.degree}"),
        "ceterms:description": lang(_description(pathway)),
        "ceterms:ownedBy": [identifier("organization", pathway.institution)],
        "ceterms:transferValue": [value],
        "ceterms:transferValueFrom": [identifier("credential", pathway.programme)] if pathway.programme else [],
        "ceterms:transferValueFor": [degree],
    }
