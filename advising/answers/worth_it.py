"""Is it worth it: what speaks for and against, with the evidence, and what it depends on, said concretely."""

from __future__ import annotations

from advising.answers.buttons import next_steps
from advising.answers.general import general_answer, not_recorded
from advising.answers.selecting import claims_on, ordered
from advising.model import Snapshot
from advising.question import Question
from advising.reply import ANSWERED, Block, Reply, Sentence, bullet_list, cite, paragraph

DEFAULT = "micromasters"


def worth_it_answer(snapshot: Snapshot, question: Question) -> Reply:
    """Weigh the mentioned credential; a programme by its own evidence first, then by its kind."""
    mentioned = question.mentioned(snapshot, "programme", "credential-type", "degree", "course-family")
    platforms = question.mentioned(snapshot, "platform")
    subject = next((s for s in mentioned if s in snapshot.programmes), mentioned[0] if mentioned else None)
    if subject is None and platforms:
        return general_answer(snapshot, question)
    subject = subject or DEFAULT
    blocks: list[Block] = []
    kind = subject
    if subject in snapshot.programmes:
        kind = snapshot.programmes[subject].credential_type
        own = ordered(question, claims_on(snapshot, subject, "worth_it", "recognition", "credit"))[:3]
        blocks.append(
            paragraph(*([cite(snapshot, claim) for claim in own] or [not_recorded(snapshot, subject, "worth_it")]))
        )
    if kind not in snapshot.arguments:
        return general_answer(snapshot, question)
    blocks.extend(_weighed(snapshot, kind))
    return Reply("worth_it", ANSWERED, (*blocks, *next_steps(snapshot, question)), (subject,))


def _weighed(snapshot: Snapshot, kind: str) -> list[Block]:
    arguments = snapshot.arguments[kind]
    return [
        paragraph(Sentence(f"It can be, for some people. This is what is recorded about the {snapshot.name(kind)}.")),
        bullet_list(tuple(cite(snapshot, claim) for claim in arguments.pro), heading="For"),
        bullet_list(tuple(cite(snapshot, claim) for claim in arguments.contra), heading="Against"),
        bullet_list(tuple(Sentence(text) for text in arguments.depends), heading="It depends on"),
    ]
