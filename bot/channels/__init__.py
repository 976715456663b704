"""Channels of plain Rasa (`rasa run`), named in credentials.yml by their module path."""
