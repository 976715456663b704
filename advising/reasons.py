"""Why a programme stands where it does: what speaks for it, against it, and what is not recorded, each with its claims."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from advising.evidence import fact
from advising.model import Claim, Programme, Snapshot
from advising.options import NUMBERS, Option, level_of, number_of, options_in, span_of
from advising.profile import ANY, Profile
from advising.ranking import is_number
from advising.reply import Sentence, say
from advising.wording import joined, number, plural, value_text

PARTS = {
    "hours_per_week": ("It asks for", "hours a week are"), "budget_usd": ("It was priced at", "price is"),
    "months": ("It takes", "length is"),
}  # fmt: skip
RECENT_YEARS = 1
GRADES = {"high": 0, "medium": 1, "low": 2}
HARD_STEP = 3
LACKED = {"maths": "maths", "degree": "a degree", "programming": "programming"}


@dataclass(frozen=True, slots=True)
class Reasons:
    """The sentences about one programme."""

    pro: tuple[Sentence, ...]
    contra: tuple[Sentence, ...]
    unknown: tuple[Sentence, ...]


Told = tuple[str, Sentence] | None
PRO, CONTRA, UNKNOWN = "pro", "contra", "unknown"


def reasons(snapshot: Snapshot, profile: Profile, option: Option) -> Reasons:
    """What the criteria say of a programme for this profile, in the order of their weight."""
    programme = snapshot.programmes[option.programme]
    told = [found for tell in TELLING if (found := tell(snapshot, profile, programme)) is not None]
    sides = {side: tuple(sentence for at, sentence in told if at == side) for side in (PRO, CONTRA, UNKNOWN)}
    return Reasons(sides[PRO], sides[CONTRA], sides[UNKNOWN])


def _field(snapshot: Snapshot, profile: Profile, programme: Programme) -> Told:
    if not isinstance(profile.field, tuple):
        return None
    names = joined([snapshot.name(field).lower() for field in programme.fields if field in profile.field])
    aside = "" if programme.fields[0] in profile.field else ", though that is not its main subject"
    listed = fact(snapshot, programme.id, "last_listed")
    return PRO, say(f"It is a programme in {names}{aside}.", *listed.claims[:1])


def _like(snapshot: Snapshot, profile: Profile, programme: Programme) -> Told:
    model = snapshot.programmes.get(profile.like or "")
    if model is None:
        return None
    common = [snapshot.name(field).lower() for field in programme.fields if field in model.fields]
    listed = fact(snapshot, programme.id, "last_listed")
    if not common:
        return CONTRA, say(f"Its subject is another than that of {snapshot.label(model.id)}.", *listed.claims[:1])
    return PRO, say(f"Like {snapshot.label(model.id)} it is about {joined(common)}.", *listed.claims[:1])


def _credit(snapshot: Snapshot, profile: Profile, programme: Programme) -> Told:
    if snapshot.pathways_by_programme.get(programme.id):
        return PRO, _pathway(snapshot, programme)
    if profile.credit in ("yes", "must"):
        return UNKNOWN, Sentence("Whether it counts toward a degree is not recorded.")
    return None


def _pathway(snapshot: Snapshot, programme: Programme) -> Sentence:
    pathways = snapshot.pathways_by_programme[programme.id]
    best = min(pathways, key=lambda pathway: GRADES[pathway.claim.evidence])
    amount = f" ({number(best.credits_value)} {best.credits_unit})" if best.credits_value else ""
    more = f", and {plural(len(pathways) - 1, 'other pathway')} recorded" if len(pathways) > 1 else ""
    return say(
        f"Its credit is named as counting toward {best.degree or 'a degree'} at {snapshot.label(best.institution)}"
        f"{amount}{more}; admission is separate.",
        best.claim,
    )


def _number(criterion: str) -> Callable[[Snapshot, Profile, Programme], Told]:
    def told(snapshot: Snapshot, profile: Profile, programme: Programme) -> Told:
        bound = getattr(profile, criterion)
        claim = number_of(snapshot, programme.id, criterion).preferred
        if criterion == "months" and not is_number(bound):
            return None
        if claim is None:
            return UNKNOWN, Sentence(f"Its {PARTS[criterion][1]} not recorded.")
        is_over = is_number(bound) and span_of(claim, criterion)[1] > bound
        return CONTRA if is_over else PRO, _figure(claim, criterion)

    return told


def _figure(claim: Claim, criterion: str) -> Sentence:
    estimate = f", an estimate ({claim.estimate})" if claim.estimate else ""
    scope = f" ({claim.scope})" if claim.scope else ""
    text = value_text(claim.value, "hours a week" if criterion == "hours_per_week" else claim.unit)
    return say(f"{PARTS[criterion][0]} {text}{scope}{estimate}.", claim)


def _level(snapshot: Snapshot, profile: Profile, programme: Programme) -> Told:
    claim = level_of(snapshot, programme)
    if profile.background in (None, ANY) or claim is None:
        return None
    option = options_in(snapshot).rows[options_in(snapshot).place[programme.id]]
    if profile.background == "beginner" and option.level and option.level[0] == HARD_STEP:
        return CONTRA, say(f"Its level is given as {claim.value}: hard without a base in the field.", claim)
    return PRO, say(f"Its level is given as {claim.value}.", claim)


def _needs(snapshot: Snapshot, profile: Profile, programme: Programme) -> Told:
    if not profile.lacks:
        return None
    option = options_in(snapshot).rows[options_in(snapshot).place[programme.id]]
    named = joined([LACKED[need] for need in profile.lacks], "or")
    if option.needs is None:
        return UNKNOWN, Sentence(f"Whether it asks for {named} is not recorded.")
    predicates = ("prerequisite.degree", "prerequisite.recommended", "prerequisite", "prerequisite.maths")
    claims = [claim for p in predicates for claim in fact(snapshot, programme.id, p).claims[:1]]
    return PRO, say(f"What is recorded of its entry does not name {named}.", *claims)


def _language(snapshot: Snapshot, profile: Profile, programme: Programme) -> Told:
    if profile.language in (None, ANY):
        return None
    claim = fact(snapshot, programme.id, "language").preferred
    return (UNKNOWN, Sentence("Its language is not recorded.")) if claim is None else (
        PRO, say(f"It is taught in {claim.value}.", claim))  # fmt: skip


def _listed(snapshot: Snapshot, profile: Profile, programme: Programme) -> Told:
    claim = fact(snapshot, programme.id, "last_listed").preferred
    if claim is None:
        return None
    year = int(str(claim.value)[:4])
    if year >= snapshot.as_of.year - RECENT_YEARS:
        return PRO, say(f"It stood in a list of {year}.", claim)
    return CONTRA, say(f"The latest list found that names it is of {year}: check that it still runs.", claim)


TELLING: tuple[Callable[[Snapshot, Profile, Programme], Told], ...] = (
    _field, _like, _credit, *(_number(criterion) for criterion in NUMBERS), _level, _needs, _language, _listed,
)  # fmt: skip
