"""What an answer owes beside its claims: that nothing is recorded of what was named, and which programmes it may mean."""

from __future__ import annotations

from dataclasses import replace

from advising.answers.buttons import RECOMMEND, ask
from advising.answers.general import not_recorded
from advising.answers.programme import choices
from advising.matching import fitting
from advising.model import Snapshot
from advising.question import Question
from advising.reply import ANSWERED, Block, Option, OptionsBlock, Reply, Sentence, TextBlock, paragraph

# Topics whose answer is a figure of each programme.
FIGURES = {"cost", "duration", "workload", "prerequisites", "course_order"}
OFFERED = 5
OTHERS = ("programme", "course", "institution", "platform", "occupation")


def completed(snapshot: Snapshot, question: Question, reply: Reply) -> Reply:
    """The reply, honest about what was named, and with the programmes that a kind and a field may mean."""
    if reply.status != ANSWERED or reply.topic != question.topic:
        return reply
    return _offering(snapshot, question, _owning_up(snapshot, question, reply))


def _owning_up(snapshot: Snapshot, question: Question, reply: Reply) -> Reply:
    """Of a named platform that the answer does not speak of, it is said that nothing is recorded."""
    named = question.mentioned(snapshot, "platform")
    if reply.subjects or len(named) != 1 or _speaks_of(snapshot, reply, named[0]):
        return reply
    first, *rest = reply.blocks
    general: list[Block] = [first, *rest]
    if isinstance(first, TextBlock) and not first.heading:
        general = [replace(first, heading="In general"), *rest]
    return replace(reply, blocks=(paragraph(not_recorded(snapshot, named[0], question.topic)), *general))


def _speaks_of(snapshot: Snapshot, reply: Reply, subject: str) -> bool:
    names = {snapshot.name(subject).lower(), snapshot.label(subject).lower()}
    said = [sentence for block in reply.blocks for sentence in getattr(block, "sentences", ())]
    return any(claim.subject == subject for sentence in said for claim in sentence.claims) or any(
        name in sentence.text.lower() for sentence in said for name in names
    )


def _offering(snapshot: Snapshot, question: Question, reply: Reply) -> Reply:
    """Where a kind and a field are named and several programmes are both, they are offered."""
    fields, kinds = question.mentioned(snapshot, "field"), question.mentioned(snapshot, "credential-type")
    if question.topic not in FIGURES or not fields or len(kinds) != 1 or question.mentioned(snapshot, *OTHERS):
        return reply
    found = tuple(p.id for p in fitting(snapshot, snapshot.programmes.values(), question))[:OFFERED]
    if len(found) < 2:
        return reply
    which = paragraph(Sentence("Do you mean a certain one of these? Then I look up its own figures."))
    options = OptionsBlock((*(Option(snapshot.label(slug), ask(question.topic, slug)) for slug in found), RECOMMEND))
    said = [block for block in reply.blocks if not isinstance(block, OptionsBlock)]
    return replace(reply, blocks=(*said, which, choices(snapshot, found), options), offered=found)
