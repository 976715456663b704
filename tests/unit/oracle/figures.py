"""Reading the figures out of what the bot shows, and out of the claims it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from advising.model import Claim, Pathway, Snapshot
from tests.unit.oracle.places import Place

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty", "thirty",
         "forty", "fifty", "hundred", "thousand", "million", "half", "third", "quarter", "dozen")  # fmt: skip
_MONTH = "|".join(MONTHS)
_FIGURE = re.compile(
    rf"\b(?P<iso>\d{{4}}-(?:0[1-9]|1[0-2])(?:-\d{{2}})?)\b|\b(?:(?P<day>\d{{1,2}}) )?(?P<month>{_MONTH})[a-z]*\.? (?P<year>\d{{4}})\b"
    rf"|(?:(?P<sign>[$€£])\s?)?(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"|\b(?P<word>{'|'.join(WORDS)})s?\b",
    re.I,
)  # fmt: skip


# What the bot offers or advises to do: "two" here counts nothing.
ADVICE = ("ask two of them", "Compare the first two")


@lru_cache(maxsize=100_000)
def figures(text: str) -> frozenset[str]:
    """Numbers ("1350"), prices ("$1350"), dates ("2022-08") and number words of a text."""
    return frozenset(_figure(match) for match in _FIGURE.finditer(text))


def _figure(match: re.Match[str]) -> str:
    if match["iso"]:
        return match["iso"]
    if match["month"]:
        day = f"-{int(match['day']):02}" if match["day"] else ""
        return f"{match['year']}-{MONTHS.index(match['month'].lower()) + 1:02}{day}"
    if match["word"]:
        return match["word"].lower()
    plain = match["number"].replace(",", "")
    return (match["sign"] or "") + (plain.rstrip("0").rstrip(".") if "." in plain else plain)


def shown_numbers(value: Any) -> Iterator[float]:
    """The numbers of a claim's value."""
    if isinstance(value, tuple):
        yield from value
    elif isinstance(value, int | float):
        yield value


@cache
def stated(claim: Claim) -> frozenset[str]:
    """Every figure that a claim states: in its value, unit, scope, words, making, date and day of reading."""
    source = claim.source
    texts = [claim.unit, claim.scope, claim.says, claim.cell, claim.estimate, source.publisher, source.date_text,
             source.seen_on.isoformat()]  # fmt: skip
    found = set().union(*(figures(text) for text in texts))
    if isinstance(claim.value, str):
        found |= figures(claim.value)
    for number in shown_numbers(claim.value):
        found |= figures(f"{number:,.2f}")
        if claim.unit.startswith("USD"):
            found |= figures(f"${number:,.2f}")
    dates = [figure for figure in found if re.fullmatch(r"\d{4}-.+", figure)]
    return frozenset(found.union(*({date[:4], date[:7]} for date in dates)))


def names_pattern(snapshot: Snapshot) -> re.Pattern[str]:
    """Finds the names of recorded things whose figures ("CS50x", "Quantum 101") are no facts."""
    names = {name for subject in snapshot.subjects.values() for name in (subject.name, subject.short)}
    names |= {programme.title for programme in snapshot.programmes.values()}
    numbered = sorted((name for name in names if figures(name)), key=len, reverse=True)
    return re.compile("|".join(re.escape(name) for name in numbered))


class FigureOracle:
    """Knows which figures each claim states."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Prepare; a pathway's claim stands for its row: credits, conditions, who is named."""
        self._names = names_pattern(snapshot)
        self._rows = {pathway.claim.id: _of_pathway(pathway) for pathway in snapshot.pathways}

    def unsupported(self, place: Place) -> frozenset[str]:
        """The figures of one place that none of its claims states."""
        text = self._names.sub(" ", place.text)
        for advice in ADVICE:
            text = text.replace(advice, "")
        shown = figures(text)
        return shown - self._stated(place) if shown else shown

    def _stated(self, place: Place) -> frozenset[str]:
        rows = (self._rows.get(claim.id, frozenset()) for claim in place.claims)
        return frozenset().union(*map(stated, place.claims), *rows)


def _of_pathway(pathway: Pathway) -> frozenset[str]:
    texts = (
        _computed(pathway),
        pathway.share,
        pathway.programme_named,
        *(condition.says for condition in pathway.conditions),
    )
    return figures("; ".join(texts))


def _computed(pathway: Pathway) -> str:
    """Its credits; where the size of the degree is recorded also that, the share in percent and what remains."""
    counts, degree = pathway.credits_value, pathway.degree_credits
    if counts is None or degree is None:
        return "" if counts is None else f"{counts:g}"
    return f"{counts:g} of {degree:g}: {counts / degree:.0%}, {degree - counts:g} more"
