"""Every test of judgements, on PostgreSQL."""

from tests.integration.database.test_feedback_store import *  # noqa: F403 - the same tests, by design
