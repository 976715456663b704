"""Schools and providers that nothing is recorded about: said before anything else, and alone where nothing else was named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from advising.answers.buttons import RECOMMEND, ask
from advising.answers.remarks import STARTERS
from advising.comparing.columns import sides
from advising.model import Snapshot
from advising.question import Question
from advising.reply import ANSWERED, DECLINED, Option, OptionsBlock, Reply, Sentence, paragraph
from advising.wording import joined, with_article

# Topics that are not about what a message names.
UNAFFECTED = {"chat", "handoff"}
# What an answer can be about: something certain, or a kind of credential in general.
CERTAIN = ("programme", "course", "course-family", "institution", "platform")
HELD = (*CERTAIN, "credential-type", "degree")
IN_GENERAL = Sentence("This is what holds in general.")
OFFERED = 2
ASK_THE_SCHOOL = Sentence("Its own pages or its admissions office can tell you.")
ASK_THE_PROVIDER = Sentence("Its own help pages can tell you.")
ASK_THEM = Sentence("Their own pages can tell you.")
# How one thing is shown when the other side of a comparison is not held.
ALONE = {"programme": "programme", "institution": "school", "platform": "school"}

Answering = Callable[[Snapshot, Question], Reply]


def with_unheld(answering: Answering) -> Answering:
    """The way of answering, for questions that may name what is not held: declined, or answered after saying so."""

    def answered(snapshot: Snapshot, question: Question) -> Reply:
        if not question.unheld or question.topic in UNAFFECTED:
            return answering(snapshot, question)
        if not question.mentioned(snapshot, *HELD):
            return _declined(snapshot, question)
        only = _only_side(snapshot, question)
        if only is not None:
            return _one_sided(snapshot, question, only, answering)
        reply = answering(snapshot, question)
        is_general = reply.status == ANSWERED and not question.mentioned(snapshot, *CERTAIN)
        said = (_nothing_recorded(question), IN_GENERAL) if is_general else (_nothing_recorded(question),)
        return replace(reply, blocks=(paragraph(*said), *reply.blocks))

    return answered


def _one_sided(snapshot: Snapshot, question: Question, subject: str, answering: Answering) -> Reply:
    """A comparison of which one side is held: this side as it is shown alone."""
    topic = ALONE.get(snapshot.subjects[subject].kind, "define")
    alone = answering(snapshot, replace(question, topic=topic, mentions=(subject,)))
    other = Sentence(f"This is what is recorded about {snapshot.label(subject)}.")
    return replace(alone, topic=question.topic, blocks=(paragraph(_nothing_recorded(question), other), *alone.blocks))


def _declined(snapshot: Snapshot, question: Question) -> Reply:
    """Say that nothing is recorded and who can tell, and offer what is held."""
    blocks = (paragraph(_nothing_recorded(question), _whom_to_ask(snapshot, question)), _offer(snapshot, question))
    return Reply(question.topic, DECLINED, blocks)


def _nothing_recorded(question: Question) -> Sentence:
    names = joined([with_article(name) for name in dict.fromkeys(question.unheld)], "or")
    return Sentence(f"I have nothing recorded about {names}.")


def _whom_to_ask(snapshot: Snapshot, question: Question) -> Sentence:
    """The school or provider itself; a name that is in no list is a school's."""
    if len(set(question.unheld)) > 1:
        return ASK_THEM
    listed = snapshot.unheld.get(question.unheld[0])
    return ASK_THE_PROVIDER if listed is not None and listed.kind == "provider" else ASK_THE_SCHOOL


def _offer(snapshot: Snapshot, question: Question) -> OptionsBlock:
    """Programmes of the field that was named, else what people usually begin with."""
    fields = question.mentioned(snapshot, "field")
    fitting = [programme.id for programme in snapshot.programmes.values() if programme.fields[0] in fields]
    options = tuple(Option(snapshot.label(slug), ask("programme", slug)) for slug in fitting[:OFFERED])
    return OptionsBlock((*(options or STARTERS), RECOMMEND))


def _only_side(snapshot: Snapshot, question: Question) -> str | None:
    """The one thing of a comparison that is held, if there is just one."""
    if question.topic != "compare":
        return None
    held = sides(snapshot, question) or question.mentioned(snapshot, *HELD)
    return held[0] if len(held) == 1 else None
