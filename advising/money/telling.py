"""The sentences of a money answer: each rests on the claims that it was computed from, and says how it was computed."""

from __future__ import annotations

from advising.model import Claim, Snapshot
from advising.money.amounts import Span, added, span_text, times
from advising.money.costs import COURSE, Cost
from advising.money.paying_back import break_even, time_text, years_to_pay_back
from advising.money.stopping import Stop, asked_whole, kept, lost_pathways
from advising.money.studying import StudyHours
from advising.reply import Sentence, dated, say
from advising.wording import money, number, plural, value_text

PLAIN = "before tax and without interest"
OTHER_MONEY = {"MXN": "Mexican pesos (MXN)"}
NEEDED = "that needs its price in all, or the price of each of its courses"


def cost_sentences(snapshot: Snapshot, cost: Cost) -> list[Sentence]:
    """What the whole costs: as recorded, as computed, or at least; empty where nothing is recorded in US dollars."""
    name, told = snapshot.label(cost.programme), cost.total.preferred
    if told is not None:
        return [_recorded(name, told), *_other_sum(cost)]
    if cost.sum_usd:
        text = f"The recorded prices of the {_whole(cost)} of {name} add up to {span_text(cost.sum_usd)}."
        return [say(text, *cost.claims), Sentence("No price for it as a whole is recorded.")]
    if cost.floor_usd is not None:
        return _at_least(name, cost)
    if cost.priced:
        text = f"The {_priced(cost)} of {name} whose price is recorded come to {span_text(cost.priced_usd)}."
        return [say(text, *cost.claims), Sentence("It asks for fewer courses than are listed, so its own price is not recorded.")]  # fmt: skip
    return _of_some(name, cost)


def _recorded(name: str, told: Claim) -> Sentence:
    estimate = f", an estimate ({told.estimate})" if told.estimate else ""
    scope = f" ({told.scope})" if told.scope else ""
    return say(f"{name}: the recorded price in all is {value_text(told.value, told.unit)}{scope}{estimate}.", told)


def _other_sum(cost: Cost) -> list[Sentence]:
    """The sum of the parts, where it is not the recorded price in all."""
    if cost.sum_usd is None or cost.sum_usd == cost.total_usd:
        return []
    return [
        say(f"The recorded prices of its {_whole(cost)} add up to {span_text(cost.sum_usd)} instead.", *cost.claims)
    ]


def _at_least(name: str, cost: Cost) -> list[Sentence]:
    text = f"{name}: at least {money(cost.priced_usd[0])} for the {_priced(cost)} whose price is recorded."
    others = Sentence(f"The price of {plural(cost.unpriced, 'other')} is not recorded.")
    return [say(text, *cost.claims), others]


def _of_some(name: str, cost: Cost) -> list[Sentence]:
    told = cost.of_some
    if told is None:
        return []
    scope = f" ({told.scope})" if told.scope else ""
    text = f"A course of {name} was priced at {value_text(told.value, told.unit)}{scope}."
    return [say(text, told), Sentence("Whether each of its courses costs that is not recorded.")]


def elsewhere_claims(cost: Cost) -> list[Claim]:
    """The prices of its parts in other money than US dollars."""
    return [claim for part in cost.parts for claim in part.elsewhere]


def elsewhere_sentences(snapshot: Snapshot, cost: Cost) -> list[Sentence]:
    """The courses that are recorded in other money, added up in that money."""
    found: dict[str, list[Claim]] = {}
    for claim in elsewhere_claims(cost):
        if isinstance(claim.value, int | float):
            found.setdefault(claim.unit, []).append(claim)
    name = snapshot.label(cost.programme)
    return [
        Sentence(
            dated(
                f"The price of {plural(len(claims), 'part')} of {name} is recorded in {OTHER_MONEY.get(unit, unit)}: "
                f"{value_text(sum(float(c.value) for c in claims if not isinstance(c.value, str | tuple)), unit)} together, "
                "not converted here.",
                tuple(claims),
            ),
            tuple(claims),
        )
        for unit, claims in found.items()
    ]


def _whole(cost: Cost) -> str:
    """What a sum is made of: "6 courses", or "6 parts" with an exam or capstone among them."""
    return plural(len(cost.parts), "course" if all(part.kind == COURSE for part in cost.parts) else "part")


def _priced(cost: Cost) -> str:
    return plural(len(cost.priced), "course" if all(part.kind == COURSE for part in cost.priced) else "part")


def cost_claims(cost: Cost) -> tuple[Claim, ...]:
    """The claims behind what the whole costs."""
    return (cost.total.preferred,) if cost.total.preferred and cost.total_usd else cost.claims


def break_even_text(cost: Cost, years: int) -> str:
    """The rise that pays the cost back, as a table shows it; empty where it cannot be computed."""
    if cost.known_usd:
        return break_even(cost.known_usd, years).text
    if cost.floor_usd is not None:
        return f"{break_even((cost.floor_usd,) * 2, years).text} or more"
    return ""


