"""Credit: the recorded pathways of a programme for a learner, best first; never more than is recorded.

What counts toward a degree at a school or in a field is answered by `advising.answers.into_degree`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from advising.answers.buttons import next_steps
from advising.answers.general import general_answer, not_recorded
from advising.answers.into_degree import Aim, answer_into, fitting_pathways, hosts_of
from advising.answers.pathway_words import (
    asked_for,
    beside,
    condition_lists,
    evidence_blocks,
    first_fitting,
    good_to_know,
    has_said,
    how_few,
    next_step,
    pathway_sentence,
    separate_admission,
    steps,
    time_and_money,
)
from advising.answers.selecting import claims_on, ordered
from advising.degree_words import DEGREE_SUBJECTS, asks_into_degree, degree_words
from advising.model import Snapshot
from advising.pathways import JudgedPathway, best_first
from advising.profile import Profile
from advising.question import Question
from advising.reply import ANSWERED, Block, Reply, Sentence, TextBlock, bullet_list, cite, paragraph
from advising.wording import joined, plural, with_article

FOLDED = 10
# How much stands in the open, fullest first: the conditions and the share in full or in brief, and how many sentences on
# who goes on.
FULL = (True, True)
LAYOUTS = ((FULL, 2), (FULL, 1), ((False, True), 1), (FULL, 0), ((False, True), 0), ((False, False), 0))


def credit_answer(snapshot: Snapshot, question: Question, profile: Profile | None = None) -> Reply:
    """Pathways from the mentioned programme, else into a degree at a school or in a field, else credit in general.

    Args:
        snapshot: The facts.
        question: What is asked; programmes, schools, fields and degrees that it mentions decide the direction.
        profile: What is known of the learner; conditions are judged by its background, `holds` and `lacks`.
    """
    learner = profile or Profile()
    programmes = question.mentioned(snapshot, "programme")
    if programmes:
        return _from_programme(snapshot, question, programmes[0], learner)
    aim = _aim(snapshot, question)
    if asks_into_degree(question.text) and (aim.schools or aim.fields or aim.degrees):
        return answer_into(snapshot, aim, learner)
    is_degree_meant = hosts_of(snapshot, aim.schools) or (aim.fields and aim.degrees)
    if is_degree_meant and fitting_pathways(snapshot, aim, learner).ways:
        return answer_into(snapshot, aim, learner)
    return general_answer(snapshot, question)


def _aim(snapshot: Snapshot, question: Question) -> Aim:
    """What a question into a degree is about: the kinds of degree by the words of the message, else by what it mentions."""
    mentioned = (DEGREE_SUBJECTS.get(subject, "") for subject in question.mentioned(snapshot, "degree"))
    sold = {programme.credential_type for programme in snapshot.programmes.values()}
    return Aim(
        tuple(question.mentioned(snapshot, "institution")),
        tuple(question.mentioned(snapshot, "field")),
        degree_words(question.text) or tuple(dict.fromkeys(filter(None, mentioned))),
        tuple(kind for kind in question.mentioned(snapshot, "credential-type") if kind in sold),
    )


def _from_programme(snapshot: Snapshot, question: Question, programme: str, learner: Profile) -> Reply:
    ways = best_first(snapshot.pathways_by_programme.get(programme, ()), learner)
    if not ways:
        return _without_pathway(snapshot, question, programme)
    asked = _asked_schools(snapshot, question, programme)
    hosts = hosts_of(snapshot, asked)
    best, *others = sorted(ways, key=lambda way: way.pathway.institution not in hosts)
    lead = Sentence(
        f"Yes, as far as recorded: {plural(len(ways), 'pathway')} from {snapshot.label(programme)} to a degree."
    )
    missing = [
        school for school in asked if not hosts_of(snapshot, [school]) & {way.pathway.institution for way in ways}
    ]
    top = paragraph(lead, *_not_into(snapshot, missing), separate_admission(snapshot, programme))
    blocks = [*_shown(snapshot, top, best, learner), *_folded(snapshot, best, others, learner)]
    return Reply("credit", ANSWERED, (*blocks, *next_steps(snapshot, question)), (programme,))


def _shown(snapshot: Snapshot, top: TextBlock, best: JudgedPathway, learner: Profile) -> list[TextBlock]:
    """The best pathway with its conditions, how few go on, and the next step; as much of it open as the words allow."""
    evidence = how_few(snapshot, best.pathway.programme)
    last = paragraph(next_step(best))
    return first_fitting(
        [top, *_best(snapshot, best, learner, *is_full), *evidence_blocks(evidence, shown), last]
        for is_full, shown in LAYOUTS
    )


def _best(
    snapshot: Snapshot, best: JudgedPathway, learner: Profile, has_conditions: bool, has_share: bool
) -> list[TextBlock]:
    """The best pathway; its conditions and share in full, or in brief with the full ones folded."""
    conditions = condition_lists(best, learner)
    in_brief = "" if has_conditions and conditions else asked_for(best, learner)
    heading = "Best recorded for you" if has_said(learner) else "Best recorded"
    said = paragraph(pathway_sentence(snapshot, best, in_brief, is_short=not has_share), heading=heading)
    whole = [] if has_share else [paragraph(pathway_sentence(snapshot, best), heading="How much counts", folded=True)]
    return [said, *(replace(block, folded=not has_conditions) for block in conditions), *whole]


def _folded(snapshot: Snapshot, best: JudgedPathway, others: list[JudgedPathway], learner: Profile) -> list[TextBlock]:
    """What waits behind "More": the steps, what else is recorded about the best pathway, and the other pathways."""
    blocks = [
        *steps(best),
        *good_to_know(best),
        time_and_money(snapshot, best.pathway),
        *beside(snapshot, best.pathway),
    ]
    if others:
        rest = tuple(pathway_sentence(snapshot, way, asked_for(way, learner)) for way in others[:FOLDED])
        blocks.append(bullet_list(rest, heading=f"More of the {len(others) + 1}", folded=True))
    return blocks


def _asked_schools(snapshot: Snapshot, question: Question, programme: str) -> list[str]:
    """The schools whose degree is meant; a programme's own school may only be part of its name."""
    own = snapshot.programmes[programme].institutions
    schools = question.mentioned(snapshot, "institution")
    return [school for school in schools if school not in own or _is_host_in(snapshot, question.text, school)]


