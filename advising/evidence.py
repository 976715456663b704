"""Which of several claims about one fact is preferred, and which are shown as disagreeing.

The stated rule: a low-evidence claim never outranks a better one; a fresh claim outranks an expired one;
then official and government > peer-reviewed > press > data set > blog; then the newer source.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial

from advising.model import NOT_RECORDED, Claim, Snapshot, Value

SOURCE_RANK = {"official": 0, "government": 0, "peer-reviewed": 1, "press": 2, "dataset": 3, "blog": 4}
MIRROR = str.maketrans("0123456789", "9876543210")
LISTED = "last_listed"  # the predicate of a list that names a programme


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of one predicate of one subject.

    `preferred` is None when nothing is recorded; `agreeing` and `disagreeing` hold the other claims.
    """

    subject: str
    predicate: str
    preferred: Claim | None = None
    agreeing: tuple[Claim, ...] = ()
    disagreeing: tuple[Claim, ...] = ()

    @property
    def is_recorded(self) -> bool:
        """Whether some source states a value."""
        return self.preferred is not None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Preferred first, then those that disagree, then those that agree."""
        return () if self.preferred is None else (self.preferred, *self.disagreeing, *self.agreeing)


def preference(claim: Claim) -> tuple[bool, bool, int, str]:
    """Sort key: smaller is better evidence (see the module's rule)."""
    return (
        claim.evidence == "low",
        claim.is_expired,
        SOURCE_RANK.get(claim.source.kind, len(SOURCE_RANK)),
        _newest_first(claim),
    )


def fact(snapshot: Snapshot, subject: str, predicate: str) -> Fact:
    """Resolve the claims of one fact by the stated rule."""
    claims = [claim for claim in snapshot.claims_by_fact.get((subject, predicate), ()) if claim.state != NOT_RECORDED]
    if not claims:
        return Fact(subject, predicate)
    best, *others = sorted(claims, key=preference)
    is_single = snapshot.predicates[predicate].single
    differs = [claim for claim in others if is_single and not same_value(claim.value, best.value)]
    return Fact(
        subject,
        predicate,
        best,
        agreeing=tuple(claim for claim in others if claim not in differs),
        disagreeing=tuple(differs),
    )


def sought(snapshot: Snapshot, subject: str, *topics: str) -> list[Claim]:
    """What was looked for about a subject on the topics and not found: neither a yes nor a no."""
    claims = snapshot.claims_by_subject.get(subject, ())
    return [claim for claim in claims if claim.state == NOT_RECORDED and claim.topic in topics]


def last_read(snapshot: Snapshot, subject: str) -> Claim | None:
    """The claim whose source shows that a subject's sources were read, and when; of a school by its programmes."""
    listed = fact(snapshot, subject, LISTED).preferred if LISTED in snapshot.predicates else None
    if listed is not None:
        return listed
    own = snapshot.claims_by_subject.get(subject, ())
    programmes = (p.id for p in snapshot.programmes_by_institution.get(subject, ()))
    claims = own or tuple(claim for claim in map(partial(last_read, snapshot), programmes) if claim)
    return max(claims, key=lambda claim: claim.source.seen_on, default=None)


def known_by(snapshot: Snapshot, *programmes: str) -> tuple[Claim, ...]:
    """The claims by which programmes are known at all: the lists that name them."""
    return tuple(claim for programme in programmes for claim in fact(snapshot, programme, LISTED).claims[:1])


def disagreeing_with(snapshot: Snapshot, claim: Claim) -> tuple[Claim, ...]:
    """The claims that state another value for the same single-valued fact, best evidence first."""
    if not snapshot.predicates[claim.predicate].single:
        return ()
    rivals = snapshot.claims_by_fact.get((claim.subject, claim.predicate), ())
    return tuple(
        sorted(
            (rival for rival in rivals if rival is not claim and not same_value(rival.value, claim.value)),
            key=preference,
        )
    )


def same_value(one: Value, other: Value) -> bool:
    """Equality of values; text is compared without case and outer space."""
    if isinstance(one, str) and isinstance(other, str):
        return one.strip().casefold() == other.strip().casefold()
    return one == other


def _newest_first(claim: Claim) -> str:
    """A key that sorts later dates first; undated sources come last."""
    return _mirrored(claim.source.published_on, claim.source.vague_date)


@cache  # there are few dates, and each is compared often
def _mirrored(date: str, vague_date: str) -> str:
    digits = (date or _year_in(vague_date) or "0000").ljust(10, "0")
    return digits.translate(MIRROR)


def _year_in(text: str) -> str:
    for start in range(len(text) - 3):
        chunk = text[start : start + 4]
        if chunk.isdigit() and chunk[:2] in ("19", "20"):
            return chunk
    return ""
