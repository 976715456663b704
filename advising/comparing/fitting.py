"""Which columns of a comparison keep within what a learner stated: hours a week, budget, credit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from advising.comparing.cells import Entry, Line
from advising.comparing.figures import span
from advising.comparing.rows import CREDIT, HOURS, PRICE
from advising.model import Claim
from advising.profile import Profile
from advising.reply import Sentence, say
from advising.wording import joined, money, number, value_text

WANTED = ("must", "yes")
PATHWAY = "credit.pathway"


def fits(labels: Sequence[str], told: tuple[Line, ...], profile: Profile) -> list[Sentence]:
    """A sentence for each limit that the learner stated: what each column is recorded at, and whether that keeps it."""
    by_label = {line.row.label: line for line in told}
    sentences = []
    if isinstance(profile.hours_per_week, int | float):
        lead = f"With {number(profile.hours_per_week)} {'hour' if profile.hours_per_week == 1 else 'hours'} a week"
        sentences.append(_bounded(lead, labels, by_label[HOURS], profile.hours_per_week, _hours))
    if isinstance(profile.budget_usd, int | float):
        lead = f"With {money(profile.budget_usd)} in all"
        sentences.append(_bounded(lead, labels, by_label[PRICE], profile.budget_usd, _price))
    if profile.credit in WANTED:
        sentences.append(_credit(labels, by_label[CREDIT]))
    return sentences


def _bounded(lead: str, labels: Sequence[str], line: Line, bound: float, shown: Callable[[Claim], str]) -> Sentence:
    """Each column's figure against the learner's upper bound; those without a figure together at the end."""
    parts = [_against(label, entry, bound, shown) for label, entry in zip(labels, line.entries, strict=True)]
    recorded = [part for part in parts if part]
    missing = [label for label, part in zip(labels, parts, strict=True) if not part]
    if missing:
        recorded.append(f"not recorded for {joined(missing)}")
    claims = (claim for entry in line.own if _is_figure(entry) for claim in entry.own)
    return say(f"{lead}: {'; '.join(recorded)}.", *claims)


def _is_figure(entry: Entry) -> bool:
    """Whether the cell states a figure for the whole: nothing told in words, by the year or by the month."""
    return bool(entry.own) and span(entry.own) is not None and not any(" per " in claim.unit for claim in entry.own)


def _against(label: str, entry: Entry, bound: float, shown: Callable[[Claim], str]) -> str:
    found = span(entry.own) if _is_figure(entry) else None
    if found is None:
        return ""
    at = joined([shown(claim) for claim in entry.own], "or")
    verdict = "within it" if found.high <= bound else "over it" if found.low > bound else "may be over it"
    return f"{label} is recorded at {at}, {verdict}"


def _hours(claim: Claim) -> str:
    rest = claim.unit.removeprefix("hours a week").strip(", ")
    text = value_text(claim.value)
    return f"{rest} {text}" if rest else text


def _price(claim: Claim) -> str:
    return value_text(claim.value, claim.unit)


def _credit(labels: Sequence[str], line: Line) -> Sentence:
    """For which columns a pathway is recorded; what else is recorded on credit stands in the table."""
    named: dict[str, list[str]] = {
        "a pathway to a degree is recorded for": [],
        "see the table for": [],
        "not recorded for": [],
    }
    for label, entry in zip(labels, line.entries, strict=True):
        is_pathway = bool(entry.own) and entry.own[0].predicate == PATHWAY
        found = "a pathway to a degree is recorded for" if is_pathway else "see the table for"
        named[found if entry.own else "not recorded for"].append(label)
    claims = tuple(claim for entry in line.own for claim in entry.own[:1])
    parts = [f"{said} {joined(of)}" for said, of in named.items() if of]
    return Sentence(f"You want credit: {'; '.join(parts)}.", claims)
