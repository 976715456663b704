"""The topics that the answers cover, read from the catalogue."""

from __future__ import annotations

import yaml

from knowledge.catalogue_files import CATALOGUE

TOPICS = tuple(row["id"] for row in yaml.safe_load((CATALOGUE / "topics.yml").read_text(encoding="utf-8")))
# `recommend` is led by advising.guided.
ANSWERED_TOPICS = tuple(topic for topic in TOPICS if topic != "recommend")
