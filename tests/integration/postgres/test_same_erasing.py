"""Every test of erasing, on PostgreSQL."""

from tests.integration.database.test_erasing import *  # noqa: F403 - the same tests, by design
