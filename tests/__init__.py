"""Tests: unit (no model), integration (database, server), conversations (real actions), browser (real Chromium).

`security` holds the hostile texts, as data, that tests/browser/hostile shows.
"""
