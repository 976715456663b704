"""Jobs and pay: figures of whole occupations with their scope, never as the effect of a credential."""

from __future__ import annotations

from advising.answers.buttons import next_steps
from advising.answers.general import general_answer
from advising.answers.selecting import claims_on, ordered
from advising.model import Claim, Snapshot
from advising.question import NEAR, Question
from advising.reply import ANSWERED, Block, Reply, Sentence, bullet_list, cite, paragraph

CAUTION = Sentence("No source here shows that a credential by itself leads to such a job or such pay.")
LEAD = 3


def career_answer(snapshot: Snapshot, question: Question) -> Reply:
    """Answer from the mentioned occupation, else from the nearest figures."""
    occupations = question.mentioned(snapshot, "occupation")
    claims: list[Claim] = []
    for occupation in occupations[:2]:
        claims += ordered(question, claims_on(snapshot, occupation, "career"))[:LEAD]
    if not claims:
        pool = [c for c in snapshot.claims.values() if c.topic == "career" and question.nearness(c) >= NEAR]
        claims = ordered(question, pool)[:LEAD]
    if not claims or (question.mentioned(snapshot, "programme", "credential-type", "degree") and not occupations):
        reply = general_answer(snapshot, question)
        return Reply(
            "career", reply.status, (*reply.blocks[:-1], paragraph(CAUTION), *reply.blocks[-1:]), reply.subjects
        )
    blocks: list[Block] = [paragraph(*(cite(snapshot, c) for c in claims[:LEAD]))]
    if claims[LEAD:]:
        blocks.append(bullet_list(tuple(cite(snapshot, c) for c in claims[LEAD:]), folded=True, heading="More figures"))
    return Reply("career", ANSWERED, (*blocks, paragraph(CAUTION), *next_steps(snapshot, question)), tuple(occupations))
