"""What a message means by what was talked about (advising.following, advising.talk), from hand-made talks."""

from __future__ import annotations

import pytest

from advising.following import Said, goes_on, in_context
from advising.model import Snapshot
from advising.question import Question
from advising.reply import ANSWERED, CLARIFYING, Reply
from advising.talk import Talk, after

SCM, FINANCE, STATS = "mitx-supply-chain-management", "mitx-finance", "mitx-statistics-and-data-science"
HARVARD_DS, UCSD_DS = "harvardx-data-science", "uc-san-diegox-data-science"
MM, PC = "micromasters", "professional-certificate"

COST_OF_SCM = Talk(now=(SCM,), asked=(Question("cost", "", (SCM,)),))
TWO_PRICES = Talk(now=(FINANCE,), before=(SCM,), asked=(Question("cost", "", (FINANCE,)),))
WHICH_DS = Talk(offered=(HARVARD_DS, UCSD_DS), open=True, asked=(Question("cost", "", (), {}, (HARVARD_DS, UCSD_DS)),))
RECOMMENDED = Talk(now=(SCM, FINANCE, STATS), offered=(SCM, FINANCE, STATS), asked=(Question("recommend"),))
COMPARED = Talk(now=(SCM, FINANCE), offered=(SCM, FINANCE), asked=(Question("compare", "", (SCM, FINANCE)),))


def said(topic: str, text: str, *names: str, rest: str | None = None) -> Said:
    """A message as it was understood on its own; `rest` is its words without the names, "" where it has no others."""
    return Said(Question(topic, text, names), text if rest is None else rest)


