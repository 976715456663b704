"""What a named school or platform offers, as far as recorded."""

from __future__ import annotations

from collections import Counter

from advising.answers.buttons import RECOMMEND, ask
from advising.answers.general import general_answer
from advising.answers.selecting import claims_on, ordered, told
from advising.evidence import fact
from advising.model import NOT_RECORDED, Claim, Programme, Snapshot
from advising.question import NEAR, Question
from advising.reply import ANSWERED, Block, Option, OptionsBlock, Reply, Sentence, bullet_list, cite, paragraph, say
from advising.wording import joined, plural

SHOWN = 4
FOLDED = 20


def school_answer(snapshot: Snapshot, question: Question) -> Reply:
    """List the recorded programmes of the mentioned school; a platform is answered from its claims."""
    schools = question.mentioned(snapshot, "institution")
    platforms = question.mentioned(snapshot, "platform")
    if not schools:
        return _platform(snapshot, question, platforms)
    school = schools[0]
    programmes = snapshot.programmes_by_institution.get(school, ())
    own = ordered(question, claims_on(snapshot, school, "school", "define"))
    missed = [c for c in snapshot.claims_by_subject.get(school, ()) if c.state == NOT_RECORDED]
    said = [c for c in (*own, *missed) if question.nearness(c) >= NEAR][:2]
    blocks: list[Block] = [paragraph(_count(snapshot, school, programmes), *(cite(snapshot, c) for c in said))]
    if programmes:
        blocks.append(bullet_list(tuple(_listed(snapshot, p) for p in programmes[:SHOWN])))
    if len(programmes) > SHOWN:
        rest = tuple(_listed(snapshot, p) for p in programmes[SHOWN : SHOWN + FOLDED])
        blocks.append(bullet_list(rest, heading="More of them", folded=True))
    options = [Option(p.title, ask("programme", p.id)) for p in programmes[:3]]
    listed = tuple(p.id for p in programmes[: SHOWN + FOLDED])
    return Reply("school", ANSWERED, (*blocks, OptionsBlock((*options, RECOMMEND))), (school,), offered=listed)


def _count(snapshot: Snapshot, school: str, programmes: tuple[Programme, ...]) -> Sentence:
    if not programmes:
        return Sentence(f"I have no recorded programme of {snapshot.label(school)}.")
    kinds = Counter(snapshot.label(programme.credential_type) for programme in programmes)
    claims = tuple(c for p in programmes[:1] for c in _listing(snapshot, p.id))
    counts = joined([plural(n, kind, kind if kind.endswith("s") else f"{kind}s") for kind, n in kinds.items()])
    return Sentence(f"The collection holds {counts} of {snapshot.label(school)}; it may be incomplete.", claims)


def _listed(snapshot: Snapshot, programme: Programme) -> Sentence:
    return say(f"{programme.title} ({snapshot.label(programme.credential_type)})", *_listing(snapshot, programme.id))


def _listing(snapshot: Snapshot, programme: str) -> tuple[Claim, ...]:
    listed = fact(snapshot, programme, "last_listed").preferred
    return (listed,) if listed else ()


def _platform(snapshot: Snapshot, question: Question, platforms: list[str]) -> Reply:
    if not platforms:
        return general_answer(snapshot, question)
    topics = {claim.topic for claim in snapshot.claims_by_subject.get(platforms[0], ())}
    claims = claims_on(snapshot, platforms[0], "school", "define") or claims_on(snapshot, platforms[0], *topics)
    near = [claim for claim in claims if question.nearness(claim) >= NEAR]
    blocks: list[Block] = list(told(snapshot, question, ordered(question, near or claims)))
    if not blocks:
        blocks.append(paragraph(Sentence(f"I have nothing recorded about {snapshot.label(platforms[0])} itself.")))
    return Reply("school", ANSWERED, (*blocks, OptionsBlock((RECOMMEND,))), (platforms[0],))
