"""A programme record of the course-discovery API as claims; what is unknown or unclear stays out.

`weeks_to_complete` of a programme is left out on purpose: course-discovery documents it as the weeks of one course run
(and as deprecated), and its `_min`/`_max` are over the courses. A length comes only from `program_duration_override`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

from knowledge.exchange.discovery_courses import LEVELS
from knowledge.exchange.discovery_languages import language_names
from knowledge.exchange.discovery_shapes import Shape
from knowledge.rows import ClaimRow, Value

STATUSES = {"active", "retired", "unpublished", "deleted"}
OFFERED = {"active", "retired"}
LENGTH = re.compile(r"(\d{1,3})(?:\s*(?:-|to)\s*(\d{1,3}))?\s+(week|month)s?", re.I)
LENGTHS = {"month": ("duration.months", "months"), "week": ("weeks", "weeks")}


class MakeClaim(Protocol):
    """Makes a claim of the programme that is being read."""

    def __call__(self, predicate: str, value: Value, unit: str = "", **more: str) -> ClaimRow:
        """A claim with this value."""
        ...


def programme_claims(record: Shape, slug: str, source: str, levels: dict[str, str]) -> Iterator[ClaimRow]:
    """What one programme's record states.

    Args:
        record: The record of the list, with the fields of its own address where they were read.
        slug: The catalogue's id of the programme.
        source: The id of the record's source row.
        levels: Levels of courses by their UUID, as far as courses were read.
    """

    def claim(predicate: str, value: Value, unit: str = "", **more: str) -> ClaimRow:
        return ClaimRow(
            predicate,
            source,
            "high",
            value,
            subject=slug,
            unit=unit,
            scope=more.get("scope", ""),
            says=more.get("says", ""),
        )

    status = record.text("status").lower()
    if status and status not in STATUSES:
        record.wrong("status", status, " | ".join(sorted(STATUSES)))
    elif status:
        yield claim("status", status)
    if status and status not in OFFERED:
        return  # what is said of a programme that is not published is not meant for learners
    lessons = record.objects("courses")
    if lessons:
        yield claim("courses_count", len(lessons), "courses")
    yield from _length_and_hours(record, claim)
    price = whole_price(record)
    if price:
        yield claim("price.total", price, "USD")
    own_level = record.named("level_type_override").lower()
    if own_level in LEVELS:
        yield claim("level", own_level)
    elif level := _level_of_courses(lessons, levels):
        yield claim("level", level, scope="levels of its courses")
    language = language_names(
        [record.named("language_override")] if record.named("language_override") else record.texts("languages")
    )
    if language:
        yield claim("language", language)
    if page := plain_address(record.text("marketing_url")):
        yield claim("page", page)


def _length_and_hours(record: Shape, claim: MakeClaim) -> Iterator[ClaimRow]:
    hours = record.span("min_hours_effort_per_week", "max_hours_effort_per_week")
    if hours:
        yield claim("hours_per_week", hours, "hours a week")
    override = record.content.get("program_duration_override")
    length = LENGTH.fullmatch(override.strip()) if isinstance(override, str) else None
    if length is None:
        return  # a bare number has no unit that is documented
    first, last = int(length[1]), int(length[2] or length[1])
    predicate, unit = LENGTHS[length[3].lower()]
    if not 0 < first <= last:
        return
    value: Value = first if first == last else [first, last]
    told = f"{first}" if first == last else f"{first} to {last}"
    says = "" if predicate == "duration.months" else f"The programme is listed with a length of {told} weeks."
    yield claim(predicate, value, unit, says=says)


def whole_price(record: Shape) -> float | None:
    """The price of the whole programme in US dollars; None when unknown, zero, or told twice differently."""
    totals = {
        prices.amount("total") for prices in record.objects("price_ranges") if prices.text("currency").upper() == "USD"
    }
    totals -= {None, 0}
    return totals.pop() if len(totals) == 1 else None


def _level_of_courses(lessons: Iterable[Shape], levels: dict[str, str]) -> str:
    """The span of the courses' levels, if every one of them states its own."""
    found = [lesson.text("level_type").lower() or levels.get(lesson.text("uuid").lower(), "") for lesson in lessons]
    if not found or any(level not in LEVELS for level in found):
        return ""
    ranks = sorted({LEVELS.index(level) for level in found})
    return LEVELS[ranks[0]] if len(ranks) == 1 else f"{LEVELS[ranks[0]]} to {LEVELS[ranks[-1]]}"


def plain_address(address: str) -> str:
    """A web address without tracking parameters; empty for anything else."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_plain = address.isprintable() and " " not in address
    is_page = (
        is_plain
        and parts.scheme in ("https", "http")
        and parts.hostname
        and "@" not in parts.netloc
        and parts.path.strip("/")
    )
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "", "")) if is_page else ""
