"""Answers about a recommendation: what would change it, what if, does an answer matter, why this one, why not that one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from advising.answers.recommending import AGAIN, setting
from advising.counterfactual import does_not_matter
from advising.evidence import known_by
from advising.model import Snapshot
from advising.options import NUMBERS, Options, is_retired, options_in
from advising.profile import LABELS, Profile
from advising.ranking import first_place, fitting, is_number, judge_all, ranked
from advising.reasons import Reasons, reasons
from advising.reply import ANSWERED, Block, Option, OptionsBlock, Reply, Sentence, bullet_list, paragraph
from advising.whatif import all_changes, range_sentence
from advising.wording import joined, plural

SHOWN_FIRST = 4
BROKEN = {
    "field": "its field is another", "wanted_credential": "it is another kind of credential",
    "institution": "it is of another school", "language": "it is recorded in another language",
    "credit": "no pathway to a degree is recorded for it", "hours_per_week": "it asks for more hours than you have",
    "budget_usd": "it costs more than your budget", "months": "it takes longer than you want",
    "lacks": "it asks for what you would rather not need", "under": "it is not recorded as lower, as you wanted",
    "excluded": "you left it out", "like": "it is the one that others should be like",
}  # fmt: skip
BETTER = {
    "field": "the field", "credit": "credit", "hours_per_week": "the hours", "budget_usd": "the price",
    "months": "the length", "background": "the level", "lacks": "what it asks for", "language": "the language",
    "like": "likeness", "listed": "how lately it was listed",
}  # fmt: skip


def what_would_change(snapshot: Snapshot, profile: Profile) -> Reply:
    """The nearest other answers that change the first place, how far each number holds, and what makes no difference."""
    first = first_place(options_in(snapshot), profile)
    sentences = all_changes(snapshot, profile)
    name = snapshot.label(first) if first else "nothing"
    if not sentences:
        lead = Sentence(f"Nothing that I ask about would: {name} stays first.", known_by(snapshot, *_subjects(first)))
        return Reply("recommend", ANSWERED, (paragraph(lead), OptionsBlock((AGAIN,))), _subjects(first))
    text = f"Now {name} comes first. The smallest changes that make another one first:"
    lead = Sentence(text, known_by(snapshot, *_subjects(first)))
    blocks: list[Block] = [paragraph(lead), bullet_list(sentences[:SHOWN_FIRST])]
    if len(sentences) > SHOWN_FIRST:
        blocks.append(bullet_list(sentences[SHOWN_FIRST:], heading="More changes", folded=True))
    return Reply("recommend", ANSWERED, (*blocks, OptionsBlock((AGAIN,))), _subjects(first))


def supposed(snapshot: Snapshot, profile: Profile, changes: Mapping[str, Any]) -> Reply:
    """What would come first with other answers; nothing is changed until the learner says so."""
    options = options_in(snapshot)
    then = replace(profile, **{slot: _frozen(value) for slot, value in changes.items()})
    now, new = first_place(options, profile), first_place(options, then)
    count = fitting(options, then)
    if new is None:
        text = "Then nothing recorded would fit."
    elif new == now:
        text = f"Nothing would change at the top: {snapshot.label(new)} stays first, of {plural(count, 'fitting programme')}."
    else:
        text = f"Then {snapshot.label(new)} would come first, of {plural(count, 'fitting programme')}."
    why = [] if new is None else [*_reasons(snapshot, then, new).pro[:2]]
    press = Option("Use this instead", setting(changes))
    return Reply(
        "recommend", ANSWERED, (paragraph(Sentence(text), *why), OptionsBlock((press,))), _subjects(new or now)
    )


def whether_it_matters(snapshot: Snapshot, profile: Profile, slot: str) -> Reply:
    """Whether an answer makes a difference to the first place, and for a number how far it holds."""
    options = options_in(snapshot)
    name = LABELS[slot].lower()
    if slot in (*NUMBERS, "background", "credit") and does_not_matter(options, profile, slot):
        text = Sentence(f"No: whatever you answer about {name}, the same programme comes first.")
    elif is_number(getattr(profile, slot)):
        text = Sentence("Yes, it can.")
        return Reply("recommend", ANSWERED, (paragraph(text, range_sentence(snapshot, profile, slot)),))
    else:
        text = Sentence(f"Yes: another answer about {name} can bring another programme to the first place.")
    return Reply("recommend", ANSWERED, (paragraph(text),))


def why_first(snapshot: Snapshot, profile: Profile) -> Reply:
    """What speaks for and against the first one, and on what it is ahead of the second."""
    placed = ranked(options_in(snapshot), profile, 2)
    first = placed[0].option.programme
    told = _reasons(snapshot, profile, first)
    blocks: list[Block] = [bullet_list(told.pro, heading=f"For {snapshot.label(first)}")]
    if told.contra:
        blocks.append(bullet_list(told.contra, heading="Against it"))
    if told.unknown:
        blocks.append(bullet_list(told.unknown, heading="Not recorded"))
    if len(placed) > 1:
        blocks.append(paragraph(_ahead(snapshot, profile, first, placed[1].option.programme)))
    return Reply("recommend", ANSWERED, tuple(blocks), _subjects(first))


def why_not(snapshot: Snapshot, profile: Profile, programme: str) -> Reply:
    """Why a programme is not first: the wishes that it breaks, or on what the first one is ahead of it."""
    options = options_in(snapshot)
    name = snapshot.label(programme)
    if is_retired(snapshot, programme):
        return _one(snapshot, f"{name} is recorded as retired, so it is never recommended.", programme)
    place = options.place[programme]
    broken = [slot for slot, found in judge_all(options, profile).items() if found.out[place]]
    if broken:
        return _one(
            snapshot,
            f"{name} is left out: {joined([BROKEN[slot] for slot in broken])}.",
            programme,
            _reasons(snapshot, profile, programme).contra,
        )
    first = first_place(options, profile)
    if first is None or first == programme:
        return _one(snapshot, f"{name} does come first.", programme)
    told = _reasons(snapshot, profile, programme)
    return Reply(
        "recommend", ANSWERED,
        (paragraph(Sentence(f"{name} fits, but not as well.", known_by(snapshot, programme)), _ahead(snapshot, profile, first, programme)),
         *([bullet_list((*told.contra, *told.unknown))] if told.contra or told.unknown else [])),
        (programme, first),
    )  # fmt: skip


def _ahead(snapshot: Snapshot, profile: Profile, first: str, second: str) -> Sentence:
    """On which criteria the first is ahead of the second, and on which behind."""
    options = options_in(snapshot)
    gains = _gains(options, profile, first, second)
    ahead = [BETTER[slot] for slot, gain in gains.items() if gain > 0]
    behind = [BETTER[slot] for slot, gain in gains.items() if gain < 0]
    names = f"{snapshot.label(first)} and {snapshot.label(second)}"
    if not ahead and not behind:
        return Sentence(f"On what is recorded, {names} are equal.", known_by(snapshot, first, second))
    over = [f"ahead on {joined(ahead)}"] if ahead else []
    under = [f"behind on {joined(behind)}"] if behind else []
    text = f"Against {snapshot.label(second)}, {snapshot.label(first)} is {', and '.join([*over, *under])}."
    return Sentence(text, known_by(snapshot, first, second))


def _gains(options: Options, profile: Profile, first: str, second: str) -> dict[str, int]:
    one, other = options.place[first], options.place[second]
    return {slot: int(found.points[one] - found.points[other]) for slot, found in judge_all(options, profile).items()}


def _reasons(snapshot: Snapshot, profile: Profile, programme: str) -> Reasons:
    options = options_in(snapshot)
    return reasons(snapshot, profile, options.rows[options.place[programme]])


def _one(snapshot: Snapshot, text: str, programme: str, more: Sequence[Sentence] = ()) -> Reply:
    told = Sentence(text, known_by(snapshot, programme))
    return Reply("recommend", ANSWERED, (paragraph(told, *more),), (programme,))


def _subjects(programme: str | None) -> tuple[str, ...]:
    return (programme,) if programme else ()


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
