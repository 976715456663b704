"""The block of a money answer: the parts of the cost, points to stop at, alternatives, break-even, pay, and cautions."""

from __future__ import annotations

from itertools import groupby

from advising.answers.selecting import differing
from advising.evidence import sought
from advising.model import Claim, Snapshot
from advising.money.amounts import span_text
from advising.money.baselines import baselines
from advising.money.costs import Cost, Part
from advising.money.paying_back import YEARS
from advising.money.stopping import asked_whole, refunds, stops
from advising.money.studying import study_hours
from advising.money.telling import (
    break_even_text,
    cost_claims,
    elsewhere_sentences,
    hours_sentences,
    keeping,
    keeping_sentences,
    left_text,
    paid_text,
)
from advising.money.wages import wages
from advising.money.wishes import DEFAULT_YEARS, MoneyWishes
from advising.reply import CardFact, MoneyBlock, MoneyStop, Sentence, cite, dated
from advising.wording import claim_cell, joined, money, plural, value_text

UNKNOWN = "not recorded"
NO_EFFECT = Sentence("No source here shows that a credential by itself leads to a job or to more pay.")
OLD = Sentence("These are old prices: look at the programme's own page before you pay.")
# Statements on the cost of a programme that are no part of its price, but change what one pays.
BESIDE = ("price.tier_", "price.course_full", "price.discount_scope", "capstone.fee", "upgrade.", "bundle.")
BESIDES, NOT_FOUND = 4, 1


def money_block(snapshot: Snapshot, cost: Cost, wishes: MoneyWishes, occupation: str | None) -> MoneyBlock:
    """The block for a programme's cost, with the years that were asked for and the pay of an occupation or field."""
    asked = sorted({*YEARS, wishes.years or DEFAULT_YEARS})
    rises = [(years, break_even_text(cost, years)) for years in asked]
    paid = wages(snapshot, occupation) if occupation else ()
    unpaid = [Sentence(f"The pay of {snapshot.name(occupation)} is not recorded.")] if occupation and not paid else []
    return MoneyBlock(
        f"What it costs: {snapshot.label(cost.programme)}",
        cost.programme,
        _total(cost),
        _parts(cost),
        _stops(snapshot, cost),
        tuple(
            CardFact(
                row.label, " ".join(s.text for s in row.sentences), tuple(c for s in row.sentences for c in s.claims)
            )
            for row in baselines(snapshot, cost.programme)
        ),
        tuple((years, rise) for years, rise in rises if rise),
        paid,
        (*_cautions(snapshot, cost, wishes), *unpaid),
    )


def _total(cost: Cost) -> CardFact:
    told = cost.total.preferred
    if told is not None:
        text = dated(value_text(told.value, told.unit) + (", an estimate" if told.estimate else ""), (told,))
        if cost.sum_usd is None or cost.sum_usd == cost.total_usd:
            return CardFact("In all", text, (told, *cost.total.disagreeing))
        both = f"{text}; its recorded parts add up to {span_text(cost.sum_usd)}"
        return CardFact("In all", both, (told, *cost.claims))
    if cost.sum_usd:
        return CardFact("In all", f"{span_text(cost.sum_usd)}, the sum of its recorded parts", cost.claims)
    if cost.floor_usd is not None:
        part = f"{len(cost.priced)} of {len(cost.parts)} parts recorded"
        return CardFact("In all", f"at least {money(cost.floor_usd)}, {part}", cost_claims(cost))
    return CardFact("In all", UNKNOWN)


def _parts(cost: Cost) -> tuple[CardFact, ...]:
    """A row for each part; parts without a name that cost the same share one."""
    rows = []
    for _, same in groupby(enumerate(cost.parts), lambda row: row[1] if not row[1].name else row[0]):
        parts = [part for _, part in same]
        rows.append(_part(parts[0], len(parts)))
    if cost.of_some is not None:
        rows.append(CardFact("A course, as told of the programme", dated(claim_cell(cost.of_some), (cost.of_some,)), (cost.of_some,)))  # fmt: skip
    return tuple(rows)


def _part(part: Part, count: int) -> CardFact:
    unnamed = "A course that no list names" if count == 1 else f"{count} courses that no list names, each"
    label = part.name or unnamed
    if part.price_usd is not None:
        return CardFact(label, dated(span_text(part.price_usd), part.claims), part.claims)
    if part.elsewhere:
        prices = joined([value_text(claim.value, claim.unit) for claim in part.elsewhere])
        return CardFact(label, f"{UNKNOWN} in US dollars; {dated(prices, part.elsewhere)}", part.elsewhere)
    return CardFact(label, UNKNOWN)


def _stops(snapshot: Snapshot, cost: Cost) -> tuple[MoneyStop, ...]:
    if not cost.priced:
        return ()
    rows = []
    for stop in stops(cost):
        keep, claims = keeping(snapshot, cost.programme, stop.courses)
        after = plural(stop.courses, "course")
        rows.append(MoneyStop(after, paid_text(stop), left_text(stop), keep, (*stop.claims, *claims)))
    return tuple(rows)


def _cautions(snapshot: Snapshot, cost: Cost, wishes: MoneyWishes) -> tuple[Sentence, ...]:
    """What one should know before paying: what the whole needs, refunds, where sources differ, what was not found."""
    slug, told = cost.programme, cost.total.preferred
    study = study_hours(snapshot, slug)
    said = [cite(snapshot, claim) for claim in (*asked_whole(snapshot, slug), *refunds(snapshot, slug))]
    said += [] if wishes.has_stop else keeping_sentences(snapshot, slug)[1:]
    said += differing(snapshot, [told] if told else [])
    said += _of_list(cost)
    said += elsewhere_sentences(snapshot, cost) if cost.priced and all(part.elsewhere for part in cost.parts) else []
    said += [] if wishes.hour_usd is not None else hours_sentences(cost, study, None, DEFAULT_YEARS)
    said += [cite(snapshot, claim) for claim in _beside(snapshot, slug)]
    said += [cite(snapshot, claim) for claim in sought(snapshot, slug, "cost")[:NOT_FOUND]]
    behind = cost_claims(cost)
    return (*said, *([OLD] if behind and all(claim.is_expired for claim in behind) else []), NO_EFFECT)


def _of_list(cost: Cost) -> list[Sentence]:
    """What the list of courses leaves open."""
    if cost.is_choice and cost.count is not None:
        return [
            Sentence(
                "More courses are listed than it asks for; which of them one takes is not recorded.", (cost.count,)
            )
        ]
    if cost.sum_usd and cost.total_usd and cost.sum_usd != cost.total_usd:
        return [Sentence("What is still to pay at each point is the sum of the parts that remain.")]
    if cost.parts and cost.count is None:
        return [Sentence("Whether the list of its courses is complete is not recorded.")]
    return []


def _beside(snapshot: Snapshot, programme: str) -> list[Claim]:
    own = snapshot.claims_by_subject.get(programme, ())
    return [c for c in own if c.topic == "cost" and c.state == "recorded" and c.predicate.startswith(BESIDE)][:BESIDES]
