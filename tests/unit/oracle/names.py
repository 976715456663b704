"""Reading the proper names out of what the bot shows, and out of what gives it the right to name them.

A place may use the names of the claims it cites (value, unit, scope, what it is about, its source), of the things that
were asked about, and of the thing that it presents (a card, a button, a column). What else may be named without a claim
stands in `FREE`, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from advising.model import Claim, Pathway, Snapshot
from advising.wording import MONTHS
from knowledge.proper_names import ordinary_words, proper_names, words
from tests.unit.oracle.places import Place

# The product, its reader and abbreviations that everybody knows: none of them states a fact.
FREE = words(["Pathwise I ID CV OK FAQ US"])
# What the bot is about, as it says when it introduces itself or declines.
SCOPE = words(["MicroMasters, Professional Certificates"])
# Months are dates: tests/unit/figures.py looks at them.
DATES = words(
    ["January February March April May June July August September October November December", " ".join(MONTHS)]
)
# First words of our own sentences and labels that no claim writes in lower case.
BEGINNINGS = words(
    ["Admission Conditions Dropping Evidence Flexibility Purpose Trying Understood Risky Decisive Eligibility Adding"]
)
# Places that only present a recorded thing, or offer it.
PRESENTING = ("option", "card", "item", "column")


@dataclass
class NameOracle:
    """Knows which names each claim, subject and pathway may bring."""

    snapshot: Snapshot
    _stated: dict[str, frozenset[str]] = field(default_factory=dict)

    def unsupported(self, place: Place) -> frozenset[str]:
        """The names of one place that none of its claims brings."""
        return proper_names(place.text, self.ordinary) - FREE.union(DATES, *map(self.stated, place.claims))

    def brought_by(self, place: Place, subjects: Iterable[str]) -> frozenset[str]:
        """The names that the question's and reply's subjects bring, and in a place that only presents, all recorded ones."""
        if place.where in PRESENTING:
            return self.recorded
        return SCOPE.union(*(self.names_of[subject] for subject in subjects))

    def stated(self, claim: Claim) -> frozenset[str]:
        """Every name that a claim's row states; of a pathway also its degree, school, programme and conditions."""
        if claim.id not in self._stated:
            self._stated[claim.id] = self._row_of(claim) | self._pathway_of(claim)
        return self._stated[claim.id]

    def _row_of(self, claim: Claim) -> frozenset[str]:
        predicate, source = self.snapshot.predicates[claim.predicate], claim.source
        texts = (str(claim.value), claim.unit, claim.scope, claim.estimate, predicate.label, predicate.template,
                 source.publisher, source.title, source.date_text)  # fmt: skip
        return words(texts) | self.names_of[claim.subject]

    def _pathway_of(self, claim: Claim) -> frozenset[str]:
        row = self.pathways.get(claim.id)
        if row is None:
            return frozenset()
        texts = (row.degree, row.share, row.credits_unit, row.programme_named, *(c.says for c in row.conditions))
        return words(texts) | self.names_of[row.institution] | self.names_of.get(row.programme, frozenset())

    @cached_property
    def pathways(self) -> dict[str, Pathway]:
        """The pathway that a claim stands for."""
        return {pathway.claim.id: pathway for pathway in self.snapshot.pathways}

    @cached_property
    def names_of(self) -> dict[str, frozenset[str]]:
        """All names of each subject; of a programme or course also those of its schools, kind and platform."""
        subjects = self.snapshot.subjects.values()
        names = {s.id: words([s.name, s.short, *s.aliases, s.id.replace("-", " ")]) for s in subjects}
        for programme in self.snapshot.programmes.values():
            around = (*programme.institutions, programme.credential_type, programme.platform, *programme.fields)
            names[programme.id] = names[programme.id].union(*(names[subject] for subject in around))
            for course in programme.courses:
                names[course.id] |= names[programme.id]
        return names

    @cached_property
    def recorded(self) -> frozenset[str]:
        """The names of everything that is recorded."""
        return frozenset().union(*self.names_of.values())

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """Words that claims and remarks write in lower case: these may begin a sentence without being names."""
        claims = (text for c in self.snapshot.claims.values() for text in (c.says, c.scope, str(c.value)))
        remarks = (remark.says for remark in self.snapshot.remarks.values())
        return ordinary_words([*claims, *remarks]) | BEGINNINGS
