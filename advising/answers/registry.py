"""Which function answers which topic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from advising.answers.career import career_answer
from advising.answers.compare import compare_answer
from advising.answers.credit import credit_answer
from advising.answers.general import general_answer
from advising.answers.money import wished_answer
from advising.answers.offering import with_offers
from advising.answers.programme import programme_answer, which_of
from advising.answers.remarks import left_out, remark_answer
from advising.answers.school import school_answer
from advising.answers.unheld import with_unheld
from advising.answers.unnamed import in_general_only, points_at_unnamed
from advising.answers.unsure import asked_back, is_unsure
from advising.answers.worth_it import worth_it_answer
from advising.degree_words import asks_into_degree
from advising.model import Snapshot
from advising.money.reading import read_money
from advising.profile import Profile
from advising.question import Question
from advising.reply import Reply

SPECIAL: dict[str, Callable[[Snapshot, Question], Reply]] = {
    "career": career_answer,
    "chat": remark_answer,
    "handoff": remark_answer,
    "out_of_scope": remark_answer,
    "programme": programme_answer,
    "school": school_answer,
    "support": remark_answer,
    "worth_it": worth_it_answer,
}
# Topics that are about what is named: a message that names only what it does not want asks nothing of them.
ABOUT_NAMED = {"define", "programme", "school", "worth_it", "compare"}


# Topics that a question about what counts toward a degree is taken for.
BESIDE_CREDIT = {"school", "programme", "course_order"}


def answer(snapshot: Snapshot, question: Question, profile: Profile | None = None) -> Reply:
    """Answer one question about any topic but `recommend`, which `advising.guided` leads; ask back when it is not sure.

    What a learner told shapes the answers about credit and comparisons; without a profile they are for anybody.
    """
    if (reply := computed_answer(snapshot, question)) is not None:
        return reply
    if question.topic in BESIDE_CREDIT and asks_into_degree(question.text):
        question = replace(question, topic="credit")
    if is_unsure(snapshot, question):
        return asked_back(snapshot, question)
    return with_offers(snapshot, question, with_unheld(partial(_answer, profile=profile))(snapshot, question))


def computed_answer(snapshot: Snapshot, question: Question) -> Reply | None:
    """What a message asks to be computed from a programme's prices; None when it asks nothing of the kind."""
    programmes = question.mentioned(snapshot, "programme")
    wishes = read_money(question.text) if len(programmes) == 1 else None
    if wishes is None:
        return None
    return wished_answer(snapshot, programmes[0], wishes, next(iter(question.mentioned(snapshot, "occupation")), None))


def _answer(snapshot: Snapshot, question: Question, profile: Profile | None = None) -> Reply:
    """Answer from what is held."""
    if question.unwanted and not question.mentions and question.topic in ABOUT_NAMED:
        return left_out(snapshot, question)
    if question.ambiguous:
        return which_of(snapshot, question.topic, question.ambiguous)
    reply = _for_learner(snapshot, question, profile) or SPECIAL.get(question.topic, general_answer)(snapshot, question)
    return in_general_only(reply) if points_at_unnamed(snapshot, question) else reply


def _for_learner(snapshot: Snapshot, question: Question, profile: Profile | None) -> Reply | None:
    """The answers that a learner's profile shapes."""
    if question.topic == "compare":
        return compare_answer(snapshot, question, profile)
    return credit_answer(snapshot, question, profile) if question.topic == "credit" else None
