"""The parts of a CTDL node that say claims: profiles of cost, length and condition, and terms of a list."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from advising.model import Claim, Snapshot
from knowledge.exchange import notes
from knowledge.exchange.amounts import amount_text, iso_duration
from knowledge.exchange.carried import CURRENCY, Kind, numbers_of
from knowledge.exchange.jsonld import Node, identifier
from knowledge.exchange.languages import code_of

LEVELS = "Pathwise levels"
STATUSES = {"active": "credentialStat:Active"}
COST_TYPES = {"price.total": "costType:AggregateCost"}


def resource(kind: str, name: str, row_id: str) -> Node:
    """The beginning of a node with its address and its CTID, which is the same in every export."""
    address = identifier(name, row_id)
    return {"@type": kind, "@id": address, "ceterms:ctid": f"ce-{uuid.uuid5(uuid.NAMESPACE_URL, address)}"}


def lang(text: str) -> Node:
    """A text with its language."""
    return {"en": text}


def alignment(name: str, framework: str = "", notation: str = "", node: str = "", description: str = "") -> Node:
    """A term of some list of terms."""
    properties = {
        "@type": "ceterms:CredentialAlignmentObject",
        "ceterms:frameworkName": lang(framework) if framework else None,
        "ceterms:targetNode": node,
        "ceterms:codedNotation": notation,
        "ceterms:targetNodeName": lang(name),
        "ceterms:targetNodeDescription": lang(description) if description else None,
    }
    return without_empty(properties)


def condition(snapshot: Snapshot, claim: Claim) -> Node:
    """A ConditionProfile that says what the claim says."""
    return without_empty(
        {
            "@type": "ceterms:ConditionProfile",
            "ceterms:name": lang(snapshot.predicates[claim.predicate].label),
            "ceterms:description": lang(notes.of_claim(claim)),
            "ceterms:condition": [lang(amount_text(claim.value, claim.unit))],
            "ceterms:subjectWebpage": claim.source.url,
        }
    )


def facts(snapshot: Snapshot, found: Mapping[Kind, list[Claim]]) -> Node:
    """Costs, lengths, level and language: of a programme as of a course."""
    writers: dict[str, list[tuple[Kind, Callable[[Snapshot, Claim], list[Any]]]]] = {
        "ceterms:estimatedCost": [(Kind.COST, _costs)],
        "ceterms:estimatedDuration": [(Kind.DURATION, _duration), (Kind.EFFORT, _effort)],
        "ceterms:audienceLevelType": [(Kind.LEVEL, _level)],
        "ceterms:inLanguage": [(Kind.LANGUAGE, lambda _, claim: [code_of(str(claim.value))])],
    }
    return {
        name: [part for kind, write in pairs for claim in found[kind] for part in write(snapshot, claim)]
        for name, pairs in writers.items()
    }


def _costs(snapshot: Snapshot, claim: Claim) -> list[Node]:
    """One CostProfile; of a range one for each end, because a CostProfile has one price."""
    numbers = numbers_of(claim)
    bounds = ("",) if len(numbers) == 1 else ("lowest", "highest")
    cost_type = COST_TYPES.get(claim.predicate)
    return [
        without_empty(
            {
                "@type": "ceterms:CostProfile",
                "ceterms:name": lang(snapshot.predicates[claim.predicate].label),
                "ceterms:description": lang(notes.of_claim(claim, Bound=bound)),
                "ceterms:costDetails": claim.source.url,
                "ceterms:currency": CURRENCY,
                "ceterms:directCostType": [alignment("Aggregate Cost", node=cost_type)] if cost_type else [],
                "ceterms:price": number,
            }
        )
        for number, bound in zip(numbers, bounds, strict=True)
    ]


def _duration(_: Snapshot, claim: Claim) -> list[Node]:
    numbers = numbers_of(claim)
    names = ("exactDuration",) if len(numbers) == 1 else ("minimumDuration", "maximumDuration")
    lengths = {f"ceterms:{name}": iso_duration(number, claim.unit) for name, number in zip(names, numbers, strict=True)}
    return [{"@type": "ceterms:DurationProfile", "ceterms:description": lang(notes.of_claim(claim)), **lengths}]


def _effort(_: Snapshot, claim: Claim) -> list[Node]:
    """CTDL has no property for hours a week; the description of a DurationProfile says them."""
    text = notes.of_claim(claim, Amount=amount_text(claim.value, claim.unit))
    return [{"@type": "ceterms:DurationProfile", "ceterms:description": lang(text)}]


def _level(_: Snapshot, claim: Claim) -> list[Node]:
    return [alignment(str(claim.value), LEVELS, description=notes.of_claim(claim))]


def status_term(claim: Claim) -> Node:
    """The status as a term; only "active" is one of CTDL's own that was read in its documents."""
    status = str(claim.value)
    return alignment(status, node=STATUSES.get(status, ""), description=notes.of_claim(claim))


def without_empty(node: Node) -> Node:
    """The node without properties that hold nothing."""
    return {name: value for name, value in node.items() if value not in ("", [], None)}
