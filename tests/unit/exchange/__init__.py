"""Tests of the exchange formats, without a database."""
