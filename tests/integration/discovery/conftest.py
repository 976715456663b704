"""A database of its own for each test that compares with one, and the way to see that it was not touched."""

from __future__ import annotations

from tests.integration.exchange.conftest import empty_engine, empty_url, folder, state

__all__ = ["empty_engine", "empty_url", "folder", "state"]
