"""A pathway and a learner together: which conditions are met, how much of the degree counts, which way is best first.

Only what is recorded is judged. A condition that the learner said nothing about is unknown, and a share is a number
only where credits and the size of the degree are both recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from advising.model import Condition, Pathway
from advising.profile import Profile

MET, NOT_MET, UNKNOWN, GOOD_TO_KNOW = "met", "not met", "unknown", "good to know"
FACT = "fact"  # the kind of a condition that asks nothing of the learner
GRADES = {"high": 0, "medium": 1, "low": 2}
# A pathway without recorded conditions is no easier for it: it counts as if one condition were not met.
UNRECORDED = 1

# What holding one thing says about others: a credential is awarded for verified courses and any capstone.
IMPLIED = {"credential": ("verified-certificate", "capstone"), "admission": ("application",)}
# What lacking one thing says about others.
RULED_OUT = {"verified-certificate": ("credential",), "application": ("admission",)}

# What each kind of condition asks for, in a word or two.
BRIEF = {
    "admission": "admission",
    "application": "an application",
    "capstone": "the capstone",
    "credential": "the credential",
    "degree": "an earlier degree",
    "exam": "an exam",
    "grade": "certain grades",
    "language-test": "a language test",
    "no-other-credit": "no other credit",
    "residency": "time on campus",
    "time-limit": "a time limit",
    "verified-certificate": "verified certificates",
    "work-experience": "work experience",
}
OTHER = "something more"
# What to do about a condition that is not met or not known yet; in the order in which a learner comes to them.
STEPS = {
    "verified-certificate": "Take the verified track from the first course on; ask whether upgrading later counts.",
    "grade": "Look up your grades so far, and ask which ones count.",
    "exam": "Ask when the exam is held next, and what you need to sit it.",
    "capstone": "Plan time for the capstone, and ask when it runs next.",
    "credential": "Finish every course of the programme on the verified track.",
    "degree": "Ask the admissions office whether it takes people without an earlier degree.",
    "work-experience": "List your years of relevant work, and ask whether they count.",
    "language-test": "Ask which tests and scores are taken, and whether you need one.",
    "no-other-credit": "If you bring credit from elsewhere, ask which one to use.",
    "residency": "Check whether you can be on campus, and ask about dates and visas.",
    "time-limit": "Ask until when the credit can be used.",
    "application": "Ask the admissions office for the form, the papers and the dates.",
    "admission": "Apply to the degree itself, and ask its admissions office what else it asks for.",
}
_TURNS = {kind: turn for turn, kind in enumerate(STEPS)}
OTHER_STEP = "Ask the school what this means for you."
# Kinds that ask for a certain level: having some is not yet having enough.
LEVELS = {
    "degree": "Check that your degree is of a kind that the school takes.",
    "grade": "Check that your grades are high enough.",
    "language-test": "Check that your score is high enough and still valid.",
    "work-experience": "Check that your years are enough and in the right field.",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A condition, whether the learner meets it, and what to do next about it; "" when there is nothing to do."""

    condition: Condition
    state: str
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a degree counts, in the recorded unit ("credits", "courses"); `credits` is at most `degree`."""

    credits: float
    degree: float
    unit: str

    @property
    def percent(self) -> int:
        """The share in percent, rounded: 16 of 48 credits is 33."""
        return round(100 * self.credits / self.degree)

    @property
    def remaining(self) -> float:
        """What is left to earn, in the same unit."""
        return self.degree - self.credits


@dataclass(frozen=True, slots=True)
class JudgedPathway:
    """A pathway as it stands for one learner."""

    pathway: Pathway
    conditions: tuple[Judged, ...]
    share: Share | None = None

    def of(self, state: str) -> tuple[Judged, ...]:
        """Its conditions in one state, in catalogue order."""
        return tuple(judged for judged in self.conditions if judged.state == state)

    @property
    def open(self) -> tuple[Judged, ...]:
        """What is left to do: not met first, then unknown, each in the order in which a learner comes to it."""
        return tuple(
            judged
            for state in (NOT_MET, UNKNOWN)
            for judged in sorted(self.of(state), key=lambda judged: _TURNS.get(judged.condition.kind, len(_TURNS)))
        )


def judged(pathway: Pathway, profile: Profile) -> JudgedPathway:
    """Judge every condition of a pathway for a learner, and compute the share where it is recorded."""
    held, lacked = held_by(profile), lacked_by(profile)
    return JudgedPathway(
        pathway, tuple(_judged(condition, held, lacked) for condition in pathway.conditions), share_of(pathway)
    )


def best_first(pathways: Iterable[Pathway], profile: Profile) -> list[JudgedPathway]:
    """The pathways for this learner: fewer conditions that are not met, then better and fresher evidence, then a larger share.

    Where these are equal, a named degree comes before one whose name the source lost; then catalogue order holds.
    """
    return sorted((judged(pathway, profile) for pathway in pathways), key=_order)


def share_of(pathway: Pathway) -> Share | None:
    """The share of the degree; None unless both credits and the size of the degree are recorded and fit together."""
    credits_, degree = pathway.credits_value, pathway.degree_credits
    if credits_ is None or degree is None or not 0 < credits_ <= degree:
        return None
    return Share(credits_, degree, pathway.credits_unit)


def held_by(profile: Profile) -> frozenset[str]:
    """The kinds of condition that the learner meets by what they said, with what that implies."""
    degree = {"degree"} if profile.background == "degree" else set()
    said = {*profile.holds, *degree}
    return frozenset(said.union(*(IMPLIED.get(kind, ()) for kind in said)) - (set(profile.lacks) - said))


def lacked_by(profile: Profile) -> frozenset[str]:
    """The kinds of condition that the learner does not meet by what they said, with what that rules out."""
    said = set(profile.lacks)
    return frozenset(said.union(*(RULED_OUT.get(kind, ()) for kind in said)) - (set(profile.holds) - said))


def brief(kinds: Iterable[str]) -> list[str]:
    """What conditions ask for, each once: ("credential", "residency") -> ["the credential", "time on campus"]."""
    return list(dict.fromkeys(BRIEF.get(kind, OTHER) for kind in kinds))


def _judged(condition: Condition, held: frozenset[str], lacked: frozenset[str]) -> Judged:
    kind = condition.kind
    step = STEPS.get(kind, OTHER_STEP)
    if kind == FACT:
        return Judged(condition, GOOD_TO_KNOW)
    if kind in held and kind in lacked:  # both were said, so neither is known
        return Judged(condition, UNKNOWN, step)
    if kind in held:
        return Judged(condition, MET, LEVELS.get(kind, ""))
    return Judged(condition, NOT_MET if kind in lacked else UNKNOWN, step)


def _order(way: JudgedPathway) -> tuple[int, int, bool, float, bool]:
    pathway = way.pathway
    missing = len(way.of(NOT_MET)) if pathway.conditions_recorded else UNRECORDED
    share = way.share.credits / way.share.degree if way.share else 0.0
    return (missing, GRADES[pathway.claim.evidence], pathway.claim.is_expired, -share, not pathway.degree)
