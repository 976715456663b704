"""Of the topics that the classifier finds likely, the one whose statements are near; knows nothing of Rasa."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from advising.answers.several import HEADINGS
from bot.nlu.sentence import FAR, Sentence

# How much the classifier's log-probability counts beside the nearness of a statement; and what no topic falls below.
TRUST, HARDLY = 0.1, 1e-4


def fused(ranking: Sequence[tuple[str, float]], read: Sentence) -> list[tuple[str, float]]:
    """The topics, first the one whose best kind of statement is near and which the classifier finds likely as well.

    Only a topic that is answered by statements gives way, and only to one of them; the confidences stay what they were.
    """
    nearest: dict[str, float] = {}
    for topic, near in read.beside:
        nearest[topic] = max(near, nearest.get(topic, 0.0))
    likely = [row for row in ranking if row[0] in HEADINGS]
    if ranking[0][0] not in HEADINGS or not nearest:
        return list(ranking)
    best = max(likely, key=lambda row: nearest.get(row[0], FAR) + TRUST * log(row[1] + HARDLY))
    return [best, *(row for row in ranking if row is not best)]
