"""An oracle of "cheaper", "shorter" and "lighter": decides anew, from the claims under a table's row, what may be said."""

from __future__ import annotations

from collections.abc import Sequence

from advising.model import Claim

# How the smaller of two and of more is named, by the row that it is read from.
WORDS = {
    "Price in all": ("cheaper in all", "the cheapest in all"),
    "Price of a course": ("cheaper by the course", "the cheapest by the course"),
    "Length": ("shorter", "the shortest"),
    "Hours a week": ("lighter by the week", "the lightest by the week"),
}


def figures_of(claim: Claim) -> list[float]:
    """The lowest and highest figure that a claim allows; none where it is told in words."""
    if isinstance(claim.value, str):
        return []
    ends = list(claim.value) if isinstance(claim.value, tuple) else [claim.value]
    return [0.0, *ends] if "at most" in claim.unit else [float(end) for end in ends]


def winner(columns: Sequence[Sequence[Claim]]) -> int | None:
    """The column that is below each other recorded one by every source, all of one predicate, unit and scope."""
    recorded = {place: claims for place, claims in enumerate(columns) if claims}
    every = [claim for claims in recorded.values() for claim in claims]
    if len(recorded) < 2 or any(not figures_of(claim) for claim in every):
        return None
    first = every[0]
    for claim in every:
        if (claim.predicate, claim.unit) != (first.predicate, first.unit) or claim.scope.lower() != first.scope.lower():
            return None
    for place, claims in recorded.items():
        highest = max(figure for claim in claims for figure in figures_of(claim))
        others = [c for other, found in recorded.items() if other != place for c in found]
        if all(highest < figure for claim in others for figure in figures_of(claim)):
            return place
    return None


def verdict(claims: Sequence[Claim], bound: float) -> str:
    """Whether every source keeps within the bound, none does, or some."""
    found = [figure for claim in claims for figure in figures_of(claim)]
    if max(found) <= bound:
        return "within it"
    return "over it" if min(found) > bound else "may be over it"