# (talk, message, topics asked, subjects asked about)
READ: list[tuple[Talk, Said, list[str], tuple[str, ...]]] = [
    # the same of another thing
    (COST_OF_SCM, said("school", "harvard?", "harvard-university", rest=" ?"), ["cost"], ("harvard-university",)),
    (COST_OF_SCM, said("programme", "and MITx finance?", FINANCE, rest="and  ?"), ["cost"], (FINANCE,)),
    (COST_OF_SCM, said("compare", "same but for the mba", "mba", rest="same but for the "), ["cost"], ("mba",)),
    (COST_OF_SCM, said("school", "what about edx refunds", "edx", rest="what about  refunds"), ["cost"], ("edx",)),
    (COST_OF_SCM, said("refund", "what about edx refunds", "edx", rest="what about  refunds"), ["refund"], ("edx",)),
    (COST_OF_SCM, said("school", "what does harvard offer", "harvard-university", rest="what does  offer"), ["school"], ("harvard-university",)),
    (COST_OF_SCM, said("inform", "data science", "data-science", rest=" "), ["inform"], ("data-science",)),  # a wish
    (Talk(), said("school", "harvard?", "harvard-university", rest=" ?"), ["school"], ("harvard-university",)),
    (COMPARED, said("define", "what about coursera", "coursera", rest="what about "), ["compare"], (SCM, "coursera")),
    # a school or a subject means the programme like the last one
    (Talk(now=(STATS,), asked=(Question("cost", "", (STATS,)),)), said("school", "and ucsd", "uc-san-diego", rest="and "), ["cost"], (UCSD_DS,)),
    (Talk(now=(STATS,), asked=(Question("cost", "", (STATS,)),)), said("programme", "i mean the finance one", "finance", rest="i mean the  one"), ["cost"], (FINANCE,)),
    # a choice
    (WHICH_DS, said("affirm", "the second one"), ["cost"], (UCSD_DS,)),
    (WHICH_DS, said("inform", "2"), ["cost"], (UCSD_DS,)),
    (WHICH_DS, said("school", "harvard", "harvard-university", rest=" "), ["cost"], (HARVARD_DS,)),
    (WHICH_DS, said("course_order", "the first please"), ["cost"], (HARVARD_DS,)),
    (RECOMMENDED, said("affirm", "the last one"), ["programme"], (STATS,)),
    (COMPARED, said("affirm", "no the first one"), ["programme"], (SCM,)),
    (TWO_PRICES, said("course_order", "ok and the other?"), ["cost"], (SCM,)),
    (TWO_PRICES, said("course_order", "which course is the first"), ["course_order"], (SCM,)),
    (COST_OF_SCM, said("inform", "2"), ["inform"], ()),  # nothing was offered
    # one against the other
    (TWO_PRICES, said("cost", "which of them is cheaper"), ["cost"], (SCM, FINANCE)),
    (TWO_PRICES, said("course_order", "which one is the shortest"), ["duration"], (SCM, FINANCE)),
    (TWO_PRICES, said("compare", "which is better"), ["compare"], (SCM, FINANCE)),
    (TWO_PRICES, said("career", "which is better for jobs"), ["career"], (SCM, FINANCE)),
    (TWO_PRICES, said("compare", "compare them"), ["compare"], (SCM, FINANCE)),
    (RECOMMENDED, said("cost", "which one is the cheapest"), ["compare"], (SCM, FINANCE, STATS)),
    (RECOMMENDED, said("course_order", "compare the first and the third"), ["compare"], (SCM, STATS)),
    (RECOMMENDED, said("compare", "compare the first two"), ["compare"], (SCM, FINANCE)),
    (COST_OF_SCM, said("compare", "compare with MITx finance", FINANCE), ["compare"], (SCM, FINANCE)),
    (COST_OF_SCM, said("cost", "which is cheaper"), ["cost"], (SCM,)),
    # another topic
    (COST_OF_SCM, said("inform", "no I meant credit"), ["credit"], (SCM,)),
    (COST_OF_SCM, said("deny", "sorry, i meant how long"), ["duration"], (SCM,)),
    (COST_OF_SCM, said("inform", "no i meant bananas"), ["inform"], ()),
    (RECOMMENDED, said("inform", "no I meant credit"), ["inform"], ()),  # a wish of the recommendation
    # it
    (COST_OF_SCM, said("duration", "how long does it take?"), ["duration"], (SCM,)),
    (COST_OF_SCM, said("recognition", "are certificates worth anything"), ["recognition"], ()),  # of all
    (COST_OF_SCM, said("duration", "how long do most people with a full time job need"), ["duration"], ()),
    (COST_OF_SCM, said("chat", "hi"), ["chat"], ()),
    (COST_OF_SCM, said("credit", "does harvard accept it", "harvard-university"), ["credit"], (SCM, "harvard-university")),
    (COST_OF_SCM, said("worth_it", "is a micromasters worth it", MM), ["worth_it"], (MM,)),
    (Talk(now=("edx",), before=(SCM,), asked=(Question("refund", "", ("edx",)),)), said("duration", "how long does it take"), ["duration"], (SCM,)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("talk", "message", "topics", "subjects"),
    READ,
    ids=lambda value: getattr(getattr(value, "question", None), "text", None),
)
def test_a_message_is_read_by_what_was_talked_about(
    snapshot: Snapshot, talk: Talk, message: Said, topics: list[str], subjects: tuple[str, ...]
) -> None:
    """A follow-up asks of what was talked about; a message that stands alone is left as it was understood."""
    asked = in_context(snapshot, message, talk)
    assert [question.topic for question in asked] == topics
    assert all(question.mentions == subjects for question in asked)
    assert not any(question.ambiguous for question in asked)


def test_all_questions_of_the_last_message_are_asked_again_of_another_thing(snapshot: Snapshot) -> None:
    """After a question for length and cost, "and MITx finance?" asks for both."""
    talk = Talk(now=(SCM,), asked=(Question("duration", "", (SCM,)), Question("cost", "", (SCM,))))
    asked = in_context(snapshot, said("programme", "and MITx finance?", FINANCE, rest="and  ?"), talk)
    assert [(question.topic, question.mentions) for question in asked] == [
        ("duration", (FINANCE,)),
        ("cost", (FINANCE,)),
    ]


@pytest.mark.parametrize(
    ("talk", "message", "topic", "choices"),
    [
        (WHICH_DS, said("duration", "how long does it take"), "duration", (HARVARD_DS, UCSD_DS)),
        (RECOMMENDED, said("cost", "how much is it"), "cost", (SCM, FINANCE, STATS)),
        (
            COST_OF_SCM,
            said("programme", "how about the UCSD one", "uc-san-diego", rest="how about the   one"),
            "cost",
            None,
        ),
    ],
)
def test_what_may_mean_several_is_asked_about(
    snapshot: Snapshot, talk: Talk, message: Said, topic: str, choices: tuple[str, ...] | None
) -> None:
    """While several are open "it" leaves it to the learner, and so does a school without a like programme."""
    (question,) = in_context(snapshot, message, talk)
    assert question.topic == topic
    of_the_school = tuple(p.id for p in snapshot.programmes_by_institution["uc-san-diego"])
    assert set(question.ambiguous) == set(choices or of_the_school)


def test_only_a_choice_goes_on_with_an_open_question(snapshot: Snapshot) -> None:
    """A name or place settles what was asked; an answer to something else does not."""
    assert goes_on(snapshot, said("affirm", "the second one"), WHICH_DS)
    assert goes_on(snapshot, said("school", "the harvard one", "harvard-university", rest="the   one"), WHICH_DS)
    assert not goes_on(snapshot, said("inform", "finance", "finance", rest=" "), WHICH_DS)
    assert not goes_on(snapshot, said("inform", "8 hours a week"), WHICH_DS)
    assert not goes_on(snapshot, said("affirm", "the second one"), COMPARED)


def test_a_talk_remembers_what_replies_were_about(snapshot: Snapshot) -> None:
    """What was said last comes first, small talk changes nothing, and a list stays while its entries are talked about."""
    first = after(snapshot, Talk(), Reply("cost", ANSWERED, (), (SCM,)), [Question("cost", "", (SCM,))])
    second = after(
        snapshot,
        first,
        Reply("school", ANSWERED, (), ("mit",), offered=(FINANCE, STATS)),
        [Question("school", "", ("mit",))],
    )
    picked = after(snapshot, second, Reply("programme", ANSWERED, (), (STATS,)), [Question("programme", "", (STATS,))])
    assert (second.now, second.before, second.offered, second.open) == (("mit",), (SCM,), (FINANCE, STATS), False)
    assert (picked.now, picked.before, picked.offered) == ((STATS,), ("mit", SCM), (FINANCE, STATS))
    assert after(snapshot, picked, Reply("chat", ANSWERED, ()), [Question("chat")]) is picked
    other = after(snapshot, picked, Reply("cost", ANSWERED, (), (SCM,)), [Question("cost", "", (SCM,))])
    assert (other.offered, other.pair) == ((), (STATS, SCM))


def test_a_talk_is_kept_in_slots_without_the_learners_words(snapshot: Snapshot) -> None:
    """What the slots hold reads back as the same talk, and holds no text."""
    reply = Reply("cost", CLARIFYING, (), offered=(HARVARD_DS, UCSD_DS))
    asked = Question("cost", "my secret", ("data-science",), {"x": 0.5}, (HARVARD_DS, UCSD_DS))
    talk = after(snapshot, COST_OF_SCM, reply, [asked])
    assert talk.open
    read = Talk.from_slots(talk.subjects_slot(), talk.asked_slot())
    assert (read.now, read.offered, read.open) == ((SCM,), (HARVARD_DS, UCSD_DS), True)
    assert read.asked == (Question("cost", "", ("data-science",), {"x": 0.5}, (HARVARD_DS, UCSD_DS)),)
