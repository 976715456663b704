"""Faults on purpose, a small share of what `make faults` runs."""
