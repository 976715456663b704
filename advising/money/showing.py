"""A money block as JSON and as plain text; `numbers` gives the notes of claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from advising.model import Claim
from advising.wording import plural

if TYPE_CHECKING:
    from advising.reply import CardFact, MoneyBlock

Numbers = Callable[[Iterable[Claim]], list[int]]
STOPS = 6  # as many points to stop at as the plain text shows


def money_json(block: MoneyBlock, numbers: Numbers) -> dict[str, Any]:
    """The block in the shape of docs/protocol.md."""
    return {
        "type": "money",
        "title": block.title,
        "programme": block.programme,
        "total": {"text": block.total.text, "notes": numbers(block.total.claims), "recorded": bool(block.total.claims)},
        "parts": [{**_labelled(part, numbers), "recorded": bool(part.claims)} for part in block.parts],
        "stops": [
            {"after": stop.after, "cost": stop.cost, "left": stop.left, "keep": stop.keep, "notes": numbers(stop.claims)}
            for stop in block.stops
        ],
        "baselines": [_labelled(baseline, numbers) for baseline in block.baselines],
        "break_even": [{"years": years, "rise": rise} for years, rise in block.break_even],
        "wages": [
            {"occupation": wage.occupation, "low": wage.low, "median": wage.median, "high": wage.high,
             "text": wage.text, "notes": numbers(wage.claims)}
            for wage in block.wages
        ],
        "cautions": [{"text": caution.text, "notes": numbers(caution.claims)} for caution in block.cautions],
    }  # fmt: skip


def _labelled(row: CardFact, numbers: Numbers) -> dict[str, Any]:
    return {"label": row.label, "text": row.text, "notes": numbers(row.claims)}


def money_text(block: MoneyBlock, numbers: Numbers) -> str:
    """The block as plain text, a paragraph for each of its lists that holds anything; only the first stops are shown."""
    lists = (
        (block.title, _parts(block, numbers)),
        ("If you stop early, each course paid for and passed", _stops(block, numbers)),
        ("What else you could do", _rows(block.baselines, numbers)),
        ("What would have to be true for it to pay back", _break_even(block)),
        ("What these occupations are paid", _wages(block, numbers)),
        ("Before you pay", (_marked(caution.text, caution.claims, numbers) for caution in block.cautions)),
    )
    shown = ((heading, list(lines)) for heading, lines in lists)
    return "\n\n".join("\n".join([heading, *(f"- {line}" for line in lines)]) for heading, lines in shown if lines)


def _parts(block: MoneyBlock, numbers: Numbers) -> Iterator[str]:
    yield _marked(f"In all: {block.total.text}", block.total.claims, numbers)
    yield from _rows(block.parts, numbers)


def _rows(rows: Iterable[CardFact], numbers: Numbers) -> Iterator[str]:
    return (_marked(f"{row.label}: {row.text}", row.claims, numbers) for row in rows)


def _stops(block: MoneyBlock, numbers: Numbers) -> Iterator[str]:
    for stop in block.stops[:STOPS]:
        text = f"After {stop.after}: paid: {stop.cost}; still to pay: {stop.left}; you keep: {stop.keep}"
        yield _marked(text, stop.claims, numbers)
    if block.stops[STOPS:]:
        yield f"{plural(len(block.stops) - STOPS, 'later point')} not shown here"


def _break_even(block: MoneyBlock) -> Iterator[str]:
    for years, rise in block.break_even:
        yield f"Back in {plural(years, 'year')}: your pay rises by {rise} because of it"


def _wages(block: MoneyBlock, numbers: Numbers) -> Iterator[str]:
    for wage in block.wages:
        text = (
            f"{wage.occupation}: the lowest-paid tenth {wage.low}, half above and half below {wage.median}, "
            f"the best-paid tenth {wage.high} a year ({wage.text})"
        )
        yield _marked(text, wage.claims, numbers)


def _marked(text: str, claims: Iterable[Claim], numbers: Numbers) -> str:
    marks = "".join(f"[{n}]" for n in numbers(claims))
    return f"{text} {marks}" if marks else text
