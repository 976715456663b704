"""Reading the figures out of what the bot shows, and out of the claims it cites: the oracle of "nothing is invented"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from advising.model import Claim, Snapshot
from advising.rendering import render
from advising.reply import Reply

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty", "thirty",
         "forty", "fifty", "hundred", "thousand", "million", "half", "third", "quarter", "dozen")  # fmt: skip
_MONTH = "|".join(MONTHS)
_FIGURE = re.compile(
    rf"\b(?P<iso>\d{{4}}-(?:0[1-9]|1[0-2])(?:-\d{{2}})?)\b|\b(?P<month>{_MONTH})[a-z]*\.? (?P<year>\d{{4}})\b"
    rf"|(?:(?P<sign>[$€£])\s?)?(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"|\b(?P<word>{'|'.join(WORDS)})s?\b",
    re.I,
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A piece of shown text, where it stands, and the claims that its notes name."""

    where: str
    text: str
    claims: tuple[Claim, ...]


# What the bot offers or advises to do: "two" here counts nothing.
ADVICE = ("ask two of them", "Compare the first two")
Found = tuple[Place, list[str]]
# Titles stand above claims rather than cite them; they are looked at apart.
TITLES = ("heading", "caption")


@lru_cache(maxsize=100_000)
def figures(text: str) -> frozenset[str]:
    """Numbers ("1350"), prices ("$1350"), dates ("2022-08") and number words of a text."""
    return frozenset(_figure(match) for match in _FIGURE.finditer(text))


def _figure(match: re.Match[str]) -> str:
    if match["iso"]:
        return match["iso"]
    if match["month"]:
        return f"{match['year']}-{MONTHS.index(match['month'].lower()) + 1:02}"
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
    """Every figure that a claim states: in its value, unit, scope, words, making and date."""
    source = claim.source
    texts = [claim.unit, claim.scope, claim.says, claim.cell, claim.estimate, source.publisher, source.date_text]
    found = set().union(*(figures(text) for text in texts))
    if isinstance(claim.value, str):
        found |= figures(claim.value)
    for number in shown_numbers(claim.value):
        found |= figures(f"{number:,.2f}")
        if claim.unit.startswith("USD"):
            found |= figures(f"${number:,.2f}")
    dates = [figure for figure in found if re.fullmatch(r"\d{4}-.+", figure)]
    return frozenset(found.union(*({date[:4], date[:7]} for date in dates)))


def places(snapshot: Snapshot, reply: Reply) -> list[Place]:
    """Every piece of text in the rendered blocks of a reply, each with the claims of its own notes."""
    _, blocks, cited = render(snapshot, reply)
    return [place for block in blocks for place in _in_block(block, cited)]


def _in_block(block: dict[str, Any], cited: list[Claim]) -> Iterator[Place]:
    def noted(where: str, entry: dict[str, Any]) -> Place:
        return Place(where, entry["text"], tuple(cited[n - 1] for n in entry["notes"]))

    def headed(where: str, text: str, parts: Iterable[Place]) -> Place:
        return Place(where, text, tuple(claim for part in parts for claim in part.claims))

    match block["type"]:
        case "text":
            found = [noted("sentence", sentence) for sentence in block["sentences"]]
            yield from [*found, headed("heading", block.get("heading", ""), found)]
        case "table":
            found = [noted("cell", cell) for row in block["rows"] for cell in row["cells"]]
            yield from [*found, headed("caption", block["caption"], found)]
            yield from (Place("row", row["label"], ()) for row in block["rows"])
            yield from (Place("column", column["title"], ()) for column in block["columns"])
        case "cards":
            for card in block["cards"]:
                yield from (noted("card fact", fact) for fact in card["facts"])
                yield from (Place("card", card[name], ()) for name in ("title", "school", "credential_type"))
        case "recommendations":
            for item in block["items"]:
                yield from (noted(side, entry) for side in ("for", "against", "unknown") for entry in item[side])
                yield from (Place("item", item[name], ()) for name in ("title", "school", "credential_type"))
            yield from (noted("change", entry) for entry in block["changes"])
        case "notice":
            yield noted("notice", block)
        case "options":
            yield from (Place("option", option["title"], ()) for option in block["options"])


def names_pattern(snapshot: Snapshot) -> re.Pattern[str]:
    """Finds the names of recorded things whose figures ("CS50x", "Quantum 101") are no facts."""
    names = {name for subject in snapshot.subjects.values() for name in (subject.name, subject.short)}
    names |= {programme.title for programme in snapshot.programmes.values()}
    numbered = sorted((name for name in names if figures(name)), key=len, reverse=True)
    return re.compile("|".join(re.escape(name) for name in numbered))


@dataclass(frozen=True)
class Oracle:
    """Finds figures without a claim in what is shown."""

    snapshot: Snapshot
    names: re.Pattern[str]
    pathway_figures: dict[str, frozenset[str]]

    def invented(self, reply: Reply, allowed: frozenset[str] = frozenset()) -> list[Found]:
        """The places of a reply with figures that nothing cited there states."""
        shown = [place for place in places(self.snapshot, reply) if place.where not in TITLES]
        found = [(place, self.unsupported(place) - allowed) for place in shown]
        return [(place, sorted(extra)) for place, extra in found if extra]

    def unsupported(self, place: Place) -> frozenset[str]:
        """The figures of one place that none of its claims states."""
        text = self.names.sub(" ", place.text)
        for advice in ADVICE:
            text = text.replace(advice, "")
        shown = figures(text)
        return shown - self._stated(place) if shown else shown

    def _stated(self, place: Place) -> frozenset[str]:
        rows = (self.pathway_figures.get(claim.id, frozenset()) for claim in place.claims)
        return frozenset().union(*map(stated, place.claims), *rows)


def oracle_of(snapshot: Snapshot) -> Oracle:
    """The oracle over a snapshot; a pathway's claim stands for its row: credits, conditions, who is named."""
    rows = {}
    for pathway in snapshot.pathways:
        credit = "" if pathway.credits_value is None else f"{pathway.credits_value:g}"
        texts = (credit, pathway.share, pathway.programme_named, *(condition.says for condition in pathway.conditions))
        rows[pathway.claim.id] = figures("; ".join(texts))
    return Oracle(snapshot, names_pattern(snapshot), rows)
