"""Is it worth it: what speaks for and against, with the evidence, and what it depends on, said concretely."""

from __future__ import annotations

from advising.answers.buttons import next_steps
from advising.answers.general import general_answer, not_recorded
from advising.answers.programme import CARD, dated_cell
from advising.answers.selecting import claims_on, ordered
from advising.evidence import fact
from advising.model import Snapshot
from advising.question import Question
from advising.reply import ANSWERED, Block, Reply, Sentence, bullet_list, cite, paragraph
from advising.wording import plural

DEFAULT = "micromasters"
OWN = 2
CITED = 3
# Of a programme's card, what a learner would put in.
STAKES = tuple(row for row in CARD if row[0] in {"Hours a week", "Length", "Price in all"})


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
        blocks.extend(_of_programme(snapshot, question, subject))
    if kind not in snapshot.arguments:
        return general_answer(snapshot, question)
    blocks.extend(_weighed(snapshot, kind))
    return Reply("worth_it", ANSWERED, (*blocks, *next_steps(snapshot, question)), (subject,))


def _of_programme(snapshot: Snapshot, question: Question, programme: str) -> list[Block]:
    """What is recorded of the programme itself: evidence first, then what it asks for and where it may lead."""
    own = ordered(question, claims_on(snapshot, programme, "worth_it", "recognition"))[:OWN]
    evidence = [cite(snapshot, claim) for claim in own] or [not_recorded(snapshot, programme, "worth_it")]
    stakes = [_stake(snapshot, programme, *stake) for stake in STAKES]
    return [
        paragraph(*evidence),
        bullet_list((*stakes, _toward(snapshot, programme)), heading="What it asks and gives"),
    ]


def _stake(snapshot: Snapshot, programme: str, label: str, predicates: tuple[str, ...]) -> Sentence:
    for predicate in predicates:
        found = fact(snapshot, programme, predicate).preferred
        if found is not None:
            return Sentence(f"{label}: {dated_cell(found)}", (found,))
    return Sentence(f"{label}: not recorded")


def _toward(snapshot: Snapshot, programme: str) -> Sentence:
    """How many degrees it may count toward; none recorded is not a no."""
    pathways = snapshot.pathways_by_programme.get(programme, ())
    if not pathways:
        return Sentence("Credit toward a degree: not recorded, which is not a no")
    claims = tuple(pathway.claim for pathway in pathways[:CITED])
    return Sentence(
        f"Credit toward a degree: {plural(len(pathways), 'recorded pathway')}; admission is separate", claims
    )


def _weighed(snapshot: Snapshot, kind: str) -> list[Block]:
    arguments = snapshot.arguments[kind]
    return [
        paragraph(Sentence(f"It can be, for some people. This is what is recorded about the {snapshot.name(kind)}.")),
        bullet_list(tuple(cite(snapshot, claim) for claim in arguments.pro), heading="For"),
        bullet_list(tuple(cite(snapshot, claim) for claim in arguments.contra), heading="Against"),
        bullet_list(tuple(Sentence(text) for text in arguments.depends), heading="It depends on"),
    ]
