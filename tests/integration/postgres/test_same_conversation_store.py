"""Every test of the conversation store, on PostgreSQL."""

from tests.integration.database.test_conversation_store import *  # noqa: F403 - the same tests, by design
