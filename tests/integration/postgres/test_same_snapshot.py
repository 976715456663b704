"""Every test of the way from files to snapshot, on PostgreSQL."""

from tests.integration.database.test_snapshot_round_trip import *  # noqa: F403 - the same tests, by design
