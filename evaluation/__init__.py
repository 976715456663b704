"""Measuring: questions, conversations, metrics and benchmarks; every number in the README is made here."""
