"""Which kinds of statement a question asks for, as the answers weigh them."""

from __future__ import annotations

from collections.abc import Container, Iterator

from advising.answers.general import KINDS_IN_GENERAL, PLATFORM_TOPICS
from advising.answers.selecting import claims_on, ordered, weight
from advising.evidence import sought
from advising.model import Claim, Predicate, Snapshot
from advising.question import NEAR, Question

# Topics whose answers are also drawn from others.
READ = {
    "programme": ("programme", "course_order", "define"),
    "worth_it": ("worth_it", "recognition"),
    "school": ("school", "define"),
}
AMONG = 3  # so many of the ranking are said or offered
ABOVE_ALL = 2.0  # no weighed nearness reaches it


def ranked_predicates(snapshot: Snapshot, question: Question) -> list[str]:
    """Ids of predicates, what is asked first; each once.

    The first is on the question's topic, unless nothing is; what is near on other topics comes between the rest, because
    topics border on each other. On the topic those come in whose claims the answer is drawn from: of the programmes that the question names, else of what else it
    names, else of all but single programmes. A predicate without such a claim comes in where its phrasings are near.
    """
    topics = READ.get(question.topic, (question.topic,))
    weights = _weights(snapshot, question, topics)
    first, *rest = sorted(weights, key=lambda predicate: -weights[predicate]) or [""]
    for predicate in _near(snapshot, question):
        if predicate.topic not in topics and _is_near_and_told(snapshot, question, predicate.id):
            weights[predicate.id] = question.hits[predicate.id]
            rest.append(predicate.id)
    return [*filter(None, [first]), *sorted(rest, key=lambda predicate: -weights[predicate])]


def _is_near_and_told(snapshot: Snapshot, question: Question, predicate: str) -> bool:
    """Whether it is near, and recorded or looked for of a named programme, or of something that is no programme."""
    if question.hits.get(predicate, 0.0) < NEAR:
        return False
    if programmes := question.mentioned(snapshot, "programme", "course"):
        return any((programme, predicate) in snapshot.claims_by_fact for programme in programmes)
    return predicate in snapshot.told_in_general


def offered_predicates(snapshot: Snapshot, question: Question, said: Container[str]) -> list[str]:
    """What else the question may ask for, to be offered beside an answer that says what is `said`."""
    near = [predicate for predicate in ranked_predicates(snapshot, question)[:AMONG] if predicate not in said]
    return [predicate for predicate in near if _is_near_and_told(snapshot, question, predicate)]


def _weights(snapshot: Snapshot, question: Question, topics: tuple[str, ...]) -> dict[str, float]:
    """How much each predicate on the topics is what was asked."""
    usual = ("edx",) if question.topic in PLATFORM_TOPICS else KINDS_IN_GENERAL
    weights = dict.fromkeys(_always_first(snapshot, question), ABOVE_ALL)
    for claim in ordered(question, _drawn_from(snapshot, question, topics), usual):
        weights[claim.predicate] = max(weights.get(claim.predicate, 0.0), weight(question, claim, usual))
    for predicate in _near(snapshot, question):
        if predicate.topic in topics:
            weights.setdefault(predicate.id, round(question.hits[predicate.id], 2))
    return weights


def _near(snapshot: Snapshot, question: Question) -> list[Predicate]:
    """The predicates whose phrasings are near the question, in the order of the knowledge base."""
    near = {phrase for phrase, nearness in question.hits.items() if nearness >= NEAR}
    return [predicate for predicate in snapshot.predicates.values() if predicate.id in near] if near else []


def _always_first(snapshot: Snapshot, question: Question) -> list[str]:
    """What the answer begins with, whatever is near: of a programme's credit, its pathways."""
    if question.topic != "credit":
        return []
    programmes = question.mentioned(snapshot, "programme")[:1]
    return [pathway.claim.predicate for slug in programmes for pathway in snapshot.pathways_by_programme.get(slug, ())]


def _drawn_from(snapshot: Snapshot, question: Question, topics: tuple[str, ...]) -> list[Claim]:
    for subjects in _subjects(snapshot, question):
        found = [claim for s in subjects for claim in (*claims_on(snapshot, s, *topics), *sought(snapshot, s, *topics))]
        if found:
            return found
    return []


def _subjects(snapshot: Snapshot, question: Question) -> Iterator[list[str]]:
    """What the question may be about, the most specific first."""
    if programmes := question.mentioned(snapshot, "programme", "course"):
        yield programmes
        return
    yield question.mentioned(snapshot, *(snapshot.kinds - {"field"}))
    yield [s for s in snapshot.claims_by_subject if snapshot.subjects[s].kind not in ("programme", "course")]
