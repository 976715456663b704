"""Importing: mapping, proposals and changes, without a network."""
