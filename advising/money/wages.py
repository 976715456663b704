"""The pay of whole occupations, always with its scope: it is never the effect of a credential."""

from __future__ import annotations

from dataclasses import dataclass

from advising.evidence import fact
from advising.model import Claim, Snapshot
from advising.money.amounts import figures_of
from advising.wording import money

MEDIAN, RANGE = "pay.median", "pay.range"
NOT_THE_EFFECT = "not the effect of this credential"
UNKNOWN = "not recorded"
# Parts of a scope that stand in the figures and in the sentence beside them.
_SAID_OTHERWISE = ("not the effect", "the first figure")


@dataclass(frozen=True, slots=True)
class Wage:
    """What an occupation is paid a year, as people read it: `low` of the lowest-paid tenth, `high` of the best-paid one.

    Both are open, "under $63,650" and "over $194,410"; what is not recorded is said to be. `text` is the scope, and that
    the figures are not the effect of the credential.
    """

    occupation: str
    low: str
    median: str
    high: str
    text: str
    claims: tuple[Claim, ...]


def wages(snapshot: Snapshot, subject: str) -> tuple[Wage, ...]:
    """The pay of an occupation, or of the occupations that share a name with a field; none without a recorded figure."""
    return tuple(wage for one in _occupations(snapshot, subject) if (wage := _wage(snapshot, one)))


def _occupations(snapshot: Snapshot, subject: str) -> list[str]:
    named = snapshot.subjects.get(subject)
    if named is None or named.kind == "occupation":
        return [subject] if named else []
    names = {name.casefold() for name in (named.name, named.short, *named.aliases) if name}
    return [
        other.id
        for other in snapshot.subjects.values()
        if other.kind == "occupation"
        and names & {name.casefold() for name in (other.name, other.short, *other.aliases)}
    ]


def _wage(snapshot: Snapshot, occupation: str) -> Wage | None:
    median, between = (
        fact(snapshot, occupation, told).preferred if told in snapshot.predicates else None for told in (MEDIAN, RANGE)
    )
    claims = tuple(claim for claim in (median, between) if claim is not None)
    if not claims:
        return None
    low, high = _bounds(between)
    told = _figure(median) if median else UNKNOWN
    return Wage(snapshot.name(occupation), low, told, high, _scope(claims[0]), claims)


def _bounds(between: Claim | None) -> tuple[str, str]:
    if between is None:
        return UNKNOWN, UNKNOWN
    if isinstance(between.value, str):  # "63,650 to >239,200": the sign is part of the figure
        low, _, high = between.value.partition(" to ")
        return _worded(low), _worded(high) if high else UNKNOWN
    low_usd, high_usd = figures_of(between.value) or (0.0, 0.0)
    return f"under {money(low_usd)}", f"over {money(high_usd)}"  # open on both sides, as the claim's scope says


def _figure(claim: Claim) -> str:
    return _worded(claim.value) if isinstance(claim.value, str) else money((figures_of(claim.value) or (0.0, 0.0))[0])


def _worded(text: str) -> str:
    """As people read a figure that was recorded in words: ">239,200" -> "over $239,200"; "$63,650" stays."""
    bare = text.strip().removesuffix("USD").strip()
    sign, bare = ("over ", bare[1:].strip()) if bare.startswith(">") else ("", bare)
    return f"{sign}{bare}" if bare.startswith("$") or not bare[:1].isdigit() else f"{sign}${bare}"


def _scope(claim: Claim) -> str:
    """The claim's scope, ending in that the pay is not the effect of the credential."""
    parts = [part.strip() for part in claim.scope.split(";")]
    told = [part for part in parts if part and not any(words in part for words in _SAID_OTHERWISE)]
    return "; ".join((*told, NOT_THE_EFFECT))
