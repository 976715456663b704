"""Tests: unit (no model), integration (database, server), conversations (real actions), browser (real Chromium)."""
