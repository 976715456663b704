"""One question as it was understood: its topic, what it mentions, and how near each claim's wording is to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from advising.model import Claim, Snapshot

# Cosine similarity from which a claim or phrasing counts as what was asked.
NEAR = 0.5
# How much a claim's own sentence counts beside the phrasings of what it answers: it states, they ask.
OWN_WORDS = 0.9


@dataclass(frozen=True, slots=True)
class Question:
    """A question to answer.

    `mentions` are subject ids in the order of the message, without negated ones. `hits` maps ids of claims,
    predicates and remarks to the similarity (0 to 1) of their wording to the message; what is missing is far.
    `ambiguous` are the programmes that one name could mean; `unwanted` is what the message negates.
    `certainty` is the probability that it is about anything that the knowledge base is about at all.
    `unheld` are the names of schools and providers that it asks about and that nothing is recorded about.
    """

    topic: str
    text: str = ""
    mentions: tuple[str, ...] = ()
    hits: Mapping[str, float] = field(default_factory=dict)
    ambiguous: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    unheld: tuple[str, ...] = ()
    certainty: float = 1.0

    def nearness(self, claim: Claim) -> float:
        """How near the claim is to what was asked: by its own words or by its predicate's phrasings."""
        return max(OWN_WORDS * self.hits.get(claim.id, 0.0), self.hits.get(claim.predicate, 0.0))

    def mentioned(self, snapshot: Snapshot, *kinds: str) -> list[str]:
        """The mentioned subjects of the given kinds, in order, each once."""
        return list(
            dict.fromkeys(s for s in self.mentions if s in snapshot.subjects and snapshot.subjects[s].kind in kinds)
        )
