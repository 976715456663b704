"""A database of its own for each test that compares with one."""

from __future__ import annotations

from tests.integration.database.conftest import empty_engine, empty_url

__all__ = ["empty_engine", "empty_url"]