def break_even_sentence(cost: Cost, years: int, name: str = "it") -> Sentence:
    """By how much pay has to rise for the cost to be back; `name` is the programme, where it was not named before."""
    rise = break_even_text(cost, years)
    if not rise:
        return Sentence(f"When {name} would pay back cannot be computed: {NEEDED}.")
    least = rise if rise.endswith("more") else f"at least {rise}"
    part = " That covers the recorded prices only." if cost.known_usd is None else ""
    subject = "It" if name == "it" else name
    text = f"{subject} pays back in {plural(years, 'year')} only if your pay rises by {least} because of it, {PLAIN}.{part}"
    return Sentence(text, cost_claims(cost))


def rise_sentence(cost: Cost, rise_usd: float, name: str) -> Sentence:
    """When the learner's own hoped-for rise adds up to the cost: arithmetic, no forecast."""
    known = cost.known_usd or ((cost.floor_usd,) * 2 if cost.floor_usd is not None else None)
    if known is None:
        return Sentence(f"When a rise of {money(rise_usd)} a year would pay {name} back cannot be computed: {NEEDED}.")
    years = years_to_pay_back(known, rise_usd)
    if years is None:
        return Sentence(f"Without a rise in pay, what {name} costs does not come back.")
    more = "" if cost.known_usd else " or more"
    text = f"If your pay rose by {money(rise_usd)} a year, what {name} costs would be back after {time_text(years)}{more}, {PLAIN}."
    return Sentence(f"{text} That is arithmetic with your number, not a forecast.", cost_claims(cost))


def hours_sentences(cost: Cost, study: StudyHours | None, hour_usd: float | None, years: int) -> list[Sentence]:
    """How many hours of study it takes, and what they are worth at the learner's own figure."""
    if study is None:
        return [Sentence("How many hours of study it takes in all is not recorded.")] if hour_usd else []
    spoken = hours_text(study)
    if hour_usd is None:
        return [Sentence(f"{spoken}.", study.claims)]
    worth = times(study.hours, hour_usd)
    told = [
        Sentence(f"{spoken}; at your {money(hour_usd)} an hour that is {span_text(worth)} of your time.", study.claims)
    ]
    if cost.known_usd and not study.missing:
        told.append(_with_time(cost, cost.known_usd, worth, study, years))
    return told


def hours_text(study: StudyHours) -> str:
    """How many hours of study are recorded, and that they are weeks times hours a week; no full stop."""
    low, high = study.hours
    hours = f"{number(low)} hours" if low == high else f"{number(low)} to {number(high)} hours"
    if study.missing:
        return (
            f"For {plural(study.courses, 'course')} weeks and hours a week are recorded: {hours} of study; "
            f"for {plural(study.missing, 'other part')} they are not"
        )
    return f"The study takes {hours} in all, computed as weeks times hours a week"


def _with_time(cost: Cost, known: Span, worth: Span, study: StudyHours, years: int) -> Sentence:
    rise = break_even(added((known, worth)), years).text
    text = f"With your time counted, it pays back in {plural(years, 'year')} only if your pay rises by at least {rise}."
    return Sentence(text, (*cost_claims(cost), *study.claims))


def stop_sentence(stop: Stop) -> Sentence:
    """What was paid at a stop, and what is still to pay."""
    text = (
        f"If you stop after {plural(stop.courses, 'course')}: paid, {paid_text(stop)}; still to pay, {left_text(stop)}."
    )
    return Sentence(text, stop.claims)


def paid_text(stop: Stop) -> str:
    """What was paid by a stop: all of it, some of it, or that it is not recorded."""
    if not stop.is_priced:
        return "not recorded"
    if not stop.unpriced:
        return span_text(stop.paid_usd)
    others = plural(stop.unpriced, "other")
    return (
        f"{span_text(stop.paid_usd)} for {stop.courses - stop.unpriced} of them, the price of {others} is not recorded"
    )


def left_text(stop: Stop) -> str:
    """What is still to pay, or that it is not recorded."""
    return "not recorded" if stop.left_usd is None else span_text(stop.left_usd)


def keeping(snapshot: Snapshot, programme: str, courses: int) -> tuple[str, tuple[Claim, ...]]:
    """What one keeps of some passed courses, with the claim on it; "not recorded" without one."""
    claims = kept(snapshot, programme)
    if not claims:
        return "not recorded", ()
    name = "verified certificate" if claims[0].predicate.startswith("verified") else "certificate"
    return (f"a {name} of that course" if courses == 1 else f"a {name} of each of these courses"), claims


def keeping_sentences(snapshot: Snapshot, programme: str) -> list[Sentence]:
    """What one keeps and what is lost by stopping before the end."""
    told = []
    if claims := kept(snapshot, programme):
        claims = (*claims, *asked_whole(snapshot, programme))
        told.append(Sentence("You keep the certificate of each course that you paid for and passed, but not the credential of the whole.", claims))  # fmt: skip
    if lost := lost_pathways(snapshot, programme):
        ways = plural(len(lost), "recorded pathway to a degree asks", "recorded pathways to a degree ask")
        told.append(
            Sentence(f"{ways} for the whole credential: stopping early loses that.", tuple(p.claim for p in lost))
        )
    return told
