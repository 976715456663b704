"""How values, dates, lists and claims are written in English that a learner at a phone understands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from advising.model import NOT_RECORDED, UNDATED, Claim, Snapshot, Source, Value

# Names that are said with an article: "the University of Malta", "the London School of Economics".
_WITH_ARTICLE = re.compile(
    r"University (?:of|at)\b|\w+ (?:School|Institute) of\b|City University of\b"
    r"|(?:American|Autonomous|Federal|Free|Hebrew|National|Polytechnic|State|Technical)\b.*\bUniversity (?:of|in)\b"
)
# Names that begin with a spoken vowel: "online MBA", "edX ...", and letters as they are spelt out: "MBA", "XSeries".
_SPOKEN_WITH_VOWEL = re.compile(r"[aeio]|(?-i:[FHLMNRSX](?=[B-DF-HJ-NP-TV-Z]))", re.I)
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def number(value: float) -> str:
    """12.0 -> "12", 1350 -> "1,350", 12.5 -> "12.5"."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0")


def money(value: float) -> str:
    """1350 -> "$1,350", 99.9 -> "$99.90"."""
    return f"${value:,.0f}" if float(value).is_integer() else f"${value:,.2f}"


def value_text(value: Value, unit: str = "") -> str:
    """A value with its unit: ([8, 12], "hours a week") -> "8 to 12 hours a week"; USD become "$1,350"."""
    is_money = unit.startswith("USD")
    one = money if is_money else number
    if isinstance(value, str):
        text = value if not is_money or "$" in value or "dollar" in value else f"{value} USD"
    elif isinstance(value, tuple):
        text = f"{one(value[0])} to {one(value[1])}"
    else:
        text = one(value)
    rest = unit.removeprefix("USD").lstrip(", ") if is_money else unit
    if rest.endswith("about"):
        return f"about {text} {rest.removesuffix('about').rstrip(', ')}".strip()
    return f"{text} {rest}".strip()


def joined(parts: Sequence[str], word: str = "and") -> str:
    """("a", "b", "c") -> "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def with_article(name: str) -> str:
    """A school's name as it stands in a sentence: "University of Malta" -> "the University of Malta"."""
    if name.startswith("The "):
        return f"the {name.removeprefix('The ')}"
    return f"the {name}" if _WITH_ARTICLE.match(name) else name


def a_or_an(name: str) -> str:
    """A kind's name with its article: "MicroMasters" -> "a MicroMasters", "online MBA" -> "an online MBA"."""
    return f"{'an' if _SPOKEN_WITH_VOWEL.match(name) else 'a'} {name}"


def short_date(source: Source) -> str:
    """The date as a tag after a figure: "Aug 2022", "about 2017", "undated"."""
    if source.published_on:
        year, *rest = source.published_on.split("-")
        return f"{MONTHS[int(rest[0]) - 1]} {year}" if rest else year
    about = source.vague_date.removeprefix("c. ")
    if not about:
        return UNDATED
    return about if about[0].isalpha() else f"about {about}"


def full_date(day: date) -> str:
    """A day in words: 22 Nov 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_note(claims: Iterable[Claim]) -> str:
    """The dates of the claims behind a sentence, as they stand after it: " (Aug 2022)", " (as of Oct 2021)" if all expired."""
    behind = list(claims)
    dates = joined(list(dict.fromkeys(short_date(claim.source) for claim in behind)))
    old = "as of " if dates != "undated" and all(claim.is_expired for claim in behind) else ""
    return f" ({old}{dates})" if dates else ""


def claim_sentence(snapshot: Snapshot, claim: Claim) -> str:
    """The claim as a whole sentence: its own words, or its predicate's template filled in; what was not found is said so."""
    if claim.says:
        return claim.says
    if claim.state == NOT_RECORDED:
        return f"{snapshot.predicates[claim.predicate].label} of {snapshot.label(claim.subject)}: not found ({claim.scope})."
    template = snapshot.predicates[claim.predicate].template
    return template.format(
        subject=snapshot.label(claim.subject),
        value=value_text(claim.value, claim.unit if claim.unit.startswith("USD") else ""),
        scope=f" ({claim.scope})" if claim.scope else "",
        estimate=claim.estimate,
    )


def claim_cell(claim: Claim) -> str:
    """The claim in a table's cell or a card's line: its short wording, or the bare value with unit and scope."""
    if claim.cell:
        return claim.cell
    text = value_text(claim.value, claim.unit)
    return f"{text} ({claim.scope})" if claim.scope else text


def has_figure(text: str) -> bool:
    """Whether a sentence states a number, which then needs its date beside it."""
    return any(char.isdigit() for char in text)


def plural(count: int, one: str, many: str = "") -> str:
    """(3, "course") -> "3 courses"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
