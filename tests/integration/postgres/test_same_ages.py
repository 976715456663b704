"""Every test of forgetting old conversations, on PostgreSQL."""

from tests.integration.database.test_ages import *  # noqa: F403 - the same tests, by design
