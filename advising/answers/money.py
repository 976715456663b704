"""What a programme costs, what stopping early costs, and when it would pay back: arithmetic over recorded prices."""

from __future__ import annotations

from advising.answers.buttons import RECOMMEND, TITLES, ask
from advising.answers.general import not_recorded
from advising.answers.money_block import money_block
from advising.model import Snapshot
from advising.money.costs import Cost, cost_of
from advising.money.stopping import stop_after, stops
from advising.money.studying import study_hours
from advising.money.telling import (
    break_even_sentence,
    cost_sentences,
    elsewhere_claims,
    elsewhere_sentences,
    hours_sentences,
    keeping_sentences,
    rise_sentence,
    stop_sentence,
)
from advising.money.wishes import DEFAULT_YEARS, MoneyWishes
from advising.reply import ANSWERED, Block, Option, OptionsBlock, Reply, Sentence, paragraph
from advising.wording import plural

LEAD_WORDS = 90


def money_answer(
    snapshot: Snapshot,
    programme: str,
    *,
    rise_usd: float | None = None,
    hour_usd: float | None = None,
    years: int = DEFAULT_YEARS,
    occupation: str | None = None,
) -> Reply:
    """What a programme costs and when it would pay back.

    Args:
        snapshot: The facts.
        programme: The id of a programme.
        rise_usd: The rise in yearly pay that the learner hopes for, in US dollars.
        hour_usd: What an hour of the learner's time is worth to them, in US dollars.
        years: Over how many years it should pay back, at least 1.
        occupation: The id of an occupation, or of a field whose occupations are meant.

    Raises:
        KeyError: If the snapshot holds no such programme.
        ValueError: If `years` is below 1.
    """
    if years < 1:
        raise ValueError(f"money_answer: {years} years; give 1 or more")
    wishes = MoneyWishes(rise_usd=rise_usd, hour_usd=hour_usd, years=years)
    return wished_answer(snapshot, programme, wishes, occupation)


def wished_answer(snapshot: Snapshot, programme: str, wishes: MoneyWishes, occupation: str | None = None) -> Reply:
    """The answer to what `advising.money.reading` read; what was asked is said first."""
    cost = cost_of(snapshot, programme)
    lead, rest = _split(_told(snapshot, cost, wishes))
    blocks: list[Block] = [paragraph(*lead)]
    if rest:
        blocks.append(paragraph(*rest))
    blocks.append(money_block(snapshot, cost, wishes, occupation))
    options = tuple(Option(TITLES[topic], ask(topic, programme)) for topic in ("credit", "worth_it"))
    return Reply("cost", ANSWERED, (*blocks, OptionsBlock((*options, RECOMMEND))), (programme,))


def _told(snapshot: Snapshot, cost: Cost, wishes: MoneyWishes) -> list[Sentence]:
    """The sentences of the answer, what was asked first."""
    price = cost_sentences(snapshot, cost) or _without_price(snapshot, cost)
    years = wishes.years or DEFAULT_YEARS
    name = snapshot.label(cost.programme)
    told = _stopping(snapshot, cost, wishes) if wishes.has_stop else []
    if wishes.rise_usd is not None:
        told = [*told, rise_sentence(cost, wishes.rise_usd, name), *price]
    elif wishes.has_break_even:
        told = [*told, break_even_sentence(cost, years, name), *price]
    else:
        told = [*told, *price, *([] if wishes.has_stop else [break_even_sentence(cost, years)])]
    if wishes.hour_usd is not None:
        told = [*told, *hours_sentences(cost, study_hours(snapshot, cost.programme), wishes.hour_usd, years)]
    return told


def _without_price(snapshot: Snapshot, cost: Cost) -> list[Sentence]:
    """Nothing is recorded in US dollars: say so, and what is recorded in other money."""
    if not elsewhere_claims(cost):
        return [not_recorded(snapshot, cost.programme, "cost")]
    return [*elsewhere_sentences(snapshot, cost), Sentence("No price in US dollars is recorded.")]


def _stopping(snapshot: Snapshot, cost: Cost, wishes: MoneyWishes) -> list[Sentence]:
    """Where one stops, what it has cost by then, what one keeps and loses."""
    keep = keeping_sentences(snapshot, cost.programme)
    if wishes.stop_after is None and not wishes.is_halfway:
        return keep
    stop = stop_after(cost, wishes.stop_after, wishes.is_halfway)
    if stop is not None:
        return [stop_sentence(stop), *keep]
    held = len(stops(cost))
    last = (
        f"the last point that I can count is after {plural(held, 'course')}" if held else "its courses are not recorded"
    )
    return [Sentence(f"What it has cost by then cannot be computed: {last}."), *keep]


def _split(sentences: list[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """The first sentences, up to as many words as are read at once, and the rest."""
    words = 0
    for place, sentence in enumerate(sentences):
        words += len(sentence.text.split())
        if words > LEAD_WORDS and place:
            return sentences[:place], sentences[place:]
    return sentences, []
