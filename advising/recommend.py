"""Ranking programmes for a profile, with the reasons for and against, each a claim, and what is not recorded.

Hard constraints remove a programme only when a recorded fact breaks them; an unknown fact never does,
it lowers the score and is named. Retired programmes are never recommended.
"""

from __future__ import annotations

from dataclasses import dataclass

from advising.evidence import Fact, fact
from advising.model import Claim, Programme, Snapshot
from advising.profile import ANY, Profile, chips
from advising.reply import RecommendationsBlock, Recommended, Sentence, say
from advising.wording import joined, money, number, plural, value_text

SHOWN = 3
TIE = 0.01
WEIGHTS = {"field": 3.0, "credit": 2.0, "hours": 1.5, "price": 1.5, "level": 1.0, "listed": 0.5}
UNKNOWN_UTILITY = 0.4
SECONDARY_FIELD = 0.35
EVIDENCE_UTILITY = {"high": 1.0, "medium": 0.85, "low": 0.7}
HOURS = ("hours_per_week", "hours_per_week.estimate")
PRICES = ("price.total", "price.courses_sum.estimate")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one criterion judges one programme: a utility from 0 to 1, and the sentence that says why."""

    criterion: str
    utility: float
    reason_for: Sentence | None = None
    reason_against: Sentence | None = None
    unknown: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A programme with its score (0 to 1) and verdicts."""

    programme: Programme
    score: float
    verdicts: tuple[Verdict, ...]


def rank(snapshot: Snapshot, profile: Profile) -> list[Ranked]:
    """All programmes that break no stated constraint, best first; equal scores keep the catalogue's order."""
    ranked = [
        _judged(snapshot, programme, profile)
        for programme in snapshot.programmes.values()
        if not breaks_constraint(snapshot, programme, profile)
    ]
    return sorted(ranked, key=lambda row: -row.score)


def breaks_constraint(snapshot: Snapshot, programme: Programme, profile: Profile) -> bool:
    """Whether a recorded fact rules the programme out for this profile."""
    status = fact(snapshot, programme.id, "status")
    if status.preferred and str(status.preferred.value).startswith("retired"):
        return True
    if set(programme.fields) & set(profile.excluded) or set(programme.institutions) & set(profile.excluded):
        return True
    if isinstance(profile.field, tuple) and not set(programme.fields) & set(profile.field):
        return True
    if profile.wanted_credential and programme.credential_type != profile.wanted_credential:
        return True
    hours, price = first_recorded(snapshot, programme.id, HOURS), first_recorded(snapshot, programme.id, PRICES)
    return _lowest_over(hours, profile.hours_per_week) or _lowest_over(price, profile.budget_usd)


def first_recorded(snapshot: Snapshot, subject: str, predicates: tuple[str, ...]) -> Fact:
    """The first of the predicates that is recorded for the subject, else the empty fact of the first one."""
    facts = [fact(snapshot, subject, predicate) for predicate in predicates]
    return next((found for found in facts if found.is_recorded), facts[0])


def recommendations(snapshot: Snapshot, profile: Profile, shown: int = SHOWN) -> RecommendationsBlock:
    """The best programmes with their reasons, as a block; empty items when nothing fits."""
    ranked = rank(snapshot, profile)[:shown]
    scores = [row.score for row in ranked]
    items = tuple(_recommended(snapshot, row, scores) for row in ranked)
    return RecommendationsBlock(chips(snapshot, profile), items)


def _judged(snapshot: Snapshot, programme: Programme, profile: Profile) -> Ranked:
    verdicts = (
        _field(snapshot, programme, profile),
        _credit(snapshot, programme, profile),
        _bounded(snapshot, programme, "hours", HOURS, profile.hours_per_week),
        _bounded(snapshot, programme, "price", PRICES, profile.budget_usd),
        _level(snapshot, programme, profile),
        _listed(snapshot, programme),
    )
    total = sum(WEIGHTS[verdict.criterion] for verdict in verdicts)
    score = sum(WEIGHTS[verdict.criterion] * verdict.utility for verdict in verdicts) / total
    return Ranked(programme, score, verdicts)


def _field(snapshot: Snapshot, programme: Programme, profile: Profile) -> Verdict:
    if not isinstance(profile.field, tuple):
        return Verdict("field", 0.5)
    listed = fact(snapshot, programme.id, "last_listed")
    names = joined([snapshot.name(field).lower() for field in programme.fields if field in profile.field])
    reason = say(f"It is a programme in {names}.", *listed.claims[:1])
    return Verdict("field", 1.0 if programme.fields[0] in profile.field else SECONDARY_FIELD, reason_for=reason)


def _credit(snapshot: Snapshot, programme: Programme, profile: Profile) -> Verdict:
    pathways = snapshot.pathways_by_programme.get(programme.id, ())
    if profile.credit in (None, "no", ANY):
        return Verdict("credit", 0.5, reason_for=_pathway_reason(snapshot, programme) if pathways else None)
    if not pathways:
        return Verdict("credit", 0.1, unknown=Sentence("Whether it counts toward a degree is not recorded."))
    utility = max(EVIDENCE_UTILITY[pathway.claim.evidence] for pathway in pathways)
    return Verdict("credit", utility, reason_for=_pathway_reason(snapshot, programme))


