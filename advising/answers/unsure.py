"""Asking back where it is not sure that the message was understood: one question with what it may mean to press."""

from __future__ import annotations

from advising.answers.buttons import HANDOFF
from advising.answers.offering import options_for
from advising.answers.ranking import AMONG, ranked_predicates
from advising.answers.remarks import STARTERS
from advising.answers.several import HEADINGS
from advising.answers.unnamed import points_at_unnamed
from advising.model import Snapshot
from advising.question import Question
from advising.reply import CLARIFYING, OptionsBlock, Reply, Sentence, paragraph

# Below it the message may be about something that is not held at all. Chosen on our own messages (docs/decisions/0006):
# of those in scope few fall below, of those near the scope that are not declined about half.
SURE = 0.8
UNSURE = Sentence("I am not sure that I understood you. Is it one of these? If not, try other words.")


def is_unsure(snapshot: Snapshot, question: Question) -> bool:
    """Whether to ask back instead of answering; what names a school that is not held, or "this degree", is told so."""
    is_clear = bool(question.unheld) or points_at_unnamed(snapshot, question)
    return question.certainty < SURE and question.topic in HEADINGS and not is_clear


def asked_back(snapshot: Snapshot, question: Question) -> Reply:
    """What the message may ask for, to choose from."""
    offers = options_for(snapshot, question, ranked_predicates(snapshot, question)[:AMONG])
    return Reply(question.topic, CLARIFYING, (paragraph(UNSURE), OptionsBlock((*(offers or STARTERS), HANDOFF))))
