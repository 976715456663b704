"""The facts: the catalogue in reviewable YAML, the database that holds it, and the frozen snapshot of it."""
