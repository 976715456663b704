"""What stopping early costs: what was paid after some courses, what is still to pay, what one keeps and what is lost."""

from __future__ import annotations

from dataclasses import dataclass

from advising.model import Claim, Pathway, Snapshot
from advising.money.amounts import Span, added
from advising.money.costs import COURSE, REQUIREMENT, Cost
from advising.money.finding import first_claim

# What a paid and passed course leaves one with; of the programme, its kind or its platform.
KEPT = ("verified.requirements", "certificate.requirement", "certificate_track.content", "exam.requires_payment")
WHOLE = (REQUIREMENT, "program_certificate.requirement")
REFUND = ("refund.window_days", "refund.latest_after_payment", "refund.after_window")
CREDENTIAL = "credential"  # the kind of a pathway's condition that asks for the whole credential


@dataclass(frozen=True, slots=True)
class Stop:
    """Stopping after some of the courses, in their listed order.

    `paid_usd` is what those with a recorded price have cost; `unpriced` of them have none. `left_usd` is what the
    rest of the programme would cost; None where that is not recorded. `claims` state the figures behind both.
    """

    courses: int
    paid_usd: Span
    unpriced: int
    left_usd: Span | None
    claims: tuple[Claim, ...] = ()

    @property
    def is_priced(self) -> bool:
        """Whether the price of any course so far is recorded."""
        return self.unpriced < self.courses


def stops(cost: Cost) -> tuple[Stop, ...]:
    """Every point after a course at which something is still to do; none where no course is recorded."""
    courses = sum(part.kind == COURSE for part in cost.parts)
    last = courses if courses < len(cost.parts) else courses - 1
    return tuple(_stop(cost, after) for after in range(1, last + 1))


def _stop(cost: Cost, after: int) -> Stop:
    done = [part for part in cost.parts[:after] if part.price_usd is not None]
    paid = added(part.price_usd for part in done if part.price_usd is not None)
    unpriced = after - len(done)
    left, behind = _left(cost, after, paid, unpriced)
    claims = dict.fromkeys((*(claim for part in done for claim in part.claims), *behind))
    return Stop(after, paid, unpriced, left, tuple(claims))


def _left(cost: Cost, after: int, paid: Span, unpriced: int) -> tuple[Span | None, tuple[Claim, ...]]:
    """The sum of the parts that remain, else the recorded price in all less what was paid; with its claims."""
    if cost.is_complete:
        rest = cost.parts[after:]
        return added(p.price_usd for p in rest if p.price_usd is not None), tuple(c for p in rest for c in p.claims)
    total, told = cost.total_usd, cost.total.preferred
    if total is None or told is None or unpriced or cost.is_choice or total[0] < paid[1]:
        return None, ()
    return (round(total[0] - paid[1], 2), round(total[1] - paid[0], 2)), (told,)


def stop_after(cost: Cost, courses: int | None, is_halfway: bool = False) -> Stop | None:
    """The stop that the learner means; halfway is after half of the courses, the odd one not counted.

    Returns:
        None where no such stop exists: more courses than there are, or none recorded.
    """
    held = stops(cost)
    wanted = sum(part.kind == COURSE for part in cost.parts) // 2 if is_halfway else courses
    return next((stop for stop in held if stop.courses == wanted), None)


def kept(snapshot: Snapshot, programme: str) -> tuple[Claim, ...]:
    """The claim on what a passed course gives, of the programme itself or of its platform."""
    return first_claim(snapshot, (programme, snapshot.programmes[programme].platform), KEPT)


def asked_whole(snapshot: Snapshot, programme: str) -> tuple[Claim, ...]:
    """The claim on what the whole credential asks for, of the programme itself or of its platform."""
    return first_claim(snapshot, (programme, snapshot.programmes[programme].platform), WHOLE)


def refunds(snapshot: Snapshot, programme: str) -> tuple[Claim, ...]:
    """The refund window and its upper limit, of the programme itself, else of its platform."""
    for subject in (programme, snapshot.programmes[programme].platform):
        found = [claim for told in REFUND for claim in first_claim(snapshot, (subject,), (told,))]
        if found:
            return tuple(found[:2])
    return ()


def lost_pathways(snapshot: Snapshot, programme: str) -> tuple[Pathway, ...]:
    """The pathways to a degree that ask for the whole credential."""
    held = snapshot.pathways_by_programme.get(programme, ())
    return tuple(p for p in held if any(condition.kind == CREDENTIAL for condition in p.conditions))
