"""Which function answers which topic."""

from __future__ import annotations

from collections.abc import Callable

from advising.answers.career import career_answer
from advising.answers.compare import compare_answer
from advising.answers.credit import credit_answer
from advising.answers.general import general_answer
from advising.answers.offering import with_offers
from advising.answers.programme import programme_answer, which_of
from advising.answers.remarks import left_out, remark_answer
from advising.answers.school import school_answer
from advising.answers.unheld import with_unheld
from advising.answers.unnamed import in_general_only, points_at_unnamed
from advising.answers.unsure import asked_back, is_unsure
from advising.answers.worth_it import worth_it_answer
from advising.model import Snapshot
from advising.question import Question
from advising.reply import Reply

SPECIAL: dict[str, Callable[[Snapshot, Question], Reply]] = {
    "career": career_answer,
    "chat": remark_answer,
    "compare": compare_answer,
    "credit": credit_answer,
    "handoff": remark_answer,
    "out_of_scope": remark_answer,
    "programme": programme_answer,
    "school": school_answer,
    "support": remark_answer,
    "worth_it": worth_it_answer,
}
# Topics that are about what is named: a message that names only what it does not want asks nothing of them.
ABOUT_NAMED = {"define", "programme", "school", "worth_it", "compare"}


def answer(snapshot: Snapshot, question: Question) -> Reply:
    """Answer one question about any topic but `recommend`, which `advising.guided` leads; ask back when it is not sure."""
    if is_unsure(snapshot, question):
        return asked_back(snapshot, question)
    return with_offers(snapshot, question, with_unheld(_answer)(snapshot, question))


def _answer(snapshot: Snapshot, question: Question) -> Reply:
    """Answer from what is held."""
    if question.unwanted and not question.mentions and question.topic in ABOUT_NAMED:
        return left_out(snapshot, question)
    if question.ambiguous:
        return which_of(snapshot, question.topic, question.ambiguous)
    reply = SPECIAL.get(question.topic, general_answer)(snapshot, question)
    return in_general_only(reply) if points_at_unnamed(snapshot, question) else reply
