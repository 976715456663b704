"""Every test of loading, on PostgreSQL."""

from tests.integration.database.test_load import *  # noqa: F403 - the same tests, by design
