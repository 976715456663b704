"""The guided recommendation: its questions, why each is asked, and the result in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from advising.answers.buttons import RECOMMEND, ask
from advising.answers.registry import answer
from advising.answers.remarks import STARTERS
from advising.asking import outlook
from advising.model import Snapshot
from advising.options import options_in
from advising.profile import LABELS, QUESTIONS, Profile, chips, open_questions
from advising.question import Question
from advising.reply import (
    ANSWERED,
    CLARIFYING,
    Block,
    FormBlock,
    Option,
    OptionsBlock,
    Reply,
    Sentence,
    paragraph,
)

QUESTION = {
    "field": "Which subject, or which goal, is it about?",
    "background": "What do you bring with you?",
    "hours_per_week": "How many hours a week could you study?",
    "budget_usd": "How much could it cost in all, in US dollars?",
    "credit": "Should it count toward a university degree later?",
}
WHY = {
    "field": "Only programmes in your subject are ranked, so this decides the most.",
    "background": "Graduate-level programmes are hard without a base in the field; introductory ones may be too easy.",
    "hours_per_week": "Programmes that are recorded to ask for more hours than you have are left out.",
    "budget_usd": "Programmes that are recorded to cost more than your budget are left out.",
    "credit": "Only some programmes have a recorded pathway into a degree: they come first if it would help, and alone if it must be.",
}
ANY_OPTION = {
    "field": "I am open", "background": "Skip this", "hours_per_week": "Does not matter",
    "budget_usd": "Does not matter", "credit": "Does not matter",
}  # fmt: skip
FIELDS_OFFERED = 6


def _answer(slot: str, value: str) -> str:
    return f'/inform{{"answer": {{"{slot}": {value}}}}}'


def form_question(snapshot: Snapshot, profile: Profile, slot: str, *, is_changed: bool = False) -> Reply:
    """The question for a slot, with buttons; what was understood so far stands above it.

    One answer that is given anew, `is_changed`, is a question by itself: it has no place among the others.
    """
    options = (*_options(snapshot, slot), Option(ANY_OPTION[slot], _answer(slot, '"any"')))
    numeric = {"hours_per_week": ("hours a week", 1, 40, 1), "budget_usd": ("US dollars", 0, 5000, 50)}.get(slot)
    unit, low, high, step = numeric or ("", None, None, None)
    block = FormBlock(
        slot, QUESTION[slot], WHY[slot], "number" if numeric else "choice",
        position=1 if is_changed else len(QUESTIONS) - len(open_questions(profile)) + 1,
        of=1 if is_changed else len(QUESTIONS),
        options=options, unit=unit, minimum=low, maximum=high, step=step,
    )  # fmt: skip
    understood = _understood(snapshot, profile)
    blocks: list[Block] = []
    if understood and not is_changed:
        blocks.append(paragraph(Sentence(f"So far I have {understood}.")))
    blocks.append(paragraph(Sentence(QUESTION[slot])))
    return Reply("recommend", CLARIFYING, (*blocks, block))


def wish_question(snapshot: Snapshot, profile: Profile, slot: str) -> Reply:
    """What to do with a wish that no question asks for: another figure where it has one, or without it."""
    chip = next((one for one in chips(snapshot, profile) if one.slot == slot), None)
    if chip is None:
        text = f"You told me nothing about that: {LABELS[slot].lower()}. Say it in your own words."
        return Reply("recommend", CLARIFYING, (paragraph(Sentence(text)),))
    others = [(f"Up to {months} months", str(months)) for months in (6, 12, 24)] if slot == "months" else []
    options = tuple(Option(title, _answer(slot, value)) for title, value in (*others, ("Leave it out", "null")))
    text = f"I go by this now: {chip.label.lower()}, {chip.value}. Say it in other words, or leave it out."
    return Reply("recommend", CLARIFYING, (paragraph(Sentence(text)), OptionsBlock(options)))


def _options(snapshot: Snapshot, slot: str) -> tuple[Option, ...]:
    match slot:
        case "field":
            counts = Counter(programme.fields[0] for programme in snapshot.programmes.values())
            common = [field for field, _ in counts.most_common(FIELDS_OFFERED)]
            return tuple(Option(snapshot.name(field), _answer("field", f'["{field}"]')) for field in common)
        case "background":
            return (
                Option("I am new to it", _answer("background", '"beginner"')),
                Option("I know some of it", _answer("background", '"some"')),
                Option("I have a degree", _answer("background", '"degree"')),
            )
        case "hours_per_week":
            return tuple(Option(f"Up to {hours}", _answer("hours_per_week", str(hours))) for hours in (3, 5, 10, 15))
        case "budget_usd":
            return tuple(
                Option(f"Up to ${amount:,}", _answer("budget_usd", str(amount))) for amount in (200, 500, 1000, 1500)
            )
        case _:
            return (
                Option("Yes, it must", _answer("credit", '"must"')),
                Option("It would help", _answer("credit", '"yes"')),
                Option("No, the skills", _answer("credit", '"no"')),
            )


def why_asked(snapshot: Snapshot, profile: Profile, slot: str | None) -> Reply:
    """Why a question is asked: what it does, and how many programmes can still come first."""
    text = WHY.get(slot or "", "Each question can change which programmes come first; you may skip any of them.")
    sentences = [Sentence(text)]
    left = len(outlook(options_in(snapshot), profile).possible)
    if slot in WHY and left > 1:
        sentences.append(Sentence(f"As it stands, {left} different results are possible, and this narrows them most."))
    return Reply("recommend", ANSWERED, (paragraph(*sentences),))


def greeting(snapshot: Snapshot) -> Reply:
    """The first words of a conversation: who this is, and what to ask."""
    who = snapshot.remarks["chat.who"]
    return Reply("chat", ANSWERED, (paragraph(Sentence(who.says)), OptionsBlock((*STARTERS, RECOMMEND))))


def noted(snapshot: Snapshot, profile: Profile, reply: Reply) -> Reply:
    """The reply, with what was noted of the learner beside the question, and that the recommendation will use it."""
    told = _understood(snapshot, profile)
    note = paragraph(Sentence(f"I noted {told}. A recommendation would start from that."))
    said = [block for block in reply.blocks if not isinstance(block, OptionsBlock)]
    options = [option for block in reply.blocks if isinstance(block, OptionsBlock) for option in block.options]
    return replace(reply, blocks=(*said, note, OptionsBlock(tuple(dict.fromkeys((*options, RECOMMEND))))))


def _understood(snapshot: Snapshot, profile: Profile) -> str:
    return "; ".join(f"{chip.label.lower()}: {chip.value}" for chip in chips(snapshot, profile))


def left() -> Reply:
    """What is said when the learner leaves the recommendation."""
    return Reply(
        "recommend",
        ANSWERED,
        (paragraph(Sentence("I have put the recommendation aside. Your answers stay until you start again.")),),
    )


def not_understood() -> Reply:
    """What is said to a message that is no answer to the open question."""
    text = 'I could not read that as an answer. Press a button, write it in other words, or say "doesn\'t matter".'
    return Reply("recommend", CLARIFYING, (paragraph(Sentence(text)),))


def take_up(snapshot: Snapshot, question: Question) -> Reply:
    """What is said to a bare name, yes, no or fact when nothing was asked."""
    programmes, fields = question.mentioned(snapshot, "programme"), question.mentioned(snapshot, "field")
    if programmes:
        return answer(snapshot, replace(question, topic="programme"))
    if fields:
        name = snapshot.name(fields[0])
        options = (
            Option(f"Find a programme in {name.lower()}", f'/recommend{{"answer": {{"field": ["{fields[0]}"]}}}}'),
            Option("Which programmes are there?", ask("programme", fields[0])),
        )
        text = f"What would you like to know about {name.lower()}?"
        return Reply("recommend", CLARIFYING, (paragraph(Sentence(text)), OptionsBlock(options)))
    text = "Tell me what you would like to know, or let me find programmes for you."
    return Reply("chat", CLARIFYING, (paragraph(Sentence(text)), OptionsBlock((*STARTERS, RECOMMEND))))
