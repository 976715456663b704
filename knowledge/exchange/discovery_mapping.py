"""Records of the course-discovery API as proposed claims with their source; what is unknown or unclear stays out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from advising.model import UNDATED
from knowledge.catalogue_files import Catalogue, Placed
from knowledge.exchange.discovery_courses import course_claims
from knowledge.exchange.discovery_errors import DiscoveryError
from knowledge.exchange.discovery_programmes import programme_claims
from knowledge.exchange.discovery_shapes import Shape
from knowledge.exchange.matching import Matcher
from knowledge.exchange.proposals import ProposalSet, SourcedClaims
from knowledge.rows import ClaimRow, SourceRow
from knowledge.yaml_rows import Problem

EDX = "discovery.edx.org"


@dataclass
class Import:
    """One reading of a server: its address, the day, and what was found wrong so far."""

    base: str
    read_on: date
    problems: list[Problem] = field(default_factory=list)

    def shape(self, kind: str, position: int, record: dict[str, Any]) -> Shape:
        """A record with its place in the list."""
        return Shape(
            record, f"{self.base}/api/v1/{kind}/", f"record {position} ({record.get('uuid')!r:.40})", self.problems
        )

    def source(self, kind: str, record: Shape) -> SourceRow:
        """The source row of a record: its address, the day it was changed there, the day it was read."""
        host = urlsplit(self.base).hostname or ""
        changed = record.day("data_modified_timestamp")
        published = changed if changed <= self.read_on.isoformat() else ""
        uuid = record.uuid()
        mark = re.sub(r"[^a-z0-9]+", "-", urlsplit(self.base).netloc.lower()).strip("-")
        return SourceRow(
            id=f"{mark}-{kind}-{uuid}-{published or f'seen-{self.read_on.isoformat()}'}",
            publisher="edX course-discovery API" if host == EDX else f"course-discovery API at {host}",
            kind="official",
            url=f"{self.base}/api/v1/{kind}/{uuid}/",
            seen_on=self.read_on.isoformat(),
            title=record.title("title"),
            published_on=published,
            published_about="" if published else UNDATED,
        )


def proposals_from(
    catalogue: Catalogue, programs: list[dict[str, Any]], courses: list[dict[str, Any]], base: str, read_on: date
) -> ProposalSet:
    """Map what was read to proposals about programmes and courses that the catalogue has.

    Raises:
        DiscoveryError: With every record that is not of the documented shape; then nothing is proposed.
    """
    reading = Import(base.rstrip("/"), read_on)
    matcher = Matcher(catalogue)
    records = [reading.shape("programs", n, row) for n, row in enumerate(programs, 1)]
    lessons = [reading.shape("courses", n, row) for n, row in enumerate(courses, 1)]
    levels = {lesson.uuid(): lesson.text("level_type").lower() for lesson in lessons}
    programmes, unmatched = _match(records, matcher)
    found = []
    for slug, record in programmes.items():
        claims = list(programme_claims(record, slug, reading.source("programs", record).id, levels))
        found.append(_proposal(reading.source("programs", record), claims))
    by_uuid = {record.uuid(): slug for slug, record in programmes.items()}
    found.extend(_courses(reading, lessons, matcher, by_uuid))
    if reading.problems:
        raise DiscoveryError(*dict.fromkeys(reading.problems))
    return ProposalSet([placed for placed in found if placed.row.claims], unmatched)


def matched_uuids(catalogue: Catalogue, programs: list[dict[str, Any]], base: str) -> list[str]:
    """The UUIDs of the programmes that the catalogue has: only of these are the details worth asking for.

    Raises:
        DiscoveryError: With every record that is not of the documented shape.
    """
    reading = Import(base, date.min)
    records = [reading.shape("programs", n, row) for n, row in enumerate(programs, 1)]
    found, _ = _match(records, Matcher(catalogue))
    uuids = [record.uuid() for record in found.values()]
    if reading.problems:
        raise DiscoveryError(*dict.fromkeys(reading.problems))
    return uuids


def _match(records: list[Shape], matcher: Matcher) -> tuple[dict[str, Shape], list[str]]:
    """Records by the catalogue's id; two records that fit one programme are both left out, and told."""
    fitting: dict[str, list[Shape]] = defaultdict(list)
    for record in records:
        fitting[matcher.programme(record)].append(record)
    unmatched = [
        _told(record, "not in the catalogue, or not clearly one of its programmes") for record in fitting.pop("", [])
    ]
    for slug, several in fitting.items():
        if len(several) > 1:
            unmatched.extend(_told(record, f"one of {len(several)} records that fit {slug}") for record in several)
    return {slug: several[0] for slug, several in fitting.items() if len(several) == 1}, unmatched


def _told(record: Shape, why: str) -> str:
    return f"{record.title('title') or 'no title'} ({record.title('type') or 'no type'}, {record.uuid()}): {why}"


def _proposal(source: SourceRow, claims: list[ClaimRow]) -> Placed[SourcedClaims]:
    return Placed(source.url, source.id, SourcedClaims(source, claims))


def _courses(
    reading: Import, lessons: list[Shape], matcher: Matcher, programmes: dict[str, str]
) -> Iterator[Placed[SourcedClaims]]:
    fitting: dict[str, list[Shape]] = defaultdict(list)
    for lesson in lessons:
        named = {nested.text("uuid").lower() for nested in lesson.objects("programs")}
        own = {programmes[uuid] for uuid in named if uuid in programmes}
        if course := matcher.course(lesson.text("title"), own):
            fitting[course].append(lesson)
    for course, several in fitting.items():
        if len(several) == 1:
            source = reading.source("courses", several[0])
            yield _proposal(source, list(course_claims(several[0], course, source.id)))
