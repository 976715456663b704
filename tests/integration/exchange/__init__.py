"""Tests of the exchange formats with the real catalogue in a real database."""
