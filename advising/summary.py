"""The advice to keep: the profile in words, the ranking with its reasons, the kept programmes, sources and cautions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from advising.answers.programme import programme_card
from advising.model import Snapshot
from advising.profile import Profile, chips
from advising.profile_link import fragment
from advising.recommend import recommendations
from advising.rendering import claim_json, render
from advising.reply import ANSWERED, Card, CardsBlock, ProfileChip, RecommendationsBlock, Reply, Sentence, paragraph
from advising.wording import full_date, joined

CAUTIONS = (
    "This is advice, not an offer. It promises no job, no pay, no admission and no credit.",
    "The order is computed by fixed rules from your answers and the recorded facts.",
    "Where a fact is not recorded, nothing was guessed. Ask the school.",
    "Prices, dates and rules change. Check the programme's own page before you pay.",
)
YOU_KEPT = "What you kept:"
NOTHING_FITS = "No recorded programme fits all of these wishes."


@dataclass(frozen=True, slots=True)
class Summary:
    """What a learner keeps of the advice.

    `fragment` is the profile as `advising.profile_link` writes it. `as_of` and `version` say which knowledge it rests on.
    """

    profile: tuple[ProfileChip, ...]
    ranking: RecommendationsBlock
    kept: tuple[Card, ...]
    fragment: str
    as_of: date
    version: str


def summary(snapshot: Snapshot, profile: Profile, kept: tuple[str, ...] = ()) -> Summary:
    """The advice for a profile, with the programmes that the learner kept; computed anew from the snapshot."""
    return Summary(
        profile=wishes(snapshot, profile),
        ranking=recommendations(snapshot, profile),
        kept=tuple(programme_card(snapshot, slug) for slug in kept),
        fragment=fragment(profile, kept),
        as_of=snapshot.as_of,
        version=snapshot.version,
    )


def summary_json(snapshot: Snapshot, kept: Summary) -> dict[str, Any]:
    """The summary in the shape of docs/protocol.md; `notes` are numbers of `sources`, `claims` all that it rests on."""
    chosen = (paragraph(Sentence(YOU_KEPT)), CardsBlock(kept.kept)) if kept.kept else (CardsBlock(()),)
    reply = Reply("recommend", ANSWERED, (kept.ranking, *chosen))
    text, blocks, claims = render(snapshot, reply)
    by_type = {block["type"]: block for block in blocks}
    ranking = by_type["recommendations"]
    return {
        "fragment": kept.fragment,
        "as_of": kept.as_of.isoformat(),
        "version": kept.version,
        "profile": [{"slot": chip.slot, "label": chip.label, "value": chip.value} for chip in kept.profile],
        "recommendations": ranking["items"],
        "changes": ranking["changes"],
        "kept": by_type["cards"]["cards"],
        "cautions": list(CAUTIONS),
        "sources": by_type.get("sources", {"notes": []})["notes"],
        "claims": [claim_json(claim) for claim in claims],
        "text": _text(kept, text),
    }


def wishes(snapshot: Snapshot, profile: Profile) -> tuple[ProfileChip, ...]:
    """Everything that the profile holds, in words: what shapes the ranking, then the conditions of pathways that are met."""
    held = joined([kind.replace("-", " ") for kind in profile.holds])
    return (*chips(snapshot, profile), *([ProfileChip("holds", "Has already", held)] if held else []))


def _text(kept: Summary, advice: str) -> str:
    """The whole summary as plain text."""
    told = [f"- {chip.label}: {chip.value}" for chip in kept.profile] or ["- Nothing was said yet."]
    parts = [
        f"Advice from Pathwise, from the knowledge of {full_date(kept.as_of)}",
        "\n".join(["What you told:", *told]),
        "" if kept.ranking.items else NOTHING_FITS,
        advice,
        "\n".join(CAUTIONS),
    ]
    return "\n\n".join(part for part in parts if part)
