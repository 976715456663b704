"""The product's promise: no number, price, date or proper name is shown that a claim cited in the same place does not state.

What is no fact and may be shown without a claim is listed by name, and nowhere else: true counts of what the collection
holds and the learner's own answers here, `ADVICE` in oracle/figures.py, `FREE`, `SCOPE` and `BEGINNINGS` in oracle/names.py.
"""

from __future__ import annotations

import random

import pytest

from advising.answers import answer
from advising.answers.recommending import recommendation
from advising.answers.supposing import what_would_change
from advising.asking import possible_first_places
from advising.critiques import offered_critiques
from advising.guided import form_question, take_up, why_asked
from advising.model import Claim, Snapshot, Source
from advising.options import options_in
from advising.profile import QUESTIONS, Profile
from advising.question import Question
from advising.ranking import fitting
from advising.recommend import tied_with_first
from advising.repair import relaxations
from advising.reply import Reply, Sentence, paragraph
from advising.whatif import bound_text
from advising.wording import joined
from tests.conftest import TODAY
from tests.unit.learners import random_profiles
from tests.unit.oracle import Found, Oracle
from tests.unit.oracle.figures import figures, stated
from tests.unit.oracle.places import TITLES, places
from tests.unit.topics import ANSWERED_TOPICS

FAR: dict[str, float] = {}


@pytest.fixture(scope="module")
def oracle(snapshot: Snapshot) -> Oracle:
    """The oracle over the real knowledge."""
    return Oracle(snapshot)


def true_counts(snapshot: Snapshot, topic: str, subject: str) -> frozenset[str]:
    """How many pathways or programmes the collection holds for a subject: counted, not claimed."""
    if topic in {"credit", "worth_it"}:
        name = snapshot.label(subject)  # "Harvard" is also asked about for "Harvard Extension"
        parts = {s for s in snapshot.subjects if s == subject or snapshot.label(s).startswith(f"{name} ")}
        into = sum(pathway.institution in parts for pathway in snapshot.pathways)
        return frozenset({str(into), str(len(snapshot.pathways_by_programme.get(subject, ())))})
    if topic == "school":
        kinds = [programme.credential_type for programme in snapshot.programmes_by_institution.get(subject, ())]
        return frozenset(str(kinds.count(kind)) for kind in kinds)
    return frozenset()


def all_near(snapshot: Snapshot, topic: str) -> dict[str, float]:
    """Everything about a topic is just what was asked."""
    claims = {claim.id: 0.8 for claim in snapshot.claims.values() if claim.topic == topic}
    return claims | {predicate.id: 0.9 for predicate in snapshot.predicates.values() if predicate.topic == topic}


@pytest.mark.parametrize("topic", ANSWERED_TOPICS)
@pytest.mark.parametrize("near", [False, True], ids=["far", "near"])
def test_nothing_about_one_subject_is_invented(snapshot: Snapshot, oracle: Oracle, topic: str, near: bool) -> None:
    """Whatever single thing is asked about, on any topic, every figure is stated by a claim of the same place."""
    hits = all_near(snapshot, topic) if near else FAR
    found = []
    for subject in snapshot.subjects:
        counts = true_counts(snapshot, topic, subject)
        found += oracle.invented(answer(snapshot, Question(topic, "", (subject,), hits)), counts, (subject,))
    if found:
        pytest.fail(report(found), pytrace=False)


@pytest.mark.parametrize("topic", ANSWERED_TOPICS)
def test_nothing_about_any_programme_and_predicate_is_invented(snapshot: Snapshot, oracle: Oracle, topic: str) -> None:
    """Every programme is asked about every predicate: no reply brings a figure or name that its claims do not."""
    predicates = [predicate for predicate in snapshot.predicates.values() if predicate.topic == topic]
    found = []
    for slug in snapshot.programmes:
        counts = true_counts(snapshot, topic, slug)
        for predicate in predicates:
            reply = answer(snapshot, Question(topic, "", (slug,), {predicate.id: 0.9}))
            found += oracle.invented(reply, counts, (slug,))
    if found:
        pytest.fail(report(found), pytrace=False)


@pytest.mark.parametrize("topic", ANSWERED_TOPICS)
def test_nothing_without_a_subject_is_invented(snapshot: Snapshot, oracle: Oracle, topic: str) -> None:
    """A question that names nothing gets no invented figure, whatever it is near to."""
    replies = [answer(snapshot, Question(topic, "", (), hits)) for hits in (FAR, all_near(snapshot, topic))]
    found = [place for reply in replies for place in oracle.invented(reply)]
    if found:
        pytest.fail(report(found), pytrace=False)


@pytest.mark.parametrize("topic", ["compare", "cost", "credit", "worth_it", "programme"])
def test_nothing_about_several_subjects_is_invented(snapshot: Snapshot, oracle: Oracle, topic: str) -> None:
    """Two to five things named together, of any kinds, bring no invented figure."""
    chance = random.Random(20261122)
    subjects = [subject.id for subject in snapshot.subjects.values() if subject.kind != "course"]
    found = []
    for _ in range(250):
        named = tuple(chance.sample(subjects, chance.randint(2, 5)))
        counts = frozenset().union(*(true_counts(snapshot, topic, subject) for subject in named))
        found += oracle.invented(answer(snapshot, Question(topic, "", named)), counts, named)
    if found:
        pytest.fail(report(found), pytrace=False)


