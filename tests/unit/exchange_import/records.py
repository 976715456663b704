"""Records of a course-discovery server in the documented shape; a test changes the field that it is about."""

from __future__ import annotations

from datetime import date
from typing import Any

BASE = "https://discovery.example.org"
READ_ON = date(2026, 11, 22)
UUID = "0a1b2c3d-0000-4000-8000-000000000001"
COURSE_UUID = "0a1b2c3d-0000-4000-8000-0000000000c1"
SOURCE = f"discovery-example-org-programs-{UUID}-2026-10-05"


def program(**changed: Any) -> dict[str, Any]:
    """A programme with its details: the small catalogue's `asx-data`."""
    return {
        "uuid": UUID, "title": "Data", "subtitle": None, "type": "MicroMasters",
        "type_attrs": {"uuid": UUID, "slug": "micromasters", "coaching_supported": False},
        "status": "active", "marketing_slug": "asx-data", "hidden": False,
        "marketing_url": "https://www.edx.org/micromasters/asx-data?utm_source=me",
        "courses": [{"uuid": COURSE_UUID, "key": "ASx+D1", "title": "Data one"}, {"uuid": UUID, "key": "ASx+D2", "title": "Two"}],
        "authoring_organizations": [{"uuid": UUID, "key": "ASx", "name": "A School of Technology"}],
        "level_type_override": None, "language_override": None, "program_duration_override": "9 months",
        "data_modified_timestamp": "2026-10-05T08:00:00Z", "weeks_to_complete": 12,
        "min_hours_effort_per_week": 8, "max_hours_effort_per_week": 10, "languages": ["en-us"],
        "price_ranges": [{"currency": "USD", "min": 150.0, "max": 300.0, "total": 1080.0}],
        **changed,
    }  # fmt: skip


def course(run: dict[str, Any] | None = None, **changed: Any) -> dict[str, Any]:
    """A course with one run: the small catalogue's `asx-data--one`."""
    key = "course-v1:ASx+D1+2026"
    own_run = {
        "key": key, "min_effort": 4, "max_effort": 6, "weeks_to_complete": 5, "content_language": "en-us",
        "seats": [{"type": "audit", "price": "0.00", "currency": "USD"}, {"type": "verified", "price": "149.00", "currency": "USD"}],
        **(run or {}),
    }  # fmt: skip
    return {
        "key": "ASx+D1", "uuid": COURSE_UUID, "title": "Data one", "course_runs": [own_run], "entitlements": [],
        "canonical_course_run_key": key, "level_type": "Introductory",
        "programs": [{"uuid": UUID, "title": "Data", "type": "MicroMasters"}],
        "data_modified_timestamp": "2026-10-05T08:00:00Z", **changed,
    }  # fmt: skip
