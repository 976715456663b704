"""The header that says how long to wait."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from knowledge.exchange.discovery_http import retry_after_s

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HEADERS = {
    "seconds": ("7", 7.0),
    "a date to come": ("Sun, 22 Nov 2026 12:00:09 GMT", 9.0),
    "a date that has passed": ("Sun, 22 Nov 2026 11:00:00 GMT", 0.0),
    "nothing": ("", None),
    "words": ("soon", None),
    "less than nothing": ("-5", None),
    "strange digits": ("٣", None),
}


@pytest.mark.parametrize(("header", "seconds"), HEADERS.values(), ids=HEADERS)
def test_retry_after_is_read_as_http_has_it(header: str, seconds: float | None) -> None:
    """Seconds or a date; anything else counts as not given."""
    assert retry_after_s(header, NOW) == seconds
