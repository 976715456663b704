"""What else one could do than pay: learn for free, ask the employer or for aid, or wait. Each is a recorded statement."""

from __future__ import annotations

from dataclasses import dataclass

from advising.evidence import preference
from advising.model import NOT_RECORDED, Claim, Snapshot
from advising.money.finding import first_claim
from advising.reply import Sentence, cite

EMPLOYER = "employer-education-assistance"
# The predicates that answer best, in this order; the first recorded one of a programme, else of its platform.
AUDIT = ("audit.then_pay", "audit.content", "audit.graded_work", "audit.access_period", "audit.name")
AUDIT_ENDS = ("audit.certificate", "certificate.audit", "audit.last_item")
AID = ("financial_assistance.max_discount", "financial_assistance.coverage", "course_aid.default_tiers")
AID_LIMIT = ("financial_assistance.guarantee",)
AID_STEM = "financial_assistance"
WAIT = ("unenrol.audit", "audit.availability")


@dataclass(frozen=True, slots=True)
class Baseline:
    """An alternative to paying: its name, and the statements on it with their claims."""

    label: str
    sentences: tuple[Sentence, ...]


def baselines(snapshot: Snapshot, programme: str) -> tuple[Baseline, ...]:
    """The alternatives that something is recorded about, in the order in which they cost least."""
    held = snapshot.programmes[programme]
    own = (programme, held.platform)
    rows = (
        ("Do nothing yet, or try a free course first", first_claim(snapshot, own, WAIT)),
        ("Audit free", (*first_claim(snapshot, own, AUDIT), *first_claim(snapshot, own, AUDIT_ENDS))),
        ("A free certificate", first_claim(snapshot, (programme,), ("certificate.free",))),
        ("Your employer pays", _employer(snapshot, held.credential_type)),
        ("Financial aid", _aid(snapshot, programme, held.platform)),
    )
    return tuple(Baseline(label, tuple(cite(snapshot, claim) for claim in claims)) for label, claims in rows if claims)


def _employer(snapshot: Snapshot, kind: str) -> tuple[Claim, ...]:
    """What an employer may pay free of tax, and how often employers pay for this kind of credential."""
    return (
        *first_claim(snapshot, (EMPLOYER,), ("tax_free_limit",)),
        *first_claim(snapshot, (kind,), ("employer.paid_fees",)),
    )


def _aid(snapshot: Snapshot, programme: str, platform: str) -> tuple[Claim, ...]:
    """The programme's own best statement on aid; else the platform's, with its limit."""
    own = [
        claim
        for claim in snapshot.claims_by_subject.get(programme, ())
        if claim.topic == "financial_aid" and claim.state != NOT_RECORDED
    ]
    if own:
        return (min(own, key=lambda claim: (AID_STEM not in claim.predicate, claim.rank, preference(claim))),)
    return (*first_claim(snapshot, (platform,), AID), *first_claim(snapshot, (platform,), AID_LIMIT))
