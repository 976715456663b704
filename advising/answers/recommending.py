"""The recommendation as a reply: the ranking, what was not asked, what can be wanted otherwise, and the way out when nothing fits."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from advising.answers.buttons import HANDOFF, ask
from advising.critiques import Critique, offered_critiques, title, together
from advising.model import Claim, Snapshot
from advising.options import Option as Candidate
from advising.options import number_of, options_in
from advising.profile import ANY, QUESTIONS, Profile, open_questions
from advising.ranking import fitting, ranked
from advising.recommend import recommendations, tied_with_first
from advising.repair import Raise, Relaxation, relaxations
from advising.reply import ANSWERED, Block, Option, OptionsBlock, Reply, Sentence, paragraph, say
from advising.whatif import bound_text, claims_at
from advising.wording import joined, plural

AGAIN = Option("Start again", '/recommend{"answer": "again"}')
UNDO = Option("Undo", '/recommend{"answer": "undo"}')
WAYS_OUT = 4
# A wish given up: how it is said, and what stands in its slot then.
GIVEN_UP: Mapping[str, tuple[str, Any]] = {
    "field": ("the field", ANY), "wanted_credential": ("the wished kind of credential", None),
    "institution": ("the wished school", ()), "language": ("the language", None),
    "credit": ("the need for credit", "yes"), "hours_per_week": ("the limit on hours", ANY),
    "budget_usd": ("the limit on the price", ANY), "months": ("the limit on the length", ANY),
    "lacks": ("what you would rather not need", ()), "under": ("what you want lower", ()),
    "excluded": ("the exclusions", ()),
}  # fmt: skip
ASKED_ABOUT = {
    "field": "the field", "background": "what you bring", "hours_per_week": "your time", "budget_usd": "your budget",
    "credit": "credit",
}  # fmt: skip
RAISED = {"budget_usd": "a budget of {}", "hours_per_week": "{}", "months": "up to {}"}
LACKING = {"budget_usd": "price", "months": "length", "hours_per_week": "number of hours a week"}


def setting(changes: Mapping[str, Any]) -> str:
    """The payload of a button that changes answers of the profile."""
    return f'/inform{{"answer": {json.dumps(dict(changes))}}}'


def recommendation(
    snapshot: Snapshot, profile: Profile, lead: Sequence[Sentence] = (), is_changed: bool = False
) -> Reply:
    """The ranking for a profile; when nothing fits, the smallest ways out. `lead` is said before it."""
    block = recommendations(snapshot, profile)
    if not block.items:
        return nothing_fits(snapshot, profile, lead)
    block = replace(block, skipped=_skipped(profile))
    intro = paragraph(*lead, *_intro(snapshot, profile, len(block.items)))
    slugs = tuple(item.slug for item in block.items)
    options = OptionsBlock((*_next(snapshot, profile, slugs), *([UNDO] if is_changed else []), AGAIN))
    return Reply("recommend", ANSWERED, (intro, block, options), slugs)


def _intro(snapshot: Snapshot, profile: Profile, shown: int) -> list[Sentence]:
    count, equal = fitting(options_in(snapshot), profile), tied_with_first(snapshot, profile)
    sentences = [
        Sentence(f"These {shown} of {count} fitting programmes come first for what you told me.")
        if count > shown
        else Sentence("These are the programmes that fit what you told me.")
    ]
    if equal > shown:
        sentences.append(Sentence(f"{equal} of them fit about equally well: one more wish would tell them apart."))
    sentences.append(
        Sentence("Where a figure is not recorded I do not guess it: check it on the programme's page before you pay.")
    )
    return sentences


def _skipped(profile: Profile) -> tuple[Sentence, ...]:
    """Which questions were not asked, because no answer to them changes the first place."""
    slots = [slot for slot in QUESTIONS if slot in open_questions(profile)]
    if not slots:
        return ()
    names = joined([ASKED_ABOUT[slot] for slot in slots])
    return (
        Sentence(f"{plural(len(slots), 'question')} skipped, about {names}: no answer can change the first place."),
    )


def _next(snapshot: Snapshot, profile: Profile, slugs: Sequence[str]) -> list[Option]:
    first = snapshot.programmes[slugs[0]]
    shown = [Option(f"Facts: {first.title}", ask("programme", first.id))]
    if len(slugs) > 1:
        shown.append(Option("Compare the first two", ask("compare", *slugs[:2])))
    options = options_in(snapshot)
    critiques = offered_critiques(options, profile, options.rows[options.place[first.id]])
    shown += [Option(f"{name} ({count})", setting(_difference(profile, then))) for name, count, then in critiques]
    return [*shown, Option("What would change this?", '/recommend{"answer": "whatif"}')]


def _difference(before: Profile, then: Profile) -> dict[str, Any]:
    return {slot: getattr(then, slot) for slot in GIVEN_UP if getattr(then, slot) != getattr(before, slot)} | (
        {"background": then.background} if then.background != before.background else {}
    )


NO_EXAMS = Sentence("Too little is recorded about exams to choose by them: see each programme's page.")


def not_by_exams() -> Reply:
    """What is said to a wish for no exams."""
    return Reply("recommend", ANSWERED, (paragraph(NO_EXAMS), OptionsBlock((AGAIN,))))


def nothing_to_undo() -> Reply:
    """What is said when no change can be taken back."""
    text = "There is no change to take back. Say what you would like otherwise, or start again."
    return Reply("recommend", ANSWERED, (paragraph(Sentence(text)), OptionsBlock((AGAIN,))))


# --- nothing fits --------------------------------------------------------------------------------------------


def nothing_fits(
    snapshot: Snapshot, profile: Profile, lead: Sequence[Sentence] = (), before: Profile | None = None
) -> Reply:
    """The smallest sets of wishes to give up or to loosen, what the learner needs least first, with counts.

    `before` is the profile that still holds where this one was only tried: the buttons bring its changes with them.
    """
    tried = {} if before is None else _difference(before, profile)
    # Giving the tried wish up again is no way out of it.
    found = [row for row in relaxations(options_in(snapshot), profile) if not set(row.slots) <= tried.keys()]
    sentences = [] if tried else [Sentence("No recorded programme fits all of that.")]
    if found:
        sentences.append(Sentence("The smallest changes that help, what you need least first:"))
    blocks: list[Block] = [paragraph(*lead, *sentences)]
    ways = [way for row in found for way in _ways(snapshot, row)]
    blocks += [paragraph(sentence) for sentence, _ in ways[:WAYS_OUT]]
    options = [Option(_label(snapshot, row), setting({**tried, **_given_up(row)})) for row in found[:WAYS_OUT]]
    return Reply("recommend", ANSWERED, (*blocks, OptionsBlock((*options, AGAIN, HANDOFF))))


def _ways(snapshot: Snapshot, row: Relaxation) -> list[tuple[Sentence, Relaxation]]:
    """How a relaxation is said: each raise of its numbers, or what is given up, with how many programmes it lets in."""
    dropped = [GIVEN_UP[slot][0] for slot in row.slots]
    if not row.raises:
        return [(Sentence(f"Without {joined(dropped)}: {plural(row.count, 'programme')}."), row)]
    return [(_raise_sentence(snapshot, row, one), row) for one in row.raises]


def _raise_sentence(snapshot: Snapshot, row: Relaxation, one: Raise) -> Sentence:
    numbers = dict(one.bounds)
    claims: list[Claim] = [c for slot, bound in one.bounds for c in claims_at(snapshot, slot, bound, None)]
    raised = [RAISED[slot].format(bound_text(slot, bound)) for slot, bound in one.bounds]
    dropped = [GIVEN_UP[slot][0] for slot in row.slots if slot not in numbers]
    without = f" and without {joined(dropped)}" if dropped else ""
    return say(f"With {joined(raised)}{without}: {plural(one.count, 'programme')}.", *claims)


def _given_up(row: Relaxation) -> dict[str, Any]:
    numbers = dict(row.raises[0].bounds) if row.raises else {}
    return {slot: numbers.get(slot, GIVEN_UP[slot][1]) for slot in row.slots}


def _label(snapshot: Snapshot, row: Relaxation) -> str:
    numbers = dict(row.raises[0].bounds) if row.raises else {}
    parts = [f"Up to {bound_text(slot, numbers[slot])}" if slot in numbers else f"Without {GIVEN_UP[slot][0]}"
             for slot in row.slots]  # fmt: skip
    return joined([parts[0], *(part[:1].lower() + part[1:] for part in parts[1:])])


# --- critiques -----------------------------------------------------------------------------------------------


def critiqued(
    snapshot: Snapshot,
    profile: Profile,
    critiques: Sequence[Critique],
    shown: Sequence[Candidate],
    remarks: Sequence[Sentence] = (),
) -> tuple[Reply, Profile]:
    """What critiques of the shown programmes lead to, and the profile then: the old one where nothing is left.

    `remarks` are said before it, such as what cannot be chosen by.
    """
    lacking = [one for one in critiques if one.lacking]
    wanted = [one for one in critiques if not one.lacking]
    notes = [*remarks, *(sentence for one in lacking for sentence in _lacking(snapshot, profile, one, shown[0]))]
    if not wanted:
        return _refused(notes), profile
    options = options_in(snapshot)
    changed = together(wanted, profile)
    count, before = fitting(options, changed), fitting(options, profile)
    said = title([_named(snapshot, one) for one in wanted])
    if not count:
        none = Sentence(f"{said}: none of the {before} programmes that fit is recorded so. Nothing is changed.")
        return replace(
            nothing_fits(snapshot, changed, (*notes, none), profile), subjects=tuple(o.programme for o in shown)
        ), profile
    counted = say(f"{said}: {count} of the {before}.", *_compared(snapshot, wanted, shown[0]))
    return recommendation(snapshot, changed, (*notes, counted), is_changed=True), changed


def _refused(notes: Sequence[Sentence]) -> Reply:
    return Reply("recommend", ANSWERED, (paragraph(*notes), OptionsBlock((AGAIN, HANDOFF))))


def _named(snapshot: Snapshot, one: Critique) -> str:
    """What a critique wants, with the programme that it is about."""
    if one.name == "like":
        return f"more like {snapshot.label(one.changes['like'])}"
    return f"without {snapshot.label(one.changes['excluded'][-1])}" if one.name == "not this one" else one.name


def _lacking(snapshot: Snapshot, profile: Profile, one: Critique, reference: Candidate) -> list[Sentence]:
    """That nothing can be lower than what is not recorded; and the lowest that is recorded among those that fit."""
    name = snapshot.label(reference.programme)
    told = Sentence(f"{title([one.name])} than {name} cannot be told: no {LACKING[one.lacking]} is recorded for it.")
    recorded = [row.option for row in ranked(options_in(snapshot), profile) if getattr(row.option, one.lacking)]
    if not recorded:
        return [told, Sentence(f"No {LACKING[one.lacking]} is recorded for any that fits, either.")]
    least = min(recorded, key=lambda option: getattr(option, one.lacking)[1])
    claim = number_of(snapshot, least.programme, one.lacking).preferred
    figure = bound_text(one.lacking, getattr(least, one.lacking)[1])
    lowest = f"The lowest that is recorded among those that fit: {snapshot.label(least.programme)}, {figure}."
    return [told, say(lowest, *([claim] if claim else []))]


def _compared(snapshot: Snapshot, critiques: Sequence[Critique], reference: Candidate) -> list[Claim]:
    """The claims of the programme that was compared with: what the figures are lower than."""
    slots = [slot for one in critiques for slot, _ in one.changes.get("under", ())]
    found = [number_of(snapshot, reference.programme, slot).preferred for slot in slots]
    return [claim for claim in found if claim is not None]
