"""Credit: the recorded pathways of a programme or into a school, each with its conditions; never more than is recorded."""

from __future__ import annotations

from advising.answers.buttons import next_steps
from advising.answers.general import general_answer, not_recorded
from advising.answers.selecting import claims_on, ordered
from advising.evidence import fact
from advising.model import Claim, Pathway, Snapshot
from advising.question import Question
from advising.reply import ANSWERED, Block, Reply, Sentence, bullet_list, cite, paragraph, say
from advising.wording import number, plural

SHOWN = 3
FOLDED = 8
GRADES = {"high": 0, "medium": 1, "low": 2}


def credit_answer(snapshot: Snapshot, question: Question) -> Reply:
    """Pathways from the mentioned programme, else into the mentioned school, else credit in general."""
    programmes = question.mentioned(snapshot, "programme")
    schools = [s for s in question.mentioned(snapshot, "institution") if s in snapshot.pathways_by_institution]
    if programmes:
        return _from_programme(snapshot, question, programmes[0])
    if schools:
        return _into_school(snapshot, question, schools[0])
    return general_answer(snapshot, question)


def _from_programme(snapshot: Snapshot, question: Question, programme: str) -> Reply:
    pathways = sorted(snapshot.pathways_by_programme.get(programme, ()), key=lambda p: GRADES[p.claim.evidence])
    name = snapshot.label(programme)
    if not pathways:
        return _without_pathway(snapshot, question, programme)
    lead = Sentence(
        f"Yes, as far as recorded: {plural(len(pathways), 'pathway')} from {name} to a degree. Admission to it is always separate."
    )
    blocks: list[Block] = [paragraph(lead)]
    blocks.append(
        bullet_list(tuple(_sentence(snapshot, pathway) for pathway in pathways[:SHOWN]), heading="Counts toward")
    )
    conditions = _conditions(snapshot, pathways[:SHOWN])
    if conditions:
        blocks.append(bullet_list(conditions, heading="Conditions"))
    if len(pathways) > SHOWN:
        rest = tuple(_sentence(snapshot, pathway) for pathway in pathways[SHOWN : SHOWN + FOLDED])
        blocks.append(bullet_list(rest, heading=f"More of the {len(pathways)}", folded=True))
    blocks.extend(_caution(snapshot))
    return Reply("credit", ANSWERED, (*blocks, *next_steps(snapshot, question)), (programme,))


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


def _into_school(snapshot: Snapshot, question: Question, school: str) -> Reply:
    pathways = sorted(snapshot.pathways_by_institution[school], key=lambda p: GRADES[p.claim.evidence])
    blocks: list[Block] = [
        paragraph(Sentence(f"{plural(len(pathways), 'recorded pathway leads', 'recorded pathways lead')} to a degree at "
                           f"{snapshot.label(school)}. Admission to it is always separate.")),
        bullet_list(tuple(_sentence(snapshot, p, from_programme=True) for p in pathways[:SHOWN])),
    ]  # fmt: skip
    conditions = _conditions(snapshot, pathways[:SHOWN])
    if conditions:
        blocks.append(bullet_list(conditions, heading="Conditions"))
    if len(pathways) > SHOWN:
        rest = tuple(_sentence(snapshot, p, from_programme=True) for p in pathways[SHOWN : SHOWN + FOLDED])
        blocks.append(bullet_list(rest, heading="More pathways", folded=True))
    blocks.extend(_caution(snapshot))
    return Reply("credit", ANSWERED, (*blocks, *next_steps(snapshot, question)), (school,))


def _conditions(snapshot: Snapshot, pathways: list[Pathway]) -> tuple[Sentence, ...]:
    """The conditions of the pathways; the same condition at the same school is said once."""
    found: dict[str, tuple[Claim, ...]] = {}
    for pathway in pathways:
        for condition in pathway.conditions:
            text = f"{snapshot.label(pathway.institution)}: {condition.says}"
            found[text] = (*found.get(text, ()), pathway.claim)
    return tuple(say(text, *claims) for text, claims in found.items())


def _sentence(snapshot: Snapshot, pathway: Pathway, from_programme: bool = False) -> Sentence:
    degree = pathway.degree or "a degree whose name the source lost"
    amount = f": {number(pathway.credits_value)} {pathway.credits_unit}" if pathway.credits_value else ""
    share = f" ({pathway.share})" if pathway.share else ""
    start = (
        f"{snapshot.label(pathway.programme) if pathway.programme else pathway.programme_named}, toward "
        if from_programme
        else ""
    )
    unsure = "" if pathway.conditions_recorded else " Conditions are not recorded."
    place = snapshot.label(pathway.institution)
    return say(f"{start}{degree}, {place}{amount}{share}.{unsure}", pathway.claim)


def _caution(snapshot: Snapshot) -> list[Block]:
    """What every pathway answer says: no guarantee, and how few went on, with sources."""
    found = [fact(snapshot, "micromasters", p).preferred for p in ("admission.guaranteed", "outcome.degree_elsewhere")]
    sentences = tuple(cite(snapshot, claim) for claim in found if claim is not None)
    return [paragraph(*sentences, heading="Before you count on it")] if sentences else []
