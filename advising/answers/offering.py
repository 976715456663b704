"""Offering beside an answer what else the question may have asked for: a topic is not an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from advising.answers.buttons import RECOMMEND, ask
from advising.answers.ranking import offered_predicates
from advising.model import Snapshot
from advising.question import Question
from advising.reply import ANSWERED, Option, OptionsBlock, Reply

BUTTONS = 4
FIGURE = re.compile(r"\d")
# Topics whose answers are no choice among statements, or have choices of their own.
APART = {"chat", "compare", "define", "handoff", "out_of_scope", "recommend", "school", "support"}
ABOUT = ("programme", "course", "credential-type", "degree", "platform", "institution")


def with_offers(snapshot: Snapshot, question: Question, reply: Reply) -> Reply:
    """The reply with a button for each near kind of statement that it does not make; the usual next steps after them."""
    match reply.blocks:
        case [*said, OptionsBlock() as usual] if reply.status == ANSWERED and reply.topic not in APART:
            offers = _offers(snapshot, question, reply)
            kept = [option for option in usual.options if option != RECOMMEND][: BUTTONS - 1 - len(offers)]
            last = [RECOMMEND] if RECOMMEND in usual.options else []
            return replace(reply, blocks=(*said, OptionsBlock((*offers, *kept, *last))))
        case _:
            return reply


def _offers(snapshot: Snapshot, question: Question, reply: Reply) -> list[Option]:
    sentences = [
        sentence
        for block in reply.blocks
        if not getattr(block, "folded", False)
        for sentence in getattr(block, "sentences", ())
    ]
    said = {claim.predicate for sentence in sentences for claim in sentence.claims}
    return options_for(snapshot, question, offered_predicates(snapshot, question, said))


def options_for(snapshot: Snapshot, question: Question, predicates: Sequence[str]) -> list[Option]:
    """A button for each kind of statement, about what the question names first.

    A figure in a title would need a source beside it, and "Versus MicroMasters" asks nothing of MicroMasters.
    """
    about = question.mentioned(snapshot, *ABOUT)[:1]
    names = [snapshot.label(subject).lower() for subject in about]
    asked = [
        found
        for found in (snapshot.predicates[predicate] for predicate in predicates)
        if not (FIGURE.search(found.label) or any(name in found.label.lower() for name in names))
    ]
    return [Option(found.label, ask(found.topic, *about, predicate=found.id)) for found in asked]
