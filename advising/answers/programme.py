"""One named programme: a card of its facts, its courses, and what else is recorded."""

from __future__ import annotations

from advising.answers.buttons import RECOMMEND, TITLES, ask
from advising.answers.general import general_answer
from advising.answers.selecting import claims_on, ordered, split
from advising.evidence import Fact, fact
from advising.model import Claim, Snapshot
from advising.question import NEAR, Question
from advising.reply import (
    ANSWERED,
    CLARIFYING,
    Block,
    Card,
    CardFact,
    CardsBlock,
    Option,
    OptionsBlock,
    Reply,
    Sentence,
    TextBlock,
    bullet_list,
    cite,
    dated,
    paragraph,
)
from advising.wording import claim_cell, joined

CARD = (
    ("Courses", ("courses_count",)),
    ("Hours a week", ("hours_per_week", "hours_per_week.estimate")),
    ("Length", ("duration.months", "duration.designed", "duration.estimated", "weeks_total.estimate")),
    ("Price in all", ("price.total", "price.courses_sum.estimate")),
    ("Level", ("level",)),
    ("Language", ("language",)),
    ("Status", ("status",)),
    ("Last seen in a list", ("last_listed",)),
)
COURSES = 12
COURSE_LISTED = "course.listing"
OFFERED = 5


def programme_answer(snapshot: Snapshot, question: Question) -> Reply:
    """Show the mentioned programme; without one, ask which."""
    programmes = question.mentioned(snapshot, "programme")
    if not programmes:
        return _which(snapshot, question)
    slug = programmes[0]
    own = ordered(question, claims_on(snapshot, slug, "programme", "course_order", "define"))
    near = [claim for claim in own if question.nearness(claim) >= NEAR]
    lead, more = split(question, near or [claim for claim in own if claim.says])
    blocks: list[Block] = []
    if lead:
        blocks.append(paragraph(*(cite(snapshot, claim) for claim in lead)))
    blocks.append(CardsBlock((programme_card(snapshot, slug),)))
    blocks.extend(_courses(snapshot, slug))
    if more:
        blocks.append(bullet_list(tuple(cite(snapshot, c) for c in more), heading="More on this", folded=True))
    options = [Option(TITLES[topic], ask(topic, slug)) for topic in ("credit", "cost", "prerequisites")]
    return Reply("programme", ANSWERED, (*blocks, OptionsBlock((*options, RECOMMEND))), (slug,))


def programme_card(snapshot: Snapshot, slug: str) -> Card:
    """The programme at a glance; what is not recorded is said to be."""
    programme = snapshot.programmes[slug]
    facts = [_card_fact(snapshot, slug, label, predicates) for label, predicates in CARD]
    page = fact(snapshot, slug, "page").preferred
    return Card(
        slug,
        programme.title,
        joined([snapshot.label(institution) for institution in programme.institutions]),
        snapshot.label(programme.credential_type),
        tuple(facts),
        str(page.value) if page else "",
    )


def _card_fact(snapshot: Snapshot, slug: str, label: str, predicates: tuple[str, ...]) -> CardFact:
    for predicate in predicates:
        found: Fact = fact(snapshot, slug, predicate)
        if found.preferred is not None:
            return CardFact(label, dated_cell(found.preferred), (found.preferred, *found.disagreeing[:2]))
    return CardFact(label, "not recorded")


def dated_cell(claim: Claim) -> str:
    """The claim as a card's line, with its date where it states a figure and its making where it is an estimate."""
    text = claim_cell(claim)
    if claim.estimate:
        text = f"{text}, an estimate"
    return dated(text, (claim,))


def _courses(snapshot: Snapshot, slug: str) -> list[Block]:
    courses = snapshot.programmes[slug].courses[:COURSES]
    listed = tuple(Sentence(c.title, snapshot.claims_by_fact.get((c.id, COURSE_LISTED), ())[:1]) for c in courses)
    return [bullet_list(listed, heading="Courses in the list that was found", folded=True)] if listed else []


def _which(snapshot: Snapshot, question: Question) -> Reply:
    """No programme was named: offer those of the mentioned field or school, else answer from what is near."""
    fields, schools = question.mentioned(snapshot, "field"), question.mentioned(snapshot, "institution")
    fitting = [
        programme for programme in snapshot.programmes.values()
        if (not fields or set(fields) & set(programme.fields)) and (not schools or set(schools) & set(programme.institutions))
    ] if fields or schools else []  # fmt: skip
    if not fitting:
        reply = general_answer(snapshot, question)
        ask_which = paragraph(Sentence("For the facts of one programme, tell me its name or its school and subject."))
        return Reply("programme", CLARIFYING, (ask_which, *reply.blocks[-1:]))
    return which_of(snapshot, "programme", tuple(p.id for p in fitting))


def which_of(snapshot: Snapshot, topic: str, programmes: tuple[str, ...]) -> Reply:
    """Ask which of several programmes is meant; a press, a place or a name answers the topic for it."""
    offered = programmes[:OFFERED]
    options = tuple(Option(snapshot.label(slug), ask(topic, slug)) for slug in offered)
    text = "Which of these do you mean?" if len(offered) > 1 else "Do you mean this one?"
    blocks = (paragraph(Sentence(text)), choices(snapshot, offered), OptionsBlock(options))
    return Reply(topic, CLARIFYING, blocks, offered=offered)


def choices(snapshot: Snapshot, programmes: tuple[str, ...]) -> TextBlock:
    """The programmes to choose from, each with the list that names it."""
    listed = [fact(snapshot, slug, "last_listed").preferred for slug in programmes]
    return bullet_list(
        tuple(
            Sentence(snapshot.label(slug), (claim,) if claim else ())
            for slug, claim in zip(programmes, listed, strict=True)
        )
    )
