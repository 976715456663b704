"""A course record of the course-discovery API as claims about a course that the catalogue has."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.exchange.discovery_languages import language_names
from knowledge.exchange.discovery_shapes import Shape
from knowledge.rows import ClaimRow, Value

LEVELS = ("introductory", "intermediate", "advanced")


def course_claims(record: Shape, course: str, source: str) -> Iterator[ClaimRow]:
    """What a course's record and its canonical run state; without such a run only what the course states itself."""

    def claim(predicate: str, value: Value, unit: str = "") -> ClaimRow:
        return ClaimRow(f"course.{predicate}", source, "high", value, subject=course, unit=unit)

    level = record.text("level_type").lower()
    if level in LEVELS:
        yield claim("level", level)
    run = canonical_run(record)
    if run is None:
        return
    hours = run.span("min_effort", "max_effort")
    if hours:
        yield claim("hours_per_week", hours, "hours a week")
    if weeks := run.whole("weeks_to_complete"):
        yield claim("weeks", weeks, "weeks")
    if price := verified_price(record, run):
        yield claim("price_verified", price, "USD")
    if language := language_names([run.text("content_language")]):
        yield claim("language", language)


def canonical_run(record: Shape) -> Shape | None:
    """The run that the catalogue shows for the course, or its only one; None where that is unclear."""
    runs = record.objects("course_runs")
    wanted = record.text("canonical_course_run_key")
    chosen = [run for run in runs if run.text("key") == wanted] if wanted else runs
    return chosen[0] if len(chosen) == 1 else None


def verified_price(record: Shape, run: Shape) -> float | None:
    """The price in US dollars of the verified seat or entitlement; None when unknown, zero, or told twice differently."""
    seats = [seat for seat in run.objects("seats") if seat.text("type") == "verified"]
    entitlements = [right for right in record.objects("entitlements") if right.text("mode") == "verified"]
    offers = [offer for offer in (*seats, *entitlements) if offer.text("currency").upper() == "USD"]
    prices = {offer.amount("price") for offer in offers} - {None, 0}
    return prices.pop() if len(prices) == 1 else None
