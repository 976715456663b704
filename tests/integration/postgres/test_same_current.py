"""Every test of the snapshot that a process works with, on PostgreSQL."""

from tests.integration.database.test_current import *  # noqa: F403 - the same tests, by design
