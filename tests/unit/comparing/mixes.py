"""Random mixes of things to compare, the same ones for the same seed, and how a reply's table is read."""

from __future__ import annotations

import random
from collections.abc import Iterator

from advising.model import Claim, Snapshot
from advising.reply import Reply, TableBlock, TextBlock

KINDS = ("programme", "programme", "credential-type", "degree", "institution", "platform", "course-family")
FIGURED = "programme with figures"
FIGURES = {"hours_per_week", "hours_per_week.estimate", "weeks_total.estimate", "price.course", "price.total"}
GENERAL = "not recorded; in general for "


def random_mixes(snapshot: Snapshot, count: int, seed: int) -> Iterator[tuple[str, ...]]:
    """Two to four different subjects: in turn of any kinds, programmes, and programmes with figures to compare."""
    chance = random.Random(seed)
    by_kind = {kind: [s.id for s in snapshot.subjects.values() if s.kind == kind] for kind in KINDS}
    by_kind[FIGURED] = [slug for slug in snapshot.programmes if has_figures(snapshot, slug)]
    for turn in range(count):
        kinds = (KINDS, ("programme",), (FIGURED,))[turn % 3]
        size = chance.randint(2, 4)
        mix: dict[str, None] = {}
        while len(mix) < size:
            mix[chance.choice(by_kind[chance.choice(kinds)])] = None
        yield tuple(mix)


def has_figures(snapshot: Snapshot, slug: str) -> bool:
    """Whether hours, length or a price is recorded of a programme."""
    return any(claim.predicate in FIGURES for claim in snapshot.claims_by_subject[slug])


def table_of(reply: Reply) -> TableBlock:
    """The one table of a reply."""
    (table,) = [block for block in reply.blocks if isinstance(block, TableBlock)]
    return table


def sentences_of(reply: Reply) -> list[str]:
    """Everything that is said around the table."""
    return [s.text for block in reply.blocks if isinstance(block, TextBlock) for s in block.sentences]


def own_claims_in(reply: Reply, label: str) -> list[tuple[Claim, ...]]:
    """The claims of a row that are about each column itself; none where the table leaves the row out."""
    rows = [row for row in table_of(reply).rows if row.label == label]
    if not rows:
        return [() for _ in reply.subjects]
    return [() if cell.text.startswith(GENERAL) else cell.claims for cell in rows[0].cells]