def test_nothing_in_a_recommendation_is_invented(snapshot: Snapshot, oracle: Oracle) -> None:
    """For 150 random learners every reason is stated by its claim; only true counts and their own answers are not."""
    found = []
    for profile in random_profiles(snapshot, 150, seed=20261122):
        reply = recommendation(snapshot, profile)
        own = recommendation_counts(snapshot, profile, reply)
        found += oracle.invented(reply, own, named_by_the_learner(profile))
        found += oracle.invented(what_would_change(snapshot, profile), own, named_by_the_learner(profile))
        for slot in QUESTIONS:
            found += oracle.invented(
                form_question(snapshot, profile, slot),
                figures(told_by_the_learner(profile)) | OFFERS,
                named_by_the_learner(profile),
            )
    if found:
        pytest.fail(report(found), pytrace=False)


# Steps that the buttons of the guided recommendation offer; they claim nothing.
OFFERS = figures("Up to 3, 5, 10, 15; up to $200, $500, $1,000, $1,500")


def told_by_the_learner(profile: Profile) -> str:
    """The learner's own figures."""
    return f"{profile.hours_per_week or 0} hours, ${profile.budget_usd or 0}"


def named_by_the_learner(profile: Profile) -> tuple[str, ...]:
    """What the learner named: fields, a kind of credential, what is not wanted."""
    fields = profile.field if isinstance(profile.field, tuple) else ()
    wanted = (profile.wanted_credential,) if profile.wanted_credential else ()
    return (*fields, *wanted, *profile.excluded)


def recommendation_counts(snapshot: Snapshot, profile: Profile, reply: Reply) -> frozenset[str]:
    """True counts of a recommendation: how many fit, are shown, would fit without one wish, and other pathways."""
    options = options_in(snapshot)
    numbers = {fitting(options, profile), len(reply.subjects), tied_with_first(snapshot, profile)}
    numbers |= {sum(getattr(profile, slot) is None for slot in QUESTIONS)}  # questions that were skipped
    if reply.subjects:
        first = options.rows[options.place[reply.subjects[0]]]
        numbers |= {count for _, count, _ in offered_critiques(options, profile, first)}
    for row in relaxations(options, profile):
        numbers |= {row.count, *(one.count for one in row.raises)}
    numbers |= {len(snapshot.pathways_by_programme.get(slug, ())) - 1 for slug in reply.subjects}
    months = [bound_text("months", bound) for bound in options.classes["months"]]  # computed from weeks and years
    return figures(joined([*(str(number) for number in sorted(numbers)), *months]))


@pytest.mark.parametrize("slot", [*QUESTIONS, None])
def test_nothing_in_the_conversation_around_a_recommendation_is_invented(oracle: Oracle, slot: str | None) -> None:
    """Why a question is asked states only how many results are possible, and what a bare yes is answered with no figure."""
    count = str(len(possible_first_places(options_in(oracle.snapshot), Profile())))
    assert not oracle.invented(why_asked(oracle.snapshot, Profile(), slot), figures(count))
    assert not oracle.invented(take_up(oracle.snapshot, Question("inform")))


@pytest.mark.parametrize("topic", ANSWERED_TOPICS)
def test_no_title_states_what_the_claims_under_it_do_not(snapshot: Snapshot, oracle: Oracle, topic: str) -> None:
    """A heading or caption with a figure is a statement too: the claims of its own block state it, or it counts truly."""
    found = set()
    for subject in snapshot.subjects:
        counts = true_counts(snapshot, topic, subject)
        for place in places(snapshot, answer(snapshot, Question(topic, "", (subject,)))):
            if place.where in TITLES and (extra := oracle.figures.unsupported(place) - counts):
                found.add((place.text, *sorted(extra)))
    assert not found


def test_credits_of_a_pathway_stand_in_the_claim_that_is_cited(snapshot: Snapshot) -> None:
    """Who looks a pathway's footnote up finds the credits that the sentence states."""
    missing = [
        pathway.id
        for pathway in snapshot.pathways
        if pathway.credits_value is not None and f"{pathway.credits_value:g}" not in stated(pathway.claim)
    ]
    assert not missing


def report(found: list[Found]) -> str:
    """The different texts with invented figures, a few of them."""
    lines = {
        place.text: f"{extra} in {place.where} {place.text!r} {[c.id for c in place.claims[:3]]}"
        for place, extra in found
    }
    return f"{len(found)} places with a figure that no claim there states, such as:\n" + "\n".join(
        list(lines.values())[:12]
    )


INVENTED = [
    ("A MicroMasters costs $999.", ["$999"]),
    ("It was priced at $1,350 (Aug 2022), or 12 instalments.", ["12"]),
    ("It was priced at 1,350.", []),
    ("It costs $1,350 (Sep 2022).", ["2022-09"]),
    ("It costs $1,350 (2021).", ["2021"]),
    ("Half of them pay $1,350.", ["half"]),
    ("It costs $1,350 (Aug 2022).", []),
    ("At Harvard it costs $1,350.", ["harvard"]),
    ("Harvard sells it for $1,350.", ["harvard"]),
    ("At A School a MicroMasters costs $1,350; Udacity's is dearer.", ["udacity"]),
    ("It costs $1,350 (looked for on 22 Nov 2026).", []),
    ("It costs $1,350 (looked for on 21 Nov 2026).", ["2026-11-21"]),
]


@pytest.mark.parametrize(("text", "extra"), INVENTED)
def test_the_oracle_finds_what_is_invented(oracle: Oracle, text: str, extra: list[str]) -> None:
    """A figure, price, date, number word or name that the cited claim does not state is found; what it states is not."""
    source = Source("page", "A School", "official", "https://example.org", TODAY, published_on="2022-08")
    claim = Claim("price", "micromasters", "price.total", "cost", 1350, source, unit="USD")
    found = oracle.invented(Reply("cost", "answered", (paragraph(Sentence(text, (claim,))),)))
    assert [word for _, words_there in found for word in words_there] == extra