def _is_host_in(snapshot: Snapshot, text: str, school: str) -> bool:
    """Whether the words are about the school's own degree: "count at MIT", "does MIT accept it"."""
    subject = snapshot.subjects[school]
    names = "|".join(re.escape(name) for name in (subject.name, subject.short, *subject.aliases) if name)
    return bool(
        re.search(
            rf"\b(?:at|into|to|toward|towards|does|do|will|would|can) (?:the )?(?:{names})(?![\w'\u2019])", text, re.I
        )
    )


def _not_into(snapshot: Snapshot, schools: Iterable[str]) -> list[Sentence]:
    names = joined([with_article(snapshot.label(school)) for school in schools], "or")
    return [Sentence(f"None into {names} is recorded; that is not a no.")] if names else []


def _without_pathway(snapshot: Snapshot, question: Question, programme: str) -> Reply:
    """Silence is not a no: what is recorded instead, and that nothing was found."""
    own = ordered(question, claims_on(snapshot, programme, "credit"))[:2]
    not_a_no = [not_recorded(snapshot, programme, "credit"), Sentence("That is not a no: ask the school.")]
    sentences = [cite(snapshot, claim) for claim in own] or not_a_no
    kind = snapshot.programmes[programme].credential_type
    general = ordered(question, claims_on(snapshot, kind, "credit"))[:2]
    blocks: list[Block] = [paragraph(*sentences)]
    if general:
        blocks.append(paragraph(*(cite(snapshot, claim) for claim in general), heading="In general"))
    return Reply("credit", ANSWERED, (*blocks, *next_steps(snapshot, question)), (programme,))