def _pathway_reason(snapshot: Snapshot, programme: Programme) -> Sentence:
    grades = {"high": 0, "medium": 1, "low": 2}
    best = min(snapshot.pathways_by_programme[programme.id], key=lambda pathway: grades[pathway.claim.evidence])
    others = len(snapshot.pathways_by_programme[programme.id]) - 1
    amount = f" ({number(best.credits_value)} {best.credits_unit})" if best.credits_value else ""
    more = f", and {plural(others, 'other pathway')} recorded" if others else ""
    degree = best.degree or "a degree"
    return say(
        f"Its credit is named as counting toward {degree} at {snapshot.label(best.institution)}{amount}{more}; "
        "admission is separate.",
        best.claim,
    )


def _bounded(
    snapshot: Snapshot, programme: Programme, criterion: str, predicates: tuple[str, ...], bound: float | str | None
) -> Verdict:
    """Hours or price against the learner's upper bound."""
    name = {"hours": "hours a week", "price": "price"}[criterion]
    found = first_recorded(snapshot, programme.id, predicates)
    if found.preferred is None:
        return Verdict(criterion, UNKNOWN_UTILITY, unknown=Sentence(f"Its {name} {_verb(name)} not recorded."))
    sentence = _figure_sentence(found.preferred, criterion)
    if not isinstance(bound, int | float):
        return Verdict(criterion, 0.6, reason_for=sentence)
    low, high = low_high(found.preferred)
    if high <= bound:
        return Verdict(criterion, 1.0, reason_for=sentence)
    return Verdict(criterion, 0.6 if low <= bound else 0.0, reason_against=sentence)


def _verb(name: str) -> str:
    return "are" if name.startswith("hours") else "is"


def _figure_sentence(claim: Claim, criterion: str) -> Sentence:
    estimate = f", an estimate ({claim.estimate})" if claim.estimate else ""
    scope = f" ({claim.scope})" if claim.scope else ""
    what = "It asks for" if criterion == "hours" else "It was priced at"
    text = value_text(claim.value, "hours a week" if criterion == "hours" else claim.unit)
    return say(f"{what} {text}{scope}{estimate}.", claim)


def _level(snapshot: Snapshot, programme: Programme, profile: Profile) -> Verdict:
    found = fact(snapshot, programme.id, "level")
    if not found.is_recorded:
        found = fact(snapshot, programme.credential_type, "level")
    claim = found.preferred
    if claim and str(claim.value).lower().startswith("varies"):
        claim = None
    level = str(claim.value).lower() if claim else ""
    is_graduate = "graduate" in level or "advanced" in level
    if profile.background in (None, ANY) or not claim:
        return Verdict("level", 0.5 if claim else UNKNOWN_UTILITY)
    if profile.background == "beginner" and is_graduate:
        return Verdict(
            "level",
            0.2,
            reason_against=say(f"Its level is given as {claim.value}: hard without a base in the field.", claim),
        )
    reason = say(f"Its level is given as {claim.value}.", claim)
    return Verdict("level", 1.0 if (profile.background == "degree") == is_graduate else 0.7, reason_for=reason)


def _listed(snapshot: Snapshot, programme: Programme) -> Verdict:
    found = fact(snapshot, programme.id, "last_listed")
    if found.preferred is None:
        return Verdict("listed", 0.0)
    year = int(str(found.preferred.value)[:4])
    if year >= snapshot.as_of.year - 1:
        return Verdict("listed", 1.0, reason_for=say(f"It stood in a list of {year}.", found.preferred))
    age = snapshot.as_of.year - year
    warning = say(f"The latest list found that names it is of {year}: check that it still runs.", found.preferred)
    return Verdict("listed", max(0.0, 1 - age / 8), reason_against=warning)


def low_high(claim: Claim) -> tuple[float, float]:
    """The bounds of a numeric claim.

    Raises:
        TypeError: If the claim's value is text.
    """
    if isinstance(claim.value, tuple):
        return claim.value
    if isinstance(claim.value, str):
        raise TypeError(f"claim {claim.id}: {claim.value!r} is no number; write a number or [min, max]")
    return float(claim.value), float(claim.value)


def _lowest_over(found: Fact, bound: float | str | None) -> bool:
    if found.preferred is None or not isinstance(bound, int | float):
        return False
    return low_high(found.preferred)[0] > bound


def _recommended(snapshot: Snapshot, row: Ranked, scores: list[float]) -> Recommended:
    programme = row.programme
    page = fact(snapshot, programme.id, "page").preferred
    near = [score for score in scores if abs(score - row.score) <= TIE]
    return Recommended(
        slug=programme.id,
        title=programme.title,
        school=joined([snapshot.label(institution) for institution in programme.institutions]),
        credential_type=snapshot.label(programme.credential_type),
        score=row.score,
        is_tie=len(near) > 1,
        reasons_for=tuple(v.reason_for for v in row.verdicts if v.reason_for),
        reasons_against=tuple(v.reason_against for v in row.verdicts if v.reason_against),
        unknown=tuple(v.unknown for v in row.verdicts if v.unknown),
        url=str(page.value) if page else "",
    )


__all__ = ["Ranked", "Verdict", "breaks_constraint", "first_recorded", "low_high", "money", "rank", "recommendations"]
