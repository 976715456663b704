"""The recommendation in words: the best programmes with what speaks for and against them, and what would change it."""

from __future__ import annotations

import numpy as np

from advising.evidence import fact
from advising.model import Snapshot
from advising.options import options_in
from advising.profile import Profile, chips
from advising.profile_link import fragment
from advising.ranking import Placed, are_tied, fitting_scores, ranked, weight_sum
from advising.reasons import reasons
from advising.reply import RecommendationsBlock, Recommended, Sentence
from advising.whatif import changes_in_short
from advising.wording import joined

SHOWN = 3


def recommendations(snapshot: Snapshot, profile: Profile, shown: int = SHOWN) -> RecommendationsBlock:
    """The best programmes with their reasons, as a block; empty items when nothing fits."""
    placed = ranked(options_in(snapshot), profile, shown)
    items = tuple(_recommended(snapshot, profile, row, placed) for row in placed)
    changes = changes_in_short(snapshot, profile) if items else ()
    return RecommendationsBlock(chips(snapshot, profile), items, changes, share=fragment(profile))


def tied_with_first(snapshot: Snapshot, profile: Profile) -> int:
    """How many programmes can hardly be told from the first one; 1 when it stands alone, 0 when nothing fits."""
    scores = fitting_scores(options_in(snapshot), profile)
    return int(np.count_nonzero(scores >= scores.max() - weight_sum(profile))) if len(scores) else 0


def share(profile: Profile, score: int) -> float:
    """A score as a share of the best possible one, 0 to 1."""
    return score / (100 * weight_sum(profile))


def _recommended(snapshot: Snapshot, profile: Profile, row: Placed, placed: tuple[Placed, ...]) -> Recommended:
    programme = snapshot.programmes[row.option.programme]
    page = fact(snapshot, programme.id, "page").preferred
    told = reasons(snapshot, profile, row.option)
    return Recommended(
        slug=programme.id,
        title=programme.title,
        school=joined([snapshot.label(institution) for institution in programme.institutions]),
        credential_type=snapshot.label(programme.credential_type),
        score=share(profile, row.score),
        is_tie=sum(are_tied(profile, row.score, other.score) for other in placed) > 1,
        reasons_for=told.pro,
        reasons_against=told.contra,
        unknown=_with_chance(told.unknown, row, placed[0]),
        url=str(page.value) if page else "",
        worst=share(profile, row.worst),
        best=share(profile, row.best),
    )


def _with_chance(unknown: tuple[Sentence, ...], row: Placed, first: Placed) -> tuple[Sentence, ...]:
    """What is not recorded; and that it could bring a later programme to the first place."""
    if row.score == first.score or row.best <= first.score or not unknown:
        return unknown
    return (*unknown, Sentence("If that turned out well for you, this one could come first."))
